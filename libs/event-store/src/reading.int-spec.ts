import { FaultProxy } from '../../../test/support/fault-proxy';
import { EventStoreUnavailable } from './errors';
import { EventStore, type EventStoreOptions } from './event-store';
import { eventually } from './testing/eventually.fixtures';
import { FailingNode } from './testing/failing-node.fixtures';
import { counted, countedFrom, fresh, NodeOfTest, numberOf, openCallsOf, rejectionOf } from './testing/store.fixtures';

describe('over a faulty connection', () => {
  let node: NodeOfTest;
  let proxy: FaultProxy;
  let store: EventStore;
  beforeAll(async () => {
    node = await NodeOfTest.start();
  });
  beforeEach(async () => {
    proxy = await FaultProxy.before(node.port);
    store = EventStore.connect(proxy.through(node.connectionString));
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
  });
  afterAll(() => node.remove());
  const connectWith = async (options: EventStoreOptions) => {
    await store.close();
    store = EventStore.connect(proxy.through(node.connectionString), options);
  };

  it('a read that is not answered ends at its deadline, and so does its call', async () => {
    await connectWith({ readDeadlineMs: 400 });
    const stream = fresh('silent');
    await store.append(stream, countedFrom(1, 3), 'no_stream');
    await store['guarded'].client.dispose(); // the call for appends stays open by intent
    await eventually('no open call', () => openCallsOf(store) === 0);
    proxy.hold('toClient');
    await expect(store.readStream(stream)).rejects.toMatchObject({ name: 'EventStoreUnavailable', retryable: true });
    await expect(store.headPosition([stream])).rejects.toThrow(EventStoreUnavailable);
    await eventually('no open call', () => openCallsOf(store) === 0);
    proxy.heal();
    expect((await store.readStream(stream)).map(numberOf)).toEqual([1, 2, 3]);
  });

  it('a read that breaks off in the middle is asked again, and comes out whole', async () => {
    const stream = fresh('broken');
    await store.append(stream, countedFrom(1, 400), 'no_stream');
    proxy.hold('toClient');
    const read = store.readStream(stream);
    await eventually('an answer on its way', () => proxy.open.some((link) => link.waiting('toClient') > 20_000));
    proxy.cut();
    expect(await read).toHaveLength(400);
  });

  it('a read that the store’s end breaks off fails, and does not come out short', async () => {
    const stream = fresh('closing');
    await store.append(stream, countedFrom(1, 400), 'no_stream');
    proxy.taint({ bytesPerSecond: 100_000, sliceBytes: 500 }, ['toClient']);
    const failed = rejectionOf(store.readStream(stream));
    await eventually('an answer on its way', () => proxy.open.some((link) => link.waiting('toClient') > 10_000));
    await store.close();
    expect(await failed).toBeInstanceOf(EventStoreUnavailable);
  });

  it('a node that failed once to say what it can do is asked again before the next append', async () => {
    await connectWith({ appendDeadlineMs: 1_500 });
    const failing = await FailingNode.start(node.serverCredentials);
    try {
      const stream = fresh('recovered');
      proxy.target = failing.port;
      await expect(store.append(stream, [counted(1)], 'no_stream')).rejects.toThrow(EventStoreUnavailable);
      expect(failing.asked.length).toBeGreaterThan(1);
      proxy.target = node.port;
      proxy.cut();
      expect(await store.append(stream, [counted(1)], 'no_stream')).toMatchObject({ revision: 0 });
    } finally {
      failing.stop();
    }
  });
});
