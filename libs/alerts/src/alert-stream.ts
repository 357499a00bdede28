import {
  evolveAlerts,
  isNews,
  NO_ALERTS,
  reviewContract,
  type Actor,
  type AlertEvent,
  type AlertState,
  type ContractState,
  type Instant,
  type ReviewContext,
  type ReviewedInput,
} from '@heqi/domain';
import { WrongExpectedRevision, type EventStore, type NewEvent } from '@heqi/event-store';
import { alertStream, decodeAlertEvent, encodeEvent, type RecordedInLog } from '@heqi/messages';
import { alertId, reviewId } from './alert-ids';

export const ALERTER: Actor = { id: 'alerter', partyId: null, role: 'service' };

/** One look at a contract. */
export interface Review extends ReviewContext {
  readonly contract: ContractState;
  readonly input: ReviewedInput;
  /** The event of the contract that called for it; null when a day did. */
  readonly cause: { readonly eventId: string; readonly correlationId: string } | null;
}

/** Alerts of one append: at some two kilobytes each they stay well under the store's limit of one megabyte. */
const MOST_PER_APPEND = 200;

/** The alerts of one contract as the log holds them, and the only writer of that stream. */
export class AlertStream {
  private readonly name: string;
  private state: AlertState = NO_ALERTS;
  private revision = -1;
  private lastRecordedAt: Instant | undefined;

  constructor(
    private readonly store: EventStore,
    contractId: string,
  ) {
    this.name = alertStream(contractId);
  }

  /** An event of this stream came along. One that is known already (this very process appended it) changes nothing. */
  take({ event, revision, recordedAt }: RecordedInLog<AlertEvent>): void {
    if (revision <= this.revision) return;
    this.state = evolveAlerts(this.state, event);
    this.revision = revision;
    this.lastRecordedAt = recordedAt;
  }

  /** Appends what the review changes, and tells how many events that were. When somebody else wrote first, the stream as
   *  it really is decides again: what is answered there is not answered twice. */
  async answer(review: Review, now: Instant): Promise<number> {
    let appended = 0;
    for (;;) {
      const events = this.isAnswered(review.input)
        ? []
        : reviewContract(review.contract, this.state, review.input, review);
      if (events.length === 0) return appended;
      const part = events.slice(0, MOST_PER_APPEND);
      if (!(await this.append(part, review, now))) continue;
      appended += part.length;
      if (part.length === events.length) return appended;
    }
  }

  /** An input before the last one answered. The last one itself may have been answered in part when a process died, and
   *  answering it again in full gives nothing. */
  private isAnswered(input: ReviewedInput): boolean {
    const last = this.state.lastReviewed;
    return !isNews(this.state, input) && !(last?.position === input.position && last.day === input.day);
  }

  /** False when the stream was not where it was believed to be; it is known as it is then. */
  private async append(events: readonly AlertEvent[], review: Review, now: Instant): Promise<boolean> {
    const recordedAt = this.lastRecordedAt !== undefined && this.lastRecordedAt > now ? this.lastRecordedAt : now;
    const encoded = this.encode(events, review, recordedAt);
    try {
      const { revision } = await this.store.append(this.name, encoded, this.revision < 0 ? 'no_stream' : this.revision);
      this.state = events.reduce(evolveAlerts, this.state);
      this.revision = revision;
      this.lastRecordedAt = recordedAt;
      return true;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      const missed = await this.store.readStream(this.name, { fromRevision: this.revision + 1 });
      for (const stored of missed) this.take(decodeAlertEvent(stored));
      return false;
    }
  }

  private encode(events: readonly AlertEvent[], { contract, input, cause }: Review, recordedAt: Instant): NewEvent[] {
    const commandId = reviewId(contract.contractId, input, this.revision);
    return events.map((event, commandIndex) => {
      const encoded = encodeEvent(event, {
        actor: ALERTER,
        recordedAt,
        commandId,
        commandIndex,
        commandSize: events.length,
        $correlationId: cause?.correlationId ?? commandId,
        $causationId: cause?.eventId ?? commandId,
      });
      return event.type === 'AlertRaised' ? { ...encoded, id: alertId(event.data) } : encoded;
    });
  }
}
