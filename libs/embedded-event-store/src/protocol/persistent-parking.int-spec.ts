import { EventStoreDBClient, StreamNotFoundError, streamNameFilter } from '@eventstore/db-client';
import {
  consume,
  consumeAll,
  allSettings,
  eventually,
  streamSettings,
  TestConsumer,
} from '../testing/consumers.fixtures';
import { collect, countedFrom, fresh, NodeUnderTest, nodeUnderTest, numbers } from '../testing/node.fixtures';

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

async function grouped(events: number, settings?: Parameters<typeof streamSettings>[0]) {
  const stream = fresh('parking');
  await client.appendToStream(stream, countedFrom(0, events - 1));
  await client.createPersistentSubscriptionToStream(stream, 'g', streamSettings(settings));
  const info = () => client.getPersistentSubscriptionToStreamInfo(stream, 'g');
  const parkedIs = (count: bigint) => eventually(info, ({ stats }) => stats.parkedMessageCount === count);
  const join = async (bufferSize?: number) => {
    const consumer = await consume(client, stream, 'g', bufferSize);
    consumers.push(consumer);
    return consumer;
  };
  /** A consumer that has parked the first `count` events. */
  const withParked = async (count: number) => {
    const consumer = await join();
    for (const event of await consumer.received(count)) await consumer.nack('park', 'no use', event);
    await parkedIs(BigInt(count));
    return consumer;
  };
  const parked = () => parkedOf(`${stream}::g`);
  return { stream, info, parkedIs, join, withParked, parked };
}

/** What can be seen of the parked messages of a group, nothing when there are none. */
function parkedOf(group: string) {
  return collect(client.readStream(`$persistentsubscription-${group}-parked`, { resolveLinkTos: true })).catch(
    (error: unknown) => {
      if (error instanceof StreamNotFoundError) return [];
      throw error;
    },
  );
}

describe('a message is parked', () => {
  it('by a nack, as a link with the reason and the time', async () => {
    const { stream, withParked, parked } = await grouped(2);
    const before = Date.now();
    await withParked(1);
    const [{ event, link }] = (await parked()) as [Awaited<ReturnType<typeof parked>>[number]];
    expect(event).toMatchObject({ streamId: stream, revision: 0n });
    expect(link).toMatchObject({ type: '$>' });
    const metadata = link!.metadata as { added: string; reason: string };
    expect(metadata.reason).toContain('no use');
    expect(Math.abs(Date.parse(metadata.added) - before)).toBeLessThan(60_000);
  });

  it('when it was retried as often as may be and is nacked again', async () => {
    const { join, parkedIs, parked } = await grouped(1, { maxRetryCount: 2 });
    const consumer = await join();
    for (const index of [0, 1, 2]) await consumer.nack('retry', 'not now', await consumer.at(index));
    await parkedIs(1n);
    expect(consumer.events.map(({ retryCount }) => retryCount)).toEqual([0, 1, 2]);
    expect((await parked())[0]!.link!.metadata).toMatchObject({ reason: 'Reached retry count of 2' });
  });

  it('when it was retried as often as may be and is not answered in time', async () => {
    const { join, parkedIs } = await grouped(1, { maxRetryCount: 1, messageTimeout: 100 });
    const consumer = await join();
    await parkedIs(1n);
    expect(consumer.events.map(({ retryCount }) => retryCount)).toEqual([0, 1]);
  });

  it('and then is done with: its place is free, and the checkpoint passes it', async () => {
    const settings = { checkPointAfter: 3_600_000, checkPointUpperBound: 2 };
    const { join, info } = await grouped(3, settings);
    const consumer = await join(1);
    await consumer.nack('park', 'no use', await consumer.at(0));
    await consumer.ack(await consumer.at(1));
    expect(numbers(await consumer.received(3))).toEqual([0, 1, 2]);
    await eventually(info, ({ stats }) => stats.lastCheckpointedEventRevision === 1n);
  });
});

describe('a replay', () => {
  it('gives parked messages out again, with the link they were parked as', async () => {
    const { stream, withParked, parkedIs, parked } = await grouped(3);
    const consumer = await withParked(3);
    await client.replayParkedMessagesToStream(stream, 'g');
    const again = (await consumer.received(6)).slice(3);
    expect(numbers(again)).toEqual([0, 1, 2]);
    expect(again.map(({ retryCount }) => retryCount)).toEqual([0, 0, 0]);
    expect(again.map(({ link }) => link!.streamId)).toEqual(
      Array(3).fill(`$persistentsubscription-${stream}::g-parked`),
    );
    await consumer.ack(...again);
    await parkedIs(0n);
    await eventually(parked, (left) => left.length === 0);
  });

  it('stops where it is told', async () => {
    const { stream, withParked, parkedIs, parked } = await grouped(4);
    const consumer = await withParked(4);
    await client.replayParkedMessagesToStream(stream, 'g', { stopAt: 2 });
    const again = (await consumer.received(6)).slice(4);
    expect(numbers(again)).toEqual([0, 1]);
    await consumer.ack(...again);
    await parkedIs(2n);
    expect(numbers(await eventually(parked, (left) => left.length === 2))).toEqual([2, 3]);
    await client.replayParkedMessagesToStream(stream, 'g');
    expect(numbers((await consumer.received(8)).slice(6))).toEqual([2, 3]);
  });

  it('can be followed by another parking, and another replay', async () => {
    const { stream, withParked, parkedIs } = await grouped(1);
    const consumer = await withParked(1);
    for (const round of [1, 2]) {
      await client.replayParkedMessagesToStream(stream, 'g');
      await consumer.nack('park', 'still no use', await consumer.at(round));
      await parkedIs(1n);
    }
    await client.replayParkedMessagesToStream(stream, 'g');
    await consumer.ack(await consumer.at(3));
    await parkedIs(0n);
    expect(numbers(consumer.events)).toEqual([0, 0, 0, 0]);
  });

  it('without parked messages does nothing', async () => {
    const { stream, join, info } = await grouped(1);
    await client.replayParkedMessagesToStream(stream, 'g');
    expect(numbers(await (await join()).received(1))).toEqual([0]);
    expect((await info()).stats).toMatchObject({ parkedMessageCount: 0n, totalItems: 1n });
  });

  it('gives out all of more messages than the buffer holds', async () => {
    const count = 120;
    const { stream, join, parkedIs } = await grouped(count, { historyBufferSize: 20, readBatchSize: 10 });
    const consumer = await join(count);
    const events = await consumer.received(count);
    await consumer.nack('park', 'no use', ...events);
    await parkedIs(BigInt(count));
    await client.replayParkedMessagesToStream(stream, 'g');
    consumer.ackAll();
    const again = (await consumer.received(2 * count)).slice(count);
    expect(numbers(again).toSorted((one, other) => one - other)).toEqual(numbers(events));
    await parkedIs(0n);
  });

  it('works for a group on $all', async () => {
    const group = fresh('g');
    const stream = fresh('parking');
    const filter = streamNameFilter({ prefixes: [stream] });
    await client.createPersistentSubscriptionToAll(group, allSettings(), { filter });
    const consumer = await consumeAll(client, group);
    await client.appendToStream(stream, countedFrom(0, 0));
    await consumer.nack('park', 'no use', await consumer.at(0));
    const info = () => client.getPersistentSubscriptionToAllInfo(group);
    await eventually(info, ({ stats }) => stats.parkedMessageCount === 1n);
    await client.replayParkedMessagesToAll(group);
    const { event, link } = await consumer.at(1);
    expect(event).toMatchObject({ streamId: stream, revision: 0n });
    expect(link!.streamId).toBe(`$persistentsubscription-$all::${group}-parked`);
    await consumer.stop();
    await client.deletePersistentSubscriptionToAll(group);
  });
});
