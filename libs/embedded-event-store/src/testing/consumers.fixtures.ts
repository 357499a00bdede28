import {
  EventStoreDBClient,
  PersistentAction,
  PersistentSubscriptionToAll,
  PersistentSubscriptionToAllSettings,
  persistentSubscriptionToAllSettingsFromDefaults,
  PersistentSubscriptionToStream,
  PersistentSubscriptionToStreamSettings,
  persistentSubscriptionToStreamSettingsFromDefaults,
  PersistentSubscriptionToStreamResolvedEvent,
} from '@eventstore/db-client';
import { setTimeout as delay } from 'node:timers/promises';

export type Received = PersistentSubscriptionToStreamResolvedEvent;

/** A consumer of a group over the client, which answers nothing by itself and keeps what it got. */
export class TestConsumer {
  readonly events: Received[] = [];
  /** Resolves with the error that ended the connection. */
  readonly ended: Promise<Error & Record<string, unknown>>;
  /** Resolves when the connection is no more, whoever ended it. */
  readonly over: Promise<void>;
  readonly confirmed: Promise<void>;
  private wake: (() => void)[] = [];
  private failure: Error | undefined;
  private stopped: () => void = () => undefined;

  constructor(private readonly subscription: PersistentSubscriptionToStream | PersistentSubscriptionToAll) {
    const stream = subscription as PersistentSubscriptionToStream;
    stream.on('data', (event: Received) => {
      this.events.push(event);
      this.wakeAll();
    });
    this.confirmed = new Promise((resolve, reject) => {
      stream.once('confirmation', () => resolve());
      stream.once('error', reject);
    });
    this.confirmed.catch(() => undefined); // not every test asks for it
    this.ended = new Promise((resolve) => {
      stream.on('error', (error: Error) => {
        this.failure = error;
        this.wakeAll();
        resolve(error as Error & Record<string, unknown>);
      });
    });
    this.over = new Promise((resolve) => {
      stream.once('error', () => resolve());
      this.stopped = resolve;
    });
  }

  onEvent(listener: () => void): void {
    (this.subscription as PersistentSubscriptionToStream).on('data', listener);
  }

  /** The first `count` events, as soon as they are there. */
  async received(count: number): Promise<Received[]> {
    while (this.events.length < count) {
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => this.wake.push(resolve));
    }
    return this.events.slice(0, count);
  }

  /** Event number `index`, counted from 0 in the order of arrival. */
  async at(index: number): Promise<Received> {
    return (await this.received(index + 1))[index]!;
  }

  /** Acks every event as it comes, those that came already too. */
  ackAll(): this {
    const stream = this.subscription as PersistentSubscriptionToStream;
    stream.on('data', (event: Received) => void this.ack(event));
    void this.ack(...this.events);
    return this;
  }

  ack(...events: Received[]): Promise<void> {
    return events.length === 0 ? Promise.resolve() : this.subscription.ack(...(events as never[]));
  }

  nack(action: PersistentAction, reason: string, ...events: Received[]): Promise<void> {
    return this.subscription.nack(action, reason, ...(events as never[]));
  }

  async stop(): Promise<void> {
    await this.subscription.unsubscribe();
    this.stopped();
  }

  private wakeAll(): void {
    for (const wake of this.wake.splice(0)) wake();
  }
}

/** Settings of a group that starts at the start, so that it matters not when its events are written. */
export function streamSettings(
  changes: Partial<PersistentSubscriptionToStreamSettings> = {},
): PersistentSubscriptionToStreamSettings {
  return persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', ...changes });
}

export function allSettings(
  changes: Partial<PersistentSubscriptionToAllSettings> = {},
): PersistentSubscriptionToAllSettings {
  return persistentSubscriptionToAllSettingsFromDefaults(changes);
}

/** A connected consumer of a group on a stream. */
export async function consume(
  client: EventStoreDBClient,
  stream: string,
  group: string,
  bufferSize = 10,
): Promise<TestConsumer> {
  const consumer = new TestConsumer(client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize }));
  await consumer.confirmed;
  return consumer;
}

export async function consumeAll(client: EventStoreDBClient, group: string, bufferSize = 10): Promise<TestConsumer> {
  const consumer = new TestConsumer(client.subscribeToPersistentSubscriptionToAll(group, { bufferSize }));
  await consumer.confirmed;
  return consumer;
}

/** The first value of `probe` that `holds`. For what a server does in the background and tells of only when asked. */
export async function eventually<T>(probe: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const deadline = performance.now() + 15_000;
  for (;;) {
    const value = await probe();
    if (holds(value)) return value;
    if (performance.now() > deadline) throw new Error(`Never came to hold; at last it was ${describe(value)}.`);
    await delay(20);
  }
}

function describe(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}` : part));
}
