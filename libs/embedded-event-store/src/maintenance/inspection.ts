/** What an inspection of a store can find wrong. */
export type StoreFindingCode =
  | 'store-missing'
  | 'store-unreadable'
  | 'log-cut'
  | 'log-replaced'
  | 'mark-damaged'
  | 'page-damaged'
  | 'event-unreadable'
  | 'position-missing'
  | 'place-damaged'
  | 'record-damaged'
  | 'record-differs'
  | 'record-without-event'
  | 'stream-unknown'
  | 'stream-damaged'
  | 'type-damaged'
  | 'revision-missing'
  | 'revision-order'
  | 'metadata-differs'
  | 'tombstone-differs'
  | 'key-block-damaged'
  | 'key-block-differs';

/** One thing that is wrong, and where. */
export interface StoreFinding {
  readonly code: StoreFindingCode;
  readonly position?: number;
  readonly stream?: string;
  readonly revision?: number;
  /** What a sentence about it names: `to`, `reason`, `field`, … */
  readonly details?: Readonly<Record<string, string>>;
}

/** An event of which place and bytes are those that were written. */
export interface InspectedEvent {
  readonly streamName: string;
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly position: bigint;
  readonly created: Date;
  /** Parsed where the event is JSON, else its bytes; JSON that cannot be parsed comes as text. */
  readonly data: unknown;
  readonly metadata: unknown;
}

export interface StoreTotals {
  /** Position of the newest event, 0 in an empty store. */
  readonly head: number;
  readonly lastEventId: string | null;
  readonly events: number;
  readonly streams: number;
}

/** What an inspection tells, in order: events come stream by stream, each behind a `stream` that names theirs. A finding that
 *  names the stream under way means that an event of it is not given. */
export type InspectionStep =
  | { readonly kind: 'finding'; readonly finding: StoreFinding }
  | { readonly kind: 'stream'; readonly name: string }
  | { readonly kind: 'event'; readonly event: InspectedEvent }
  | { readonly kind: 'totals'; readonly totals: StoreTotals };

export function found(
  code: StoreFindingCode,
  where: Omit<StoreFinding, 'code' | 'details'>,
  details?: StoreFinding['details'],
): InspectionStep {
  return { kind: 'finding', finding: { code, ...where, ...(details && { details }) } };
}

export function reasonOf(error: unknown): string {
  const { message } = Object(error) as { message?: unknown }; // an error of a native module may be of another realm
  return typeof message === 'string' ? message : String(error);
}
