import type { EventData } from '@eventstore/db-client';
import { UnstorableValue } from './errors';
import { requireStorable } from './storable';
import type { ExpectedRevision, NewEvent } from './stored-event';

export interface Append {
  readonly streamName: string;
  readonly events: readonly NewEvent[];
  readonly expected: ExpectedRevision;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Throws, before anything is sent, for an append that the store or the client could not carry out as it stands:
 *  UnstorableValue for data, RangeError for the rest. */
export function requireAppendable({ streamName, events, expected }: Append): void {
  if (streamName === '') throw new RangeError('An append needs the name of a stream.');
  if (events.length === 0) throw new RangeError(`An append to ${streamName} needs at least one event.`);
  if (typeof expected === 'number' && !(Number.isSafeInteger(expected) && expected >= 0)) {
    throw new RangeError(`Stream ${streamName} cannot be at revision ${expected}: revisions count from 0.`);
  }
  for (const [index, event] of events.entries()) requireStorableEvent(event, `events[${index}]`);
  const ids = new Set(idsOf(events));
  if (ids.size < events.length) {
    throw new RangeError(
      `Two events of one append to ${streamName} have the same id: a repeat could not be told apart.`,
    );
  }
}

function requireStorableEvent(event: NewEvent, path: string): void {
  if (!UUID.test(event.id)) throw new UnstorableValue(`${path}.id`, `is "${event.id}", not a UUID`);
  if (event.type === '') throw new UnstorableValue(`${path}.type`, 'is empty');
  requireStorable(event.data, `${path}.data`);
  requireStorable(event.metadata, `${path}.metadata`);
  if (typeof event.metadata !== 'object' || event.metadata === null || Array.isArray(event.metadata)) {
    throw new UnstorableValue(`${path}.metadata`, 'must be an object: the store keeps its own keys in it');
  }
}

/** As the store gives them back. */
export function idsOf(events: readonly NewEvent[]): string[] {
  return events.map(({ id }) => id.toLowerCase());
}

/** The client's form of the events. Its jsonEvent() helper would give a missing id a new one at every attempt. */
export function eventData(events: readonly NewEvent[]): EventData[] {
  return events.map(
    ({ id, type, data, metadata }) => ({ id, type, data, metadata, contentType: 'application/json' }) as EventData,
  );
}
