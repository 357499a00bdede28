import type { Consumer } from './consumer';
import { MessageBuffer } from './message-buffer';
import type { GroupMessage } from './message';
import { Progress } from './progress';
import type { GroupSettings } from './settings';
import { createStrategy, Strategy } from './strategies';

/** What a consumer says about a message it cannot finish. */
export type NackAction = 'unknown' | 'park' | 'retry' | 'skip' | 'stop';

/** What a group has done for it. The writes are answered later, by the methods of the group named beside them. */
export interface GroupPort {
  /** Tells that a message went to a consumer. */
  given(): void;
  /** Writes the message to the parked messages: `parked` or `parkingFailed`. */
  park(message: GroupMessage, reason: string): void;
  /** Writes down that everything up to `place` is done: `checkpointSaved` or `checkpointFailed`. */
  saveCheckpoint(place: number): void;
  /** Writes down that parked messages before `revision` are done: `truncationSaved` or `truncationFailed`. */
  truncateParked(revision: number): void;
}

/** Replayed messages done before the parked messages are cut, unless all are done earlier. */
const TRUNCATE_AFTER = 100;

/** A checkpoint that could not be written (a full disk, say) is tried again after this time. */
const RETRY_SAVING_MS = 1_000;

/**
 * The messages of one group between log and consumers. Every message is in exactly one state: waiting, in flight with a
 * consumer, being parked, or done. The checkpoint never passes a message that is not done, and the parked messages are
 * never cut behind one that was replayed and is not done: whatever is lost with the process is read again.
 *
 * Knows neither clock nor storage: times come in as milliseconds of a monotonic clock, effects go out by the port.
 */
export class ConsumerGroup {
  readonly buffer = new MessageBuffer();
  private readonly strategy: Strategy;
  private readonly inFlight = new Map<string, { message: GroupMessage; consumer: Consumer; deadline: number }>();
  private readonly parking = new Set<GroupMessage>();
  private readonly source: Progress;
  private readonly replayed = new Progress(-1);
  private checkpointedAt: number;
  private noCheckpointBefore = -Infinity;
  private takeBackCheckpoint: (() => void) | undefined;
  private takeBackTruncation: (() => void) | undefined;

  /** @param doneUpTo the place before the first event that will be offered. */
  constructor(
    private readonly settings: GroupSettings,
    private readonly port: GroupPort,
    doneUpTo: number,
    now: number,
  ) {
    this.strategy = createStrategy(settings.strategy);
    this.source = new Progress(doneUpTo);
    this.checkpointedAt = now;
  }

  get consumers(): readonly Consumer[] {
    return this.strategy.consumers;
  }

  /** Messages that were given out or are being parked. */
  get outstandingCount(): number {
    return this.inFlight.size + this.parking.size;
  }

  /** Place of the newest event offered. */
  get lastPlace(): number {
    return this.source.lastTaken;
  }

  /** Takes the next event of the source; `undefined` for one that this group does not want. */
  offer(place: number, message: GroupMessage | undefined): void {
    if (message === undefined) {
      this.source.pass(place);
      return;
    }
    this.source.take(place);
    this.buffer.add(message);
  }

  /** Takes the next of the parked messages that are to be delivered again. */
  offerReplayed(revision: number, message: GroupMessage): void {
    this.replayed.take(revision);
    this.buffer.addRetry(message);
  }

  connect(consumer: Consumer, now: number): void {
    this.strategy.add(consumer);
    this.pump(now);
  }

  /** Takes the consumer's messages back; others get them. */
  disconnect(consumer: Consumer, now: number): void {
    if (!this.consumers.includes(consumer)) return;
    for (const id of [...consumer.inFlight]) {
      const message = this.takeBack(id, now);
      if (message) this.retry(message);
    }
    this.strategy.remove(consumer);
    this.settled(now);
  }

  /** Ids that are not in flight are passed over: they were answered or timed out before. */
  ack(ids: readonly string[], now: number): void {
    for (const id of ids) {
      const message = this.takeBack(id, now);
      if (message) this.close(message);
    }
    this.settled(now);
  }

  nack(ids: readonly string[], action: NackAction, reason: string, now: number): void {
    for (const id of ids) {
      const message = this.takeBack(id, now);
      if (message) this.dispose(message, action, reason);
    }
    this.settled(now);
  }

  /** Takes back what was not answered in time. */
  expire(now: number): void {
    for (const [id, { deadline }] of this.inFlight) {
      if (deadline > now) break; // all have the same time, so the oldest is first
      this.retryOrPark(this.takeBack(id, now)!);
    }
    this.settled(now);
  }

  parked(message: GroupMessage, now: number): void {
    this.parking.delete(message);
    this.close(message);
    this.settled(now);
  }

  /** A message that could not be parked is given out again rather than lost. */
  parkingFailed(message: GroupMessage, now: number): void {
    this.parking.delete(message);
    this.buffer.addRetry(message);
    this.settled(now);
  }

  checkpointSaved(now: number): void {
    this.takeBackCheckpoint = undefined;
    this.settled(now);
  }

  checkpointFailed(now: number): void {
    this.takeBackCheckpoint?.();
    this.takeBackCheckpoint = undefined;
    this.noCheckpointBefore = now + RETRY_SAVING_MS;
  }

  truncationSaved(now: number): void {
    this.takeBackTruncation = undefined;
    this.settled(now);
  }

  truncationFailed(): void {
    this.takeBackTruncation?.();
    this.takeBackTruncation = undefined;
  }

  /** When {@link expire} has something to do next; undefined while nothing waits for time to pass. */
  nextDeadline(): number | undefined {
    const [first] = this.inFlight.values();
    const checkpoint = this.checkpointDueAt();
    const deadlines = [first?.deadline, checkpoint].filter((at) => at !== undefined && at !== Infinity);
    return deadlines.length === 0 ? undefined : Math.min(...(deadlines as number[]));
  }

  /** Gives out what can be given out, and writes down what has become due. */
  settled(now: number): void {
    this.pump(now);
    this.checkpointIfDue(now);
    this.truncateIfDue();
  }

  private pump(now: number): void {
    if (!this.consumers.some((consumer) => consumer.canTake)) return;
    this.buffer.drain((message) => {
      // Ids are unique within a stream only. An answer could not tell two apart, so the second waits for the first.
      if (this.inFlight.has(message.id)) return 'keep';
      const consumer = this.strategy.choose(message);
      if (consumer === 'full') return 'stop';
      if (consumer === 'busy') return 'keep';
      const timeout = this.settings.messageTimeoutMs;
      this.inFlight.set(message.id, { message, consumer, deadline: timeout === 0 ? Infinity : now + timeout });
      this.strategy.sent(message, consumer);
      consumer.take(message, now);
      this.port.given();
      return 'taken';
    });
  }

  private takeBack(id: string, now: number): GroupMessage | undefined {
    const held = this.inFlight.get(id);
    if (!held) return undefined;
    this.inFlight.delete(id);
    held.consumer.release(id, now);
    this.strategy.released(held.message);
    return held.message;
  }

  private dispose(message: GroupMessage, action: NackAction, reason: string): void {
    switch (action) {
      case 'unknown':
      case 'retry':
        this.retryOrPark(message);
        return;
      case 'park':
        this.park(message, `Client explicitly NAK'ed message.\n${reason}`);
        return;
      case 'skip':
      case 'stop': // EventStoreDB's servers stop nothing: the message counts as skipped and the subscription goes on
        this.close(message);
        return;
      default:
        action satisfies never;
    }
  }

  private retryOrPark(message: GroupMessage): void {
    const { maxRetryCount } = this.settings;
    if (message.retryCount >= maxRetryCount) this.park(message, `Reached retry count of ${maxRetryCount}`);
    else this.retry(message);
  }

  private retry(message: GroupMessage): void {
    message.retryCount++;
    this.buffer.addRetry(message);
  }

  private park(message: GroupMessage, reason: string): void {
    this.parking.add(message);
    this.port.park(message, reason);
  }

  private close({ origin }: GroupMessage): void {
    if (origin.kind === 'source') this.source.close(origin.place);
    else this.replayed.close(origin.revision);
  }

  private checkpointDueAt(): number | undefined {
    const { unsaved } = this.source;
    const { minCheckpointCount, maxCheckpointCount, checkpointAfterMs } = this.settings;
    if (this.takeBackCheckpoint || unsaved < 1) return undefined;
    if (unsaved >= maxCheckpointCount) return Math.max(this.checkpointedAt, this.noCheckpointBefore);
    if (checkpointAfterMs === 0 || unsaved < minCheckpointCount) return undefined;
    return Math.max(this.checkpointedAt + checkpointAfterMs, this.noCheckpointBefore);
  }

  private checkpointIfDue(now: number): void {
    const dueAt = this.checkpointDueAt();
    if (dueAt === undefined || dueAt > now) return;
    this.checkpointedAt = now;
    this.takeBackCheckpoint = this.source.save();
    this.port.saveCheckpoint(this.source.doneUpTo);
  }

  private truncateIfDue(): void {
    const { unsaved, openCount, doneUpTo } = this.replayed;
    if (this.takeBackTruncation || unsaved < 1 || (openCount > 0 && unsaved < TRUNCATE_AFTER)) return;
    this.takeBackTruncation = this.replayed.save();
    this.port.truncateParked(doneUpTo + 1);
  }
}
