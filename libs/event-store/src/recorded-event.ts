import type { RecordedEvent } from '@eventstore/db-client';
import type { StoredEvent } from './stored-event';

/** Data that is not JSON comes as bytes, data whose JSON is damaged as a string: whoever decodes it checks its shape. */
export function storedEvent(event: RecordedEvent, commitPosition?: bigint): StoredEvent {
  const position = event.position?.commit ?? commitPosition;
  if (position === undefined || position > MAX_POSITION) {
    throw new Error(
      `The event store gave no position for event ${event.revision} of ${event.streamId}: it must be EventStoreDB 22.6 or later.`,
    );
  }
  return {
    streamName: event.streamId,
    id: event.id,
    type: event.type,
    revision: Number(event.revision),
    position,
    created: event.created,
    data: event.data,
    metadata: event.metadata,
  };
}

const MAX_POSITION = 2n ** 63n - 1n; // servers write "none" as 2^64 - 1
