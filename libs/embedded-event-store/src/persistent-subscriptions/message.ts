import type { ResolvedRow } from '../storage/links';

/** An event on its way through a group. */
export interface GroupMessage {
  /** What a consumer answers with: the id of the link when there is one, else of the event. */
  readonly id: string;
  readonly origin: Origin;
  /** Place in the whole log: messages to be retried are given again in this order. */
  readonly order: number;
  /** Messages with the same key belong to one consumer, where the strategy pins. */
  readonly pinKey: string;
  readonly resolved: ResolvedRow;
  /** How often it was given out in vain. */
  retryCount: number;
}

/** Whether a message was read from the group's source, at a revision or position, or from its parked messages. */
export type Origin =
  { readonly kind: 'source'; readonly place: number } | { readonly kind: 'parked'; readonly revision: number };
