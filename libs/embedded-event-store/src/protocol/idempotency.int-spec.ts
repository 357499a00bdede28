import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { Answer, APPEND_WAYS, AppendWayName, Expected, nodeForAppends } from '../testing/append-ways.fixtures';
import { collect, fresh, NodeUnderTest } from '../testing/node.fixtures';
import { RawStreams } from '../testing/raw-streams.fixtures';

let node: NodeUnderTest;
let client: EventStoreDBClient;
let raw: RawStreams;

beforeAll(async () => {
  node = await nodeForAppends();
  client = node.client;
  raw = new RawStreams(node);
});

afterAll(async () => {
  raw.close();
  await node.stop();
});

const idsOf = async (stream: string) => (await collect(client.readStream(stream))).map(({ event }) => event!.id);
const newIds = (count: number) => Array.from({ length: count }, () => randomUUID());

describe.each(Object.keys(APPEND_WAYS) as AppendWayName[])('an append over %s', (way) => {
  const append = (stream: string, expected: Expected, ids: readonly string[]) =>
    APPEND_WAYS[way]({ client, raw }, stream, expected, ids);

  /** A stream with events a, b, c at revisions 0, 1, 2, appended one by one, and what each append was answered. */
  async function abc() {
    const stream = fresh('abc');
    const [a, b, c] = newIds(3) as [string, string, string];
    const answers: Answer[] = [];
    for (const [index, id] of [a, b, c].entries())
      answers.push(await append(stream, index === 0 ? 'no_stream' : BigInt(index - 1), [id]));
    return { stream, a, b, c, answers };
  }

  /** Expects a conflict at revision 2 that wrote nothing. */
  async function conflicts({ stream, a, b, c }: Awaited<ReturnType<typeof abc>>, expected: Expected, ids: string[]) {
    expect(await append(stream, expected, ids)).toEqual({ kind: 'conflict', current: 2n, expected });
    expect(await idsOf(stream)).toEqual([a, b, c]);
  }

  /** Expects the answer that the append of the event at `revision` was given, and nothing written. */
  async function succeedsAgain(
    { stream, a, b, c, answers }: Awaited<ReturnType<typeof abc>>,
    expected: Expected,
    ids: string[],
    revision: number,
  ) {
    expect(await append(stream, expected, ids)).toEqual(answers[revision]);
    expect(await idsOf(stream)).toEqual([a, b, c]);
  }

  it('at the current revision goes in, whatever its ids: one id can be in a stream twice', async () => {
    const { stream, a, b, c } = await abc();
    expect(await append(stream, 2n, [a, c])).toMatchObject({ kind: 'appended', revision: 4n });
    expect(await idsOf(stream)).toEqual([a, b, c, a, c]);
  });

  it('above the current revision conflicts', async () => {
    await conflicts(await abc(), 3n, newIds(1));
    const missing = fresh('abc');
    expect(await append(missing, 0n, newIds(1))).toEqual({ kind: 'conflict', current: 'no_stream', expected: 0n });
  });

  it('below the current revision succeeds again when all its ids follow there', async () => {
    const stream = await abc();
    const { a, b, c } = stream;
    await succeedsAgain(stream, 'no_stream', [a], 0);
    await succeedsAgain(stream, 'no_stream', [a, b, c], 2);
    await succeedsAgain(stream, 0n, [b], 1);
    await succeedsAgain(stream, 0n, [b, c], 2);
    await succeedsAgain(stream, 1n, [c], 2);
  });

  it('below the current revision conflicts when its first id differs', async () => {
    const stream = await abc();
    await conflicts(stream, 0n, newIds(1));
    await conflicts(stream, 0n, [stream.c]);
    await conflicts(stream, 'no_stream', [...newIds(1), stream.b]);
  });

  it('below the current revision conflicts when a later id differs, and when it goes on behind the end', async () => {
    const stream = await abc();
    await conflicts(stream, 0n, [stream.b, ...newIds(1)]);
    await conflicts(stream, 1n, [stream.c, ...newIds(1)]);
    await conflicts(stream, 'no_stream', [stream.a, stream.c]);
  });

  it('expecting no stream goes in to a soft-deleted one, but not when it repeats in part', async () => {
    const { stream, a } = await abc();
    await client.deleteStream(stream);
    expect(await append(stream, 'no_stream', [a, ...newIds(1)])).toEqual({
      kind: 'conflict',
      current: 2n,
      expected: 'no_stream',
    });
    const [d] = newIds(1) as [string];
    expect(await append(stream, 'no_stream', [d])).toMatchObject({ kind: 'appended', revision: 3n });
    expect(await idsOf(stream)).toEqual([d]);
  });

  it.each(['any', 'stream_exists'] as const)('expecting %s goes in when its first id is new', async (expected) => {
    const { stream, a, b, c } = await abc();
    const [d] = newIds(1) as [string];
    expect(await append(stream, expected, [d, a])).toMatchObject({ kind: 'appended', revision: 4n });
    expect(await idsOf(stream)).toEqual([a, b, c, d, a]);
  });

  it.each(['any', 'stream_exists'] as const)(
    'expecting %s goes in when its ids are those of another stream',
    async (expected) => {
      const [one, other] = [await abc(), await abc()];
      expect(await append(one.stream, expected, [other.a])).toMatchObject({ kind: 'appended', revision: 3n });
    },
  );

  it.each(['any', 'stream_exists'] as const)(
    'expecting %s succeeds again with the old numbers when all its ids are known',
    async (expected) => {
      const stream = await abc();
      const { a, b, c } = stream;
      await succeedsAgain(stream, expected, [a], 0);
      await succeedsAgain(stream, expected, [b, c], 2);
      await succeedsAgain(stream, expected, [a, b, c], 2);
    },
  );

  it.each(['any', 'stream_exists'] as const)(
    'expecting %s conflicts when its first id is known and a later one is not',
    async (expected) => {
      const stream = await abc();
      await conflicts(stream, expected, [stream.a, ...newIds(1)]);
      await conflicts(stream, expected, [stream.b, stream.c, ...newIds(1)]);
    },
  );

  it('expecting the stream to exist finds a soft-deleted one deleted', async () => {
    const { stream, a } = await abc();
    await client.deleteStream(stream);
    expect(await append(stream, 'stream_exists', newIds(1))).toEqual({ kind: 'deleted' });
    expect(await append(stream, 'stream_exists', [a])).toEqual({ kind: 'deleted' });
  });

  it('expecting the stream to exist conflicts where nothing was written, and goes in where metadata was', async () => {
    const stream = fresh('abc');
    expect(await append(stream, 'stream_exists', newIds(1))).toEqual({
      kind: 'conflict',
      current: 'no_stream',
      expected: 'stream_exists',
    });
    await client.setStreamMetadata(stream, { cacheControl: 5 });
    expect(await append(stream, 'stream_exists', newIds(1))).toMatchObject({ kind: 'appended', revision: 0n });
  });

  it.each(['any', 'no_stream', 'stream_exists', 2n, 0n, 9n] as const)(
    'expecting %s finds a tombstoned stream deleted, even when it repeats an append',
    async (expected) => {
      const { stream, a } = await abc();
      await client.tombstoneStream(stream);
      expect(await append(stream, expected, newIds(1))).toEqual({ kind: 'deleted' });
      expect(await append(stream, expected, [a])).toEqual({ kind: 'deleted' });
    },
  );
});

describe.each(['BatchAppend, over gRPC', 'Append, over gRPC'] as const)('an append without events over %s', (way) => {
  const append = (stream: string, expected: Expected) => APPEND_WAYS[way]({ client, raw }, stream, expected, []);

  it('goes in at the current revision and with any, and tells the revision the stream has', async () => {
    const stream = fresh('empty');
    expect(await append(stream, 'any')).toMatchObject({ kind: 'appended', revision: -1n });
    expect(await append(stream, 'no_stream')).toMatchObject({ kind: 'appended', revision: -1n });
    await client.appendToStream(stream, [event(), event()]);
    for (const expected of ['any', 'stream_exists', 1n] as const) {
      expect(await append(stream, expected)).toMatchObject({ kind: 'appended', revision: 1n });
    }
    expect(await idsOf(stream)).toHaveLength(2);
  });

  it('conflicts below and above the current revision', async () => {
    const stream = fresh('empty');
    await client.appendToStream(stream, [event(), event()]);
    for (const expected of ['no_stream', 0n, 2n] as const) {
      expect(await append(stream, expected)).toEqual({ kind: 'conflict', current: 1n, expected });
    }
  });

  const event = () => jsonEvent({ type: 'T', data: {} });
});
