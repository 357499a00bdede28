import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { DeleteReq } from '@eventstore/db-client/generated/streams_pb';
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
import { identifier, RawStreams, statusOf } from '../testing/raw-streams.fixtures';

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
  const stream = fresh('deleted');
  await client.appendToStream(stream, countedFrom(0, events - 1));
  return stream;
}

const read = async (stream: string) => numbers(await collect(client.readStream(stream)));
const newest = async (stream: string) =>
  (await collect(client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 })))[0]!.event!;

describe.each(['deleteStream', 'tombstoneStream'] as const)('%s', (method) => {
  it('takes any revision and tells its position, the newest of the log', async () => {
    const stream = await streamWith(3);
    const { position } = await client[method](stream);
    const [last] = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }));
    expect(last!.event!.position).toEqual(position);
  });

  it('takes the exact revision', async () => {
    const stream = await streamWith(3);
    await client[method](stream, { expectedRevision: 2n });
    expect(await rejectionOf(read(stream))).toMatchObject({ streamName: stream });
  });

  it('conflicts with another revision, names both, and deletes nothing', async () => {
    const stream = await streamWith(3);
    const error = await rejectionOf(client[method](stream, { expectedRevision: 1n }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: 1n, actualVersion: 2n });
    expect(await read(stream)).toEqual([0, 1, 2]);
  });

  it('conflicts with no_stream where there is one', async () => {
    const stream = await streamWith(1);
    const error = await rejectionOf(client[method](stream, { expectedRevision: 'no_stream' }));
    expect(error).toMatchObject({ type: 'wrong-expected-version', expectedVersion: -1n, actualVersion: 0n });
  });

  it('finds a tombstoned stream deleted', async () => {
    const stream = await streamWith(1);
    await client.tombstoneStream(stream);
    expect(await rejectionOf(client[method](stream))).toBeInstanceOf(StreamDeletedError);
  });
});

describe('a soft delete', () => {
  it('of a stream that was never written conflicts', async () => {
    const error = await rejectionOf(client.deleteStream(fresh('deleted')));
    expect(error).toMatchObject({ type: 'wrong-expected-version', expectedVersion: -2n, actualVersion: -1n });
  });

  it('of a stream that has only metadata goes in', async () => {
    const stream = fresh('deleted');
    await client.setStreamMetadata(stream, { cacheControl: 10 });
    await client.deleteStream(stream, { expectedRevision: 'no_stream' });
    expect(
      await rejectionOf(client.appendToStream(stream, counted(1), { expectedRevision: 'stream_exists' })),
    ).toBeInstanceOf(StreamDeletedError);
  });

  it('hides the stream, and keeps its events in $all', async () => {
    const stream = await streamWith(3);
    await client.deleteStream(stream);
    expect(await rejectionOf(read(stream))).toBeInstanceOf(StreamNotFoundError);
    const all = (await collect(client.readAll())).filter(({ event }) => event!.streamId === stream);
    expect(numbers(all)).toEqual([0, 1, 2]);
  });

  it('is metadata that cuts off everything, in place of what was there', async () => {
    const stream = await streamWith(1);
    await client.setStreamMetadata(stream, { maxCount: 7 });
    await client.deleteStream(stream);
    const event = await newest(`$$${stream}`);
    expect(event).toMatchObject({ type: '$metadata', isJson: true, revision: 1n });
    expect(event.data).toEqual({ $tb: 2 ** 63 });
  });

  it.each([
    ['any', 'any'],
    ['no_stream', 'no_stream'],
    ['the exact revision', 2n],
  ] as const)(
    'is undone by a write expecting %s, which goes on from the last revision',
    async (_, expectedRevision) => {
      const stream = await streamWith(3);
      await client.deleteStream(stream);
      const { nextExpectedRevision } = await client.appendToStream(stream, countedFrom(3, 4), { expectedRevision });
      expect(nextExpectedRevision).toBe(4n);
      expect(await read(stream)).toEqual([3, 4]);
      expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
    },
  );

  it('is not undone by a write expecting the stream to exist', async () => {
    const stream = await streamWith(3);
    await client.deleteStream(stream);
    const error = await rejectionOf(client.appendToStream(stream, counted(3), { expectedRevision: 'stream_exists' }));
    expect(error).toBeInstanceOf(StreamDeletedError);
  });

  it('is undone by metadata, which does not bring the old events back', async () => {
    const stream = await streamWith(3);
    await client.deleteStream(stream);
    await client.setStreamMetadata(stream, { maxCount: 2 });
    expect(await read(stream)).toEqual([]);
    await client.appendToStream(stream, countedFrom(3, 3), { expectedRevision: 'stream_exists' });
    expect(await read(stream)).toEqual([3]);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 2, truncateBefore: 3 });
  });

  it('answers a conflict with its trailers over gRPC', async () => {
    const stream = await streamWith(3);
    const options = new DeleteReq.Options().setStreamIdentifier(identifier(stream)).setNoStream(new Empty());
    expect(statusOf(await rejectionOf(raw.delete(new DeleteReq().setOptions(options))))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      trailers: {
        exception: 'wrong-expected-version',
        'stream-name': stream,
        'expected-version': '-1',
        'actual-version': '2',
      },
    });
  });
});

describe('a tombstone', () => {
  it('is an event with the largest revision, which nothing can follow', async () => {
    const stream = await streamWith(2);
    const { position } = await client.tombstoneStream(stream);
    const [last] = await collect(client.readAll({ fromPosition: position! }));
    expect(last!.event).toMatchObject({ streamId: stream, type: '$streamDeleted', revision: 2n ** 63n - 1n });
    for (const expectedRevision of ['any', 'no_stream', 'stream_exists', 1n] as const) {
      const error = await rejectionOf(client.appendToStream(stream, counted(2), { expectedRevision }));
      expect(error).toBeInstanceOf(StreamDeletedError);
    }
  });

  it('closes a name that was never used', async () => {
    const stream = fresh('deleted');
    await client.tombstoneStream(stream, { expectedRevision: 'no_stream' });
    expect(await rejectionOf(client.appendToStream(stream, counted(0)))).toBeInstanceOf(StreamDeletedError);
  });
});

describe('stream metadata', () => {
  it('is kept beside the stream and given back with what is not the server’s', async () => {
    const stream = await streamWith(1);
    await client.setStreamMetadata(stream, { maxCount: 5, maxAge: 60, cacheControl: 3, owner: 'bureau' } as never);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({
      maxCount: 5,
      maxAge: 60,
      cacheControl: 3,
      owner: 'bureau',
    });
  });

  it('conflicts with another revision of the metadata', async () => {
    const stream = await streamWith(1);
    await client.setStreamMetadata(stream, { maxCount: 5 });
    const error = await rejectionOf(
      client.setStreamMetadata(stream, { maxCount: 6 }, { expectedRevision: 'no_stream' }),
    );
    expect(error).toMatchObject({ type: 'wrong-expected-version', streamName: `$$${stream}`, actualVersion: 0n });
  });

  it('shows only its newest event', async () => {
    const stream = await streamWith(1);
    await client.setStreamMetadata(stream, { maxCount: 5 });
    await client.setStreamMetadata(stream, { maxCount: 6 });
    const events = await collect(client.readStream(`$$${stream}`));
    expect(events.map(({ event }) => event!.revision)).toEqual([1n]);
  });

  it('keeps only the newest events in sight by $maxCount, in both directions and live', async () => {
    const stream = await streamWith(600);
    await client.setStreamMetadata(stream, { maxCount: 3 });
    expect(await read(stream)).toEqual([597, 598, 599]);
    expect(numbers(await collect(client.readStream(stream, { fromRevision: 598n })))).toEqual([598, 599]);
    const backwards = client.readStream(stream, { direction: BACKWARDS, fromRevision: END });
    expect(numbers(await collect(backwards))).toEqual([599, 598, 597]);
    await client.appendToStream(stream, counted(600));
    expect(await read(stream)).toEqual([598, 599, 600]);
  });

  it('hides what is before $tb', async () => {
    const stream = await streamWith(5);
    await client.setStreamMetadata(stream, { truncateBefore: 3 });
    expect(await read(stream)).toEqual([3, 4]);
    const backwards = client.readStream(stream, { direction: BACKWARDS, fromRevision: END });
    expect(numbers(await collect(backwards))).toEqual([4, 3]);
  });

  it('hides every event behind a $tb past the end, and the stream is still there', async () => {
    const stream = await streamWith(5);
    await client.setStreamMetadata(stream, { truncateBefore: 5 });
    expect(await read(stream)).toEqual([]);
    await client.appendToStream(stream, counted(5), { expectedRevision: 4n });
    expect(await read(stream)).toEqual([5]);
  });

  it('leaves young events in sight by $maxAge', async () => {
    const stream = await streamWith(2);
    await client.setStreamMetadata(stream, { maxAge: 3_600 });
    expect(await read(stream)).toEqual([0, 1]);
  });

  it('limits nothing in $all', async () => {
    const stream = await streamWith(5);
    await client.setStreamMetadata(stream, { maxCount: 1, truncateBefore: 4 });
    const all = (await collect(client.readAll())).filter(({ event }) => event!.streamId === stream);
    expect(numbers(all)).toEqual([0, 1, 2, 3, 4]);
  });

  it('that is no JSON object limits nothing', async () => {
    const stream = await streamWith(2);
    await client.appendToStream(`$$${stream}`, {
      ...counted(0),
      contentType: 'application/octet-stream',
      type: '$metadata',
      data: Buffer.from('not json'),
      metadata: undefined,
    });
    expect(await read(stream)).toEqual([0, 1]);
  });
});
