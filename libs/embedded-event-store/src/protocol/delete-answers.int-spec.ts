import { EventStoreDBClient, StreamDeletedError, StreamNotFoundError } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { DeleteReq, ReadResp, TombstoneReq } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { setTimeout as delay } from 'node:timers/promises';
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
import { identifier, RawStreams, readOptions, statusOf } from '../testing/raw-streams.fixtures';

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

type Expecting = (options: DeleteReq.Options | TombstoneReq.Options) => unknown;

const REMOVALS: Record<string, (stream: string, expecting: Expecting) => Promise<unknown>> = {
  Delete: (stream, expecting) => {
    const options = new DeleteReq.Options().setStreamIdentifier(identifier(stream));
    expecting(options);
    return raw.delete(new DeleteReq().setOptions(options));
  },
  Tombstone: (stream, expecting) => {
    const options = new TombstoneReq.Options().setStreamIdentifier(identifier(stream));
    expecting(options);
    return raw.tombstone(new TombstoneReq().setOptions(options));
  },
};
const ANY: Expecting = (options) => options.setAny(new Empty());
const NO_STREAM: Expecting = (options) => options.setNoStream(new Empty());
const STREAM_EXISTS: Expecting = (options) => options.setStreamExists(new Empty());
const exactly =
  (revision: string): Expecting =>
  (options) =>
    options.setRevision(revision);

describe.each(Object.keys(REMOVALS))('%s over gRPC', (method) => {
  const remove = REMOVALS[method]!;
  const streamWith = async (events: number) => {
    const stream = fresh('removed');
    if (events > 0) await client.appendToStream(stream, countedFrom(0, events - 1));
    return stream;
  };

  it.each([
    ['an exact revision below', 3, exactly('1'), '1', '2'],
    ['an exact revision above', 3, exactly('7'), '7', '2'],
    ['an exact revision where there is nothing', 0, exactly('0'), '0', '-1'],
    ['no_stream where there is one', 3, NO_STREAM, '-1', '2'],
    ['stream_exists where there is none', 0, STREAM_EXISTS, '-4', '-1'],
  ])('conflicts with %s, and names stream and versions', async (_, events, expecting, expected, actual) => {
    const stream = await streamWith(events);
    expect(statusOf(await rejectionOf(remove(stream, expecting)))).toEqual({
      code: status.FAILED_PRECONDITION,
      details: `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
      trailers: {
        exception: 'wrong-expected-version',
        'stream-name': stream,
        'expected-version': expected,
        'actual-version': actual,
      },
    });
  });

  it('takes any, stream_exists and the exact revision', async () => {
    for (const expecting of [ANY, STREAM_EXISTS, exactly('1')]) {
      await expect(remove(await streamWith(2), expecting)).resolves.toBeDefined();
    }
  });

  it('of a tombstoned stream is refused, and names it', async () => {
    const stream = await streamWith(1);
    await client.tombstoneStream(stream);
    for (const expecting of [ANY, NO_STREAM, STREAM_EXISTS, exactly('0')]) {
      expect(statusOf(await rejectionOf(remove(stream, expecting)))).toEqual({
        code: status.FAILED_PRECONDITION,
        details: `Event stream '${stream}' is deleted.`,
        trailers: { exception: 'stream-deleted', 'stream-name': stream },
      });
    }
  });

  it('of a stream without a name or without an expected revision is refused', async () => {
    expect(statusOf(await rejectionOf(remove('', ANY))).code).toBe(status.INVALID_ARGUMENT);
    expect(statusOf(await rejectionOf(remove(await streamWith(1), () => undefined))).code).toBe(
      status.INVALID_ARGUMENT,
    );
  });
});

describe('a soft delete over gRPC', () => {
  it('of a stream that was never written conflicts with any at no version', async () => {
    expect(statusOf(await rejectionOf(REMOVALS['Delete']!(fresh('removed'), ANY))).trailers).toMatchObject({
      'expected-version': '-2',
      'actual-version': '-1',
    });
  });

  it('is one metadata event that cuts off everything before the largest revision', async () => {
    const stream = fresh('removed');
    await client.appendToStream(stream, counted(1));
    await REMOVALS['Delete']!(stream, ANY);
    const [message] = await raw.read(readOptions(`$$${stream}`));
    const event = message!.getEvent()!.getEvent()!;
    expect(Buffer.from(event.getData_asU8()).toString()).toBe('{"$tb":9223372036854775807}');
    expect(Object.fromEntries(event.getMetadataMap().toObject())).toMatchObject({
      type: '$metadata',
      'content-type': 'application/json',
    });
  });

  it('leaves a stream that a read tells not to be there, by a message', async () => {
    const stream = fresh('removed');
    await client.appendToStream(stream, counted(1));
    await client.deleteStream(stream);
    const messages = await raw.read(readOptions(stream));
    expect(messages.map((message) => message.getContentCase())).toEqual([ReadResp.ContentCase.STREAM_NOT_FOUND]);
  });

  it('is followed by an append that writes where the stream starts again', async () => {
    const stream = fresh('removed');
    await client.appendToStream(stream, countedFrom(0, 2));
    await client.deleteStream(stream);
    await client.appendToStream(stream, counted(3));
    const [message] = await raw.read(readOptions(`$$${stream}`));
    expect(Buffer.from(message!.getEvent()!.getEvent()!.getData_asU8()).toString()).toBe('{"$tb":3}');
    const [first] = await raw.read(readOptions(stream));
    expect(first!.getEvent()!.getEvent()!.getStreamRevision()).toBe('3');
  });
});

it('a tombstone closes the metadata of its stream too, whether there was any or not', async () => {
  for (const metadata of [{ maxCount: 3 }, undefined]) {
    const stream = fresh('removed');
    await client.appendToStream(stream, counted(1));
    if (metadata) await client.setStreamMetadata(stream, metadata);
    await client.tombstoneStream(stream);
    expect(await rejectionOf(client.setStreamMetadata(stream, { maxCount: 4 }))).toBeInstanceOf(StreamDeletedError);
    expect(await rejectionOf(client.getStreamMetadata(stream))).toBeInstanceOf(StreamDeletedError);
    expect(statusOf(await rejectionOf(raw.read(readOptions(`$$${stream}`))))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      trailers: { exception: 'stream-deleted', 'stream-name': `$$${stream}` },
    });
  }
});

it('a tombstone over gRPC is an event of revision 2^63-1', async () => {
  const stream = fresh('removed');
  await client.appendToStream(stream, counted(1));
  const { position } = await client.tombstoneStream(stream);
  const [record] = await collect(client.readAll({ fromPosition: position!, maxCount: 1 }));
  expect(record!.event).toMatchObject({ type: '$streamDeleted', streamId: stream, revision: 2n ** 63n - 1n });
});

describe('the metadata of a stream', () => {
  it('keeps every key there is, the access list too, in JSON that other programs read', async () => {
    const stream = fresh('metadata');
    await client.setStreamMetadata(stream, {
      maxCount: 5,
      maxAge: 60,
      truncateBefore: 2,
      cacheControl: 3,
      acl: { readRoles: ['readers'], writeRoles: ['writers'], metaReadRoles: ['$admins'] },
      owner: 'bureau',
    } as never);
    const { metadata } = await client.getStreamMetadata(stream);
    expect(metadata).toEqual({
      maxCount: 5,
      maxAge: 60,
      truncateBefore: 2,
      cacheControl: 3,
      acl: { readRoles: ['readers'], writeRoles: ['writers'], metaReadRoles: ['$admins'] },
      owner: 'bureau',
    });
    const [message] = await raw.read(readOptions(`$$${stream}`));
    expect(JSON.parse(Buffer.from(message!.getEvent()!.getEvent()!.getData_asU8()).toString())).toEqual({
      $maxCount: 5,
      $maxAge: 60,
      $tb: 2,
      $cacheControl: 3,
      $acl: { $r: ['readers'], $w: ['writers'], $mr: ['$admins'] },
      owner: 'bureau',
    });
  });

  it('is kept with its access list by a write that brings the stream back', async () => {
    const stream = fresh('metadata');
    await client.appendToStream(stream, countedFrom(0, 1));
    await client.deleteStream(stream);
    await client.setStreamMetadata(stream, { maxCount: 5, acl: { readRoles: ['readers'] } });
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({
      maxCount: 5,
      truncateBefore: 2,
      acl: { readRoles: ['readers'] },
    });
  });

  it('hides events by their age at the time of reading, not of writing', async () => {
    const stream = fresh('metadata');
    await client.appendToStream(stream, countedFrom(0, 1));
    await client.setStreamMetadata(stream, { maxAge: 1 });
    const seen = async () => numbers(await collect(client.readStream(stream)));
    const before = Date.now();
    while ((await seen()).length > 0) await delay(50);
    expect(Date.now() - before).toBeLessThan(10_000);
    expect((await raw.read(readOptions(stream))).map((message) => message.getContentCase())).toEqual([]);
    await client.appendToStream(stream, counted(2), { expectedRevision: 1n });
    expect(await seen()).toEqual([2]);
  });

  it('of a stream that has none is empty', async () => {
    const stream = fresh('metadata');
    expect(await client.getStreamMetadata(stream)).toEqual({ streamName: stream });
    expect(await rejectionOf(collect(client.readStream(`$$${stream}`)))).toBeInstanceOf(StreamNotFoundError);
  });
});
