import type { CivilDate } from '@heqi/domain';
import { AlerterRun, STREAMS, type AlerterParts } from './alerter-run';
import { KeptRunning } from './kept-running';
import { Milestones } from './milestones';
import type { SetAside } from './review-sequence';

export interface AlerterReport {
  readonly running: boolean;
  /** Whether every event that there was at the start is answered, and every day up to that one. */
  readonly caughtUp: boolean;
  /** Log position up to which everything is answered, decimal; null before the first event. */
  readonly position: string | null;
  /** Log position of the last event there is; null when there is none, or the store does not answer. */
  readonly headPosition: string | null;
  readonly reviewedThrough: CivilDate | null;
  readonly contracts: number;
  /** How often a contract was looked at since the start. */
  readonly reviews: number;
  /** Contracts that cannot be judged: no alert comes from them until the cause is gone. */
  readonly setAside: readonly SetAside[];
  readonly lastError: string | null;
}

/** Events and days in, alert events out. Every contract and its alerts are kept in memory, folded from the whole log at
 *  each start: the price is a start that is linear in the log; the gain is that the alerter needs no tables of its own and
 *  that dropping the views never touches it. Where it resumes stands in the stream `checkpoint-alerter`. Two alerters by
 *  mistake only get in each other's way: every append is at an exact revision, and what one has answered the other finds
 *  answered. */
export class Alerter {
  private readonly kept: KeptRunning;
  private readonly milestones = new Milestones();
  private current: AlerterRun | undefined;

  constructor(private readonly parts: AlerterParts) {
    this.kept = new KeptRunning(
      (signal) => this.run(signal),
      (message) => parts.log.error(`The alerter failed and begins anew: ${message}`),
    );
  }

  start(): void {
    this.kept.start();
  }

  /** Resolves when the input under way is answered and the checkpoint is written. */
  async stop(): Promise<void> {
    await this.kept.stop();
  }

  async health(): Promise<AlerterReport> {
    const sequence = this.current?.sequence;
    const head = await this.parts.store.headPosition(STREAMS).catch(() => undefined);
    return {
      running: this.kept.isRunning,
      caughtUp: this.kept.isRunning && (this.current?.isCaughtUp ?? false),
      position: this.current?.answered?.position ?? null,
      headPosition: head?.toString() ?? null,
      reviewedThrough: this.current?.answered?.reviewedThrough ?? null,
      contracts: sequence?.contractCount ?? 0,
      reviews: sequence?.reviews ?? 0,
      setAside: sequence?.setAside ?? [],
      lastError: this.kept.lastError,
    };
  }

  /** Resolves when every day up to `day` is answered, and the events met at the start; rejects after `timeoutMs`, saying how far it is. */
  whenReviewedThrough(day: CivilDate, timeoutMs: number): Promise<void> {
    const reached = () => this.current?.answered?.reviewedThrough ?? null;
    return this.milestones.when(
      () => (this.current?.isCaughtUp ?? false) && (reached() ?? '') >= day,
      timeoutMs,
      () => `The alerter has reviewed the days through ${reached() ?? 'none'}, not yet ${day}${this.because()}`,
    );
  }

  /** Resolves when every event up to a log position is answered; rejects after `timeoutMs`, saying how far it is. */
  whenHandled(position: bigint, timeoutMs: number): Promise<void> {
    const reached = () => this.current?.answered?.position ?? null;
    return this.milestones.when(
      () => BigInt(reached() ?? -1) >= position,
      timeoutMs,
      () => `The alerter has handled the log up to ${reached() ?? 'nothing'}, not yet ${position}${this.because()}`,
    );
  }

  private because(): string {
    return this.kept.lastError ? ` (${this.kept.lastError})` : '';
  }

  private async run(stopping: AbortSignal): Promise<void> {
    const current = new AlerterRun(this.parts, stopping, () => {
      if (current.isCaughtUp) this.kept.wentWell();
      this.milestones.passed();
    });
    this.current = current;
    await current.untilStopped();
  }
}
