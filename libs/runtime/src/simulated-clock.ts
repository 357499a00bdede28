import { randomUUID } from 'node:crypto';
import { parseInstant, type Actor, type Instant } from '@heqi/domain';
import { EventStore, WrongExpectedRevision } from '@heqi/event-store';
import { Clock, SimulatedClock, SystemClock } from './clock';
import type { Settings } from './settings';

/** The stream that holds where the simulated clock was moved to; all processes on one store share it. */
const CLOCK_STREAM = 'clock-simulated';

/** The clock a process runs on. A simulated one starts where it was left, at `start` on a new store, and follows the moves
 *  that other processes record. */
export async function openClock(settings: Settings, store: EventStore, start?: Instant): Promise<Clock> {
  return settings.HEQI_CLOCK === 'system'
    ? new SystemClock()
    : SharedSimulatedClock.open(store, start ?? new SystemClock().now());
}

/** A simulated clock whose moves are events, so that it stands in every process and after a restart where it was put. */
export class SharedSimulatedClock extends SimulatedClock {
  private readonly following = new AbortController();

  private constructor(
    private readonly store: EventStore,
    private last: { instant: Instant; revision: number } | undefined,
    start: Instant,
  ) {
    super(last?.instant ?? start);
  }

  static async open(store: EventStore, start: Instant): Promise<SharedSimulatedClock> {
    const last = await store.readLast(CLOCK_STREAM);
    const clock = new SharedSimulatedClock(
      store,
      last && { instant: instantIn(last.data), revision: last.revision },
      start,
    );
    void clock.follow(last?.position);
    return clock;
  }

  /** Moves the clock for everyone. Throws RangeError for a time before the present one. */
  async advance(to: Instant, actor: Actor): Promise<bigint> {
    if (to < this.now()) throw new RangeError(`the clock stands at ${this.now()} and moves forward only, not to ${to}`);
    const metadata = { actor, recordedAt: to };
    const event = { id: randomUUID(), type: 'SimulatedClockMoved', data: { to }, metadata };
    try {
      const { revision, position } = await this.store.append(CLOCK_STREAM, [event], this.last?.revision ?? 'no_stream');
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
    if (this.last && revision <= this.last.revision) return;
    this.last = { instant, revision };
    if (instant > this.now()) this.moveTo(instant);
  }

  private async follow(after: bigint | undefined): Promise<void> {
    const moves = this.store.subscribe({ streamPrefixes: [CLOCK_STREAM], after, signal: this.following.signal });
    for await (const message of moves) {
      if (message.kind === 'event') this.take(instantIn(message.event.data), message.event.revision);
    }
  }
}

function instantIn(data: unknown): Instant {
  return parseInstant((data as { to: string }).to);
}
