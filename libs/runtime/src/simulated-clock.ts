import { randomUUID } from 'node:crypto';
import { parseInstant, type Actor, type Instant } from '@heqi/domain';
import { EventStore, LogEndsBefore, WrongExpectedRevision, type NewEvent, type StoredEvent } from '@heqi/event-store';
import { Clock, SimulatedClock, SystemClock } from './clock';
import type { Settings } from './settings';

/** The stream that holds where the simulated clock stands; all processes on one store share it. */
const CLOCK_STREAM = 'clock-simulated';
/** Who sets the clock on a new store, before anybody moves it. */
const STARTER: Actor = { id: 'simulated-clock', partyId: null, role: 'service' };

/** The clock a process runs on. A simulated one starts where it was left, at `start` on a new store, and follows the moves
 *  that other processes record. */
export async function openClock(settings: Settings, store: EventStore, start?: Instant): Promise<Clock> {
  return settings.HEQI_CLOCK === 'system'
    ? new SystemClock()
    : SharedSimulatedClock.open(store, start ?? new SystemClock().now());
}

/** A simulated clock whose start and moves are events, so that it stands in every process and after a restart where it was
 *  put: it never falls back to the machine's time. */
export class SharedSimulatedClock extends SimulatedClock {
  private readonly following = new AbortController();

  private constructor(
    private readonly store: EventStore,
    private last: { instant: Instant; revision: number },
  ) {
    super(last.instant);
  }

  static async open(store: EventStore, start: Instant): Promise<SharedSimulatedClock> {
    const last = (await store.readLast(CLOCK_STREAM)) ?? (await setFirst(store, start));
    const clock = new SharedSimulatedClock(store, { instant: instantIn(last.data), revision: last.revision });
    void clock.follow(last.position);
    return clock;
  }

  /** Moves the clock for everyone. Throws RangeError for a time before the present one. */
  async advance(to: Instant, actor: Actor): Promise<bigint> {
    if (to < this.now()) throw new RangeError(`the clock stands at ${this.now()} and moves forward only, not to ${to}`);
    try {
      const { revision, position } = await this.store.append(CLOCK_STREAM, [moved(to, actor)], this.last.revision);
      this.take(to, revision);
      return position;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      const last = (await this.store.readLast(CLOCK_STREAM))!;
      this.take(instantIn(last.data), last.revision);
      return this.advance(to, actor);
    }
  }

  close(): void {
    this.following.abort();
  }

  private take(instant: Instant, revision: number): void {
    if (revision <= this.last.revision) return;
    this.last = { instant, revision };
    if (instant > this.now()) this.moveTo(instant);
  }

  private async follow(after: bigint): Promise<void> {
    const moves = this.store.subscribe({ streamPrefixes: [CLOCK_STREAM], after, signal: this.following.signal });
    try {
      for await (const message of moves) {
        if (message.kind === 'event') this.take(instantIn(message.event.data), message.event.revision);
      }
    } catch (error) {
      if (!(error instanceof LogEndsBefore)) throw error;
      await this.beginAgain();
    }
  }

  /** The log lost its end, and moves with it: the time is kept, and recorded again where the log has none. */
  private async beginAgain(): Promise<void> {
    const last = (await this.store.readLast(CLOCK_STREAM)) ?? (await setFirst(this.store, this.now()));
    this.last = { instant: instantIn(last.data), revision: last.revision };
    await this.follow(last.position);
  }
}

/** Several processes may start at once: one of them sets the clock, and all go by that. */
async function setFirst(store: EventStore, start: Instant): Promise<StoredEvent> {
  try {
    await store.append(CLOCK_STREAM, [moved(start, STARTER)], 'no_stream');
  } catch (error) {
    if (!(error instanceof WrongExpectedRevision)) throw error;
  }
  return (await store.readLast(CLOCK_STREAM))!;
}

function moved(to: Instant, actor: Actor): NewEvent {
  return { id: randomUUID(), type: 'SimulatedClockMoved', data: { to }, metadata: { actor, recordedAt: to } };
}

function instantIn(data: unknown): Instant {
  return parseInstant((data as { to: string }).to);
}
