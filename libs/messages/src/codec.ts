import type { AlertEvent, ContractEvent, Recorded } from '@heqi/domain';
import { v5 } from 'uuid';
import type { z } from 'zod';
import { ALERT_EVENT_TYPES, alertEventDataSchemas, isAlertEventType } from './alert-event-schemas';
import { CONTRACT_EVENT_TYPES, contractEventDataSchemas, isContractEventType } from './contract-event-schemas';
import { eventMetadataSchema, type EventMetadata } from './event-metadata';

/** A record of the log, as far as decoding needs it; the event store's own type has this shape. */
export interface LogRecord {
  readonly streamName: string;
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly position: bigint;
  readonly data: unknown;
  readonly metadata: unknown;
}

/** A decoded event with all that the log says about it. */
export type RecordedInLog<Event> = Recorded<Event> & {
  readonly streamName: string;
  /** Whether it is the last event of its command: only then is everything there that the command did. */
  readonly endsCommand: boolean;
  readonly metadata: EventMetadata;
};

/** An event ready to be appended. */
export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: EventMetadata;
}

/** The log holds something this version cannot read: stop, rather than judge by half of the facts. */
export class UndecodableEvent extends Error {
  constructor(
    { streamName, revision, type }: LogRecord,
    readonly reason: string,
  ) {
    super(`Event ${revision} of stream ${streamName} (${type}) cannot be read: ${reason}.`);
    this.name = 'UndecodableEvent';
  }
}

/** An event that its own schema refuses; it is never written, because what is in the log stays there. */
export class UnencodableEvent extends Error {
  constructor(
    readonly eventType: string,
    readonly reason: string,
  ) {
    super(`${eventType} is not recorded: ${reason}.`);
    this.name = 'UnencodableEvent';
  }
}

/** Reads an event of a contract stream. Throws UndecodableEvent for an unknown type or a shape its schema refuses. */
export function decodeContractEvent(record: LogRecord): RecordedInLog<ContractEvent> {
  const { type } = record;
  if (!isContractEventType(type)) throw unknownType(record, 'contract', CONTRACT_EVENT_TYPES);
  return decode(record, contractEventDataSchemas[type]);
}

/** Reads an event of an alert stream. Throws UndecodableEvent for an unknown type or a shape its schema refuses. */
export function decodeAlertEvent(record: LogRecord): RecordedInLog<AlertEvent> {
  const { type } = record;
  if (!isAlertEventType(type)) throw unknownType(record, 'alert', ALERT_EVENT_TYPES);
  return decode(record, alertEventDataSchemas[type]);
}

/** The event with its id, UUIDv5 of command and index: the same command, decided again, makes the same ids.
 *  Throws UnencodableEvent. */
export function encodeEvent(event: ContractEvent | AlertEvent, metadata: EventMetadata): EncodedEvent {
  const { type } = event;
  const schema: z.ZodType = isContractEventType(type) ? contractEventDataSchemas[type] : alertEventDataSchemas[type];
  const data = schema.safeParse(event.data);
  if (!data.success) throw new UnencodableEvent(type, firstIssue('data', data.error));
  const beside = eventMetadataSchema.safeParse(metadata);
  if (!beside.success) throw new UnencodableEvent(type, firstIssue('metadata', beside.error));
  return { id: eventId(metadata.commandId, metadata.commandIndex), type, data: data.data, metadata: beside.data };
}

export function eventId(commandId: string, commandIndex: number): string {
  return v5(String(commandIndex), commandId);
}

// An older shape is lifted to today's here, before its schema looks at it: by `schemaVersion` of the metadata.
function decode<Event extends ContractEvent | AlertEvent>(record: LogRecord, schema: z.ZodType): RecordedInLog<Event> {
  const beside = eventMetadataSchema.safeParse(record.metadata);
  if (!beside.success) throw new UndecodableEvent(record, firstIssue('metadata', beside.error));
  const data = schema.safeParse(record.data);
  if (!data.success) throw new UndecodableEvent(record, firstIssue('data', data.error));
  const { actor, recordedAt, commandId, commandIndex, commandSize } = beside.data;
  return {
    event: { type: record.type, data: data.data } as Event,
    id: record.id,
    revision: record.revision,
    position: record.position.toString(),
    recordedAt,
    actor,
    commandId,
    streamName: record.streamName,
    endsCommand: commandIndex === commandSize - 1,
    metadata: beside.data,
  };
}

function unknownType(record: LogRecord, what: string, known: readonly string[]): UndecodableEvent {
  return new UndecodableEvent(record, `it is none of the known ${what} events (${known.join(', ')})`);
}

function firstIssue(root: string, error: z.ZodError): string {
  const { path, message } = error.issues[0]!;
  return `${[root, ...path.map(String)].join('.')}: ${message}`;
}
