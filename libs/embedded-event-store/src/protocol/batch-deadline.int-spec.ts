import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { Timeout } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { randomUUID } from 'node:crypto';
import { bytesField, varintField } from '../protobuf';
import { collect, countedFrom, fresh, NodeUnderTest, nodeUnderTest, rejectionOf } from '../testing/node.fixtures';
import { detailOf, identifier, proposed, RawStreams, uuid } from '../testing/raw-streams.fixtures';

let node: NodeUnderTest;
let raw: RawStreams;

beforeAll(async () => {
  node = await nodeUnderTest();
  raw = new RawStreams(node);
});

afterAll(async () => {
  raw.close();
  await node.stop();
});

/** Options with a deadline as a timestamp (field 6), which 6.2.1 sends, or as a duration (field 7), which it does not know. */
function chunkOf(
  stream: string,
  deadline: { timestamp: Date } | { durationMs: number } | undefined,
  { id = randomUUID() as string, final = true } = {},
): Uint8Array {
  const options = new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setAny(new Empty());
  if (deadline && 'timestamp' in deadline) options.setDeadline(Timestamp.fromDate(deadline.timestamp));
  const optionBytes = [options.serializeBinary()];
  if (deadline && 'durationMs' in deadline) optionBytes.push(bytesField(7, duration(deadline.durationMs)));
  return Buffer.concat([
    new BatchAppendReq()
      .setCorrelationId(uuid(id))
      .setProposedMessagesList([proposed('batch')])
      .serializeBinary(),
    bytesField(2, ...optionBytes),
    final ? varintField(4, 1) : Buffer.alloc(0),
  ]);
}

function duration(milliseconds: number): Buffer {
  const seconds = BigInt(Math.trunc(milliseconds / 1_000));
  const nanos = BigInt((milliseconds % 1_000) * 1e6);
  return Buffer.concat([
    varintField(1, BigInt.asUintN(64, seconds)),
    varintField(2, BigInt.asUintN(64, nanos)), // a negative int32 is written with its sign in 64 bits
  ]);
}

/** Sends chunks on one call and leaves it open until so many answers came. */
function answersTo(chunks: readonly Uint8Array[], count = 1): Promise<BatchAppendResp[]> {
  return new Promise((resolve, reject) => {
    const { path, responseDeserialize } = StreamsService.batchAppend;
    const call = raw.client.makeBidiStreamRequest(path, (bytes: Buffer) => bytes, responseDeserialize);
    const answers: BatchAppendResp[] = [];
    call.on('data', (answer: BatchAppendResp) => {
      answers.push(answer);
      if (answers.length < count) return;
      resolve(answers);
      call.end();
    });
    call.on('error', reject);
    for (const chunk of chunks) call.write(Buffer.from(chunk));
  });
}

function expectTimeout(answer: BatchAppendResp | undefined): void {
  expect(answer!.getError()?.getCode()).toBe(status.DEADLINE_EXCEEDED);
  expect(detailOf(answer!, Timeout, 'Timeout')).toBeDefined();
}

const HOUR = 3_600_000;

describe('the deadline of a batch append', () => {
  it.each([
    ['an hour from now as a timestamp', () => ({ timestamp: new Date(Date.now() + HOUR) })],
    ['an hour as a duration', () => ({ durationMs: HOUR })],
    ['not given', () => undefined],
  ])('%s lets it in', async (_, deadline) => {
    const [answer] = await answersTo([chunkOf(fresh('deadline'), deadline())]);
    expect(answer!.hasSuccess()).toBe(true);
  });

  it.each([
    ['a second ago as a timestamp', () => ({ timestamp: new Date(Date.now() - 1_000) })],
    ['of no time as a duration', () => ({ durationMs: 0 })],
    ['of less than no time as a duration', () => ({ durationMs: -1_500 })],
  ])('%s is answered with Timeout, and nothing is written', async (_, deadline) => {
    const stream = fresh('deadline');
    const [answer] = await answersTo([chunkOf(stream, deadline())]);
    expectTimeout(answer);
    expect(streamOf(answer!)).toBe(stream);
    expect(await rejectionOf(collect(node.client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
  });

  it('that has passed is answered at the first chunk, and the chunks that follow are dropped', async () => {
    const [late, other] = [randomUUID(), randomUUID()];
    const stream = fresh('deadline');
    const answers = await answersTo(
      [
        chunkOf(stream, { timestamp: new Date(Date.now() - 1_000) }, { id: late, final: false }),
        Buffer.from(
          new BatchAppendReq()
            .setCorrelationId(uuid(late))
            .setProposedMessagesList([proposed('batch')])
            .setIsFinal(true)
            .serializeBinary(),
        ),
        chunkOf(fresh('deadline'), undefined, { id: other }),
      ],
      2,
    );
    expect(answers.map((answer) => answer.getCorrelationId()!.getString())).toEqual([late, other]);
    expectTimeout(answers[0]);
    expect(answers[1]!.hasSuccess()).toBe(true);
  });

  it('ends the wait for a last chunk that does not come, and nothing is written', async () => {
    const stream = fresh('deadline');
    const [answer] = await answersTo([chunkOf(stream, { durationMs: 40 }, { final: false })]);
    expectTimeout(answer);
    expect(streamOf(answer!)).toBe(stream);
    expect(await rejectionOf(collect(node.client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
  });
});

it('a deadline of the client that passes while its events are made ready is an error of the client', async () => {
  const stream = fresh('deadline');
  const late = node.client.appendToStream(stream, countedFrom(1, 10_000), { deadline: 1 });
  expect(await rejectionOf(late)).toMatchObject({ type: 'deadline-exceeded' });
  expect(await rejectionOf(collect(node.client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
});

it('options sent again under a correlation id in use change nothing and start nothing anew', async () => {
  const [stream, other, id] = [fresh('deadline'), fresh('deadline'), randomUUID()];
  const answers = await answersTo([
    chunkOf(stream, undefined, { id, final: false }),
    chunkOf(other, undefined, { id, final: true }),
  ]);
  expect(answers[0]!.getSuccess()?.getCurrentRevision()).toBe('1');
  expect(streamOf(answers[0]!)).toBe(stream);
});

function streamOf(answer: BatchAppendResp): string {
  return Buffer.from(answer.getStreamIdentifier()!.getStreamName_asU8()).toString();
}
