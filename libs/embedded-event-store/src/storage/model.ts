/** What a writer hands in: one event, not yet in the log. */
export interface ProposedEvent {
  /** Lower-case UUID; the key of idempotency within its stream. */
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** Optimistic concurrency: the revision a stream must be at for a write to be accepted. */
export type ExpectedRevision = 'any' | 'no_stream' | 'stream_exists' | bigint;

/** Revision of a stream without events. */
export const NO_EVENTS = -1;

/**
 * Revision of a tombstone as kept in the tables, where a column read as a JavaScript number must stay exact.
 * On the wire (and inside the record) it is 2^63-1.
 */
export const TOMBSTONE_REVISION = Number.MAX_SAFE_INTEGER;

export type AppendOutcome =
  | {
      readonly kind: 'appended';
      /** Revision of the last event of the write; {@link NO_EVENTS} when an empty write met a stream without events. */
      readonly revision: number;
      /** Position of that event in the log, or the head of the log for an empty write. */
      readonly position: number;
    }
  | { readonly kind: 'wrong_expected_revision'; readonly current: number }
  | { readonly kind: 'stream_deleted' };

/** One event as the tables hold it. Positions count from 1 without a gap. */
export interface LogRow {
  readonly position: number;
  readonly streamKey: number;
  readonly revision: number;
  readonly typeKey: number;
  /** Milliseconds since the Unix epoch. */
  readonly created: number;
}

/** A row with the bytes a reader receives: see record.ts for their form. */
export interface RecordedRow extends LogRow {
  readonly record: Uint8Array;
}
