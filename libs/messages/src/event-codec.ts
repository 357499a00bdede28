import type { Recorded } from '@heqi/domain';
import { v5 } from 'uuid';
import type { z } from 'zod';
import { eventMetadataSchema, type EventMetadata, type NewEventMetadata } from './event-metadata';
import { currentVersionOf, lifted, type Upcasters } from './upcasters';

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
  /** The version of the shape that `event` has: today's of its type, whatever version the log holds. */
  readonly version: number;
  /** As the log holds it: `schemaVersion` is the version that was recorded. */
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

/** Between the events of one kind of stream and the log: writes today's shape of each type, reads every shape it ever had. */
export class EventCodec<Event extends { readonly type: string; readonly data: unknown }> {
  constructor(
    private readonly streamKind: string,
    private readonly schemas: Readonly<Record<Event['type'], z.ZodType>>,
    private readonly upcasters: Upcasters,
  ) {}

  /** Throws UndecodableEvent for an unknown type, a version of tomorrow, or data that its schema refuses. */
  decode(record: LogRecord): RecordedInLog<Event> {
    const { type } = record;
    const schema = this.schemaOf(type);
    if (!schema) throw this.unknownType(record);
    const beside = eventMetadataSchema.safeParse(record.metadata);
    if (!beside.success) throw new UndecodableEvent(record, firstIssue('metadata', beside.error));
    const data = schema.safeParse(this.liftedData(record, beside.data));
    if (!data.success) throw new UndecodableEvent(record, firstIssue('data', data.error));
    const { actor, recordedAt, commandId, commandIndex, commandSize } = beside.data;
    return {
      event: { type, data: data.data } as unknown as Event,
      id: record.id,
      revision: record.revision,
      position: record.position.toString(),
      recordedAt,
      actor,
      commandId,
      streamName: record.streamName,
      endsCommand: commandIndex === commandSize - 1,
      version: currentVersionOf(type, this.upcasters),
      metadata: beside.data,
    };
  }

  /** The event with its id, UUIDv5 of command and index: the same command, decided again, makes the same ids.
   *  Throws UnencodableEvent. */
  encode({ type, data: unchecked }: Event, metadata: NewEventMetadata): EncodedEvent {
    const schema = this.schemaOf(type);
    if (!schema) throw new UnencodableEvent(type, `there is no such ${this.streamKind} event`);
    const data = schema.safeParse(unchecked);
    if (!data.success) throw new UnencodableEvent(type, firstIssue('data', data.error));
    const schemaVersion = currentVersionOf(type, this.upcasters);
    const beside = eventMetadataSchema.safeParse({ ...metadata, schemaVersion });
    if (!beside.success) throw new UnencodableEvent(type, firstIssue('metadata', beside.error));
    return { id: eventId(metadata.commandId, metadata.commandIndex), type, data: data.data, metadata: beside.data };
  }

  private schemaOf(type: string): z.ZodType | undefined {
    return Object.hasOwn(this.schemas, type) ? this.schemas[type as Event['type']] : undefined;
  }

  private liftedData(record: LogRecord, metadata: EventMetadata): unknown {
    try {
      return lifted(record.type, record.data, metadata, this.upcasters);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UndecodableEvent(record, error.message);
    }
  }

  private unknownType(record: LogRecord): UndecodableEvent {
    const known = Object.keys(this.schemas).join(', ');
    return new UndecodableEvent(record, `it is none of the known ${this.streamKind} events (${known})`);
  }
}

export function eventId(commandId: string, commandIndex: number): string {
  return v5(String(commandIndex), commandId);
}

function firstIssue(root: string, error: z.ZodError): string {
  const { path, message } = error.issues[0]!;
  return `${[root, ...path.map(String)].join('.')}: ${message}`;
}
