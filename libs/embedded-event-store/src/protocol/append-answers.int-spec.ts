import { EventStoreDBClient } from '@eventstore/db-client';
import { Empty, UUID, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { Metadata, status } from '@grpc/grpc-js';
import { Empty as GoogleEmpty } from 'google-protobuf/google/protobuf/empty_pb';
import { randomUUID } from 'node:crypto';
import { APPENDER, nodeForAppends } from '../testing/append-ways.fixtures';
import { collect, counted, fresh, NodeUnderTest, rejectionOf } from '../testing/node.fixtures';
import { itOnOwnNode } from '../testing/own-node.fixtures';
import {
  appendFrame,
  appendHeader,
  appendOptions,
  detailOf,
  identifier,
  proposed,
  RawStreams,
  statusOf,
  uuid,
} from '../testing/raw-streams.fixtures';

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

const batch = (options: BatchAppendReq.Options, ...ids: string[]) =>
  new BatchAppendReq()
    .setCorrelationId(uuid())
    .setOptions(options)
    .setProposedMessagesList(ids.map((id) => proposed('batch', undefined, { id })))
    .setIsFinal(true);

describe('a success over Append', () => {
  it('tells the revision and the position of the last event', async () => {
    const stream = fresh('answers');
    const header = appendHeader(appendOptions(stream).setNoStream(new Empty()));
    const answer = await raw.append(header, appendFrame(proposed('append')), appendFrame(proposed('append')));
    const success = answer.getSuccess()!;
    expect(success.hasCurrentRevision()).toBe(true);
    expect(success.getCurrentRevision()).toBe('1');
    const last = (await collect(client.readStream(stream)))[1]!.event!.position!;
    expect(success.hasNoPosition()).toBe(false);
    expect(success.getPosition()!.toObject()).toEqual({
      commitPosition: `${last.commit}`,
      preparePosition: `${last.prepare}`,
    });
  });
});

describe('a success over BatchAppend', () => {
  it('tells the revision and the position of the last event', async () => {
    const stream = fresh('answers');
    const options = new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setNoStream(new GoogleEmpty());
    const [answer] = await raw.batchAppend(batch(options, randomUUID(), randomUUID()));
    const success = answer!.getSuccess()!;
    expect(success.getCurrentRevision()).toBe('1');
    const last = (await collect(client.readStream(stream)))[1]!.event!.position!;
    expect(success.hasNoPosition()).toBe(false);
    expect(success.getPosition()!.toObject()).toEqual({
      commitPosition: `${last.commit}`,
      preparePosition: `${last.prepare}`,
    });
  });
});

itOnOwnNode('an append without events to an empty log has no position', 'its log is never empty', async () => {
  const empty = await nodeForAppends();
  const bare = new RawStreams(empty);
  const stream = fresh('answers');
  const overAppend = (await bare.append(appendHeader(appendOptions(stream).setAny(new Empty())))).getSuccess()!;
  const options = new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setAny(new GoogleEmpty());
  const overBatch = (await bare.batchAppend(batch(options)))[0]!.getSuccess()!;
  for (const success of [overAppend, overBatch]) {
    expect([success.hasNoStream(), success.hasNoPosition(), success.hasPosition()]).toEqual([true, true, false]);
  }
  bare.close();
  await empty.stop();
});

it('an event id is the same in two halves as in text, on both append methods', async () => {
  const id = 'f3b7c2d1-0000-4abc-8def-00000000002a';
  const halves = new UUID.Structured()
    .setMostSignificantBits(`${BigInt.asIntN(64, 0xf3b7c2d100004abcn)}`)
    .setLeastSignificantBits(`${BigInt.asIntN(64, 0x8def00000000002an)}`);
  const stream = fresh('answers');
  const inHalves = (kind: 'append' | 'batch') => proposed(kind).setId(new UUID().setStructured(halves));
  await raw.append(
    appendHeader(appendOptions(stream).setNoStream(new Empty())),
    appendFrame(inHalves('append') as AppendReq.ProposedMessage),
  );
  const options = new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setNoStream(new GoogleEmpty());
  const again = batch(options).setProposedMessagesList([inHalves('batch') as BatchAppendReq.ProposedMessage]);
  expect((await raw.batchAppend(again))[0]!.getSuccess()?.getCurrentRevision()).toBe('0');
  await client.appendToStream(stream, { ...counted(1), id }, { expectedRevision: 'no_stream' });
  expect((await collect(client.readStream(stream))).map(({ event }) => event!.id)).toEqual([id]);
});

describe('a conflict with any, which only a repeat in part can have,', () => {
  const repeated = async () => {
    const stream = fresh('answers');
    const id = randomUUID();
    await client.appendToStream(stream, { ...counted(1), id });
    return { stream, id };
  };

  it('fills the fields of old and new clients over Append', async () => {
    const { stream, id } = await repeated();
    const header = appendHeader(appendOptions(stream).setAny(new Empty()));
    const frames = [id, randomUUID()].map((each) => appendFrame(proposed('append', undefined, { id: each })));
    expect((await raw.append(header, ...frames)).getWrongExpectedVersion()!.toObject()).toMatchObject({
      currentRevision: '0',
      currentRevision2060: 0,
      expectedAny: {},
      any2060: {},
    });
  });

  it('is ALREADY_EXISTS over BatchAppend', async () => {
    const { stream, id } = await repeated();
    const options = new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setAny(new GoogleEmpty());
    const [answer] = await raw.batchAppend(batch(options, id, randomUUID()));
    expect(answer!.getError()?.getCode()).toBe(status.ALREADY_EXISTS);
    const detail = detailOf(answer!, WrongExpectedVersion, 'WrongExpectedVersion');
    expect(detail.toObject()).toMatchObject({ currentStreamRevision: '0', expectedAny: {} });
  });
});

describe('an exact revision on the wire', () => {
  const NO_REVISION = `${2n ** 64n - 1n}`;
  const TOO_LARGE = `${2n ** 63n}`;
  const overBatch = async (stream: string, revision: string) => {
    const options = new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setStreamPosition(revision);
    return (await raw.batchAppend(batch(options, randomUUID())))[0]!;
  };
  const overAppend = (stream: string, revision: string) =>
    raw.append(appendHeader(appendOptions(stream).setRevision(revision)), appendFrame(proposed('append')));

  it('of 2^64-1 is -1: no stream', async () => {
    expect((await overAppend(fresh('answers'), NO_REVISION)).getSuccess()?.getCurrentRevision()).toBe('0');
    expect((await overBatch(fresh('answers'), NO_REVISION)).getSuccess()?.getCurrentRevision()).toBe('0');
    const stream = fresh('answers');
    await client.appendToStream(stream, counted(1));
    expect((await overAppend(stream, NO_REVISION)).hasWrongExpectedVersion()).toBe(true);
    expect((await overBatch(stream, NO_REVISION)).getError()?.getCode()).toBe(status.ALREADY_EXISTS);
  });

  it('larger than any revision is refused', async () => {
    expect(statusOf(await rejectionOf(overAppend(fresh('answers'), TOO_LARGE))).code).toBe(status.INVALID_ARGUMENT);
    expect((await overBatch(fresh('answers'), TOO_LARGE)).getError()?.getCode()).toBe(status.INVALID_ARGUMENT);
  });
});

describe('the client’s two ways to append', () => {
  // BatchAppend answers a refusal in a message, which leaves the client without a status; Append ends with one.
  it.each([
    ['BatchAppend without credentials', undefined, undefined],
    ['Append with credentials of its own', APPENDER, status.UNKNOWN],
  ])('are told apart by how an empty type is refused: %s', async (_, credentials, code) => {
    const untyped = client.appendToStream(fresh('answers'), counted(1, ''), credentials && { credentials });
    expect(await rejectionOf(untyped)).toMatchObject({ type: 'unknown', code });
  });
});

it.each(['true', 'false'])('a call with requires-leader: %s is answered, by the only node there is', async (value) => {
  const headers = new Metadata();
  headers.set('requires-leader', value);
  headers.set('connection-name', 'conformance');
  const stream = fresh('answers');
  const answer = await new Promise((resolve, reject) => {
    const call = raw.client.append(headers, (error, response) => (error ? reject(error) : resolve(response)));
    call.write(appendHeader(appendOptions(stream).setAny(new Empty())));
    call.write(new AppendReq().setProposedMessage(proposed('append')));
    call.end();
  });
  expect(answer).toBeDefined();
  expect(await collect(client.readStream(stream, { requiresLeader: value === 'true' }))).toHaveLength(1);
});
