import type { GroupMessage } from './message';
import { Latencies, Throughput } from './statistics';

/** A consumer's connection as its group sees it. */
export interface ConsumerLink {
  /** Tells the consumer that it is connected; comes before any message. */
  confirm(subscriptionId: string): void;
  send(message: GroupMessage): void;
  /** Whether the connection takes more at the moment; its end calls the group when it does again. */
  isReady(): boolean;
  /** Ends the connection. */
  drop(error: Error): void;
}

export interface ConsumerOptions {
  /** Most messages it wants to hold unanswered. */
  readonly bufferSize: number;
  readonly userName: string;
  readonly connectionName: string;
  readonly extraStatistics: boolean;
}

let consumers = 0;

/** One of those who share the messages of a group. */
export class Consumer {
  /** Differs from that of any other consumer of this process. */
  readonly key = ++consumers;
  readonly inFlight = new Set<string>();
  readonly throughput: Throughput;
  readonly latencies: Latencies | undefined;

  constructor(
    readonly link: ConsumerLink,
    readonly options: ConsumerOptions,
    now: number,
  ) {
    this.throughput = new Throughput(now);
    this.latencies = options.extraStatistics ? new Latencies() : undefined;
  }

  get availableSlots(): number {
    return Math.max(0, this.options.bufferSize - this.inFlight.size);
  }

  get canTake(): boolean {
    return this.availableSlots > 0 && this.link.isReady();
  }

  take(message: GroupMessage, now: number): void {
    this.inFlight.add(message.id);
    this.throughput.count();
    this.latencies?.start(message.id, now);
    this.link.send(message);
  }

  /** Frees the place of a message, whatever became of it. */
  release(id: string, now: number): void {
    this.inFlight.delete(id);
    this.latencies?.end(id, now);
  }
}
