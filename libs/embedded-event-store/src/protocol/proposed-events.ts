import type { UUID } from '@eventstore/db-client/generated/shared_pb';
import { ProposedEvent } from '../storage/model';
import {
  maximumAppendEventSizeExceeded,
  maximumAppendSizeExceeded,
  missingMetadataProperty,
  unhandled,
} from './errors';
import { eventId } from './identifiers';

/** A proposed message as both append methods carry it. */
export interface ProposedMessage {
  getId(): UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getCustomMetadata_asU8(): Uint8Array;
  getData_asU8(): Uint8Array;
}

/** Most bytes of one append and of one event in it, counted as EventStoreDB counts them. */
export interface AppendLimits {
  readonly maxAppendSize: number;
  readonly maxAppendEventSize: number;
}

/** Collects the events of one append and refuses more bytes than an event or an append may carry. */
export class ProposedEvents {
  readonly events: ProposedEvent[] = [];
  private size = 0;

  constructor(private readonly limits: AppendLimits) {}

  /** @throws RpcError when a property is missing, the id is no UUID, or event or append are too large. */
  add(message: ProposedMessage): void {
    const event = proposedEvent(message);
    const { maxAppendSize, maxAppendEventSize } = this.limits;
    // EventStoreDB counts a type's characters as two bytes each.
    const size = event.data.length + event.metadata.length + 2 * event.type.length;
    if (size > maxAppendEventSize) throw maximumAppendEventSizeExceeded(event.id, size, maxAppendEventSize);
    this.size += size;
    if (this.size > maxAppendSize) throw maximumAppendSizeExceeded(maxAppendSize);
    this.events.push(event);
  }
}

function proposedEvent(message: ProposedMessage): ProposedEvent {
  const properties = message.getMetadataMap();
  const type = properties.get('type');
  const contentType = properties.get('content-type');
  if (type === undefined) throw missingMetadataProperty('type');
  if (contentType === undefined) throw missingMetadataProperty('content-type');
  if (type === '') throw unhandled('Empty eventType provided.');
  return {
    id: eventId(message.getId()),
    type,
    isJson: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}
