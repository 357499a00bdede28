import { Injectable, Logger } from '@nestjs/common';
import { calendarKnownAt, DEFAULT_ASSESSMENT_RULES } from '@heqi/domain';
import { EventStore } from '@heqi/event-store';
import { Clock } from '@heqi/runtime';
import { setTimeout as pause } from 'node:timers/promises';
import { beginCheckpoint, readCheckpoint } from './checkpoint/view-checkpoint';
import { Views } from './database/views';
import { LiveProjection } from './live-projection';
import { logBehindViews } from './log-behind';
import { takeProjectorLock } from './projector-lock';
import { reasonToRebuild } from './reason-to-rebuild';
import { rebuildViews, type RebuildReport } from './rebuild';
import { Projection } from './projection/projection';
import type { Reckoning } from './projection/reckoning';

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 15_000;

/** Keeps the views up with the log, for as long as the process runs: takes the lock, rebuilds where that is due, follows
 *  the log, and begins again from the checkpoint after whatever went wrong. */
@Injectable()
export class ViewProjector {
  private readonly logger = new Logger('views');
  private stopping = new AbortController();
  private session = new AbortController();
  private finished: Promise<void> = Promise.resolve();
  /** Also while it rebuilds and follows nothing yet: whoever asks for a rebuild then must not wait for this very lock. */
  private holdsLock = false;
  private asked: { resolve(report: RebuildReport): void; reject(error: unknown): void }[] = [];
  private state: { running: boolean; lastError: string | null } = { running: false, lastError: null };

  constructor(
    private readonly views: Views,
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Whether it is following the log now (not waiting for the lock, or for a retry), and what went wrong last since then. */
  get status(): { readonly running: boolean; readonly lastError: string | null } {
    return this.state;
  }

  start(): void {
    this.stopping = new AbortController();
    this.finished = this.run(this.stopping.signal);
  }

  /** Ends after the batch at hand. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.finished;
    const tooLate = new Error('The projector stopped before it had rebuilt the views.');
    for (const each of this.asked.splice(0)) each.reject(tooLate);
  }

  /** Rebuilds the views from the log, by the running projector where it runs, and resolves when the new rows are in place.
   *  Elsewhere it waits for the lock for `waitMs`, and says who has to be stopped when it does not get it. */
  async rebuild({ waitMs = 5_000 } = {}): Promise<RebuildReport> {
    if (!this.stopping.signal.aborted && this.holdsLock) {
      return new Promise((resolve, reject) => {
        this.asked.push({ resolve, reject });
        this.session.abort();
      });
    }
    const lock = await takeProjectorLock(this.views, AbortSignal.timeout(waitMs));
    if (!lock) {
      throw new Error(
        'The views cannot be rebuilt here: another process is projecting into them. Stop it, or rebuild through it.',
      );
    }
    try {
      return await this.rebuildHolding(lock.lost);
    } finally {
      await lock.release();
    }
  }

  private async run(stop: AbortSignal): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!stop.aborted) {
      try {
        await this.holdLock(stop, () => (retryMs = FIRST_RETRY_MS));
      } catch (error) {
        if (stop.aborted) break;
        this.state = { running: false, lastError: error instanceof Error ? error.message : String(error) };
        this.logger.error(`The projector begins again: ${this.state.lastError}`);
        await pause(retryMs, undefined, { signal: stop }).catch(() => undefined);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      }
    }
    this.state = { ...this.state, running: false };
  }

  private async holdLock(stop: AbortSignal, onProgress: () => void): Promise<void> {
    const lock = await takeProjectorLock(this.views, stop);
    if (!lock) return;
    this.holdsLock = true;
    try {
      while (!stop.aborted && !lock.lost.aborted) {
        this.session = new AbortController();
        await this.project(AbortSignal.any([stop, lock.lost, this.session.signal]), stop, onProgress);
      }
    } finally {
      this.holdsLock = false;
      this.state = { ...this.state, running: false };
      await lock.release();
    }
    if (lock.lost.aborted && !stop.aborted) throw new Error('the connection that held the lock of the projector broke');
  }

  private async project(signal: AbortSignal, stop: AbortSignal, onProgress: () => void): Promise<void> {
    const { dataSource } = this.views;
    await this.rebuildIfDue(stop);
    if (signal.aborted) return;
    const reckoning = this.reckoning();
    const checkpoint =
      (await readCheckpoint(dataSource.manager)) ?? (await beginCheckpoint(dataSource.manager, 'views', reckoning));
    const options = { schema: 'views', reckonsWithEachBatch: true } as const;
    const projection = new Projection(dataSource, checkpoint, reckoning, options);
    const live = new LiveProjection(projection, this.views, this.store, {
      reckoning: () => this.reckoning(),
      clock: this.clock,
      onProgress: () => {
        onProgress();
        this.state = { running: true, lastError: null };
      },
      onInterruption: (error) => (this.state = { ...this.state, lastError: error.message }),
    });
    this.state = { ...this.state, running: true };
    await live.follow(signal);
  }

  private async rebuildIfDue(signal: AbortSignal): Promise<void> {
    const behind = await logBehindViews(this.views.dataSource.manager, this.store);
    if (behind) this.logger.error(`The event store has lost events, or is another one than the views know: ${behind}.`);
    const reason = this.asked.length > 0 ? 'it was asked for' : await this.reasonToRebuild();
    if (!reason) return;
    this.logger.log(`The views are rebuilt from the log: ${reason}.`);
    const asked = this.asked.splice(0);
    try {
      const report = await this.rebuildHolding(signal);
      this.logger.log(`The views are rebuilt: ${report.events} events in ${report.seconds.toFixed(1)} s.`);
      for (const each of asked) each.resolve(report);
    } catch (error) {
      for (const each of asked) each.reject(error);
      throw error;
    }
  }

  private async reasonToRebuild(): Promise<string | undefined> {
    return reasonToRebuild(this.views.dataSource.manager, this.store, this.reckoning().rules);
  }

  private rebuildHolding(signal: AbortSignal): Promise<RebuildReport> {
    return rebuildViews(this.views, this.store, this.reckoning(), signal);
  }

  private reckoning(): Reckoning {
    return { calendar: calendarKnownAt(this.clock.now()), rules: DEFAULT_ASSESSMENT_RULES };
  }
}
