import { Consumer } from './consumer';
import { ConsumerGroup, GroupPort, NackAction } from './group';
import type { GroupMessage, Origin } from './message';
import type { GroupSettings } from './settings';

/** One thing that may happen to a group. Numbers pick among what there is at the time; there may be nothing to pick. */
export type Step =
  | { readonly kind: 'append'; readonly count: number }
  | { readonly kind: 'feed'; readonly count: number }
  | { readonly kind: 'connect'; readonly bufferSize: number }
  | { readonly kind: 'disconnect'; readonly pick: number }
  | { readonly kind: 'block'; readonly pick: number }
  | { readonly kind: 'ack'; readonly picks: readonly number[] }
  | { readonly kind: 'nack'; readonly picks: readonly number[]; readonly action: NackAction }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'write'; readonly ok: boolean }
  | { readonly kind: 'replay'; readonly count: number }
  | { readonly kind: 'kill'; readonly written: number };

/** A write that was asked for and is not durable yet. */
interface Write {
  readonly done: () => void;
  readonly answer: (ok: boolean) => void;
}

/**
 * A log, a disk and consumers around one group, all in memory, with the rules it must keep. The disk is what a kill
 * leaves: the checkpoint and the parked messages that were written; writes on their way are lost or not, as the step says.
 */
export class World {
  now = 0;
  readonly delivered = new Set<number>();
  /** Events that were acked, skipped or parked. */
  readonly done = new Set<number>();
  /** On the disk. */
  checkpoint = 0;
  readonly parked: number[] = [];
  truncatedBefore = 0;
  /** Parked messages that were replayed and acked, skipped or parked again. */
  private readonly replayedDone = new Set<number>();
  private events = 0;
  private writes: Write[] = [];
  private group!: ConsumerGroup;
  private next = 0;
  private replayNext = 0;
  private received: { readonly id: string; readonly origin: Origin }[] = [];
  private readonly blocked = new Set<Consumer>();

  /** @param faults changes what the group asks of its port, to show that a fault is found. */
  constructor(
    readonly settings: GroupSettings,
    private readonly faults: (port: GroupPort) => GroupPort = (port) => port,
  ) {
    this.start();
  }

  step(step: Step): void {
    switch (step.kind) {
      case 'append':
        this.events += step.count;
        break;
      case 'feed':
        this.feed(step.count);
        break;
      case 'connect':
        if (this.group.consumers.length < 4) this.connect(step.bufferSize);
        break;
      case 'disconnect':
        this.withConsumer(step.pick, (consumer) => this.group.disconnect(consumer, this.now));
        break;
      case 'block':
        this.withConsumer(step.pick, (consumer) => this.toggleBlocked(consumer));
        break;
      case 'ack':
        this.answer(this.pick(step.picks), 'ack');
        break;
      case 'nack':
        this.answer(this.pick(step.picks), step.action);
        break;
      case 'wait':
        this.now += step.ms;
        this.group.expire(this.now);
        break;
      case 'write':
        this.finishWrite(step.ok);
        break;
      case 'replay':
        this.replay(step.count);
        break;
      case 'kill':
        for (const write of this.writes.slice(0, step.written)) write.done();
        this.start();
        break;
      default:
        step satisfies never;
    }
    this.check();
  }

  /** Lets one well-behaved consumer do all that is left, parked messages included. */
  settle(): void {
    this.group.disconnect(this.group.consumers[0] ?? this.connect(1), this.now);
    this.blocked.clear();
    this.connect(7);
    // A group that does not come to rest in this many rounds never will; what it left is told by `left`.
    for (let round = 0; round < 1_000 && !this.isAtRest(); round++) {
      this.feed(20);
      this.replay(20);
      while (this.writes.length > 0) this.finishWrite(true);
      for (const consumer of this.group.consumers) this.answer([...consumer.inFlight], 'ack');
      this.check();
    }
  }

  /** Events that were never delivered, and those that were not done. */
  left(): { undelivered: number[]; undone: number[]; parked: number[] } {
    const all = Array.from({ length: this.events }, (_, index) => index + 1);
    return {
      undelivered: all.filter((place) => !this.delivered.has(place)),
      undone: all.filter((place) => !this.done.has(place)),
      parked: this.parked.map((_, revision) => revision).filter((revision) => !this.replayedDone.has(revision)),
    };
  }

  private isAtRest(): boolean {
    const { buffer, outstandingCount } = this.group;
    const waiting = buffer.freshCount + buffer.retryCount + outstandingCount + this.writes.length;
    return waiting === 0 && this.next > this.events && this.replayNext >= this.parked.length;
  }

  private start(): void {
    const port: GroupPort = {
      given: () => undefined,
      park: (message) =>
        this.write(
          () => {
            this.parked.push(this.eventOf(message.origin));
            this.markDone(message.origin);
          },
          (ok) => (ok ? this.group.parked(message, this.now) : this.group.parkingFailed(message, this.now)),
        ),
      saveCheckpoint: (place) =>
        this.write(
          () => (this.checkpoint = place),
          (ok) => (ok ? this.group.checkpointSaved(this.now) : this.group.checkpointFailed(this.now)),
        ),
      truncateParked: (revision) =>
        this.write(
          () => (this.truncatedBefore = revision),
          (ok) => (ok ? this.group.truncationSaved(this.now) : this.group.truncationFailed()),
        ),
    };
    this.writes = [];
    this.received = [];
    this.group = new ConsumerGroup(this.settings, this.faults(port), this.checkpoint, this.now);
    this.next = this.checkpoint + 1;
    this.replayNext = this.truncatedBefore;
  }

  private write(done: () => void, answer: (ok: boolean) => void): void {
    this.writes.push({ done, answer });
  }

  private finishWrite(ok: boolean): void {
    const write = this.writes.shift();
    if (!write) return;
    if (ok) write.done();
    write.answer(ok);
  }

  private feed(count: number): void {
    for (let n = 0; n < count && this.next <= this.events; n++, this.next++) {
      this.group.offer(this.next, this.message({ kind: 'source', place: this.next }));
    }
    this.group.settled(this.now);
  }

  private replay(count: number): void {
    for (let n = 0; n < count && this.replayNext < this.parked.length; n++, this.replayNext++) {
      const revision = this.replayNext;
      this.group.offerReplayed(revision, this.message({ kind: 'parked', revision }));
    }
    this.group.settled(this.now);
  }

  private message(origin: Origin): GroupMessage {
    const event = this.eventOf(origin);
    // Every fifth event has the id of the one before it, as events of two streams may have.
    const id = origin.kind === 'parked' ? `link-${origin.revision}` : `event-${event % 5 === 0 ? event - 1 : event}`;
    return { id, origin, order: event, pinKey: `key-${event % 3}`, resolved: {}, retryCount: 0 };
  }

  private connect(bufferSize: number): Consumer {
    const consumer: Consumer = new Consumer(
      {
        confirm: () => undefined,
        drop: () => undefined,
        isReady: () => !this.blocked.has(consumer),
        send: (message) => {
          this.delivered.add(this.eventOf(message.origin));
          this.received.push({ id: message.id, origin: message.origin });
        },
      },
      { bufferSize, userName: '', connectionName: '', extraStatistics: true },
      this.now,
    );
    this.group.connect(consumer, this.now);
    return consumer;
  }

  /** An answer counts for whatever is in flight with this id, whoever gives it and however late. */
  private answer(ids: readonly string[], action: NackAction | 'ack'): void {
    const inFlight = new Set(this.group.consumers.flatMap((consumer) => [...consumer.inFlight]));
    for (const id of new Set(ids)) {
      const latest = this.received.findLast((message) => message.id === id);
      if (inFlight.has(id) && ['ack', 'skip', 'stop'].includes(action)) this.markDone(latest!.origin);
    }
    if (action === 'ack') this.group.ack(ids, this.now);
    else this.group.nack(ids, action, 'reason', this.now);
  }

  private markDone(origin: Origin): void {
    if (origin.kind === 'source') this.done.add(origin.place);
    else this.replayedDone.add(origin.revision);
  }

  private eventOf(origin: Origin): number {
    return origin.kind === 'source' ? origin.place : this.parked[origin.revision]!;
  }

  private pick(picks: readonly number[]): string[] {
    const recent = this.received.slice(-12);
    return recent.length === 0 ? [] : picks.map((pick) => recent[pick % recent.length]!.id);
  }

  private withConsumer(pick: number, act: (consumer: Consumer) => void): void {
    const { consumers } = this.group;
    if (consumers.length > 0) act(consumers[pick % consumers.length]!);
  }

  private toggleBlocked(consumer: Consumer): void {
    if (this.blocked.delete(consumer)) this.group.settled(this.now);
    else this.blocked.add(consumer);
  }

  private check(): void {
    const held = this.group.consumers.flatMap((consumer) => [...consumer.inFlight]);
    expect(new Set(held).size).toBe(held.length);
    for (const { inFlight, options } of this.group.consumers) {
      expect(inFlight.size).toBeLessThanOrEqual(options.bufferSize);
    }
    for (let place = 1; place <= this.checkpoint; place++) expect(this.done.has(place)).toBe(true);
    for (let revision = 0; revision < this.truncatedBefore; revision++) {
      expect(this.replayedDone.has(revision)).toBe(true);
    }
  }
}
