import { EventStoreDBClient } from '@eventstore/db-client';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { countedFrom, fresh, NodeUnderTest, nodeUnderTest } from '../testing/node.fixtures';
import { identifier, RawStreams, readOptions } from '../testing/raw-streams.fixtures';

/** The client never says which version of the protocol it understands, so this is over gRPC only. */

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

const { EVENT, FIRST_STREAM_POSITION, LAST_STREAM_POSITION, STREAM_NOT_FOUND } = ReadResp.ContentCase;
const { FORWARDS, BACKWARDS } = ReadReq.Options.ReadDirection;
type Direction = typeof FORWARDS | typeof BACKWARDS;

interface Asked {
  readonly from?: bigint;
  readonly count?: number;
  readonly direction?: Direction;
  readonly compatibility?: number;
}

async function read(stream: string, { from = 0n, count = 1000, direction = FORWARDS, compatibility = 1 }: Asked = {}) {
  const options = new ReadReq.Options.StreamOptions().setStreamIdentifier(identifier(stream)).setRevision(`${from}`);
  const asked = readOptions().setStream(options).setCount(`${count}`).setReadDirection(direction);
  return raw.read(asked.setControlOption(new ReadReq.Options.ControlOption().setCompatibility(compatibility)));
}

const kinds = (messages: readonly ReadResp[]) => messages.map((message) => message.getContentCase());

async function streamWith(events: number, metadata: Parameters<EventStoreDBClient['setStreamMetadata']>[1] = {}) {
  const stream = fresh('ends');
  await client.appendToStream(stream, countedFrom(0, events - 1));
  await client.setStreamMetadata(stream, metadata);
  return stream;
}

describe('a reader of compatibility 1', () => {
  it('is told the last revision of the stream, after the events, in both directions', async () => {
    const stream = await streamWith(3);
    for (const [direction, from] of [
      [FORWARDS, 0n],
      [BACKWARDS, 2n],
    ] as const) {
      const messages = await read(stream, { direction, from });
      expect(kinds(messages)).toEqual([EVENT, EVENT, EVENT, LAST_STREAM_POSITION]);
      expect(messages.at(-1)!.getLastStreamPosition()).toBe('2');
    }
  });

  it('is told it when the count ends the read too', async () => {
    const messages = await read(await streamWith(600), { count: 2 });
    expect(kinds(messages)).toEqual([EVENT, EVENT, LAST_STREAM_POSITION]);
    expect(messages.at(-1)!.getLastStreamPosition()).toBe('599');
  });

  it('is told where a stream begins whose events near the start are cut off', async () => {
    const messages = await read(await streamWith(60, { truncateBefore: 50 }), { count: 3 });
    expect(kinds(messages)[0]).toBe(FIRST_STREAM_POSITION);
    expect(messages[0]!.getFirstStreamPosition()).toBe('50');
    expect(messages.at(-1)!.getLastStreamPosition()).toBe('59');
  });

  it('is told the next revision when nothing of the stream is left or it reads behind the end', async () => {
    for (const messages of [
      await read(await streamWith(3, { truncateBefore: 3 })),
      await read(await streamWith(3), { from: 9n }),
    ]) {
      expect(kinds(messages)).toEqual([FIRST_STREAM_POSITION, LAST_STREAM_POSITION]);
      expect(messages[0]!.getFirstStreamPosition()).toBe('3');
    }
  });

  it('is told no beginning when it is where it reads', async () => {
    expect(kinds(await read(await streamWith(3), { from: 3n }))).toEqual([LAST_STREAM_POSITION]);
    expect(kinds(await read(await streamWith(3, { truncateBefore: 2 })))).toEqual([EVENT, LAST_STREAM_POSITION]);
  });

  it('is told only that there is no stream when there is none', async () => {
    expect(kinds(await read(fresh('ends')))).toEqual([STREAM_NOT_FOUND]);
  });
});

it('a reader of compatibility 0 is told events and nothing else', async () => {
  const stream = await streamWith(60, { truncateBefore: 50 });
  const messages = await read(stream, { compatibility: 0 });
  expect(new Set(kinds(messages))).toEqual(new Set([EVENT]));
});
