import { NodeHere } from '../../embedded-event-store/src/testing/node-here.fixtures';
import { EventStore } from './event-store';
import { counted, fresh, isCaughtUp, numberOf, numbersIn, upTo } from './testing/store.fixtures';
import type { NewEvent } from './stored-event';

const DAY = 86_400_000;

let node: NodeHere;
let store: EventStore;

beforeAll(async () => {
  node = await NodeHere.start();
  store = EventStore.connect(node.connectionString, { appendDeadlineMs: 1_500 });
});

afterEach(() => {
  node.disk.heal();
  node.clockAheadMs = 0;
});

afterAll(async () => {
  await store.close();
  await node.remove();
});

async function stored(stream: string): Promise<number[]> {
  return (await store.readStream(stream)).map(numberOf);
}

/** A stream with one event, and an append to it. */
async function prepared(): Promise<{ stream: string; events: NewEvent[]; append: () => Promise<unknown> }> {
  const stream = fresh('failing');
  await store.append(stream, [counted(0)], 'no_stream');
  const events = [counted(1), counted(2)];
  return { stream, events, append: () => store.append(stream, events, 0) };
}

describe('an append to a store whose disk', () => {
  it('stays full fails as unavailable, which says that nothing was stored; readers are not held up', async () => {
    const { stream, append } = await prepared();
    node.disk.failAt('full disk', 'commit');
    await expect(append()).rejects.toMatchObject({
      name: 'EventStoreUnavailable',
      retryable: true,
      message: expect.stringMatching(/disk of the event store is full.*nothing was stored/) as string,
    });
    expect(await stored(stream)).toEqual([0]);
    const seen = await upTo(store.subscribe({ streamPrefixes: [stream] }), isCaughtUp);
    expect(numbersIn(seen)).toEqual([0]);
    node.disk.heal();
    expect(await append()).toMatchObject({ revision: 2 });
    expect(await stored(stream)).toEqual([0, 1, 2]);
  });

  it('is full for a moment goes in by itself, once', async () => {
    const { stream, append } = await prepared();
    node.disk.failAt('full disk', 'insert');
    const appended = append();
    setTimeout(() => node.disk.heal(), 300); // as room is made, while the append is being tried
    expect(await appended).toMatchObject({ revision: 2 });
    expect(await stored(stream)).toEqual([0, 1, 2]);
  });

  it.each(['commit', 'after commit'] as const)(
    'fails at the sync ("%s") for long leaves the outcome unknown, and the same append later tells',
    async (at) => {
      const { stream, append } = await prepared();
      node.disk.failAt('failed sync', at, 'checkpoint');
      // 'after commit': the reader finds the events, for SQLite has them; so this one is known at once
      if (at === 'commit') await expect(append()).rejects.toMatchObject({ name: 'AppendOutcomeUnknown' });
      else expect(await append()).toMatchObject({ revision: 2 });
      node.disk.heal();
      expect(await append()).toMatchObject({ revision: 2 });
      expect(await stored(stream)).toEqual([0, 1, 2]);
    },
  );

  it('fails at the sync, and which is started again, is told by the same append what became of the first', async () => {
    const { stream, append } = await prepared();
    node.disk.failAt('failed sync', 'after commit', 'checkpoint');
    await append().catch(() => undefined);
    node.disk.heal();
    await node.startAgain();
    expect(await append()).toMatchObject({ revision: 2 });
    expect(await stored(stream)).toEqual([0, 1, 2]);
  });
});

describe('an append to a store whose clock', () => {
  it('is 15 s ahead goes in, for a minute is allowed', async () => {
    const { append } = await prepared();
    node.clockAheadMs = 15_000;
    expect(await append()).toMatchObject({ revision: 2 });
  });

  it('is a day ahead is not stored and not called stored; set right, the same append goes in', async () => {
    const { stream, append } = await prepared();
    node.clockAheadMs = DAY;
    await expect(append()).rejects.toMatchObject({ name: 'AppendOutcomeUnknown' });
    expect(await stored(stream)).toEqual([0]);
    node.clockAheadMs = 0;
    expect(await append()).toMatchObject({ revision: 2 });
  });
});
