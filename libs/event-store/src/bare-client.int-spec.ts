import { EventStoreDBClient, jsonEvent, streamNameFilter } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { FaultProxy } from '../../../test/support/fault-proxy';
import { EventStore } from './event-store';
import { bareClient, closeBare, drained, settling } from './testing/bare-client.fixtures';
import { eventually } from './testing/eventually.fixtures';
import { FailingNode } from './testing/failing-node.fixtures';
import { counted, countedFrom, fresh, NodeOfTest, rejectionOf } from './testing/store.fixtures';

/** The controls: what the client does without our guards. A test that fails here after a new version of the client says that
 *  a guard may go; README.md has the table. Those that end the process are in bare-client-process.int-spec.ts. */
describe('the bare client', () => {
  let node: NodeOfTest;
  let proxy: FaultProxy;
  let bare: EventStoreDBClient;
  const anEvent = (data: object) => jsonEvent({ type: 'Counted', data: data as Record<string, never> });

  beforeAll(async () => {
    node = await NodeOfTest.start();
  });
  beforeEach(async () => {
    proxy = await FaultProxy.before(node.port);
    bare = await bareClient(proxy.through(node.connectionString));
  });
  afterEach(async () => {
    await closeBare(bare);
    await proxy.close();
  });
  afterAll(() => node.remove());

  it('lets one connection’s error reject an append on a sound one', async () => {
    const otherProxy = await FaultProxy.before(node.port);
    const other = await bareClient(otherProxy.through(node.connectionString));
    await other.appendToStream(fresh('other'), anEvent({}));
    proxy.hold('toClient');
    const append = bare.appendToStream(fresh('sound'), anEvent({}), { expectedRevision: 'no_stream' });
    await eventually('the answer', () => proxy.open.some((link) => link.waiting('toClient') > 0));
    otherProxy.cut();
    await expect(append).rejects.toMatchObject({ type: 'unavailable' });
    proxy.cut(); // its late answer would end the process
    await closeBare(other);
    await otherProxy.close();
  });

  it('waits for an append without end, whatever deadline it was given', async () => {
    const store = EventStore.connect(proxy.through(node.connectionString), { appendDeadlineMs: 700 });
    await store.append(fresh('warm'), [counted(1)], 'no_stream');
    proxy.hold('toClient');
    const append = settling(bare.appendToStream(fresh('silent'), anEvent({}), { deadline: 100 }));
    await expect(store.append(fresh('silent'), [counted(1)], 'no_stream')).rejects.toThrow('is not known');
    expect(append.settled).toBe(false);
    await store.close();
  });

  it('fails with a code and no type where it cannot reach the node to append, with a type where it reads', async () => {
    proxy.down = true;
    const unconnected = EventStoreDBClient.connectionString(proxy.through(node.connectionString));
    const error = await rejectionOf(unconnected.appendToStream(fresh('away'), anEvent({})));
    expect(error).toMatchObject({ code: status.UNAVAILABLE });
    expect(error).not.toHaveProperty('type');
    expect(await rejectionOf(drained(unconnected.readStream(fresh('away'))))).toMatchObject({ type: 'unavailable' });
  });

  it('asks a node once what it can do, keeps a failure for good, and drops credentials without a word where there is no TLS', async () => {
    const failing = await FailingNode.start();
    const client = EventStoreDBClient.connectionString(`esdb://admin:secret@127.0.0.1:${failing.port}?tls=false`);
    for (let n = 0; n < 3; n++) {
      const append = client.appendToStream(fresh('failed'), anEvent({}));
      expect(await rejectionOf(append)).toMatchObject({ code: status.INTERNAL });
    }
    expect(failing.asked).toHaveLength(1);
    expect(failing.asked[0]!.get('authorization')).toEqual([]);
    await closeBare(client);
    failing.stop();
  });

  it('leaves the call of a read open, and that of a subscription, when the loop over it is left', async () => {
    const stream = fresh('left');
    await bare.appendToStream(
      stream,
      Array.from({ length: 50 }, () => anEvent({})),
    );
    const open = () => bare['disposableStreams'].size;
    const before = open(); // that of appends
    for await (const { event } of bare.readStream(stream)) if (event) break;
    for await (const { event } of bare.subscribeToAll()) if (event) break;
    await drained(bare.readStream(stream)); // time enough for an end to come
    expect(open()).toBe(before + 2);
  });

  it('lets a read that is cancelled end as if the stream ended there', async () => {
    const stream = fresh('short');
    await bare.appendToStream(
      stream,
      Array.from({ length: 400 }, () => anEvent({ text: 'x'.repeat(100) })),
    );
    proxy.taint({ bytesPerSecond: 100_000, sliceBytes: 500 }, ['toClient']);
    let events = 0;
    for await (const { event } of bare.readStream(stream)) if (event && events++ === 0) void bare.dispose();
    expect(events).toBeLessThan(400); // and nobody was told
  });

  it('does not come back to a subscription that broke', async () => {
    const stream = fresh('broken');
    await bare.appendToStream(stream, anEvent({}));
    const reading = drained(bare.subscribeToAll({ filter: streamNameFilter({ prefixes: [stream] }) }));
    const broken = rejectionOf(reading);
    await eventually('the subscription', () => bare['disposableStreams'].size > 1);
    proxy.cut();
    expect(await broken).toMatchObject({ type: 'unavailable' });
  });

  it('stores undefined, NaN and dates as something else', async () => {
    const stream = fresh('other');
    await bare.appendToStream(stream, anEvent({ none: undefined, nan: Number.NaN, on: new Date(0), hole: [1, , 3] })); // oxlint-disable-line no-sparse-arrays
    for await (const { event } of bare.readStream(stream)) {
      expect(event?.data).toEqual({ nan: null, on: '1970-01-01T00:00:00.000Z', hole: [1, null, 3] });
    }
  });

  it('tells a wrong revision of a conflict that it was told not to throw', async () => {
    const stream = fresh('six');
    await bare.appendToStream(
      stream,
      Array.from({ length: 6 }, () => anEvent({})),
    );
    const lenient = await bareClient(`${proxy.through(node.connectionString)}&throwOnAppendFailure=false`);
    expect(await lenient.appendToStream(stream, anEvent({}), { expectedRevision: 0n })).toMatchObject({
      success: false,
      nextExpectedRevision: 1n, // it is at 5
    });
    await closeBare(lenient);
  });

  it('calls the position of a stream’s settings their revision', async () => {
    const stream = fresh('settings');
    await bare.appendToStream(
      fresh('before'),
      Array.from({ length: 5 }, () => anEvent({})),
    );
    await bare.setStreamMetadata(stream, { maxCount: 1 });
    const { metastreamRevision } = await bare.getStreamMetadata(stream);
    expect(metastreamRevision).toBeGreaterThan(0n); // it is 0
  });

  it('gives results that cannot be written as JSON', async () => {
    const result = await bare.appendToStream(fresh('result'), anEvent({}));
    expect(() => JSON.stringify(result)).toThrow('BigInt');
  });

  it('keeps its connection when it is disposed of; the store closes it', async () => {
    const store = EventStore.connect(proxy.through(node.connectionString));
    const [kept] = proxy.open;
    await store.append(fresh('closed'), countedFrom(1, 2), 'no_stream');
    await bare.dispose();
    await store.close();
    await eventually('the store’s connection to be closed', () => proxy.open.length === 1);
    expect(proxy.open).toEqual([kept]);
  });

  it('may give an event to a subscriber before its append is answered: so does the store', async () => {
    const direct = await bareClient(node.connectionString);
    const stream = fresh('pushed');
    const subscription = direct.subscribeToAll({ filter: streamNameFilter({ prefixes: [stream] }) });
    const pushed = subscription[Symbol.asyncIterator]().next();
    proxy.hold('toClient');
    const append = bare.appendToStream(stream, anEvent({}));
    const waiting = settling(append);
    await pushed;
    expect(waiting.settled).toBe(false);
    proxy.heal();
    await append;
    await subscription.unsubscribe();
    await closeBare(direct);
  });
});
