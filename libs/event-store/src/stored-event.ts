/** An event as the log holds it, in the words of the log; what it means is decoded elsewhere. */
export interface StoredEvent {
  readonly streamName: string;
  /** UUID given by the writer. */
  readonly id: string;
  readonly type: string;
  /** Place in its stream, from 0. */
  readonly revision: number;
  /** Place in the whole log; grows with every event, gaps are possible. */
  readonly position: bigint;
  /** The store's own stamp. */
  readonly created: Date;
  readonly data: unknown;
  readonly metadata: unknown;
}

/** An event to be appended. Data and metadata must be plain JSON. */
export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

/** What the writer believes about the stream: that it is new, that its last event has this revision, or nothing. */
export type ExpectedRevision = 'no_stream' | 'any' | number;

export interface Appended {
  /** Revision of the last event of the append. */
  readonly revision: number;
  /** Position of the last event of the append. */
  readonly position: bigint;
}

/** What a subscription delivers, in log order. A checkpoint says that everything up to `position` has been delivered or
 *  was not asked for; it stands in line with the events, so storing it after them is safe. */
export type SubscriptionMessage =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  | { readonly kind: 'checkpoint'; readonly position: bigint }
  | { readonly kind: 'caught_up' };
