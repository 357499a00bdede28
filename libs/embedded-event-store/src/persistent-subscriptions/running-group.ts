import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventLog } from '../storage/event-log';
import { Consumer, ConsumerLink, ConsumerOptions } from './consumer';
import { ConsumerGroup, NackAction } from './group';
import { GroupInfo, GroupStatus } from './group-info';
import { GroupStreams } from './group-streams';
import { MessageFactory } from './message-factory';
import { Replay } from './replay';
import { GroupDefinition, groupId, sourceName } from './settings';
import { RowFilters, Source, sourceOf } from './sources';
import { Throughput } from './statistics';
import { SubscriptionError } from './subscription-error';

/** A group at work: feeds its state machine from the log, keeps its time, and writes down what must be kept. */
export class RunningGroup {
  readonly id: string;
  private readonly streams: GroupStreams;
  private readonly group: ConsumerGroup;
  private readonly messages: MessageFactory;
  private readonly read: Source;
  private readonly replay: Replay;
  private readonly throughput = new Throughput(monotonicNow());
  private readonly stopListening: () => void;
  private readonly writes = new Set<Promise<void>>();
  private next: number;
  private checkpoint: number | undefined;
  private isLive = false;
  private feeding = false;
  private failure: Error | undefined;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;
  private timerAt = Infinity;

  constructor(
    private readonly log: EventLog,
    readonly definition: GroupDefinition,
    filters: RowFilters,
  ) {
    const { source, group, settings, firstPlace } = definition;
    this.id = groupId(source, group);
    this.streams = new GroupStreams(log, source, group);
    this.messages = new MessageFactory(log, settings);
    this.read = sourceOf(log, definition, filters);
    this.checkpoint = this.guarded(() => this.streams.checkpoint.load());
    this.next = this.checkpoint === undefined ? firstPlace : this.checkpoint + 1;
    this.group = new ConsumerGroup(settings, this.port(), this.next - 1, monotonicNow());
    this.replay = new Replay(this.streams.parked, this.group, this.messages, settings);
    this.stopListening = log.onCommit(() => this.feed());
    this.feed();
  }

  /** @throws SubscriptionError when there are as many consumers as may be; DamagedRecord when the log cannot be read. */
  connect(link: ConsumerLink, options: Omit<ConsumerOptions, 'extraStatistics'>): Consumer {
    const { maxSubscriberCount, extraStatistics } = this.definition.settings;
    if (this.closed) throw this.error('persistent-subscription-dropped');
    if (maxSubscriberCount > 0 && this.group.consumers.length >= maxSubscriberCount) {
      throw this.error('maximum-subscribers-reached');
    }
    if (this.failure) throw this.failure;
    const consumer = new Consumer(link, { ...options, extraStatistics }, monotonicNow());
    link.confirm(this.id);
    this.act((now) => this.group.connect(consumer, now));
    return consumer;
  }

  disconnect(consumer: Consumer): void {
    this.act((now) => this.group.disconnect(consumer, now));
  }

  ack(ids: readonly string[]): void {
    this.act((now) => this.group.ack(ids, now));
  }

  nack(ids: readonly string[], action: NackAction, reason: string): void {
    this.act((now) => this.group.nack(ids, action, reason, now));
  }

  /** A consumer's connection takes messages again. */
  resume(): void {
    this.act((now) => this.group.settled(now));
  }

  /** Delivers parked messages again: those before revision `stopAt` of the parked stream, or all there are now. */
  replayParked(stopAt?: number): void {
    this.replay.start(stopAt);
    this.feed();
  }

  info(): GroupInfo {
    const { group, definition } = this;
    const now = monotonicNow();
    return {
      definition,
      status: this.status(),
      consumers: group.consumers.map((consumer) => ({ consumer, ...consumer.throughput.measure(now) })),
      ...this.throughput.measure(now),
      lastCheckpoint: this.checkpoint,
      lastKnown: this.lastKnown(),
      readBufferCount: group.buffer.freshCount,
      liveBufferCount: this.isLive ? group.buffer.freshCount : 0,
      retryBufferCount: group.buffer.retryCount,
      outstandingCount: group.outstandingCount,
      parkedCount: this.replay.parkedCount,
    };
  }

  /** Ends all connections and resolves when nothing of this group is on its way to the log any more. */
  async close(reason: Error = this.error('persistent-subscription-dropped')): Promise<void> {
    this.stop();
    this.dropAll(reason);
    await Promise.all(this.writes);
  }

  /** Stops at once and tells nobody; the connections are ended by others. */
  stop(): void {
    this.closed = true;
    this.stopListening();
    clearTimeout(this.timer);
  }

  /** Removes what was kept of the group. It must be closed. */
  forget(): Promise<void> {
    return this.streams.delete();
  }

  private status(): GroupStatus[] {
    const states: GroupStatus[] = [this.isLive ? 'Live' : 'Behind'];
    if (this.feeding && !this.isLive) states.push('OutstandingPageRequest');
    if (this.replay.isRunning) states.push('ReplayingParkedMessages');
    return states;
  }

  private lastKnown(): number | undefined {
    const { source, firstPlace } = this.definition;
    const known = source.kind === 'all' ? this.group.lastPlace : (this.log.stream(source.name)?.lastRevision ?? -1);
    return known >= firstPlace || this.checkpoint !== undefined ? known : undefined;
  }

  /** Reads on as long as there is something to read and room for it, a page a turn. A group that failed reads no more: it
   *  would pass what comes behind the damage, and its checkpoint with it. */
  private feed(): void {
    if (this.feeding || this.closed || this.failure) return;
    this.feeding = true;
    void this.feedOn().catch((error: unknown) => this.fail(error as Error));
  }

  private async feedOn(): Promise<void> {
    try {
      while (!this.closed && [this.feedPage(), this.replay.feedPage()].includes(true)) {
        this.group.settled(monotonicNow());
        this.keepTime();
        await nextTurn();
      }
    } finally {
      this.feeding = false;
    }
  }

  /** Whether it came any further. */
  private feedPage(): boolean {
    const room = this.room();
    if (room <= 0) return false;
    const { items, next, atEnd } = this.read(this.next, room);
    const moved = next !== this.next;
    this.next = next;
    for (const { place, row } of items) this.group.offer(place, row && this.messages.fromSource(row, place));
    this.isLive = atEnd;
    return moved;
  }

  private room(): number {
    const { historyBufferSize, liveBufferSize, readBatchSize } = this.definition.settings;
    const { freshCount, retryCount } = this.group.buffer;
    if (this.isLive) {
      if (freshCount < liveBufferSize) return liveBufferSize - freshCount;
      this.isLive = false; // what comes now must wait in the log
    }
    return historyBufferSize - freshCount - retryCount > readBatchSize ? readBatchSize : 0;
  }

  /** Changes the group and does what follows: room may have come free, another deadline may be the next. */
  private act(change: (now: number) => void): void {
    if (this.closed) return;
    change(monotonicNow());
    this.feed();
    this.keepTime();
  }

  private keepTime(): void {
    const deadline = this.group.nextDeadline();
    if (deadline === undefined || deadline >= this.timerAt) return;
    clearTimeout(this.timer);
    this.timerAt = deadline;
    this.timer = setTimeout(
      () => {
        this.timerAt = Infinity;
        this.act((now) => this.group.expire(now));
      },
      Math.min(Math.max(Math.ceil(deadline - monotonicNow()), 1), LONGEST_TIMER_MS),
    );
  }

  private port(): ConstructorParameters<typeof ConsumerGroup>[1] {
    return {
      given: () => this.throughput.count(),
      park: (message, reason) =>
        this.write(
          () => this.streams.parked.add(message, reason),
          (now) => this.group.parked(message, now),
          (now) => this.group.parkingFailed(message, now),
        ),
      saveCheckpoint: (place) =>
        this.write(
          () => this.streams.checkpoint.save(place),
          (now) => {
            this.checkpoint = place;
            this.group.checkpointSaved(now);
          },
          (now) => this.group.checkpointFailed(now),
        ),
      truncateParked: (revision) =>
        this.write(
          () => this.streams.parked.truncate(revision),
          (now) => this.group.truncationSaved(now),
          () => this.group.truncationFailed(),
        ),
    };
  }

  private write(work: () => Promise<void>, done: (now: number) => void, failed: (now: number) => void): void {
    const writing: Promise<void> = work()
      .then(
        () => this.act(done),
        () => this.act(failed),
      )
      .finally(() => this.writes.delete(writing));
    this.writes.add(writing);
  }

  private guarded<T>(load: () => T): T | undefined {
    try {
      return load();
    } catch (error) {
      this.failure = error as Error;
      return undefined;
    }
  }

  /** What cannot be read must not be passed over in silence: nobody gets more until the log is mended. */
  private fail(error: Error): void {
    this.failure = error;
    this.dropAll(error);
  }

  private dropAll(reason: Error): void {
    for (const { link } of [...this.group.consumers]) link.drop(reason);
  }

  private error(kind: SubscriptionError['kind']): SubscriptionError {
    return new SubscriptionError(kind, sourceName(this.definition.source), this.definition.group);
  }
}

/** A system clock that is set must neither expire messages nor keep them. */
function monotonicNow(): number {
  return performance.now();
}

/** Node's timers hold no more; the group is asked again then. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
