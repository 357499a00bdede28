import { DEFAULT_ASSESSMENT_RULES, type AssessmentRules, type CivilDate } from '@heqi/domain';
import { CheckpointStream, type EventStore, type SubscriptionMessage } from '@heqi/event-store';
import { ALERT_STREAM_PREFIX, CONTRACT_STREAM_PREFIX, LOG_CONSUMERS } from '@heqi/messages';
import type { Clock } from '@heqi/runtime';
import { ALERTER } from './alert-stream';
import { DayBell } from './day-bell';
import { interruptionsTo } from './interruptions';
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

const STEPS_PER_SAVE = 500;

/** One life of the alerter, from folding the log to a stop or a failure: it puts the events of the subscription and the
 *  turns of the day into one sequence. */
export class AlerterRun {
  private isListening = false;
  private isDone = false;
  private stepsSinceSaved = 0;
  private reached: AlerterCheckpoint | undefined;
  private readonly failed = new AbortController();
  private readonly signal: AbortSignal;
  private readonly checkpoint: CheckpointStream<AlerterCheckpoint>;
  private readonly bell: DayBell;
  private folded: ReviewSequence | undefined;
  private steps: Promise<void> = Promise.resolve();
  private turn: DayTurn | null = null;

  constructor(
    private readonly parts: AlerterParts,
    stopping: AbortSignal,
    private readonly onStep: () => void,
  ) {
    const { store, clock, timeZone } = parts;
    this.signal = AbortSignal.any([stopping, this.failed.signal]);
    this.bell = new DayBell(clock, new ReviewDays(timeZone), () => this.dayMayHaveTurned());
    this.checkpoint = new CheckpointStream(store, LOG_CONSUMERS.alerter, {
      actorId: ALERTER.id,
      now: () => clock.now(),
      onFailure: (error) => this.failed.abort(error),
    });
  }

  /** Whether all events that there were at the start are answered, and all days up to that one. */
  get isCaughtUp(): boolean {
    return this.isDone;
  }
  /** Everything up to here is answered in the log. */
  get answered(): AlerterCheckpoint | undefined {
    return this.reached;
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
      this.reached = resumeAfter;
      this.folded = new ReviewSequence({ store, clock, timeZone, rules, log, resumeAfter, signal: this.signal });
      const messages = store.subscribe({
        streamPrefixes: STREAMS,
        signal: this.signal,
        onInterruption: interruptionsTo(log),
      });
      for await (const message of messages) await this.step((sequence) => this.take(message, sequence));
    } finally {
      this.bell.stop();
      await this.steps;
      await this.folded?.answered().catch((error: unknown) => this.failed.abort(error));
      await this.checkpoint.flush().catch((error: unknown) => this.failed.abort(error));
    }
    this.failed.signal.throwIfAborted();
  }

  private async take(message: SubscriptionMessage, sequence: ReviewSequence): Promise<void> {
    if (message.kind === 'event') await sequence.take(message.event);
    if (message.kind !== 'caught_up') return;
    this.isListening = true;
    await this.prepareTurn();
  }

  private dayMayHaveTurned(): void {
    if (!this.isListening || this.bell.today <= (this.folded?.reviewedThrough ?? '')) return;
    this.prepareTurn().then(
      () => this.step(() => Promise.resolve()),
      (error: unknown) => this.failed.abort(error),
    );
  }

  /** The day is read before the log: an event that comes between the two is then answered before the day, as one that was
   *  recorded on it may be. The other way round a day could be reviewed without an event recorded before it. */
  private async prepareTurn(): Promise<void> {
    const day = this.bell.today;
    const behind = (await this.parts.store.headPosition(STREAMS)) ?? -1n;
    if (this.turn === null || day >= this.turn.day) this.turn = { day, behind };
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
        await this.saveNowAndThen(folded);
      } catch (error) {
        if (!this.signal.aborted) this.failed.abort(error);
      }
    });
    return this.steps;
  }

  /** After each step in ordinary times; less often on the way there, so that many answers are written at a time. */
  private async saveNowAndThen(sequence: ReviewSequence): Promise<void> {
    if (!this.isListening && ++this.stepsSinceSaved < STEPS_PER_SAVE) return;
    this.stepsSinceSaved = 0;
    await sequence.answered();
    const { checkpoint } = sequence;
    if (checkpoint && !isSame(checkpoint, this.reached)) this.checkpoint.save(checkpoint);
    this.reached = checkpoint ?? this.reached;
    this.isDone ||= this.isListening && this.turn === null;
    this.onStep();
  }

  private async turnDay(sequence: ReviewSequence): Promise<void> {
    const { turn } = this;
    if (turn === null || (sequence.position ?? -1n) < turn.behind || !sequence.isBetweenCommands) return;
    this.turn = null;
    await sequence.reviewThrough(turn.day);
  }
}

/** A day that turned, and the position of the last event that the log held then: the day is reviewed behind it. */
interface DayTurn {
  readonly day: CivilDate;
  readonly behind: bigint;
}

/** Nothing new is not saved: a checkpoint is an event too, and would call for the next one. */
function isSame(one: AlerterCheckpoint, other: AlerterCheckpoint | undefined): boolean {
  return one.position === other?.position && one.reviewedThrough === other.reviewedThrough;
}
