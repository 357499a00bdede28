import type { EventStore } from '@heqi/event-store';
import type { Clock } from '@heqi/runtime';
import type { Views } from './database/views';
import { entryBatches, type EntryBatch } from './projection/entry-batches';
import { VIEW_STREAM_PREFIXES } from './projection/log-entry';
import type { Projection } from './projection/projection';
import type { Reckoning } from './projection/reckoning';

export interface LiveProjectionOptions {
  readonly clock: Clock;
  /** What days are computed with now. */
  readonly reckoning: () => Reckoning;
  readonly onProgress: () => void;
  readonly onInterruption: (error: Error) => void;
}

const BATCH = { maxEvents: 500, maxWaitMs: 10 };
const IDLE_CHECKPOINT_EVERY_MS = 1_000;
const CALENDAR_EVERY_MS = 3_600_000;

/** Follows the log from the checkpoint on. Batches and changes of the calendar wait for each other. */
export class LiveProjection {
  private queue: Promise<void> = Promise.resolve();
  private lastIdleCheckpoint = 0;

  constructor(
    private readonly projection: Projection,
    private readonly views: Views,
    private readonly store: EventStore,
    private readonly options: LiveProjectionOptions,
  ) {}

  /** Returns when `signal` is aborted; throws what went wrong otherwise. */
  async follow(signal: AbortSignal): Promise<void> {
    const failed = new AbortController();
    const end = AbortSignal.any([signal, failed.signal]);
    const watching = this.watchCalendar((error) => failed.abort(error));
    try {
      await this.reckonAnewIfDue();
      const messages = this.store.subscribe({
        streamPrefixes: VIEW_STREAM_PREFIXES,
        after: this.projection.checkpoint.position ?? undefined,
        signal: end,
        onInterruption: this.options.onInterruption,
      });
      for await (const batch of entryBatches(messages, BATCH)) {
        await this.oneByOne(() => this.apply(batch));
        if (end.aborted) break;
      }
    } finally {
      watching.stop();
      failed.abort(new Error('the log ended')); // and with it the subscription, whichever way the loop was left
      await this.queue;
    }
    if (!signal.aborted) throw failed.signal.reason;
  }

  private async apply({ entries, reached }: EntryBatch): Promise<void> {
    if (entries.length > 0) {
      await this.projection.apply(entries, reached);
      await this.views.upkeep(entries.length);
    } else if (reached !== undefined) {
      await this.moveIdle(reached);
    }
    this.options.onProgress();
  }

  /** The log grows by events that are none of ours, too: a start need not look through them again. */
  private async moveIdle(reached: bigint): Promise<void> {
    const now = performance.now();
    if (now - this.lastIdleCheckpoint < IDLE_CHECKPOINT_EVERY_MS) return;
    this.lastIdleCheckpoint = now;
    await this.projection.apply([], reached);
  }

  private async reckonAnewIfDue(): Promise<void> {
    const reckoning = this.options.reckoning();
    if (reckoning.calendar.version === this.projection.checkpoint.calendarVersion) return;
    await this.projection.reckonAll(reckoning);
  }

  /** A notice on holidays may become known, by the hour or by the clock's being moved. */
  private watchCalendar(onFailure: (error: Error) => void): { stop(): void } {
    const look = () => {
      this.oneByOne(() => this.reckonAnewIfDue()).catch(onFailure);
    };
    const timer = setInterval(look, CALENDAR_EVERY_MS).unref();
    const stopListening = this.options.clock.onMoved(look);
    return {
      stop() {
        clearInterval(timer);
        stopListening();
      },
    };
  }

  private oneByOne(task: () => Promise<void>): Promise<void> {
    const done = this.queue.then(task);
    this.queue = done.catch(() => undefined);
    return done;
  }
}
