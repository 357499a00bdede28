import {
  addDays,
  calendarKnownAt,
  civilDateIn,
  later,
  nextChangeOf,
  type AssessmentRules,
  type CivilDate,
  type ContractEvent,
  type Instant,
} from '@heqi/domain';
import { AppendOutcomeUnknown, EventStoreUnavailable, type EventStore, type StoredEvent } from '@heqi/event-store';
import {
  ALERT_STREAM_PREFIX,
  contractIdOfStream,
  decodeAlertEvent,
  decodeContractEvent,
  type RecordedInLog,
} from '@heqi/messages';
import type { Clock } from '@heqi/runtime';
import type { Review } from './alert-stream';
import { DueDays } from './due-days';
import { Lanes } from './lanes';
import type { AlertsLog } from './log';
import { ReviewDays } from './review-days';
import { WatchedContract } from './watched-contract';

/** How far the alerter has come: every event up to the position and every day up to that day are answered. The api reads
 *  the day to tell how far the alerts are. */
export interface AlerterCheckpoint {
  /** Null while there is no event. */
  readonly position: string | null;
  readonly reviewedThrough: CivilDate;
}

/** A contract that cannot be judged, and why: the others go on. */
export interface SetAside {
  readonly contractId: string;
  readonly reason: string;
}

export interface ReviewSequenceParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly rules: AssessmentRules;
  readonly resumeAfter: AlerterCheckpoint | undefined;
  readonly log: AlertsLog;
  /** Ends a long row of days early. */
  readonly signal: AbortSignal;
}

/** Answers that may be on their way to the log at a time: enough for the store to commit many with one sync. */
const MOST_UNDERWAY = 64;

/** Events and days as one sequence, answered one after the other. A day stands before the events recorded on it; days
 *  never go back, so that an event recorded earlier (an import, a clock behind) is looked at on the day reached. The same
 *  inputs give the same alerts, whether they were lived through or met after a downtime. Contracts know nothing of each
 *  other: the answers for one are written in order, those for different ones side by side; `answered` waits for all. */
export class ReviewSequence {
  private readonly contracts = new Map<string, WatchedContract>();
  private readonly setAsides = new Map<string, SetAside>();
  private readonly due = new DueDays();
  private readonly days: ReviewDays;
  private readonly lanes = new Lanes(MOST_UNDERWAY);
  private readonly resumePosition: bigint;
  private isResumed = false;
  /** The contract of which a command has begun and not ended. */
  private midCommandOf: string | null = null;
  private at: bigint | null = null;
  private day: CivilDate | null = null;
  private reviewCount = 0;

  constructor(private readonly parts: ReviewSequenceParts) {
    this.days = new ReviewDays(parts.timeZone);
    this.resumePosition = BigInt(parts.resumeAfter?.position ?? -1);
  }

  /** Position of the last event taken; null before the first. */
  get position(): bigint | null {
    return this.at;
  }
  get reviewedThrough(): CivilDate | null {
    return this.day;
  }
  get contractCount(): number {
    return this.contracts.size;
  }
  /** How often a contract was looked at. */
  get reviews(): number {
    return this.reviewCount;
  }
  get setAside(): readonly SetAside[] {
    return [...this.setAsides.values()];
  }
  /** Whether a day may be reviewed here: not between two events of one command. */
  get isBetweenCommands(): boolean {
    return this.midCommandOf === null;
  }
  /** What a restart needs; undefined while events are met that an earlier run has answered. */
  get checkpoint(): AlerterCheckpoint | undefined {
    if (!this.isResumed || this.day === null) return undefined;
    return { position: this.at?.toString() ?? null, reviewedThrough: this.day };
  }

  /** Resolves when everything taken so far is answered in the log. */
  answered(): Promise<void> {
    return this.lanes.drained();
  }

  /** The next event of the log. */
  async take(stored: StoredEvent): Promise<void> {
    if (stored.position > this.resumePosition) this.resume();
    const contractId = contractIdOfStream(stored.streamName);
    if (!this.setAsides.has(contractId)) {
      await this.orSetAside(contractId, async () => {
        if (stored.streamName.startsWith(ALERT_STREAM_PREFIX)) {
          const { alerts } = this.watched(contractId);
          const alert = decodeAlertEvent(stored);
          if (this.isResumed) await this.lanes.run(contractId, async () => alerts.take(alert));
          else alerts.take(alert);
        } else {
          await this.takeContractEvent(contractId, decodeContractEvent(stored));
        }
      });
    }
    this.at = stored.position;
  }

  /** Reviews every day up to `day` that is not reviewed yet, in order. */
  async reviewThrough(day: CivilDate): Promise<void> {
    this.resume();
    this.day ??= day; // nothing was recorded before: no day has anything to review
    while (this.day < day) {
      this.parts.signal.throwIfAborted();
      const next: CivilDate = addDays(this.day, 1);
      await this.reviewDay(next);
      this.day = next;
    }
  }

  private async takeContractEvent(contractId: string, recorded: RecordedInLog<ContractEvent>): Promise<void> {
    if (this.isResumed) await this.reviewThrough(this.days.dayOf(recorded.recordedAt));
    const watched = this.watched(contractId);
    watched.take(recorded);
    this.midCommandOf = recorded.endsCommand ? null : contractId;
    if (!this.isResumed || !recorded.endsCommand) return;
    const { id: eventId, recordedAt, metadata } = recorded;
    const startOfDay = this.days.startOf(this.day!);
    const cause = { eventId, correlationId: metadata.$correlationId };
    await this.review(watched, recordedAt > startOfDay ? recordedAt : startOfDay, this.day!, cause);
  }

  /** Costs what is due on the day; everything only when a holiday notice came. */
  private async reviewDay(day: CivilDate): Promise<void> {
    const dueToday = this.due.take(day);
    const contractIds = this.days.bringsNewCalendar(day) ? [...this.contracts.keys()].toSorted() : dueToday;
    const startOfDay = this.days.startOf(day);
    for (const contractId of contractIds) {
      if (this.setAsides.has(contractId)) continue;
      await this.orSetAside(contractId, () => this.review(this.watched(contractId), startOfDay, day, null));
    }
  }

  private async review(watched: WatchedContract, at: Instant, day: CivilDate, cause: Review['cause']): Promise<void> {
    const { contract, position, alerts } = watched;
    if (!contract) return;
    this.reviewCount++;
    const { rules, clock } = this.parts;
    const input = { position, day: civilDateIn(contract.timeZone, at) };
    const review = { contract, input, calendar: calendarKnownAt(at), rules, cause };
    this.scheduleAfter(watched, at, day);
    const { contractId } = contract;
    await this.lanes.run(contractId, async () => {
      if (this.setAsides.has(contractId)) return;
      await this.orSetAside(contractId, () => alerts.answer(review, clock.now()));
    });
  }

  private scheduleAfter({ contract }: WatchedContract, at: Instant, day: CivilDate): void {
    if (!contract) return;
    const { contractId, timeZone } = contract;
    const change = nextChangeOf(contract, civilDateIn(timeZone, at), calendarKnownAt(at), this.parts.rules);
    this.due.schedule(contractId, change && later(this.days.on(change, timeZone), addDays(day, 1)));
  }

  /** From here on events are answered; up to here they only told what the facts are. */
  private resume(): void {
    if (this.isResumed) return;
    this.isResumed = true;
    const reached = this.parts.resumeAfter?.reviewedThrough;
    if (reached === undefined) return;
    this.day = reached;
    const at = this.days.startOf(reached);
    for (const [contractId, watched] of this.contracts) {
      if (this.setAsides.has(contractId)) continue;
      try {
        this.scheduleAfter(watched, at, reached);
      } catch (error) {
        this.putAside(contractId, error);
      }
    }
  }

  private watched(contractId: string): WatchedContract {
    let watched = this.contracts.get(contractId);
    if (!watched) this.contracts.set(contractId, (watched = new WatchedContract(this.parts.store, contractId)));
    return watched;
  }

  /** What is wrong with one contract (an event that cannot be read, a fault of a rule) must not silence all others. */
  private async orSetAside(contractId: string, step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (this.parts.signal.aborted || isOfTheStore(error)) throw error;
      this.putAside(contractId, error);
    }
  }

  private putAside(contractId: string, error: unknown): void {
    const setAside = { contractId, reason: error instanceof Error ? error.message : String(error) };
    this.setAsides.set(contractId, setAside);
    this.due.schedule(contractId, null);
    if (this.midCommandOf === contractId) this.midCommandOf = null;
    this.parts.log.error(`Contract ${contractId} is set aside and raises no alerts: ${setAside.reason}`);
  }
}

/** The store is away: no contract's fault, and it passes. */
function isOfTheStore(error: unknown): boolean {
  return error instanceof EventStoreUnavailable || error instanceof AppendOutcomeUnknown;
}
