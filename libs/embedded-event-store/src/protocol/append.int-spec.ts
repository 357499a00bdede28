import {
  AppendToStreamOptions,
  binaryEvent,
  EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { status } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
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
import {
  appendFrame,
  appendHeader,
  appendOptions,
  proposed,
  RawStreams,
  statusOf,
} from '../testing/raw-streams.fixtures';

const MIB = 1_048_576;
const ANOTHER_LIMIT = 'a real server has the limit of its own settings';

let node: NodeUnderTest;
let client: EventStoreDBClient;
let raw: RawStreams;

beforeAll(async () => {
  node = await nodeUnderTest({ users: [{ name: 'admin', password: 'changeit', admins: true }] });
  client = node.client;
  raw = new RawStreams(node);
});

afterAll(async () => {
  raw.close();
  await node.stop();
});

/** The client sends an append with credentials over Append and one without over BatchAppend. */
const PATHS: [string, Partial<AppendToStreamOptions>][] = [
  ['BatchAppend', {}],
  ['Append', { credentials: { username: 'admin', password: 'changeit' } }],
];

describe.each(PATHS)('an append over %s', (path, how) => {
  const append = (
    stream: string,
    events: ReturnType<typeof counted>[],
    expectedRevision?: AppendToStreamOptions['expectedRevision'],
  ) =>
    client.appendToStream(stream, events, { ...how, ...(expectedRevision === undefined ? {} : { expectedRevision }) });
  const streamOf = async (events: number) => {
    const stream = fresh('append');
    await append(stream, countedFrom(1, events), 'no_stream');
    return stream;
  };

  it('goes in with any revision, in order, and tells revision and position', async () => {
    const stream = fresh('append');
    const first = await append(stream, countedFrom(1, 3));
    const second = await append(stream, countedFrom(4, 5), 'any');
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect(second).toMatchObject({ success: true, nextExpectedRevision: 4n });
    const read = await collect(client.readStream(stream));
    expect(numbers(read)).toEqual([1, 2, 3, 4, 5]);
    expect(read.map(({ event }) => event?.revision)).toEqual([0n, 1n, 2n, 3n, 4n]);
    expect(read.at(-1)?.event?.position).toEqual(second.position);
  });

  it('goes in at the exact revision', async () => {
    const stream = await streamOf(3);
    expect(await append(stream, [counted(4)], 2n)).toMatchObject({ nextExpectedRevision: 3n });
  });

  it('goes in to a stream that exists', async () => {
    const stream = await streamOf(1);
    expect(await append(stream, [counted(2)], 'stream_exists')).toMatchObject({ nextExpectedRevision: 1n });
  });

  it('conflicts with another revision and names both', async () => {
    const stream = await streamOf(3);
    const error = await rejectionOf(append(stream, [counted(4)], 1n));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: 1n, actualVersion: 2n });
    expect(numbers(await collect(client.readStream(stream)))).toEqual([1, 2, 3]);
  });

  it('conflicts with no_stream where there is one', async () => {
    const stream = await streamOf(1);
    const error = await rejectionOf(append(stream, [counted(2)], 'no_stream'));
    expect(error).toMatchObject({ type: 'wrong-expected-version', expectedVersion: 'no_stream', actualVersion: 0n });
  });

  it('conflicts with stream_exists where there is none', async () => {
    const error = await rejectionOf(append(fresh('append'), [counted(1)], 'stream_exists'));
    expect(error).toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: 'stream_exists',
      actualVersion: 'no_stream',
    });
  });

  it('conflicts with an exact revision where there is no stream', async () => {
    const error = await rejectionOf(append(fresh('append'), [counted(1)], 0n));
    expect(error).toMatchObject({ type: 'wrong-expected-version', expectedVersion: 0n, actualVersion: 'no_stream' });
  });

  it('finds a tombstoned stream deleted', async () => {
    const stream = await streamOf(1);
    await client.tombstoneStream(stream);
    const error = await rejectionOf(append(stream, [counted(2)]));
    expect(error).toBeInstanceOf(StreamDeletedError);
    expect(error).toMatchObject({ streamName: stream });
  });

  it.each([
    ['no_stream', 'no_stream'],
    ['any', 'any'],
    ['stream_exists', 'stream_exists'],
    ['an exact revision', 2n],
  ] as const)('repeated with %s is answered as before and writes nothing', async (_, expected) => {
    const stream = fresh('append');
    if (expected !== 'no_stream') await append(stream, countedFrom(1, 3));
    const events = countedFrom(4, 5);
    const first = await append(stream, events, expected);
    await append(stream, [counted(6)]);
    expect(await append(stream, events, expected)).toEqual(first);
    expect(numbers(await collect(client.readStream(stream))).slice(-3)).toEqual([4, 5, 6]);
  });

  it('repeated in part is a conflict', async () => {
    const stream = fresh('append');
    const [first, second] = countedFrom(1, 2) as [ReturnType<typeof counted>, ReturnType<typeof counted>];
    await append(stream, [first], 'no_stream');
    expect(await rejectionOf(append(stream, [first, second]))).toMatchObject({
      type: 'wrong-expected-version',
      actualVersion: 0n,
    });
    expect(await rejectionOf(append(stream, [first, second], 'no_stream'))).toMatchObject({ actualVersion: 0n });
  });

  it('takes the same id into another stream', async () => {
    const event = counted(1);
    await append(fresh('append'), [event], 'any');
    const stream = fresh('append');
    await append(stream, [event], 'any');
    expect(numbers(await collect(client.readStream(stream)))).toEqual([1]);
  });

  itOnOwnNode('refuses more bytes than one append may carry, and writes none of them', ANOTHER_LIMIT, async () => {
    const stream = fresh('append');
    const large = binaryEvent({ type: 'Large', data: new Uint8Array(MIB / 2) });
    const another = binaryEvent({ type: 'Large', data: new Uint8Array(MIB / 2) });
    const error = await rejectionOf(client.appendToStream(stream, [large, another], how));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: MIB });
    expect(await rejectionOf(collect(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
  });

  itOnOwnNode('counts data, metadata and two bytes for each character of the type', ANOTHER_LIMIT, async () => {
    const event = (bytes: number) =>
      binaryEvent({ type: 'Four', data: new Uint8Array(bytes), metadata: new Uint8Array(10) });
    await client.appendToStream(fresh('append'), event(MIB - 18), how);
    expect(await rejectionOf(client.appendToStream(fresh('append'), event(MIB - 17), how))).toBeInstanceOf(
      MaxAppendSizeExceededError,
    );
  });

  it('keeps JSON, bytes, metadata, type and stream name as they were, in any script', async () => {
    const stream = fresh('合同-签约');
    const bytes = Uint8Array.from([0, 255, 128, 10]);
    await client.appendToStream(
      stream,
      [
        jsonEvent({ type: '已签约', data: { 甲方: '开发区', amount: '1200000' }, metadata: { $correlationId: 'c-1' } }),
        binaryEvent({ type: 'Bytes', data: bytes, metadata: bytes }),
      ],
      how,
    );
    const [json, binary] = await collect(client.readStream(stream));
    expect(json?.event).toMatchObject({
      streamId: stream,
      type: '已签约',
      isJson: true,
      data: { 甲方: '开发区', amount: '1200000' },
      metadata: { $correlationId: 'c-1' },
    });
    expect(binary?.event).toMatchObject({ isJson: false, type: 'Bytes' });
    expect(Buffer.from(binary?.event?.data as Uint8Array)).toEqual(Buffer.from(bytes));
    expect(Buffer.from(binary?.event?.metadata as unknown as Uint8Array)).toEqual(Buffer.from(bytes));
    expect(Math.abs(json!.event!.created.getTime() - Date.now())).toBeLessThan(60_000);
  });
});

it('appends of many writers at once each go in once, in the order of their own stream', async () => {
  const streams = Array.from({ length: 20 }, () => fresh('flood'));
  await Promise.all(
    streams.flatMap((stream) =>
      countedFrom(1, 25).map((event) => client.appendToStream(stream, event, { expectedRevision: 'any' })),
    ),
  );
  for (const stream of streams)
    expect(numbers(await collect(client.readStream(stream)))).toEqual(countedFrom(1, 25).map((_, i) => i + 1));
});

describe('an answer of Append over gRPC', () => {
  const conflict = async (set: (options: ReturnType<typeof appendOptions>) => void, existing: boolean) => {
    const stream = fresh('raw');
    if (existing) await client.appendToStream(stream, countedFrom(1, 2));
    const options = appendOptions(stream);
    set(options);
    return (await raw.append(appendHeader(options), appendFrame(proposed('append'))))
      .getWrongExpectedVersion()!
      .toObject();
  };

  it('fills the conflict fields of old and new clients for an exact revision', async () => {
    expect(await conflict((options) => options.setRevision('7'), true)).toMatchObject({
      currentRevision: '1',
      currentRevision2060: 1,
      expectedRevision: '7',
      expectedRevision2060: 7,
    });
  });

  it('fills them for stream_exists', async () => {
    expect(await conflict((options) => options.setStreamExists(new Empty()), false)).toMatchObject({
      currentNoStream: {},
      noStream2060: {},
      expectedStreamExists: {},
      streamExists2060: {},
    });
  });

  it('writes no_stream to old clients as the largest number', async () => {
    const fields = await conflict((options) => options.setNoStream(new Empty()), true);
    expect(fields).toMatchObject({ currentRevision: '1', expectedNoStream: {} });
    expect(fields.expectedRevision2060).toBe(Number(2n ** 64n - 1n));
  });

  it('accepts an append without events and leaves a new stream without events', async () => {
    const stream = fresh('raw');
    const answer = await raw.append(appendHeader(appendOptions(stream).setAny(new Empty())));
    expect(answer.getSuccess()?.hasNoStream()).toBe(true);
    expect(await rejectionOf(collect(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
  });

  it.each(['type', 'content-type'])('refuses an event without %s', async (missing) => {
    const properties = { type: 'T', 'content-type': 'application/json' };
    const rest = Object.fromEntries(Object.entries(properties).filter(([key]) => key !== missing));
    const error = await rejectionOf(
      raw.append(appendHeader(appendOptions(fresh('raw')).setAny(new Empty())), appendFrame(proposed('append', rest))),
    );
    expect(statusOf(error)).toMatchObject({
      code: status.INVALID_ARGUMENT,
      trailers: {
        exception: 'missing-required-metadata-property',
        'required-metadata-properties': 'type,content-type',
      },
    });
  });

  it.each([
    ['the empty id', proposed('append', undefined, { id: '00000000-0000-0000-0000-000000000000' })],
    ['an empty type', proposed('append', { type: '', 'content-type': 'application/json' })],
  ])('refuses %s', async (_, message) => {
    const error = await rejectionOf(
      raw.append(appendHeader(appendOptions(fresh('raw')).setAny(new Empty())), appendFrame(message)),
    );
    expect(statusOf(error)).toMatchObject({ code: status.UNKNOWN, trailers: {} });
  });

  it('refuses a first frame without options', async () => {
    const error = await rejectionOf(raw.append(appendFrame(proposed('append'))));
    expect(statusOf(error).code).toBe(status.UNKNOWN);
  });

  itOnOwnNode('names the limit and the stream in trailers', ANOTHER_LIMIT, async () => {
    const stream = fresh('raw');
    const header = () => appendHeader(appendOptions(stream).setAny(new Empty()));
    const tooLarge = await rejectionOf(
      raw.append(header(), appendFrame(proposed('append', undefined, { data: Buffer.alloc(MIB) }))),
    );
    expect(statusOf(tooLarge)).toMatchObject({
      code: status.INVALID_ARGUMENT,
      trailers: { exception: 'maximum-append-size-exceeded', 'maximum-append-size': `${MIB}` },
    });
    await client.tombstoneStream(stream);
    const deleted = await rejectionOf(
      raw.append(header(), appendFrame(proposed('append', undefined, { id: randomUUID() }))),
    );
    expect(statusOf(deleted)).toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: `Event stream '${stream}' is deleted.`,
      trailers: { exception: 'stream-deleted', 'stream-name': stream },
    });
  });
});
