import type { Actor } from './actor';
import type { Instant } from './time/instant';

/** An event as the log holds it. */
export interface Recorded<Event> {
  readonly event: Event;
  /** UUID; derived from the command's id and the event's index in it. */
  readonly id: string;
  /** Place in its own stream, from 0. */
  readonly revision: number;
  /** Place in the whole log, decimal; grows with every event. */
  readonly position: string;
  /** The instant the log learned it. */
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly commandId: string;
}
