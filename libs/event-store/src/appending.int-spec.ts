import { FaultProxy } from '../../../test/support/fault-proxy';
import { AppendOutcomeUnknown, AppendTooLarge, EventStoreUnavailable } from './errors';
import { EventStore } from './event-store';
import { eventually } from './testing/eventually.fixtures';
import { counted, countedFrom, fresh, NodeOfTest, numberOf } from './testing/store.fixtures';

describe('an append over a faulty connection', () => {
  let node: NodeOfTest;
  let proxy: FaultProxy;
  let store: EventStore;
  const contained: unknown[] = [];
  const unhandled: unknown[] = [];
  const noteUnhandled = (error: unknown) => void unhandled.push(error);

  beforeAll(async () => {
    node = await NodeOfTest.start();
    proxy = await FaultProxy.before(node.port);
    process.on('unhandledRejection', noteUnhandled);
  });
  beforeEach(async () => {
    store = EventStore.connect(proxy.through(node.connectionString), {
      onContainedFault: (fault) => contained.push(fault),
    });
    await store.append(fresh('warm'), [counted(0)], 'no_stream'); // connects
  });
  afterEach(() => store.close());
  afterAll(async () => {
    process.off('unhandledRejection', noteUnhandled);
    await proxy.close();
    await node.remove();
    expect(unhandled).toEqual([]);
  });

  it.each(['no_stream', 'any', 4] as const)(
    'whose answer is lost is a success, stored once (expected: %s)',
    async (expected) => {
      const stream = fresh('lost');
      if (expected === 4) await store.append(stream, countedFrom(0, 4), 'no_stream');
      const stored = expected === 4 ? 5 : 0;
      proxy.hold('toClient');
      const append = store.append(stream, countedFrom(10, 12), expected);
      await answersHeld(proxy);
      proxy.cut();

      const { revision, position } = await append;
      const events = await store.readStream(stream);
      expect(events).toHaveLength(stored + 3);
      expect(events.at(-1)).toMatchObject({ revision, position, data: { n: 12 } });
    },
  );

  it('that never reached the node is repeated, and stored once', async () => {
    const stream = fresh('unsent');
    proxy.hold('toServer');
    const append = store.append(stream, countedFrom(1, 2), 'no_stream');
    await eventually('the request', () => proxy.open.some((link) => link.waiting('toServer') > 0));
    proxy.cut();
    expect(await append).toMatchObject({ revision: 1 });
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it('that lost its answer and then its place tells the conflict, not a success', async () => {
    const stream = fresh('overtaken');
    proxy.hold('toServer');
    const append = store.append(stream, [counted(1)], 'no_stream');
    await eventually('the request', () => proxy.open.some((link) => link.waiting('toServer') > 0));
    store['guarded']['channel'] = undefined;
    await store['guarded'].reconnect();
    await store.append(stream, [counted(2)], 'no_stream'); // over a new connection
    proxy.cut();
    await expect(append).rejects.toMatchObject({ name: 'WrongExpectedRevision', actual: 0 });
    expect((await store.readStream(stream)).map(numberOf)).toEqual([2]);
  });

  it('to a node that stays silent ends at the deadline as unknown, and the same append tells later', async () => {
    await store.close();
    store = EventStore.connect(proxy.through(node.connectionString), { appendDeadlineMs: 700 });
    await store.append(fresh('warm'), [counted(0)], 'no_stream');
    const stream = fresh('silent');
    const events = countedFrom(1, 2);
    proxy.hold('toClient');
    const unknown = await store.append(stream, events, 'no_stream').catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(AppendOutcomeUnknown);
    expect((unknown as AppendOutcomeUnknown).eventIds).toEqual(events.map(({ id }) => id));
    proxy.heal();
    expect(await store.append(stream, events, 'no_stream')).toMatchObject({ revision: 1 });
    expect(await store.readStream(stream)).toHaveLength(2);
  });

  it('while there is no node fails as unavailable, as reads do, and works once it is there', async () => {
    await store.close();
    store = EventStore.connect(proxy.through(node.connectionString), { appendDeadlineMs: 300, readDeadlineMs: 300 });
    const stream = fresh('away');
    proxy.down = true;
    proxy.cut();
    await expect(store.append(stream, [counted(1)], 'no_stream')).rejects.toMatchObject({
      name: 'EventStoreUnavailable',
      retryable: true,
    });
    await expect(store.readStream(stream)).rejects.toThrow(EventStoreUnavailable);
    await expect(store.headPosition()).rejects.toThrow(EventStoreUnavailable);
    expect(await store.isReachable()).toBe(false);
    proxy.down = false;
    await eventually('the node', () => store.isReachable());
    expect(await store.append(stream, [counted(1)], 'no_stream')).toMatchObject({ revision: 0 });
  });

  it('survives a node that is stopped and started in the middle', async () => {
    const stream = fresh('restart');
    await store.append(stream, [counted(1)], 'no_stream');
    await node.stop();
    const append = store.append(stream, [counted(2)], 0);
    await node.startAgain();
    expect(await append).toMatchObject({ revision: 1 });
    expect((await store.readStream(stream)).map(numberOf)).toEqual([1, 2]);
  });

  it('leaves no harm in an answer that comes after another connection’s error', async () => {
    const late = fresh('late');
    proxy.hold('toClient');
    const first = store.append(late, [counted(1)], 'no_stream');
    await answersHeld(proxy);
    const before = proxy.open;
    await store['guarded'].reconnect(); // what the client does by itself after many an error
    await store.append(fresh('warm'), [counted(0)], 'no_stream');
    for (const link of proxy.open) if (!before.includes(link)) link.cut(); // rejects every append of the process, those of the old connection too
    expect(await first).toMatchObject({ revision: 0 });

    contained.length = 0;
    for (const link of before) link.letPass();
    expect(await eventually('the late answer', () => contained[0])).toBeInstanceOf(TypeError);
    expect(await store.readStream(late)).toHaveLength(1);
  });

  it('larger than the store’s limit is refused whole, with the limit', async () => {
    const stream = fresh('large');
    const large = { ...counted(1), data: { text: 'x'.repeat(1_200_000) } };
    const refused = await store.append(stream, [counted(0), large], 'no_stream').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AppendTooLarge);
    expect((refused as AppendTooLarge).limitBytes).toBe(1_048_576);
    expect(await store.readStream(stream)).toEqual([]);
  });

  it('in a flood that breaks off leaves no rejection unhandled', async () => {
    await store.close();
    store = EventStore.connect(proxy.through(node.connectionString), { appendDeadlineMs: 25_000 }); // of 6 MB, twice
    await store.append(fresh('warm'), [counted(0)], 'no_stream');
    const streams = Array.from({ length: 300 }, () => fresh('flood'));
    const large = { text: 'x'.repeat(20_000) };
    proxy.hold('toServer');
    const appends = streams.map((stream) => store.append(stream, [{ ...counted(1), data: large }], 'no_stream'));
    await eventually('the flood', () => proxy.open.some((link) => link.waiting('toServer') > 60_000));
    proxy.cut();
    for (const { revision } of await Promise.all(appends)) expect(revision).toBe(0);
    expect(unhandled).toEqual([]);
  });
});

/** Waits until the node has answered, and for the client in vain. */
async function answersHeld(proxy: FaultProxy): Promise<void> {
  await eventually('an answer on its way', () => proxy.open.some((link) => link.waiting('toClient') > 0));
}
