import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { EventStoreUnavailable } from './errors';
import { EventStore } from './event-store';
import { eventually } from './testing/eventually.fixtures';
import { FaultProxy } from './testing/fault-proxy.fixtures';
import { counted, countedFrom, fresh, NodeOfTest, numberOf, openCallsOf } from './testing/store.fixtures';

describe('over a faulty connection', () => {
  let node: NodeOfTest;
  let proxy: FaultProxy;
  let store: EventStore;
  beforeAll(async () => {
    node = await NodeOfTest.start();
  });
  beforeEach(async () => {
    proxy = await FaultProxy.before(node);
    store = EventStore.connect(proxy.connectionString, { readDeadlineMs: 400, appendDeadlineMs: 1_000 });
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
  });
  afterAll(() => node.remove());

  it('a read that is not answered ends at its deadline, and so does its call', async () => {
    const stream = fresh('silent');
    await store.append(stream, countedFrom(1, 3), 'no_stream');
    await store['guarded'].client.dispose(); // the call for appends stays open by intent
    await eventually('no open call', () => openCallsOf(store) === 0);
    proxy.holdAnswers();
    await expect(store.readStream(stream)).rejects.toMatchObject({ name: 'EventStoreUnavailable', retryable: true });
    await expect(store.headPosition([stream])).rejects.toThrow(EventStoreUnavailable);
    await eventually('no open call', () => openCallsOf(store) === 0);
    proxy.letAnswersPass();
    expect((await store.readStream(stream)).map(numberOf)).toEqual([1, 2, 3]);
  });

  it('a read that breaks off in the middle is asked again, and comes out whole', async () => {
    await store.close();
    store = EventStore.connect(proxy.connectionString); // which is not about its deadline
    const stream = fresh('broken');
    await store.append(stream, countedFrom(1, 400), 'no_stream');
    proxy.holdAnswers();
    const read = store.readStream(stream);
    await eventually('an answer on its way', () => proxy.open.some((link) => link.heldAnswerBytes > 20_000));
    proxy.cut();
    expect(await read).toHaveLength(400);
  });

  it('a node that failed once to say what it can do is asked again before the next append', async () => {
    const failing = await failingNode(node.serverCredentials);
    try {
      const stream = fresh('recovered');
      proxy.target = failing.port;
      await expect(store.append(stream, [counted(1)], 'no_stream')).rejects.toThrow(EventStoreUnavailable);
      expect(failing.asked()).toBeGreaterThan(1); // the bare client asks once and keeps the failure
      proxy.target = node.port;
      proxy.cut();
      expect(await store.append(stream, [counted(1)], 'no_stream')).toMatchObject({ revision: 0 });
    } finally {
      failing.server.forceShutdown();
    }
  });
});

/** A node that answers, but wrongly: as one behind a proxy that is just starting. */
async function failingNode(credentials: ServerCredentials) {
  let asked = 0;
  const server = new Server();
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, answer: (error: object) => void) => {
      asked++;
      answer({ code: status.INTERNAL, details: 'just starting' });
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  return { server, port, asked: () => asked };
}
