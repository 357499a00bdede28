import { EventStoreDBClient } from '@eventstore/db-client';
import {
  BadRequest,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  Timeout,
  UUID,
  WrongExpectedVersion,
} from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { randomUUID } from 'node:crypto';
import { collect, countedFrom, fresh, NodeUnderTest, nodeUnderTest, rejectionOf } from '../testing/node.fixtures';
import { itOnOwnNode } from '../testing/own-node.fixtures';
import { detailOf, identifier, proposed, RawStreams, uuid } from '../testing/raw-streams.fixtures';

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

const ANOTHER_LIMIT = 'a real server has the limit of its own settings';
const IN_A_MINUTE = () => Timestamp.fromDate(new Date(Date.now() + 60_000));

function optionsFor(stream: string): BatchAppendReq.Options {
  return new BatchAppendReq.Options()
    .setStreamIdentifier(identifier(stream))
    .setAny(new Empty())
    .setDeadline(IN_A_MINUTE());
}

function chunk(
  id: string,
  parts: { options?: BatchAppendReq.Options; events?: number; final?: boolean },
): BatchAppendReq {
  return new BatchAppendReq()
    .setCorrelationId(uuid(id))
    .setOptions(parts.options)
    .setProposedMessagesList(Array.from({ length: parts.events ?? 0 }, () => proposed('batch')))
    .setIsFinal(parts.final ?? false);
}

/** One append in one chunk, and its answer. */
async function single(options: BatchAppendReq.Options, events = 1): Promise<BatchAppendResp> {
  const answers = await raw.batchAppend(chunk(randomUUID(), { options, events, final: true }));
  expect(answers).toHaveLength(1);
  return answers[0]!;
}

describe('a batch append', () => {
  it('joins the chunks of one correlation id and answers under it, naming the stream', async () => {
    const stream = fresh('batch');
    const id = randomUUID();
    const answers = await raw.batchAppend(
      chunk(id, { options: optionsFor(stream), events: 2 }),
      chunk(id, { events: 2 }),
      chunk(id, { events: 1, final: true }),
    );
    expect(answers).toHaveLength(1);
    expect(answers[0]!.getCorrelationId()?.getString()).toBe(id);
    expect(Buffer.from(answers[0]!.getStreamIdentifier()!.getStreamName_asU8()).toString()).toBe(stream);
    expect(answers[0]!.getSuccess()?.getCurrentRevision()).toBe('4');
    const position = answers[0]!.getSuccess()!.getPosition()!;
    expect(position.getCommitPosition()).toBe(position.getPreparePosition());
    expect(await collect(client.readStream(stream))).toHaveLength(5);
  });

  it('answers every append of a call before it ends the call', async () => {
    const streams = Array.from({ length: 50 }, () => fresh('batch'));
    const requests = streams.map((stream) =>
      chunk(randomUUID(), { options: optionsFor(stream), events: 1, final: true }),
    );
    const answers = await raw.batchAppend(...requests);
    expect(new Set(answers.map((answer) => answer.getCorrelationId()!.getString()))).toEqual(
      new Set(requests.map((request) => request.getCorrelationId()!.getString())),
    );
    expect(answers.every((answer) => answer.hasSuccess())).toBe(true);
  });

  it('gives a correlation id back in the form it came in', async () => {
    const halves = new UUID.Structured().setMostSignificantBits('-5').setLeastSignificantBits('7');
    const request = chunk(randomUUID(), { options: optionsFor(fresh('batch')), events: 1, final: true });
    const [answer] = await raw.batchAppend(request.setCorrelationId(new UUID().setStructured(halves)));
    expect(answer!.getCorrelationId()!.toObject()).toEqual({
      structured: { mostSignificantBits: '-5', leastSignificantBits: '7' },
      string: '',
    });
    expect(answer!.hasSuccess()).toBe(true);
  });

  it('drops a chunk whose id was never announced', async () => {
    expect(await raw.batchAppend(chunk(randomUUID(), { events: 1, final: true }))).toEqual([]);
  });

  it('without events leaves a new stream without events', async () => {
    expect((await single(optionsFor(fresh('batch')), 0)).getSuccess()?.hasNoStream()).toBe(true);
  });

  it('that fails does not fail its neighbours', async () => {
    const stream = fresh('batch');
    const [bad, good] = [randomUUID(), randomUUID()];
    const answers = await raw.batchAppend(
      chunk(bad, { options: optionsFor(stream).setStreamPosition('9'), events: 1, final: true }),
      chunk(good, { options: optionsFor(stream), events: 1, final: true }),
    );
    const byId = new Map(answers.map((answer) => [answer.getCorrelationId()!.getString(), answer]));
    expect(byId.get(bad)?.hasError()).toBe(true);
    expect(byId.get(good)?.hasSuccess()).toBe(true);
  });
});

describe('a failed batch append answers', () => {
  it.each([
    ['an exact revision', (o: BatchAppendReq.Options) => o.setStreamPosition('7'), { expectedStreamPosition: '7' }],
    ['no_stream', (o: BatchAppendReq.Options) => o.setNoStream(new Empty()), { expectedNoStream: {} }],
  ])('a conflict with %s as ALREADY_EXISTS', async (_, set, expected) => {
    const stream = fresh('batch');
    await client.appendToStream(stream, countedFrom(1, 3));
    const options = optionsFor(stream);
    set(options);
    const answer = await single(options);
    expect(answer.getError()?.getCode()).toBe(status.ALREADY_EXISTS);
    expect(detailOf(answer, WrongExpectedVersion, 'WrongExpectedVersion').toObject()).toMatchObject({
      currentStreamRevision: '2',
      ...expected,
    });
  });

  it('a conflict with stream_exists as one with no stream', async () => {
    const answer = await single(optionsFor(fresh('batch')).setStreamExists(new Empty()));
    expect(detailOf(answer, WrongExpectedVersion, 'WrongExpectedVersion').toObject()).toMatchObject({
      currentNoStream: {},
      expectedStreamExists: {},
    });
  });

  it('a tombstoned stream as NOT_FOUND, with its name', async () => {
    const stream = fresh('batch');
    await client.tombstoneStream(stream);
    const answer = await single(optionsFor(stream));
    expect(answer.getError()?.getCode()).toBe(status.NOT_FOUND);
    const name = detailOf(answer, StreamDeleted, 'StreamDeleted').getStreamIdentifier()!.getStreamName_asU8();
    expect(Buffer.from(name).toString()).toBe(stream);
  });

  it('a deadline that has passed as DEADLINE_EXCEEDED, and writes nothing', async () => {
    const stream = fresh('batch');
    const answer = await single(optionsFor(stream).setDeadline(Timestamp.fromDate(new Date(Date.now() - 1_000))));
    expect(answer.getError()?.getCode()).toBe(status.DEADLINE_EXCEEDED);
    expect(detailOf(answer, Timeout, 'Timeout')).toBeDefined();
    expect(await rejectionOf(collect(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
  });

  itOnOwnNode(
    'too many bytes as INVALID_ARGUMENT with the limit, once, and drops the rest',
    ANOTHER_LIMIT,
    async () => {
      const id = randomUUID();
      const large = chunk(id, { options: optionsFor(fresh('batch')) });
      large.addProposedMessages(proposed('batch', undefined, { data: Buffer.alloc(1_048_576) }));
      const answers = await raw.batchAppend(large, chunk(id, { events: 1, final: true }));
      expect(answers).toHaveLength(1);
      expect(answers[0]!.getError()?.getCode()).toBe(status.INVALID_ARGUMENT);
      expect(detailOf(answers[0]!, MaximumAppendSizeExceeded, 'MaximumAppendSizeExceeded').getMaxappendsize()).toBe(
        1_048_576,
      );
    },
  );

  it.each([
    ['an event without a type', { 'content-type': 'application/json' }],
    ['an event without a content type', { type: 'T' }],
  ])('%s as a bad request', async (_, properties) => {
    const request = chunk(randomUUID(), { options: optionsFor(fresh('batch')), final: true });
    request.addProposedMessages(proposed('batch', properties as unknown as Record<string, string>));
    const [answer] = await raw.batchAppend(request);
    expect(answer!.getError()?.getCode()).toBe(status.INVALID_ARGUMENT);
    expect(detailOf(answer!, BadRequest, 'BadRequest').getMessage()).toMatch(/Required Metadata Property/);
  });

  it('a request that names no stream as a bad request', async () => {
    const answer = await single(new BatchAppendReq.Options().setAny(new Empty()));
    expect(detailOf(answer, BadRequest, 'BadRequest').getMessage()).toMatch(/names no stream/);
  });
});
