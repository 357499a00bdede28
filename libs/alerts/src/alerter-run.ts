import { DEFAULT_ASSESSMENT_RULES, type AssessmentRules } from '@heqi/domain';
import { CheckpointStream, type EventStore, type SubscriptionMessage } from '@heqi/event-store';
import { ALERT_STREAM_PREFIX, CONTRACT_STREAM_PREFIX } from '@heqi/messages';
import type { Clock } from '@heqi/runtime';
import { ALERTER } from './alert-stream';
import { DayBell } from './day-bell';
import type { AlertsLog } from './log';
import { ReviewDays } from './review-days';
import { ReviewSequence, type AlerterCheckpoint } from './review-sequence';

export interface AlerterParts {
  readonly store: EventStore;
  readonly clock: Clock;
  /** IANA name of the zone whose days are reviewed. */
  readonly timeZone: string;
  readonly log: AlertsLog;
  readonly rules?: AssessmentRules;
}

/** The streams whose events are facts about contracts, or alerts about them. */
export const STREAMS: readonly string[] = [CONTRACT_STREAM_PREFIX, ALERT_STREAM_PREFIX];

/** One life of the alerter, from folding the log to a stop or a failure: it puts the events of the subscription and the
 *  turns of the day into one sequence. */
export class AlerterRun {
  isCaughtUp = false;
  private readonly failed = new AbortController();
  private readonly signal: AbortSignal;
  private readonly checkpoint: CheckpointStream<AlerterCheckpoint>;
  private readonly bell: DayBell;
  private folded: ReviewSequence | undefined;
  private saved: AlerterCheckpoint | undefined;
  private steps: Promise<void> = Promise.resolve();
  /** A day turns behind the events that the log held when it turned; this is the position of the last of them. */
  private turnsBehind: bigint | null = null;

  constructor(
    private readonly parts: AlerterParts,
    stopping: AbortSignal,
    private readonly onStep: () => void,
  ) {
    const { store, clock, timeZone } = parts;
    this.signal = AbortSignal.any([stopping, this.failed.signal]);
    this.bell = new DayBell(clock, new ReviewDays(timeZone), () => this.dayMayHaveTurned());
    this.checkpoint = new CheckpointStream(store, 'alerter', {
      actorId: ALERTER.id,
      now: () => clock.now(),
      onFailure: (error) => this.failed.abort(error),
    });
  }

  /** Undefined until the checkpoint was read. */
  get sequence(): ReviewSequence | undefined {
    return this.folded;
  }

  /** Ends when it is stopped, after the step under way and with the checkpoint written; throws what made it impossible to
   *  go on. */
  async untilStopped(): Promise<void> {
    const { store, clock, timeZone, log, rules = DEFAULT_ASSESSMENT_RULES } = this.parts;
    try {
      const resumeAfter = await this.checkpoint.load();
      this.saved = resumeAfter;
      this.folded = new ReviewSequence({ store, clock, timeZone, rules, log, resumeAfter });
      const messages = store.subscribe({
        streamPrefixes: STREAMS,
        signal: this.signal,
        onInterruption: (error) => log.warn(error.message),
      });
      for await (const message of messages) await this.step((sequence) => this.take(message, sequence));
    } finally {
      this.bell.stop();
      await this.steps;
      await this.checkpoint.flush().catch((error: unknown) => this.failed.abort(error));
    }
    this.failed.signal.throwIfAborted();
  }

  private async take(message: SubscriptionMessage, sequence: ReviewSequence): Promise<void> {
    if (message.kind === 'event') await sequence.take(message.event);
    if (message.kind !== 'caught_up') return;
    this.isCaughtUp = true; // from now on the bell is heard: a day that turns during the review is not missed
    await sequence.reviewThrough(this.bell.today);
  }

  private dayMayHaveTurned(): void {
    if (!this.isCaughtUp || this.bell.today <= (this.folded?.reviewedThrough ?? '')) return;
    this.parts.store.headPosition(STREAMS).then(
      (head) => {
        this.turnsBehind = head ?? -1n;
        void this.step(() => Promise.resolve());
      },
      (error: unknown) => this.failed.abort(error),
    );
  }

  /** One step after the other, whether an event or a day asks for it. */
  private step(take: (sequence: ReviewSequence) => Promise<void>): Promise<void> {
    const { folded } = this;
    if (!folded) return this.steps;
    this.steps = this.steps.then(async () => {
      if (this.signal.aborted) return;
      try {
        await take(folded);
        await this.turnDay(folded);
        this.saveCheckpoint(folded);
        this.onStep();
      } catch (error) {
        this.failed.abort(error);
      }
    });
    return this.steps;
  }

  private async turnDay(sequence: ReviewSequence): Promise<void> {
    const isReached = this.turnsBehind !== null && (sequence.position ?? -1n) >= this.turnsBehind;
    if (!isReached || !sequence.isBetweenCommands) return;
    this.turnsBehind = null;
    await sequence.reviewThrough(this.bell.today);
  }

  /** Only when there is something new: a checkpoint is an event too, and would call for the next one. */
  private saveCheckpoint({ checkpoint }: ReviewSequence): void {
    if (!checkpoint) return;
    const { saved } = this;
    if (saved?.position === checkpoint.position && saved.reviewedThrough === checkpoint.reviewedThrough) return;
    this.saved = checkpoint;
    this.checkpoint.save(checkpoint);
  }
}
