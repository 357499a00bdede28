import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { consume, eventually, Received, streamSettings, TestConsumer } from '../testing/consumers.fixtures';
import { collect, counted, countedFrom, fresh, NodeUnderTest, nodeUnderTest, numbers } from '../testing/node.fixtures';

let node: NodeUnderTest;
let client: EventStoreDBClient;
const consumers: TestConsumer[] = [];

beforeAll(async () => {
  node = await nodeUnderTest();
  client = node.client;
});

afterEach(async () => {
  await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
});

afterAll(() => node.stop());

type Settings = Parameters<typeof streamSettings>[0];

/** A stream of so many events with a group on it. */
async function grouped(events: number, settings?: Settings) {
  const stream = fresh('shared');
  if (events > 0) await client.appendToStream(stream, countedFrom(0, events - 1));
  await client.createPersistentSubscriptionToStream(stream, 'g', streamSettings(settings));
  const join = async (bufferSize?: number) => {
    const consumer = await consume(client, stream, 'g', bufferSize);
    consumers.push(consumer);
    return consumer;
  };
  const info = () => client.getPersistentSubscriptionToStreamInfo(stream, 'g');
  return { stream, join, info };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const retryCounts = (events: readonly Received[]) => events.map(({ retryCount }) => retryCount);

describe('a group starts', () => {
  it.each([
    ['at the start', 'start', [0, 1, 2, 3, 4, 5]],
    ['at a revision, which it includes', 3n, [3, 4, 5]],
    ['at the end, with what comes later', 'end', [5]],
    ['behind the end, when that is reached', 5n, [5]],
  ] as const)('%s', async (_, startFrom, expected) => {
    const { stream, join } = await grouped(5, { startFrom });
    await client.appendToStream(stream, counted(5));
    expect(numbers(await (await join()).received(expected.length))).toEqual(expected);
  });

  it('on a stream that does not exist yet, and waits for it', async () => {
    const { stream, join } = await grouped(0);
    const consumer = await join();
    await client.appendToStream(stream, countedFrom(0, 1));
    expect(numbers(await consumer.received(2))).toEqual([0, 1]);
  });
});

describe('a consumer', () => {
  it('gets old and new events in order, none left out between them, though its buffers are small', async () => {
    const { stream, join } = await grouped(200, { readBatchSize: 7, historyBufferSize: 20, liveBufferSize: 5 });
    const consumer = (await join(4)).ackAll();
    const writing = (async () => {
      for (let n = 200; n < 350; n += 30) await client.appendToStream(stream, countedFrom(n, n + 29));
    })();
    expect(numbers(await consumer.received(350))).toEqual(range(0, 349));
    await writing;
  });

  it('holds no more than its buffer unanswered, and an ack makes room for one', async () => {
    const { join, info } = await grouped(10);
    const consumer = await join(3);
    const first = await consumer.at(0);
    await consumer.received(3);
    expect(await info()).toMatchObject({
      stats: { totalInFlightMessages: 3, outstandingMessagesCount: 3 },
      connections: [{ availableSlots: 0, inFlightMessages: 3, totalItems: 3n }],
    });
    await consumer.ack(first);
    expect(numbers(await consumer.received(4))).toEqual([0, 1, 2, 3]);
    expect((await info()).connections[0]).toMatchObject({ availableSlots: 0, inFlightMessages: 3, totalItems: 4n });
  });

  it('is told the stream and revision that an event has, and no link', async () => {
    const { stream, join } = await grouped(1);
    const { event, link } = await (await join()).at(0);
    expect(event).toMatchObject({ streamId: stream, revision: 0n, type: 'Counted', data: { n: 0 } });
    expect(link).toBeUndefined();
  });

  it('that leaves gives its unanswered messages to the others', async () => {
    const { join } = await grouped(4);
    const leaving = await join(4);
    await leaving.ack(await leaving.at(1));
    await leaving.received(4);
    const staying = await join(4);
    await leaving.stop();
    const taken = await staying.received(3);
    expect(numbers(taken)).toEqual([0, 2, 3]);
    expect(retryCounts(taken)).toEqual([1, 1, 1]);
  });
});

describe('a message', () => {
  it('that is not answered in time is given out again, and says that it was', async () => {
    const { join } = await grouped(1, { messageTimeout: 200 });
    const [first, again] = await (await join()).received(2);
    expect(numbers([first!, again!])).toEqual([0, 0]);
    expect(retryCounts([first!, again!])).toEqual([0, 1]);
  });

  it('without a time limit is left with its consumer', async () => {
    const { join, info } = await grouped(1, { messageTimeout: 0, extraStatistics: true });
    const consumer = await join();
    await consumer.ack(await consumer.at(0));
    // A limit of no time at all would have shown as a second delivery before the answer.
    expect(await eventually(info, ({ stats }) => stats.outstandingMessagesCount === 0)).toMatchObject({
      stats: { totalItems: 1n },
    });
  });

  it.each([
    ['retry', 'retry' as const],
    ['no action named', undefined as never], // the protocol's `unknown`
  ])('that is nacked with %s is given out again', async (_, action) => {
    const { join } = await grouped(2);
    const consumer = await join(1);
    await consumer.nack(action, 'not now', await consumer.at(0));
    const events = await consumer.received(2);
    expect(numbers(events)).toEqual([0, 0]);
    expect(retryCounts(events)).toEqual([0, 1]);
  });

  // Servers of EventStoreDB stop nothing on `stop`: they count the message as skipped.
  it.each(['skip', 'stop'] as const)('that is nacked with %s is not given out again', async (action) => {
    const { join, info } = await grouped(2);
    const consumer = await join(1);
    await consumer.nack(action, 'no use', await consumer.at(0));
    expect(numbers(await consumer.received(2))).toEqual([0, 1]);
    expect((await info()).stats).toMatchObject({ parkedMessageCount: 0n, outstandingMessagesCount: 1 });
  });

  it('is given out before newer ones when it is retried', async () => {
    const { join } = await grouped(6);
    const consumer = await join(2);
    const [first, second] = await consumer.received(2);
    await consumer.nack('retry', '', second!, first!);
    expect(numbers(await consumer.received(4))).toEqual([0, 1, 0, 1]);
  });

  it('answered twice counts once', async () => {
    const { join, info } = await grouped(2);
    const consumer = await join(1);
    const first = await consumer.at(0);
    await consumer.ack(first);
    await consumer.ack(first);
    await consumer.nack('park', 'too late', first);
    expect(numbers(await consumer.received(2))).toEqual([0, 1]);
    expect((await info()).stats).toMatchObject({ parkedMessageCount: 0n, outstandingMessagesCount: 1 });
  });
});

describe('the strategy', () => {
  /** Lets consumers ack all they get, and tells what each got once the group is done with `count` messages. */
  async function shares(group: Awaited<ReturnType<typeof grouped>>, joined: TestConsumer[], count: number) {
    for (const consumer of joined) consumer.ackAll();
    await eventually(
      () => Promise.resolve(joined.reduce((sum, { events }) => sum + events.length, 0)),
      (sum) => sum >= count,
    );
    return joined.map(({ events }) => events);
  }

  it('RoundRobin gives to each in turn', async () => {
    const group = await grouped(0, { consumerStrategyName: 'RoundRobin' });
    const joined = [await group.join(), await group.join()];
    await client.appendToStream(group.stream, countedFrom(0, 9));
    expect((await shares(group, joined, 10)).map((events) => events.length)).toEqual([5, 5]);
  });

  it('DispatchToSingle gives to one, and to the next only while that has no room', async () => {
    const group = await grouped(0, { consumerStrategyName: 'DispatchToSingle' });
    const [first, second] = [await group.join(3), await group.join(3)];
    await client.appendToStream(group.stream, countedFrom(0, 2));
    await first.received(3);
    expect(second.events).toEqual([]);
    await client.appendToStream(group.stream, counted(3));
    expect(numbers(await second.received(1))).toEqual([3]);
    await first.ack(...first.events);
    await eventually(group.info, ({ stats }) => stats.totalInFlightMessages === 1);
    await client.appendToStream(group.stream, counted(4));
    expect(numbers(await first.received(4))).toEqual([0, 1, 2, 4]);
  });

  it('Pinned keeps the events of one stream with one consumer, in order, and uses all consumers', async () => {
    const origins = Array.from({ length: 24 }, () => fresh('origin'));
    const group = await grouped(0, { consumerStrategyName: 'Pinned', resolveLinkTos: true });
    const joined = [await group.join(5), await group.join(5)]; // a stream may change hands when a consumer joins
    for (const round of [0, 1, 2]) {
      for (const origin of origins) await client.appendToStream(origin, counted(round));
      const links = origins.map((origin) => linkTo(origin, round));
      await client.appendToStream(group.stream, links);
    }
    const got = await shares(group, joined, 72);
    for (const events of got) {
      expect(events.length).toBeGreaterThan(0);
      for (const origin of new Set(events.map(({ event }) => event!.streamId))) {
        expect(numbers(events.filter(({ event }) => event!.streamId === origin))).toEqual([0, 1, 2]);
      }
    }
  });
});

/** A link as a projection writes it, which the client's types know nothing of. */
function linkTo(stream: string, revision: number) {
  return {
    ...jsonEvent({ type: '$>', data: {} }),
    contentType: 'application/octet-stream',
    data: Buffer.from(`${revision}@${stream}`),
  } as never;
}

describe('a link', () => {
  it('is delivered as it is, unless links are to be resolved', async () => {
    const origin = fresh('origin');
    await client.appendToStream(origin, counted(7));
    const plain = await grouped(0);
    await client.appendToStream(plain.stream, linkTo(origin, 0));
    const { event, link } = await (await plain.join()).at(0);
    expect(event).toMatchObject({ type: '$>', streamId: plain.stream });
    expect(link).toBeUndefined();
  });

  it('is resolved and answered by its own id', async () => {
    const origin = fresh('origin');
    await client.appendToStream(origin, counted(7));
    const group = await grouped(0, { resolveLinkTos: true });
    await client.appendToStream(group.stream, linkTo(origin, 0));
    const consumer = await group.join();
    const resolved = await consumer.at(0);
    expect(resolved.event).toMatchObject({ streamId: origin, revision: 0n, data: { n: 7 } });
    expect(resolved.link).toMatchObject({ streamId: group.stream, revision: 0n, type: '$>' });
    await consumer.ack(resolved);
    await eventually(group.info, ({ stats }) => stats.outstandingMessagesCount === 0);
  });
});

describe('a group tells', () => {
  it('what it did, for all and for each consumer, and how long each took', async () => {
    const { join, info } = await grouped(20, { extraStatistics: true });
    const consumer = (await join()).ackAll();
    await consumer.received(20);
    const told = await eventually(info, ({ stats }) => stats.outstandingMessagesCount === 0);
    expect(told).toMatchObject({
      status: 'Live',
      stats: { totalItems: 20n, lastKnownEventRevision: 19n, retryBufferCount: 0, parkedMessageCount: 0n },
      connections: [
        { totalItems: 20n, inFlightMessages: 0, availableSlots: 10, username: expect.any(String) as string },
      ],
    });
    const measured = told.connections[0]!.extraStatistics!;
    expect([...measured.keys()].toSorted()).toEqual(
      ['90%', '95%', '99%', '99.5%', '99.9%', 'fastest', 'highest', 'mean', 'median']
        .concat([1, 2, 3, 4, 5].map((n) => `quintile ${n}`))
        .toSorted(),
    );
    expect(measured.get('highest')!).toBeGreaterThanOrEqual(measured.get('fastest')!);
  });

  it('no times where it was not asked to measure them', async () => {
    const { join, info } = await grouped(1);
    const consumer = await join();
    await consumer.ack(await consumer.at(0));
    expect((await info()).connections[0]!.extraStatistics).toBeUndefined();
  });
});

describe('a checkpoint', () => {
  const checkpointOf = (info: () => Promise<{ stats: { lastCheckpointedEventRevision?: bigint } }>, at: bigint) =>
    eventually(info, ({ stats }) => stats.lastCheckpointedEventRevision === at);

  it('is written at once when enough events are done', async () => {
    const { join, info } = await grouped(20, { checkPointAfter: 3_600_000, checkPointUpperBound: 5 });
    const consumer = await join(20);
    const events = await consumer.received(20);
    await consumer.ack(...events.slice(0, 4));
    await consumer.ack(...events.slice(4, 5));
    await checkpointOf(info, 4n);
    expect((await info()).stats.lastCheckpointedEventRevision).toBe(4n);
  });

  it('is written after a time when fewer are done', async () => {
    const { join, info } = await grouped(20, { checkPointAfter: 100, checkPointLowerBound: 2 });
    const consumer = await join(20);
    await consumer.ack(...(await consumer.received(3)));
    await checkpointOf(info, 2n);
  });

  it('never passes an event that is not done', async () => {
    const { join, info } = await grouped(20, { checkPointAfter: 3_600_000, checkPointUpperBound: 3 });
    const consumer = await join(20);
    const events = await consumer.received(20);
    await consumer.ack(...events.slice(0, 3), ...events.slice(4));
    await checkpointOf(info, 2n);
    await consumer.ack(events[3]!);
    await checkpointOf(info, 19n);
  });

  it('is an event in a stream named after the group', async () => {
    const { stream, join, info } = await grouped(5, { checkPointUpperBound: 5, checkPointLowerBound: 1 });
    (await join()).ackAll();
    await checkpointOf(info, 4n);
    const name = `$persistentsubscription-${stream}::g-checkpoint`;
    const newest = { direction: 'backwards', fromRevision: 'end', maxCount: 1 } as const;
    const [kept] = await collect(client.readStream(name, newest));
    expect(kept!.event!.type).toBe('$SubscriptionCheckpoint');
    expect(`${kept!.event!.data as string | number}`).toBe('4');
  });
});
