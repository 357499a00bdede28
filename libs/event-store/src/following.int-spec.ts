import { type EventStoreDBClient, streamNameFilter } from '@eventstore/db-client';
import { EventStore } from './event-store';
import type { SubscriptionMessage } from './stored-event';
import { eventually } from './testing/eventually.fixtures';
import {
  counted,
  countedFrom,
  fresh,
  isCaughtUp,
  NodeOfTest,
  numbersIn,
  openCallsOf,
  storeUnderTest,
  type StoreUnderTest,
  upTo,
} from './testing/store.fixtures';

describe('a subscription', () => {
  let under: StoreUnderTest;
  let store: EventStore;
  beforeAll(async () => {
    under = await storeUnderTest();
    store = under.store;
  });
  afterAll(() => under.stop());

  it('gives what is there, says that it has caught up, and goes on with what comes', async () => {
    const kind = fresh('live');
    await store.append(`${kind}-1`, countedFrom(1, 2), 'no_stream');
    await store.append(`other-${kind}`, countedFrom(90, 99), 'no_stream');
    await store.append(`${kind}-2`, [counted(3)], 'no_stream');
    const messages = store.subscribe({ streamPrefixes: [`${kind}-`] });
    expect(numbersIn(await take(messages, isCaughtUp))).toEqual([1, 2, 3]);
    await store.append(`${kind}-1`, [counted(4)], 1);
    expect(numbersIn(await take(messages, ({ kind }) => kind === 'event'))).toEqual([4]);
    await messages.return();
  });

  it('begins behind the position given', async () => {
    const kind = fresh('after');
    const { position } = await store.append(`${kind}-1`, countedFrom(1, 3), 'no_stream');
    await store.append(`${kind}-1`, countedFrom(4, 5), 2);
    const seen = await upTo(store.subscribe({ streamPrefixes: [kind], after: position }), isCaughtUp);
    expect(numbersIn(seen)).toEqual([4, 5]);
  });

  describe('and its checkpoints', () => {
    const kind = fresh('quiet');
    let lastPosition: bigint;
    beforeAll(async () => {
      lastPosition = (await store.append(`${kind}-1`, countedFrom(1, 12), 'no_stream')).position;
      await store.append(fresh('noise'), countedFrom(1, 600), 'no_stream');
    });

    it('come behind every event before them, however slow the consumer', async () => {
      const seen: SubscriptionMessage[] = [];
      for await (const message of store.subscribe({ streamPrefixes: [kind] })) {
        await new Promise(setImmediate); // the client runs ahead meanwhile
        seen.push(message);
        if (message.kind === 'checkpoint' && message.position >= lastPosition) break;
      }
      expect(numbersIn(seen)).toHaveLength(12);
      expect(seen.at(-1)).toMatchObject({ kind: 'checkpoint' });
    });

    it('are told by the bare client before its events were read (the trap)', async () => {
      const reached: bigint[] = [];
      const bare = clientOf(store).subscribeToAll({
        filter: streamNameFilter({
          prefixes: [kind],
          checkpointInterval: 1,
          checkpointReached: (_, { commit }) => void reached.push(commit),
        }),
      });
      try {
        await eventually('a checkpoint behind the events', () => reached.some((position) => position >= lastPosition));
        expect(bare.readableLength).toBe(12); // none of the events has been read
      } finally {
        await bare.unsubscribe();
        bare.destroy();
      }
    });

    it('lead over what was not asked for, so that a restart does not look through it again', async () => {
      const head = (await store.headPosition())!;
      const seen = await upTo(store.subscribe({ streamPrefixes: [kind] }), isCaughtUp);
      const positions = seen.flatMap((message) => (message.kind === 'checkpoint' ? [message.position] : []));
      expect(positions.at(-1)! >= head).toBe(true);
      expect(positions).toEqual([...positions].sort((a, b) => Number(a - b)));
      expect(
        numbersIn(await upTo(store.subscribe({ streamPrefixes: [kind], after: positions.at(-1) }), isCaughtUp)),
      ).toEqual([]);
    });
  });

  describe('is released', () => {
    const kind = fresh('released');
    beforeAll(() => store.append(`${kind}-1`, countedFrom(1, 50), 'no_stream'));
    const expectReleased = () => eventually('no open call', () => openCallsOf(store) === 0);
    const open = (signal?: AbortSignal) => store.subscribe({ streamPrefixes: [kind], signal });

    // the stream of batch appends is a call that stays open, by intent: it is ended first
    beforeEach(async () => {
      await clientOf(store).dispose();
      await expectReleased();
    });

    it('when the loop is left early', async () => {
      await upTo(open(), ({ kind }) => kind === 'event');
      await expectReleased();
    });

    it('when the consumer throws', async () => {
      const consume = async () => {
        for await (const message of open()) throw new Error(`cannot take a ${message.kind}`);
      };
      await expect(consume()).rejects.toThrow('cannot take a');
      await expectReleased();
    });

    it('when its signal aborts while it waits, without an error', async () => {
      const abort = new AbortController();
      for await (const message of open(abort.signal)) if (isCaughtUp(message)) setImmediate(() => abort.abort());
      await expectReleased();
    });

    it('before it begins, when its signal has aborted already', async () => {
      expect(await open(AbortSignal.abort()).next()).toEqual({ done: true, value: undefined });
    });
  });

  it('refuses to follow no streams at all', async () => {
    await expect(store.subscribe({ streamPrefixes: [] }).next()).rejects.toThrow(RangeError);
  });
});

describe('a subscription to a node that goes and comes back', () => {
  let node: NodeOfTest;
  let store: EventStore;
  beforeAll(async () => {
    node = await NodeOfTest.start();
    store = EventStore.connect(node.connectionString);
  });
  afterAll(async () => {
    await store.close();
    await node.remove();
  });

  it('misses nothing, gives nothing twice, and says that it was interrupted', async () => {
    const abort = new AbortController();
    const interruptions: Error[] = [];
    const seen: SubscriptionMessage[] = [];
    const consuming = (async () => {
      const messages = store.subscribe({
        streamPrefixes: ['tour-'],
        signal: abort.signal,
        onInterruption: (error) => interruptions.push(error),
      });
      for await (const message of messages) seen.push(message);
    })();
    for (let round = 0; round < 3; round++) {
      const before = await store.append(
        'tour-1',
        countedFrom(round * 20, round * 20 + 19),
        round === 0 ? 'no_stream' : round * 20 - 1,
      );
      expect(before.revision).toBe(round * 20 + 19);
      const interruptedBefore = interruptions.length;
      await node.stop();
      await eventually('an interruption', () => interruptions.length > interruptedBefore);
      await node.startAgain();
    }
    await store.append('tour-1', [counted(60)], 59);
    await eventually('the last event', () => numbersIn(seen).includes(60));
    abort.abort();
    await consuming;

    expect(numbersIn(seen)).toEqual(Array.from({ length: 61 }, (_, n) => n));
    expect(interruptions[0]).toMatchObject({ name: 'EventStoreUnavailable', retryable: true });
  });

  it('begins when the node comes, and ends when the store is closed', async () => {
    await node.stop();
    const interruptions: Error[] = [];
    const messages = store.subscribe({
      streamPrefixes: ['tour-'],
      onInterruption: (error) => interruptions.push(error),
    });
    const first = messages.next();
    await eventually('an interruption', () => interruptions.length > 0);
    expect(await store.isReachable()).toBe(false);
    await node.startAgain();
    expect(await first).toMatchObject({ value: { kind: 'event', event: { revision: 0 } } });
    await take(messages, isCaughtUp);
    const waiting = messages.next();
    await store.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});

/** Like upTo(), but leaves the subscription open. */
async function take(
  messages: AsyncGenerator<SubscriptionMessage, void>,
  last: (message: SubscriptionMessage) => boolean,
): Promise<SubscriptionMessage[]> {
  const seen: SubscriptionMessage[] = [];
  for (;;) {
    const { value, done } = await messages.next();
    if (done) throw new Error('the subscription ended');
    seen.push(value);
    if (last(value)) return seen;
  }
}

function clientOf(store: EventStore): EventStoreDBClient {
  return store['guarded'].client;
}
