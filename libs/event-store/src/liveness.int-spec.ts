import type { EventStoreDBClient } from '@eventstore/db-client';
import { FaultProxy } from '../../../test/support/fault-proxy';
import { EventStore } from './event-store';
import { ANSWER_SILENCE_MS, SIGN_OF_LIFE_MS, SUBSCRIPTION_SILENCE_MS } from './liveness';
import { LONGEST_PAUSE_OF_A_CALL_MS } from './patience';
import type { SubscriptionMessage } from './stored-event';
import { bareClient, closeBare, drained, settling } from './testing/bare-client.fixtures';
import { eventually } from './testing/eventually.fixtures';
import { counted, countedFrom, fresh, isCaughtUp, NodeOfTest, numberOf, numbersIn } from './testing/store.fixtures';

describe('a connection that swallows everything', () => {
  let node: NodeOfTest;
  let proxy: FaultProxy;
  let store: EventStore;
  let bare: EventStoreDBClient;
  const stream = fresh('swallowed');
  beforeAll(async () => {
    node = await NodeOfTest.start();
  });
  beforeEach(async () => {
    proxy = await FaultProxy.before(node.port);
    bare = await bareClient(proxy.through(node.connectionString));
    // the client's keepalive has no part in this
    store = EventStore.connect(`${proxy.through(node.connectionString)}&keepAliveInterval=60000`);
    await store.append(stream, [counted(0)], 'any'); // connects
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
    await closeBare(bare);
  });
  afterAll(() => node.remove());

  it('costs a call less than 5 s, and a subscription 5 s, by what its deadlines add up to', () => {
    expect(ANSWER_SILENCE_MS + SIGN_OF_LIFE_MS + LONGEST_PAUSE_OF_A_CALL_MS).toBeLessThan(5_000);
    expect(SUBSCRIPTION_SILENCE_MS + SIGN_OF_LIFE_MS).toBeLessThan(5_000);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['an append', () => store.append(fresh('unheard'), [counted(1)], 'no_stream')],
    ['a read', () => store.readStream(stream)],
    ['a question about the log', () => store.headPosition(['swallowed-'])],
  ])('is given up, and %s succeeds over a new one', async (_, call) => {
    const dead = proxy.open;
    proxy.swallow();
    const read = settling(drained(bare.readStream(stream)));
    await call();
    expect(proxy.open.filter((link) => !dead.includes(link))).toHaveLength(1);
    expect(read.settled).toBe(false); // the bare client still waits (the trap)
  });

  it('is given up too where only the answers are lost: the append is found, and stored once', async () => {
    const stream = fresh('unanswered');
    proxy.swallow('toClient');
    expect(await store.append(stream, countedFrom(1, 2), 'no_stream')).toMatchObject({ revision: 1 });
    expect((await store.readStream(stream)).map(numberOf)).toEqual([1, 2]);
  });

  it('is noticed by a subscription that expects nothing, which misses nothing', async () => {
    const kind = fresh('quiet');
    const seen: SubscriptionMessage[] = [];
    const interruptions: Error[] = [];
    const stop = new AbortController();
    const bareSubscription = settling(drained(bare.subscribeToAll()));
    const following = (async () => {
      const messages = store.subscribe({
        streamPrefixes: [kind],
        signal: stop.signal,
        onInterruption: (error) => interruptions.push(error),
      });
      for await (const message of messages) seen.push(message);
    })();
    await eventually('the subscription to catch up', () => seen.some(isCaughtUp));
    proxy.swallow();
    await eventually('an interruption', () => interruptions.length > 0);
    await store.append(`${kind}-1`, countedFrom(1, 3), 'no_stream');
    await eventually('the events', () => numbersIn(seen).length === 3);
    expect(interruptions).toHaveLength(1);
    expect(interruptions[0]).toMatchObject({ name: 'EventStoreUnavailable', retryable: true });
    expect(bareSubscription.settled).toBe(false); // (the trap)
    stop.abort();
    await following;
  });

  it('is given up too when another has taken its place, and cannot be asked any more', async () => {
    const messages = store.subscribe({ streamPrefixes: [fresh('left')] });
    while (!isCaughtUp((await messages.next()).value as SubscriptionMessage));
    const next = messages.next();
    proxy.swallow();
    await store['guarded'].reconnect();
    expect(await store.readLast(stream)).toBeDefined(); // over the new one, at once
    expect(await next).toMatchObject({ value: { kind: 'caught_up' } }); // opened again
    await messages.return();
  });

  it('is told from a slow one, which is kept', async () => {
    const kept = proxy.open;
    proxy.taint({ latencyMs: ANSWER_SILENCE_MS + 200 }, ['toClient']);
    expect(await store.readLast(stream)).toBeDefined();
    proxy.heal();
    expect(await store.readLast(stream)).toBeDefined();
    expect(proxy.open).toEqual(kept);
  });
});
