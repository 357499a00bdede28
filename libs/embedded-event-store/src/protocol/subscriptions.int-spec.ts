import { EventStoreDBClient, START, StreamDeletedError } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
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
import { itOnOwnNode } from '../testing/own-node.fixtures';
import { identifier, RawStreams, subscriptionOptions } from '../testing/raw-streams.fixtures';

const { CONFIRMATION, CAUGHT_UP, EVENT, CHECKPOINT } = ReadResp.ContentCase;

let node: NodeUnderTest;
let client: EventStoreDBClient;
let raw: RawStreams;

beforeAll(async () => {
  node = await nodeUnderTest();
  client = node.client;
  raw = new RawStreams(node);
});

afterAll(async () => {
  raw.close();
  await node.stop();
});

const kinds = (messages: readonly ReadResp[]) => messages.map((message) => message.getContentCase());
const isCaughtUp = (message: ReadResp) => message.hasCaughtUp();
const numberOf = (message: ReadResp) =>
  (JSON.parse(Buffer.from(message.getEvent()!.getEvent()!.getData_asU8()).toString()) as { n: number }).n;
const numbersOf = (messages: readonly ReadResp[]) => messages.filter((message) => message.hasEvent()).map(numberOf);
const events = (count: number) => (_: ReadResp, all: ReadResp[]) =>
  all.filter((message) => message.hasEvent()).length === count;

async function streamWith(count: number): Promise<string> {
  const stream = fresh('subscribed');
  await client.appendToStream(stream, countedFrom(0, count - 1));
  return stream;
}

describe('a subscription to a stream', () => {
  it('confirms with an id, gives what is there, says it has caught up, and goes on live', async () => {
    const stream = await streamWith(3);
    const messages = await raw.readUntil(subscriptionOptions(stream), events(5), (message) => {
      if (message.hasCaughtUp()) void client.appendToStream(stream, countedFrom(3, 4));
    });
    expect(kinds(messages)).toEqual([CONFIRMATION, EVENT, EVENT, EVENT, CAUGHT_UP, EVENT, EVENT]);
    expect(messages[0]!.getConfirmation()!.getSubscriptionId()).toMatch(/^[0-9a-f-]{36}$/);
    expect(numbersOf(messages)).toEqual([0, 1, 2, 3, 4]);
  });

  it('starts behind its revision', async () => {
    const stream = await streamWith(5);
    const from = new ReadReq.Options.StreamOptions().setStreamIdentifier(identifier(stream)).setRevision('2');
    const messages = await raw.readUntil(subscriptionOptions(stream).setStream(from), isCaughtUp);
    expect(numbersOf(messages)).toEqual([3, 4]);
  });

  it('at the end says at once that it has caught up, and gives only what comes', async () => {
    const stream = await streamWith(5);
    const end = new ReadReq.Options.StreamOptions().setStreamIdentifier(identifier(stream)).setEnd(new Empty());
    const messages = await raw.readUntil(subscriptionOptions(stream).setStream(end), events(1), (message) => {
      if (message.hasCaughtUp()) void client.appendToStream(stream, counted(5));
    });
    expect(kinds(messages)).toEqual([CONFIRMATION, CAUGHT_UP, EVENT]);
    expect(numbersOf(messages)).toEqual([5]);
  });

  it('that does not exist yet waits for it', async () => {
    const stream = fresh('subscribed');
    const messages = await raw.readUntil(subscriptionOptions(stream), events(2), (message) => {
      if (message.hasCaughtUp()) void client.appendToStream(stream, countedFrom(0, 1));
    });
    expect(kinds(messages)).toEqual([CONFIRMATION, CAUGHT_UP, EVENT, EVENT]);
  });

  it('that is tombstoned is refused, and ended when it is tombstoned later', async () => {
    const stream = await streamWith(1);
    const subscription = client.subscribeToStream(stream);
    subscription.on('caughtUp', () => void client.tombstoneStream(stream));
    expect(await rejectionOf(collect(subscription))).toBeInstanceOf(StreamDeletedError);
    expect(await rejectionOf(collect(client.subscribeToStream(stream)))).toBeInstanceOf(StreamDeletedError);
  });

  it('goes on in a stream that is soft-deleted and written again', async () => {
    const stream = await streamWith(2);
    const messages = await raw.readUntil(subscriptionOptions(stream), events(3), (message) => {
      if (message.hasCaughtUp()) {
        void client.deleteStream(stream).then(() => client.appendToStream(stream, counted(2)));
      }
    });
    expect(numbersOf(messages)).toEqual([0, 1, 2]);
    expect(messages.at(-1)!.getEvent()!.getEvent()!.getStreamRevision()).toBe('2');
  });

  it('loses and repeats nothing while others write', async () => {
    const stream = await streamWith(300);
    const writing = (async () => {
      for (let n = 300; n < 900; n += 20) await client.appendToStream(stream, countedFrom(n, n + 19));
    })();
    const messages = await raw.readUntil(subscriptionOptions(stream), events(900));
    await writing;
    expect(numbersOf(messages)).toEqual(Array.from({ length: 900 }, (_, n) => n));
  });
});

describe('a subscription to $all', () => {
  it('starts behind its position and gives every stream’s events in the order of the log', async () => {
    const first = await client.appendToStream(fresh('subscribed'), counted(0));
    const [one, two] = [fresh('subscribed'), fresh('subscribed')];
    await client.appendToStream(one, counted(1));
    await client.appendToStream(two, counted(2));
    const subscription = client.subscribeToAll({ fromPosition: first.position! });
    subscription.on('caughtUp', () => void client.appendToStream(one, counted(3)));
    const seen = [];
    for await (const resolved of subscription) {
      seen.push(resolved);
      if (seen.length === 3) break;
    }
    await subscription.unsubscribe();
    expect(numbers(seen)).toEqual([1, 2, 3]);
  });

  it('tells a reader that paused nothing but the events it missed', async () => {
    const stream = await streamWith(1);
    const { position } = await client.appendToStream(stream, counted(1));
    const from = new ReadReq.Options.Position()
      .setCommitPosition(`${position!.commit}`)
      .setPreparePosition(`${position!.prepare}`);
    const options = subscriptionOptions().setAll(new ReadReq.Options.AllOptions().setPosition(from));
    const call = raw.client.read(new ReadReq().setOptions(options));
    const messages: ReadResp[] = [];
    const all = new Promise<void>((resolve, reject) => {
      call.on('error', reject);
      call.on('data', (message: ReadResp) => {
        messages.push(message);
        if (message.hasCaughtUp()) {
          call.pause();
          void (async () => {
            for (let n = 2; n <= 3_000; n += 1_000) await client.appendToStream(stream, countedFrom(n, n + 999));
            call.resume();
          })();
        }
        if (messages.length === 3_002) resolve();
      });
    });
    await all;
    call.on('error', () => undefined); // the cancellation
    call.cancel();
    expect(kinds(messages).slice(0, 2)).toEqual([CONFIRMATION, CAUGHT_UP]);
    expect(numbersOf(messages)).toEqual(Array.from({ length: 3_000 }, (_, index) => index + 2));
  });

  it('gives what a slow reader has not taken when it comes for it', async () => {
    const stream = await streamWith(1);
    const { position } = await client.appendToStream(stream, counted(1));
    const subscription = client.subscribeToAll({ fromPosition: position! }, { highWaterMark: 1 });
    await client.appendToStream(stream, countedFrom(2, 2_001));
    await client.appendToStream(stream, countedFrom(2_002, 3_000));
    const seen = [];
    for await (const { event } of subscription) {
      seen.push((event!.data as { n: number }).n);
      if (seen.length % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
      if (seen.length === 2_999) break;
    }
    await subscription.unsubscribe();
    expect(seen).toEqual(Array.from({ length: 2_999 }, (_, index) => index + 2));
  });
});

describe('a filtered subscription to $all', () => {
  const filtered = (prefix: string, interval: number, from: bigint) => {
    const filter = new ReadReq.Options.FilterOptions()
      .setStreamIdentifier(new ReadReq.Options.FilterOptions.Expression().setPrefixList([prefix]))
      .setMax(1)
      .setCheckpointintervalmultiplier(interval);
    const position = new ReadReq.Options.Position().setCommitPosition(`${from}`).setPreparePosition(`${from}`);
    return subscriptionOptions().setAll(new ReadReq.Options.AllOptions().setPosition(position)).setFilter(filter);
  };
  const checkpoints = (messages: readonly ReadResp[]) =>
    messages
      .filter((message) => message.hasCheckpoint())
      .map((message) => BigInt(message.getCheckpoint()!.getCommitPosition()));
  /** Where the log ends now. */
  const mark = async () => (await client.appendToStream(fresh('mark'), counted(-1))).position!.commit;

  const positionsBehind = async (from: bigint) => {
    const behind = await collect(client.readAll({ fromPosition: { commit: from, prepare: from } }));
    return behind.slice(1).map(({ event }) => event!.position!.commit);
  };

  it('gives what matches, then a checkpoint at the end of the log, then that it has caught up', async () => {
    const from = await mark();
    const wanted = await streamWith(3);
    const last = await mark();
    const messages = await raw.readUntil(filtered(wanted, 100, from), isCaughtUp);
    expect(kinds(messages)).toEqual([CONFIRMATION, EVENT, EVENT, EVENT, CHECKPOINT, CAUGHT_UP]);
    expect(checkpoints(messages)).toEqual([last]);
  });

  it('that starts at the end has no checkpoint to give', async () => {
    const messages = await raw.readUntil(filtered('none', 100, await mark()), isCaughtUp);
    expect(kinds(messages)).toEqual([CONFIRMATION, CAUGHT_UP]);
  });

  itOnOwnNode(
    'gives a checkpoint after so many events, whether they match or not, behind the event itself',
    'a real server counts by the page while it catches up',
    async () => {
      const from = await mark();
      const wanted = await streamWith(1);
      await streamWith(3); // dropped
      await client.appendToStream(wanted, counted(1));
      const positions = await positionsBehind(from);
      const messages = await raw.readUntil(filtered(wanted, 2, from), isCaughtUp);
      expect(kinds(messages)).toEqual([CONFIRMATION, EVENT, CHECKPOINT, CHECKPOINT, EVENT, CHECKPOINT, CAUGHT_UP]);
      expect(checkpoints(messages)).toEqual([positions[1], positions[3], positions[4]]);
    },
  );

  it('never tells a checkpoint that is ahead of an event it has yet to give, nor one twice', async () => {
    const from = await mark();
    const wanted = fresh('rare');
    for (let n = 0; n < 12; n++) await client.appendToStream(n % 3 === 0 ? wanted : fresh('dropped'), counted(n));
    const messages = await raw.readUntil(filtered(wanted, 2, from), isCaughtUp);
    let reported = 0n;
    let given = 0n;
    for (const message of messages) {
      if (message.hasEvent()) {
        given = BigInt(message.getEvent()!.getCommitPosition());
        expect(given).toBeGreaterThan(reported);
      }
      if (!message.hasCheckpoint()) continue;
      const checkpoint = BigInt(message.getCheckpoint()!.getCommitPosition());
      expect(checkpoint).toBeGreaterThan(reported);
      expect(checkpoint).toBeGreaterThanOrEqual(given);
      expect(message.getCheckpoint()!.getPreparePosition()).toBe(`${checkpoint}`);
      reported = checkpoint;
    }
    expect(numbersOf(messages)).toEqual([0, 3, 6, 9]);
    expect(checkpoints(messages).length).toBeGreaterThan(3);
  });

  it('goes on counting live, so that a reader of rare events knows how far it is', async () => {
    const from = await mark();
    const wanted = fresh('rare');
    const messages = await raw.readUntil(
      filtered(wanted, 10, from),
      (message) => message.hasCheckpoint(),
      (message) => {
        if (message.hasCaughtUp()) void streamWith(10);
      },
    );
    expect(kinds(messages)).toEqual([CONFIRMATION, CAUGHT_UP, CHECKPOINT]);
    expect(checkpoints(messages)).toEqual([(await positionsBehind(from))[9]]);
  });

  it('tells the client its checkpoints, growing all the time', async () => {
    const prefix = fresh('told');
    const reached: bigint[] = [];
    const subscription = client.subscribeToAll({
      fromPosition: START,
      filter: {
        filterOn: 'streamName',
        prefixes: [prefix],
        checkpointInterval: 2,
        maxSearchWindow: 1,
        checkpointReached: (_, position) => void reached.push(position.commit),
      },
    });
    subscription.on('caughtUp', () => void client.appendToStream(prefix, countedFrom(0, 9)));
    const seen = [];
    for await (const resolved of subscription) {
      seen.push(resolved);
      if (seen.length === 10) break;
    }
    await subscription.unsubscribe();
    expect(numbers(seen)).toEqual(Array.from({ length: 10 }, (_, n) => n));
    expect(reached.length).toBeGreaterThan(4);
    expect(reached).toEqual([...new Set(reached)].toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it.each([
    ['types by prefix', { filterOn: 'eventType', prefixes: ['Wanted'] }],
    ['types by regular expression', { filterOn: 'eventType', regex: '^Wanted' }],
  ] as const)('filters %s', async (_, filter) => {
    const from = await mark();
    const stream = fresh('typed');
    await client.appendToStream(stream, [counted(1, 'WantedA'), counted(2, 'Other'), counted(3, 'WantedB')]);
    const subscription = client.subscribeToAll({
      fromPosition: { commit: from, prepare: from },
      filter: { ...filter, checkpointInterval: 1, maxSearchWindow: 32 } as never,
    });
    const seen = [];
    for await (const resolved of subscription) {
      seen.push(resolved);
      if (seen.length === 2) break;
    }
    await subscription.unsubscribe();
    expect(numbers(seen)).toEqual([1, 3]);
  });

  it('loses and repeats nothing while others write', async () => {
    const from = await mark();
    const prefix = fresh('busy');
    const writers = [0, 1, 2, 3].map(async (writer) => {
      for (let n = 0; n < 50; n++) {
        await client.appendToStream(`${prefix}-${writer}`, counted(n));
        await client.appendToStream(`other-${prefix}`, counted(n));
      }
    });
    const messages = await raw.readUntil(filtered(prefix, 7, from), events(200));
    await Promise.all(writers);
    for (const writer of [0, 1, 2, 3]) {
      const own = messages.filter(
        (message) =>
          message.hasEvent() &&
          Buffer.from(message.getEvent()!.getEvent()!.getStreamIdentifier()!.getStreamName_asU8()).toString() ===
            `${prefix}-${writer}`,
      );
      expect(own.map(numberOf)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    }
  });
});
