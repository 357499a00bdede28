import {
  BACKWARDS,
  binaryEvent,
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
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
import { RawStreams, readOptions, statusOf, subscriptionOptions } from '../testing/raw-streams.fixtures';

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

async function streamWith(events: number): Promise<string> {
  const stream = fresh('read');
  await client.appendToStream(stream, countedFrom(0, events - 1), { expectedRevision: 'no_stream' });
  return stream;
}

const range = (from: number, to: number) =>
  from <= to
    ? Array.from({ length: to - from + 1 }, (_, index) => from + index)
    : Array.from({ length: from - to + 1 }, (_, index) => from - index);

describe('a read of a stream', () => {
  let stream: string;
  beforeAll(async () => {
    stream = await streamWith(600); // more than two of the node's pages
  });

  it.each([
    ['forwards from the start', {}, range(0, 599)],
    ['forwards from a revision, which it includes', { fromRevision: 590n }, range(590, 599)],
    ['forwards with a limit', { fromRevision: 10n, maxCount: 300 }, range(10, 309)],
    ['forwards from the end', { fromRevision: END, direction: FORWARDS }, []],
    ['forwards from behind the end', { fromRevision: 600n }, []],
    ['backwards from the end', { fromRevision: END, direction: BACKWARDS }, range(599, 0)],
    ['backwards from a revision, which it includes', { fromRevision: 5n, direction: BACKWARDS }, range(5, 0)],
    ['backwards with a limit', { fromRevision: END, direction: BACKWARDS, maxCount: 400 }, range(599, 200)],
    ['backwards from behind the end', { fromRevision: 9_000n, direction: BACKWARDS, maxCount: 2 }, [599, 598]],
    ['backwards from the start', { fromRevision: 'start', direction: BACKWARDS }, [0]],
  ] as const)('%s', async (_, options, expected) => {
    expect(numbers(await collect(client.readStream(stream, options)))).toEqual(expected);
  });

  it('that was never written finds no stream', async () => {
    const missing = fresh('read');
    const error = await rejectionOf(collect(client.readStream(missing)));
    expect(error).toBeInstanceOf(StreamNotFoundError);
    expect(error).toMatchObject({ streamName: missing });
  });

  it('that was never written is told so by a message, and the call succeeds', async () => {
    const missing = fresh('read');
    const messages = await raw.read(readOptions(missing));
    expect(messages.map((message) => message.getContentCase())).toEqual([ReadResp.ContentCase.STREAM_NOT_FOUND]);
    const name = messages[0]!.getStreamNotFound()!.getStreamIdentifier()!.getStreamName_asU8();
    expect(Buffer.from(name).toString()).toBe(missing);
  });

  it('that is tombstoned ends with stream-deleted', async () => {
    const deleted = await streamWith(1);
    await client.tombstoneStream(deleted);
    expect(await rejectionOf(collect(client.readStream(deleted)))).toBeInstanceOf(StreamDeletedError);
    expect(statusOf(await rejectionOf(raw.read(readOptions(deleted))))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      trailers: { exception: 'stream-deleted', 'stream-name': deleted },
    });
  });
});

describe('a read event over gRPC', () => {
  it('has its properties, its one position twice, and the position of its own record', async () => {
    const stream = fresh('read');
    const { position } = await client.appendToStream(stream, counted(1));
    const [message] = await raw.read(readOptions(stream));
    const recorded = message!.getEvent()!.getEvent()!;
    expect(Object.fromEntries(recorded.getMetadataMap().toObject())).toEqual({
      type: 'Counted',
      created: expect.stringMatching(/^\d{17}$/) as string,
      'content-type': 'application/json',
    });
    expect(recorded.getCommitPosition()).toBe(`${position!.commit}`);
    expect(recorded.getPreparePosition()).toBe(`${position!.prepare}`);
  });

  it('has its id as text or as two halves, as asked', async () => {
    const stream = fresh('read');
    const id = 'f3b7c2d1-0000-4abc-8def-00000000002a';
    await client.appendToStream(stream, jsonEvent({ id, type: 'T', data: {} }));
    const structured = readOptions(stream).setUuidOption(new ReadReq.Options.UUIDOption().setStructured(new Empty()));
    const [asText] = await raw.read(readOptions(stream));
    const [asHalves] = await raw.read(structured);
    expect(asText!.getEvent()!.getEvent()!.getId()!.getString()).toBe(id);
    expect(asHalves!.getEvent()!.getEvent()!.getId()!.getStructured()!.toObject()).toEqual({
      mostSignificantBits: `${BigInt.asIntN(64, 0xf3b7c2d100004abcn)}`,
      leastSignificantBits: `${BigInt.asIntN(64, 0x8def00000000002an)}`,
    });
    const [text, halves] = [asText!, asHalves!].map((message) =>
      message.getEvent()!.getEvent()!.setId(undefined).toObject(),
    );
    expect(halves).toEqual(text);
  });
});

describe('a read of $all', () => {
  /** Events of three streams in a known order, and where they are. */
  async function interleaved() {
    const streams = [fresh('all-a'), fresh('all-b'), fresh('all-c')];
    const positions: bigint[] = [];
    for (let n = 0; n < 9; n++) {
      const { position } = await client.appendToStream(streams[n % 3]!, counted(n));
      positions.push(position!.commit);
    }
    return { streams, positions, at: (n: number) => ({ commit: positions[n]!, prepare: positions[n]! }) };
  }

  it('gives every event in the order of the log, whichever its stream', async () => {
    const { streams } = await interleaved();
    const all = await collect(client.readAll());
    const ours = all.filter(({ event }) => streams.includes(event!.streamId));
    expect(numbers(ours)).toEqual(range(0, 8));
    const positions = all.map(({ event }) => event!.position!.commit);
    expect(positions).toEqual([...positions].toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(positions).size).toBe(positions.length);
  });

  it('forwards includes its position, backwards does not', async () => {
    const { at } = await interleaved();
    expect(numbers(await collect(client.readAll({ fromPosition: at(5), maxCount: 2 })))).toEqual([5, 6]);
    expect(numbers(await collect(client.readAll({ fromPosition: at(5), maxCount: 2, direction: BACKWARDS })))).toEqual([
      4, 3,
    ]);
  });

  it('backwards from the end gives the newest first, forwards from the end nothing', async () => {
    await interleaved();
    expect(numbers(await collect(client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 3 })))).toEqual([
      8, 7, 6,
    ]);
    expect(await collect(client.readAll({ fromPosition: END, direction: FORWARDS }))).toEqual([]);
  });

  it('goes through more than a page in both directions', async () => {
    await streamWith(700);
    const forwards = await collect(client.readAll());
    const backwards = await collect(client.readAll({ fromPosition: END, direction: BACKWARDS }));
    const ids = (read: typeof forwards) => read.map(({ event }) => event!.id);
    expect(forwards.length).toBeGreaterThan(700);
    expect(ids(backwards).toReversed()).toEqual(ids(forwards));
  });

  it('filters by prefixes and by a regular expression, of streams and of types', async () => {
    const { streams, at } = await interleaved();
    await client.appendToStream(streams[0]!, counted(9, 'Special'));
    const read = async (target: 'stream' | 'type', by: { prefixes?: string[]; regex?: string }, count = 1000) => {
      const expression = new ReadReq.Options.FilterOptions.Expression();
      if (by.prefixes) expression.setPrefixList(by.prefixes);
      if (by.regex) expression.setRegex(by.regex);
      const filter = new ReadReq.Options.FilterOptions().setCheckpointintervalmultiplier(1).setMax(32);
      if (target === 'stream') filter.setStreamIdentifier(expression);
      else filter.setEventType(expression);
      const from = new ReadReq.Options.Position()
        .setCommitPosition(`${at(0).commit}`)
        .setPreparePosition(`${at(0).commit}`);
      const options = readOptions()
        .setAll(new ReadReq.Options.AllOptions().setPosition(from))
        .setFilter(filter)
        .setCount(`${count}`);
      return (await raw.read(options)).map((message) => {
        const data = message.getEvent()!.getEvent()!.getData_asU8();
        return (JSON.parse(Buffer.from(data).toString()) as { n: number }).n;
      });
    };
    expect(await read('stream', { prefixes: [streams[0]!, streams[2]!] })).toEqual([0, 2, 3, 5, 6, 8, 9]);
    expect(await read('stream', { prefixes: [streams[0]!] }, 2)).toEqual([0, 3]);
    expect(await read('stream', { regex: `^all-b-.*${streams[1]!.slice(-6)}$` })).toEqual([1, 4, 7]);
    expect(await read('type', { prefixes: ['Spec'] })).toEqual([9]);
    expect(await read('type', { regex: '^(Special|Counted)$' })).toEqual(range(0, 9));
  });

  itOnOwnNode(
    'leaves out the node’s own bookkeeping unless a filter asks for it',
    'it is not ours to write',
    async () => {
      const shown = fresh('$system');
      await client.appendToStream('$epoch-information', counted(1));
      await client.appendToStream(shown, counted(2));
      const streams = (await collect(client.readAll())).map(({ event }) => event!.streamId);
      expect(streams).toContain(shown);
      expect(streams).not.toContain('$epoch-information');
      const filter = new ReadReq.Options.FilterOptions()
        .setCheckpointintervalmultiplier(1)
        .setMax(32)
        .setStreamIdentifier(new ReadReq.Options.FilterOptions.Expression().setPrefixList(['$epoch']));
      expect((await raw.read(readOptions().setFilter(filter))).length).toBeGreaterThan(0);
    },
  );
});

describe('a link', () => {
  it('resolves to its event when links are resolved, and is itself otherwise', async () => {
    const target = await streamWith(3);
    const links = fresh('links');
    await client.appendToStream(links, link(`1@${target}`));
    const [resolved] = await collect(client.readStream(links, { resolveLinkTos: true }));
    expect(resolved!.event).toMatchObject({ streamId: target, revision: 1n, data: { n: 1 } });
    expect(resolved!.link).toMatchObject({ streamId: links, revision: 0n });
    const [unresolved] = await collect(client.readStream(links));
    expect(unresolved!.event).toMatchObject({ streamId: links, type: '$>' });
    expect(unresolved!.link).toBeUndefined();
  });

  it.each(['deleted', 'cut off', 'never there'])('whose event is %s comes without it', async (how) => {
    const target = how === 'never there' ? fresh('read') : await streamWith(3);
    if (how === 'deleted') await client.deleteStream(target);
    if (how === 'cut off') await client.setStreamMetadata(target, { truncateBefore: 2 });
    const links = fresh('links');
    await client.appendToStream(links, link(`1@${target}`));
    const [resolved] = await collect(client.readStream(links, { resolveLinkTos: true }));
    expect(resolved!.event).toBeUndefined();
    expect(resolved!.link).toMatchObject({ streamId: links });
  });

  const link = (to: string) => binaryEvent({ type: '$>', data: Buffer.from(to) });
});

describe('a read is refused with INVALID_ARGUMENT', () => {
  const position = (commit: bigint, prepare: bigint) =>
    new ReadReq.Options.AllOptions().setPosition(
      new ReadReq.Options.Position().setCommitPosition(`${commit}`).setPreparePosition(`${prepare}`),
    );
  const filter = () => new ReadReq.Options.FilterOptions().setCheckpointintervalmultiplier(1).setMax(32);

  it.each([
    ['without a form of UUIDs', () => readOptions('s').setUuidOption(undefined)],
    ['with a filter on one stream', () => readOptions('s').setFilter(filter())],
    [
      'as a subscription backwards',
      () => subscriptionOptions('s').setReadDirection(ReadReq.Options.ReadDirection.BACKWARDS),
    ],
    ['without stream and $all', () => readOptions().setAll(undefined)],
    ['with a filter on nothing', () => readOptions().setFilter(filter())],
    ['from a commit position before its prepare position', () => readOptions().setAll(position(1n, 2n))],
    ['from a position larger than any', () => readOptions().setAll(position(2n ** 63n, 2n ** 63n))],
    [
      'with a regular expression that cannot be read',
      () =>
        readOptions().setFilter(
          filter().setEventType(new ReadReq.Options.FilterOptions.Expression().setRegex('(?<=[')),
        ),
    ],
  ])('%s', async (_, options) => {
    expect(statusOf(await rejectionOf(raw.read(options())))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      trailers: {},
    });
  });

  itOnOwnNode(
    'from a position behind the end of the log',
    'it takes such a position for one that is yet to come; ours says that the log was cut',
    async () => {
      const behind = position(10n ** 12n, 10n ** 12n);
      for (const options of [readOptions(), subscriptionOptions()]) {
        expect(statusOf(await rejectionOf(raw.read(options.setAll(behind))))).toMatchObject({
          code: status.INVALID_ARGUMENT,
          trailers: {},
        });
      }
    },
  );

  it('but a checkpoint interval of 0 is UNKNOWN', async () => {
    const none = filter()
      .setCheckpointintervalmultiplier(0)
      .setEventType(new ReadReq.Options.FilterOptions.Expression().setPrefixList(['a']));
    expect(statusOf(await rejectionOf(raw.read(readOptions().setFilter(none)))).code).toBe(status.UNKNOWN);
  });
});
