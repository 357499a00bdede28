import {
  EventStoreDBClient,
  eventTypeFilter,
  excludeSystemEvents,
  Filter,
  jsonEvent,
  streamNameFilter,
} from '@eventstore/db-client';
import { CreateReq } from '@eventstore/db-client/generated/persistent_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { status } from '@grpc/grpc-js';
import { allSettings, consumeAll, eventually, TestConsumer } from '../testing/consumers.fixtures';
import {
  collect,
  counted,
  countedFrom,
  fresh,
  NodeUnderTest,
  nodeUnderTest,
  numbers,
  rejectionOf,
} from '../testing/node.fixtures';
import { createSettings, RawPersistent } from '../testing/raw-persistent.fixtures';
import { statusOf } from '../testing/raw-streams.fixtures';

let node: NodeUnderTest;
let client: EventStoreDBClient;
let raw: RawPersistent;
const consumers: TestConsumer[] = [];
const groups: string[] = [];

beforeAll(async () => {
  node = await nodeUnderTest();
  client = node.client;
  raw = new RawPersistent(node);
});

afterEach(async () => {
  await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()));
  for (const group of groups.splice(0)) await client.deletePersistentSubscriptionToAll(group);
});

afterAll(async () => {
  raw.close();
  await node.stop();
});

async function grouped(settings?: Parameters<typeof allSettings>[0], filter?: Filter) {
  const group = fresh('g');
  await client.createPersistentSubscriptionToAll(group, allSettings(settings), filter && { filter });
  groups.push(group);
  const join = async (bufferSize?: number) => {
    const consumer = await consumeAll(client, group, bufferSize);
    consumers.push(consumer);
    return consumer;
  };
  const info = () => client.getPersistentSubscriptionToAllInfo(group);
  return { group, join, info };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a group on $all', () => {
  it('gets what comes, whichever its stream, with its position', async () => {
    const { join } = await grouped();
    const consumer = (await join()).ackAll();
    const streams = [fresh('a'), fresh('b')];
    const positions: bigint[] = [];
    for (const n of [0, 1, 2, 3]) {
      const { position } = await client.appendToStream(streams[n % 2]!, counted(n));
      positions.push(position!.commit);
    }
    await eventually(
      () => Promise.resolve(consumer.events.filter(({ event }) => streams.includes(event!.streamId)).length),
      (count) => count === 4,
    );
    const ours = consumer.events.filter(({ event }) => streams.includes(event!.streamId));
    expect(numbers(ours)).toEqual([0, 1, 2, 3]);
    expect(ours.map(({ commitPosition }) => commitPosition)).toEqual(positions);
  });

  it('starts at a position, which it includes', async () => {
    const stream = fresh('a');
    await client.appendToStream(stream, counted(0));
    const { position } = await client.appendToStream(stream, counted(1));
    await client.appendToStream(stream, counted(2));
    const { join } = await grouped({ startFrom: position! }, streamNameFilter({ prefixes: [stream] }));
    expect(numbers(await (await join()).received(2))).toEqual([1, 2]);
  });

  it.each([
    ['streams by prefix', (stream: string) => streamNameFilter({ prefixes: ['nothing-', stream] })],
    ['streams by expression', (stream: string) => streamNameFilter({ regex: `^${stream}$` })],
    ['types by prefix', (_: string, type: string) => eventTypeFilter({ prefixes: [type] })],
    ['types by expression', (_: string, type: string) => eventTypeFilter({ regex: `^${type}$` })],
  ])('filters %s, old events and new ones', async (_, filterOf) => {
    const [stream, type] = [fresh('wanted'), fresh('Wanted')];
    const write = async (n: number) => {
      await client.appendToStream(fresh('other'), countedFrom(100, 104));
      await client.appendToStream(stream, counted(n, type));
    };
    for (const n of [0, 1]) await write(n);
    const { join } = await grouped({ startFrom: 'start' }, filterOf(stream, type));
    const consumer = (await join()).ackAll();
    await consumer.received(2);
    for (const n of [2, 3]) await write(n);
    expect(numbers(await consumer.received(4))).toEqual([0, 1, 2, 3]);
  });

  it('keeps its filter when its settings are changed', async () => {
    const stream = fresh('wanted');
    const { group, join } = await grouped({ startFrom: 'start' }, streamNameFilter({ prefixes: [stream] }));
    await client.updatePersistentSubscriptionToAll(group, allSettings({ startFrom: 'start', maxRetryCount: 2 }));
    await client.appendToStream(fresh('other'), counted(9));
    await client.appendToStream(stream, counted(0));
    expect(numbers(await (await join()).received(1))).toEqual([0]);
  });

  it('finds rare events among many', async () => {
    const stream = fresh('rare');
    for (let n = 0; n < 4; n++) {
      await client.appendToStream(fresh('common'), countedFrom(0, 999));
      await client.appendToStream(stream, counted(n));
    }
    const { join } = await grouped({ startFrom: 'start' }, streamNameFilter({ prefixes: [stream] }));
    expect(numbers(await (await join()).received(4))).toEqual(range(0, 3));
  });

  it('never hears of the bookkeeping of groups on $all, so writing checkpoints comes to an end', async () => {
    const stream = fresh('wanted');
    const counts = { checkPointAfter: 50, checkPointLowerBound: 1, checkPointUpperBound: 1 };
    const all = [await grouped({ ...counts, startFrom: 'end' }), await grouped({ ...counts, startFrom: 'end' })];
    const joined = await Promise.all(all.map(async ({ join }) => (await join()).ackAll()));
    const infos = () => Promise.all(all.map(({ info }) => info()));
    for (let n = 0; n < 5; n++) {
      const { position } = await client.appendToStream(stream, counted(n));
      await eventually(infos, (told) =>
        told.every(({ stats }) => (stats.lastCheckpointedEventPosition?.commit ?? 0n) >= position!.commit),
      );
    }
    for (const [index, { group }] of all.entries()) {
      const { events } = joined[index]!;
      expect(events.filter(({ event }) => event!.streamId.startsWith('$persistentsubscription-$all::'))).toEqual([]);
      const kept = await collect(client.readStream(`$persistentsubscription-$all::${group}-checkpoint`));
      // Each checkpoint has an event of its own that was done: none was written about another checkpoint.
      expect(Number(kept.at(-1)!.event!.revision) + 1).toBeLessThanOrEqual(events.length);
    }
  });

  it('moves its checkpoint over events it does not want', async () => {
    const settings = { startFrom: 'start', checkPointAfter: 50, checkPointLowerBound: 1 } as const;
    const { position } = await client.appendToStream(fresh('other'), countedFrom(0, 99));
    const { info } = await grouped(settings, streamNameFilter({ prefixes: [fresh('nobody')] }));
    await eventually(info, ({ stats }) => (stats.lastCheckpointedEventPosition?.commit ?? 0n) >= position!.commit);
  });
});

describe('a filter', () => {
  it('of the client for no system events is understood', async () => {
    const stream = fresh('user');
    const before = await client.appendToStream(stream, counted(0));
    await client.setStreamMetadata(stream, { maxCount: 7 });
    const { position } = await client.appendToStream(stream, counted(1));
    const { join } = await grouped({ startFrom: before.position! }, excludeSystemEvents());
    const consumer = (await join()).ackAll();
    await eventually(
      () => Promise.resolve(consumer.events.at(-1)?.commitPosition),
      (at) => at === position!.commit,
    );
    expect(numbers(consumer.events)).toEqual([0, 1]);
  });

  it('that names neither streams nor types is refused', async () => {
    const all = new CreateReq.AllOptions()
      .setStart(new Empty())
      .setFilter(new CreateReq.AllOptions.FilterOptions().setCount(new Empty()).setCheckpointintervalmultiplier(1));
    const options = new CreateReq.Options().setGroupName(fresh('g')).setAll(all).setSettings(createSettings());
    expect(statusOf(await rejectionOf(raw.create(new CreateReq().setOptions(options))))).toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });
});

it('PinnedByCorrelation keeps events of one correlation with one consumer, whichever their stream', async () => {
  const correlations = Array.from({ length: 24 }, () => fresh('c'));
  const streams = [fresh('corr'), fresh('corr')];
  const prefix = new CreateReq.AllOptions.FilterOptions.Expression().setPrefixList(streams);
  const filter = new CreateReq.AllOptions.FilterOptions().setStreamIdentifier(prefix).setMax(32);
  const all = new CreateReq.AllOptions().setEnd(new Empty()).setFilter(filter.setCheckpointintervalmultiplier(1));
  const settings = createSettings().setConsumerStrategy('PinnedByCorrelation');
  const group = fresh('g');
  await raw.create(
    new CreateReq().setOptions(new CreateReq.Options().setGroupName(group).setAll(all).setSettings(settings)),
  );
  groups.push(group);
  const joined = [await consumeAll(client, group), await consumeAll(client, group)];
  consumers.push(...joined);
  for (const consumer of joined) consumer.ackAll();
  for (const n of [0, 1, 2]) {
    const events = correlations.map((id) => jsonEvent({ type: 'T', data: { n }, metadata: { $correlationId: id } }));
    await client.appendToStream(streams[n % 2]!, events);
  }
  await eventually(
    () => Promise.resolve(joined.reduce((sum, { events }) => sum + events.length, 0)),
    (sum) => sum === 72,
  );
  for (const { events } of joined) {
    const idOf = ({ event }: (typeof events)[number]) => (event!.metadata as { $correlationId: string }).$correlationId;
    expect(events.length).toBeGreaterThan(0);
    for (const id of new Set(events.map(idOf))) {
      expect(numbers(events.filter((event) => idOf(event) === id))).toEqual([0, 1, 2]);
    }
  }
});
