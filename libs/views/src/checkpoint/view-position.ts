import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Views } from '../database/views';
import { readCheckpoint } from './view-checkpoint';

/** The views did not come as far as a question wanted within its time. Asking again later may do. */
export class ViewBehind extends Error {
  override readonly name = 'ViewBehind';
  constructor(
    readonly wanted: bigint,
    /** Null before the first event. */
    readonly projected: bigint | null,
    readonly waitedMs: number,
  ) {
    super(
      `The views are at position ${projected ?? 'none'} of the log and ${wanted} was asked for; they did not get there in ` +
        `${waitedMs} ms. Ask again in a moment, or without X-Heqi-Min-Position for what there is.`,
    );
  }
}

interface Waiter {
  readonly position: bigint;
  readonly reached: () => void;
  readonly giveUp: () => void;
}

const LOOK_EVERY_MS = 15;
const WAIT_MS = 5_000;

/** Read-your-writes: waits until the views hold a position. Looks into the database, for the projector may be another
 *  process; one look serves all who wait. */
@Injectable()
export class ViewPosition implements BeforeApplicationShutdown {
  private readonly waiters = new Set<Waiter>();
  private timer: NodeJS.Timeout | undefined;
  private seen: bigint | null = null;

  constructor(private readonly views: Views) {}

  /** Resolves when everything up to `position` is in the views.
   *  @throws ViewBehind after `timeoutMs`; the database's error when it does not answer. */
  async waitFor(position: bigint, timeoutMs = WAIT_MS): Promise<void> {
    await this.look();
    if (this.isReached(position)) return;
    const started = performance.now();
    await new Promise<void>((resolve, reject) => {
      const settle = (outcome: () => void) => () => {
        clearTimeout(late);
        this.waiters.delete(waiter);
        outcome();
      };
      const giveUp = settle(() => {
        reject(new ViewBehind(position, this.seen, Math.round(performance.now() - started)));
      });
      const waiter: Waiter = { position, reached: settle(resolve), giveUp };
      const late = setTimeout(giveUp, timeoutMs);
      this.waiters.add(waiter);
      this.lookAgain();
    });
  }

  beforeApplicationShutdown(): void {
    clearTimeout(this.timer);
    for (const waiter of this.waiters) waiter.giveUp();
  }

  private lookAgain(): void {
    if (this.timer || this.waiters.size === 0) return;
    this.timer = setTimeout(() => {
      this.look()
        .catch(() => undefined) // those who wait are told in their time
        .finally(() => {
          this.timer = undefined;
          for (const waiter of this.waiters) if (this.isReached(waiter.position)) waiter.reached();
          this.lookAgain();
        });
    }, LOOK_EVERY_MS);
  }

  private async look(): Promise<void> {
    this.seen = (await readCheckpoint(this.views.dataSource.manager))?.position ?? null;
  }

  private isReached(position: bigint): boolean {
    return this.seen !== null && this.seen >= position;
  }
}
