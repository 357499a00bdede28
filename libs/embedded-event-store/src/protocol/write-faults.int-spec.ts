import { END, EventStoreDBClient } from '@eventstore/db-client';
import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { FailingAt, Failure } from '../testing/failing-disk.fixtures';
import { NodeHere } from '../testing/node-here.fixtures';
import {
  channelCredentialsOf,
  collect,
  counted,
  countedFrom,
  fresh,
  numbers,
  rejectionOf,
} from '../testing/node.fixtures';
import {
  appendFrame,
  appendHeader,
  appendOptions,
  identifier,
  proposed,
  RawStreams,
  statusOf,
  uuid,
} from '../testing/raw-streams.fixtures';

let node: NodeHere;
let client: EventStoreDBClient;
let raw: RawStreams;

beforeAll(async () => {
  node = await NodeHere.start();
  client = EventStoreDBClient.connectionString(node.connectionString);
  raw = new RawStreams({ address: node.address, channelCredentials: channelCredentialsOf(node.connectionString) });
});

afterEach(() => node.disk.heal());

afterAll(async () => {
  raw.close();
  await client.dispose();
  await node.remove();
});

const cases: [string, Failure, FailingAt[], status, RegExp][] = [
  ['a full disk', 'full disk', ['insert'], status.RESOURCE_EXHAUSTED, /is full \(.*\): nothing was stored\. Make room/],
  [
    'a disk that fails',
    'failed write',
    ['insert'],
    status.INTERNAL,
    /failed \(.*\): nothing was stored\. See to the disk/,
  ],
  [
    'a commit of which nobody knows',
    'failed sync',
    ['commit', 'checkpoint'],
    status.UNKNOWN,
    /whether the events were stored shows when the disk works again/,
  ],
];

describe.each(cases)('an append to %s', (_, failure, at, code, details) => {
  it('fails with a status that tells, by both methods', async () => {
    const stream = fresh('full');
    await client.appendToStream(stream, counted(1));
    node.disk.failAt(failure, ...at);
    const frames = [appendHeader(appendOptions(stream).setRevision('0')), appendFrame(proposed('append'))];
    expect(statusOf(await rejectionOf(raw.append(...frames)))).toMatchObject({
      code,
      details: expect.stringMatching(details) as string,
      trailers: { exception: 'write-failed' },
    });
    node.disk.heal();
    await client.appendToStream(fresh('other'), counted(1)); // certain again
    node.disk.failAt(failure, ...at);
    const [answer] = await raw.batchAppend(batchOfOne(stream));
    expect(answer!.getError()!.getCode()).toBe(code);
    expect(answer!.getError()!.getMessage()).toMatch(details);
    expect(await rejectionOf(client.appendToStream(stream, counted(2)))).toMatchObject({
      type: 'unknown',
      message: expect.stringMatching(/the event store/) as string,
    });
  });

  it('stores no part of it, holds up no reader, and goes in when the disk works again', async () => {
    const stream = fresh('part');
    await client.appendToStream(stream, countedFrom(1, 3));
    const subscription = client.subscribeToStream(stream, { fromRevision: END });
    const confirmed = new Promise((resolve) => subscription.once('confirmation', resolve));
    const next = new Promise((resolve) => subscription.once('data', resolve));
    await confirmed;
    node.disk.failAt(failure, ...at);
    const events = countedFrom(4, 8);
    await rejectionOf(client.appendToStream(stream, events, { expectedRevision: 2n }));
    expect(numbers(await collect(client.readStream(stream)))).toEqual([1, 2, 3]);
    node.disk.heal();
    expect(await client.appendToStream(stream, events, { expectedRevision: 2n })).toMatchObject({
      nextExpectedRevision: 7n,
    });
    expect(await next).toMatchObject({ event: { data: { n: 4 }, revision: 3n } });
    expect(numbers(await collect(client.readStream(stream)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await subscription.unsubscribe();
  });
});

function batchOfOne(stream: string): BatchAppendReq {
  return new BatchAppendReq()
    .setCorrelationId(uuid())
    .setOptions(new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setStreamPosition('0'))
    .setProposedMessagesList([proposed('batch')])
    .setIsFinal(true);
}
