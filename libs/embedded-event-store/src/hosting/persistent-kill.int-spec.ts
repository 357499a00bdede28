import { EventStoreDBClient, streamNameFilter } from '@eventstore/db-client';
import { setTimeout as delay } from 'node:timers/promises';
import {
  allSettings,
  consume,
  consumeAll,
  eventually,
  Received,
  streamSettings,
  TestConsumer,
} from '../testing/consumers.fixtures';
import { collect, countedFrom, fresh, temporaryDirectory } from '../testing/node.fixtures';
import { run } from '../testing/processes.fixtures';
import { isLongRun, randomFrom, seedOfTest } from '../testing/random.fixtures';

const ROUNDS = isLongRun ? 100 : 3;
const SEED = seedOfTest();

const started: ReturnType<typeof run>[] = [];

// Where the test fails, its store is still there.
afterAll(() => started.forEach(({ process }) => process.kill('SIGKILL')));

function startStore(dataDir: string) {
  const store = run('store-process', dataDir);
  started.push(store);
  return store;
}

/** Small limits, so that checkpoints, retries and parking happen all the time. */
const LIMITS = { checkPointAfter: 20, checkPointLowerBound: 1, checkPointUpperBound: 5, maxRetryCount: 2 };

it(
  `no message is lost before it is acked when the store is killed ${ROUNDS} times (HEQI_SEED=${SEED})`,
  async () => {
    const random = randomFrom(SEED);
    const directory = temporaryDirectory();
    const stream = fresh('killed');
    const groups = [new Group('on-stream', stream, random), new Group('on-all', undefined, random)];

    for (let round = 0; round < ROUNDS; round++) {
      const store = startStore(directory.path);
      const client = EventStoreDBClient.connectionString(await store.connectionString);
      if (round === 0) await create(client, stream);
      const before = groups.map(({ acked }) => acked.size);
      const working = groups.map((group) => group.workUntilCut(client));
      const writing = writeUntilCut(client, stream);
      await eventually(
        () => Promise.resolve(groups.every(({ acked }, index) => acked.size > before[index]!)),
        (all) => all,
      );
      await delay(20 + random() * 300); // the moment of the kill is what is random, not a wait for a condition
      store.process.kill('SIGKILL');
      await Promise.all([store.exited, writing, ...working]);
      await client.dispose();
    }

    const store = startStore(directory.path);
    const client = EventStoreDBClient.connectionString(await store.connectionString);
    const written = (await collect(client.readStream(stream))).map(({ event }) => event!);
    for (const group of groups) await group.finish(client, written.at(-1)!.revision, written.at(-1)!.position!.commit);
    const ids = written.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(ROUNDS);
    for (const { name, acked } of groups) expect([name, ids.filter((id) => !acked.has(id))]).toEqual([name, []]);

    await client.dispose();
    store.process.kill('SIGTERM');
    expect(await store.exited).toBe(0);
    directory.remove();
  },
  60_000 + ROUNDS * 10_000,
);

/** What the test knows of a group on the stream, or on `$all` with a filter for it. */
class Group {
  /** Ids of events for which an ack was sent at some time. Without one, an event must not disappear. */
  readonly acked = new Set<string>();

  constructor(
    readonly name: string,
    private readonly stream: string | undefined,
    private readonly random: () => number,
  ) {}

  /** Two consumers that ack most, retry some and park some. */
  async workUntilCut(client: EventStoreDBClient): Promise<void> {
    const consumers = await Promise.all([this.join(client), this.join(client)]).catch(() => []);
    await Promise.all(consumers.map((consumer) => this.work(consumer, () => this.random())));
  }

  /** Acks all that is left, parked messages too, and sees the group come to rest behind the last event. */
  async finish(client: EventStoreDBClient, lastRevision: bigint, lastPosition: bigint): Promise<void> {
    const consumer = await this.join(client);
    const working = this.work(consumer, () => 1);
    const stats = () => this.stats(client);
    await eventually(stats, ({ checkpoint }) => checkpoint >= (this.stream ? lastRevision : lastPosition));
    if (this.stream) await client.replayParkedMessagesToStream(this.stream, this.name);
    else await client.replayParkedMessagesToAll(this.name);
    await eventually(stats, ({ parked, waiting }) => parked === 0n && waiting === 0);
    await consumer.stop();
    await working;
  }

  private join(client: EventStoreDBClient): Promise<TestConsumer> {
    return this.stream ? consume(client, this.stream, this.name) : consumeAll(client, this.name);
  }

  private async work(consumer: TestConsumer, chance: () => number): Promise<void> {
    const answered = new Set<Received>();
    const answer = () => {
      for (const event of consumer.events) {
        if (answered.has(event)) continue;
        answered.add(event);
        void this.answer(consumer, event, chance()).catch(() => undefined); // the store was killed
      }
    };
    consumer.onEvent(answer);
    answer();
    await consumer.over;
  }

  private answer(consumer: TestConsumer, event: Received, chance: number): Promise<void> {
    if (chance < 0.1) return consumer.nack('park', 'by chance', event);
    if (chance < 0.2) return consumer.nack('retry', 'by chance', event);
    this.acked.add(event.event!.id);
    return consumer.ack(event);
  }

  private async stats(client: EventStoreDBClient) {
    if (this.stream) {
      const { stats } = await client.getPersistentSubscriptionToStreamInfo(this.stream, this.name);
      return { checkpoint: stats.lastCheckpointedEventRevision ?? -1n, ...common(stats) };
    }
    const { stats } = await client.getPersistentSubscriptionToAllInfo(this.name);
    return { checkpoint: stats.lastCheckpointedEventPosition?.commit ?? -1n, ...common(stats) };
  }
}

function common(stats: { parkedMessageCount: bigint; outstandingMessagesCount: number; retryBufferCount: number }) {
  return { parked: stats.parkedMessageCount, waiting: stats.outstandingMessagesCount + stats.retryBufferCount };
}

async function create(client: EventStoreDBClient, stream: string): Promise<void> {
  await client.createPersistentSubscriptionToStream(stream, 'on-stream', streamSettings(LIMITS));
  const filter = streamNameFilter({ prefixes: [stream] });
  await client.createPersistentSubscriptionToAll('on-all', allSettings(LIMITS), { filter });
}

async function writeUntilCut(client: EventStoreDBClient, stream: string): Promise<void> {
  for (;;) {
    try {
      await client.appendToStream(stream, countedFrom(0, 2));
    } catch {
      return;
    }
  }
}
