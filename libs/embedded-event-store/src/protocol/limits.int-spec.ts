import { EventStoreDBClient, MaxAppendSizeExceededError } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty as GoogleEmpty } from 'google-protobuf/google/protobuf/empty_pb';
import { randomUUID } from 'node:crypto';
import { fieldsOf } from '../protobuf';
import { collect, counted, fresh, NodeUnderTest, nodeUnderTest, rejectionOf } from '../testing/node.fixtures';
import { describeOnOwnNode } from '../testing/own-node.fixtures';
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

describeOnOwnNode('a node with limits of its own', 'a real server has the limits of its own settings', () => {
  const MAX_APPEND = 2_000;
  const MAX_EVENT = 1_200;
  const EVENT_ID = 'f3b7c2d1-0000-4abc-8def-00000000002a';
  let node: NodeUnderTest;
  let client: EventStoreDBClient;
  let raw: RawStreams;

  beforeAll(async () => {
    node = await nodeUnderTest({ maxAppendSize: MAX_APPEND, maxAppendEventSize: MAX_EVENT });
    client = node.client;
    raw = new RawStreams(node);
  });

  afterAll(async () => {
    raw.close();
    await node.stop();
  });

  /** An event that counts as so many bytes: its type is one character, so two of them. */
  const sized = (kind: 'append' | 'batch', bytes: number, id: string = randomUUID()) =>
    proposed(kind, { type: 'T', 'content-type': 'application/json' }, { id, data: Buffer.alloc(bytes - 2) });
  const append = (stream: string, ...sizes: number[]) =>
    raw.append(
      appendHeader(appendOptions(stream).setAny(new Empty())),
      ...sizes.map((bytes) => appendFrame(sized('append', bytes, EVENT_ID))),
    );
  const batchAppend = async (stream: string, ...sizes: number[]) => {
    const request = new BatchAppendReq()
      .setCorrelationId(uuid())
      .setOptions(new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setAny(new GoogleEmpty()))
      .setProposedMessagesList(sizes.map((bytes) => sized('batch', bytes, EVENT_ID)))
      .setIsFinal(true);
    return (await raw.batchAppend(request))[0]!;
  };

  it('refuses a larger append, and tells the client the limit', async () => {
    const event = { ...counted(1), data: { text: 'x'.repeat(1_000) } };
    const error = await rejectionOf(client.appendToStream(fresh('small'), [event, { ...event, id: randomUUID() }]));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: MAX_APPEND });
  });

  it('takes an event of exactly the limit on both append methods', async () => {
    expect((await append(fresh('small'), MAX_EVENT)).hasSuccess()).toBe(true);
    expect((await batchAppend(fresh('small'), MAX_EVENT)).hasSuccess()).toBe(true);
  });

  it('refuses a larger event over Append, naming it, its size and the limit', async () => {
    const stream = fresh('small');
    expect(statusOf(await rejectionOf(append(stream, MAX_EVENT + 1)))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      trailers: {
        exception: 'maximum-append-event-size-exceeded',
        'maximum-append-event-size': `${MAX_EVENT}`,
        'event-id': EVENT_ID,
        'proposed-append-event-size': `${MAX_EVENT + 1}`,
      },
    });
    expect(await rejectionOf(collect(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
  });

  it('refuses a larger event over BatchAppend, naming it, its size and the limit', async () => {
    const error = (await batchAppend(fresh('small'), MAX_EVENT + 1)).getError()!;
    expect(error.getCode()).toBe(status.INVALID_ARGUMENT);
    expect(detailFields(error.getDetails()!, 'MaximumAppendEventSizeExceeded')).toEqual([
      EVENT_ID,
      MAX_EVENT + 1,
      MAX_EVENT,
    ]);
  });

  it('looks at each event before it looks at the sum: the error names the event that is too large by both', async () => {
    expect(statusOf(await rejectionOf(append(fresh('small'), 1_000, MAX_EVENT + 1))).trailers).toMatchObject({
      exception: 'maximum-append-event-size-exceeded',
    });
    expect(statusOf(await rejectionOf(append(fresh('small'), 1_000, 1_001))).trailers).toMatchObject({
      exception: 'maximum-append-size-exceeded',
    });
    const [event, sum] = [
      await batchAppend(fresh('small'), 1_000, MAX_EVENT + 1),
      await batchAppend(fresh('small'), 1_000, 1_001),
    ].map((answer) => answer.getError()!.getDetails()!.getTypeName());
    expect(event).toBe('event_store.client.MaximumAppendEventSizeExceeded');
    expect(sum).toBe('event_store.client.MaximumAppendSizeExceeded');
  });
});

/** The fields of a detail that the client's stubs do not know, texts and numbers in order. */
function detailFields(details: Any, name: string): (string | number)[] {
  expect(details.getTypeName()).toBe(`event_store.client.${name}`);
  return [...fieldsOf(details.getValue_asU8())].map(({ bytes, varint }) =>
    bytes.length > 0 ? bytes.toString('utf8') : Number(varint),
  );
}
