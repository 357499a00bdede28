import {
  AppendResult,
  EventStoreDBClient,
  jsonEvent,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { Empty, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import { AppendReq, AppendResp, BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Empty as GoogleEmpty } from 'google-protobuf/google/protobuf/empty_pb';
import { randomUUID } from 'node:crypto';
import { NodeUnderTest, nodeUnderTest } from './node.fixtures';
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
} from './raw-streams.fixtures';

export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

/** What an append was answered, whichever way it went. */
export type Answer =
  | { readonly kind: 'appended'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'conflict'; readonly current: bigint | 'no_stream'; readonly expected: Expected }
  | { readonly kind: 'deleted' };

/** Appends events with these ids, of type T and with their id as data, and gives the answer in one form. */
export type AppendWay = (
  to: { client: EventStoreDBClient; raw: RawStreams },
  stream: string,
  expected: Expected,
  ids: readonly string[],
) => Promise<Answer>;

/** The two append methods, each through the client and over bare gRPC. */
export const APPEND_WAYS = {
  'BatchAppend, by the client': ({ client }, ...append) => byClient(client, {}, ...append),
  // The client sends an append with credentials of its own over Append.
  'Append, by the client': ({ client }, ...append) => byClient(client, { credentials: APPENDER }, ...append),
  'BatchAppend, over gRPC': ({ raw }, ...append) => overBatchAppend(raw, ...append),
  'Append, over gRPC': ({ raw }, ...append) => overAppend(raw, ...append),
} as const satisfies Record<string, AppendWay>;

export type AppendWayName = keyof typeof APPEND_WAYS;

/** Whose credentials those are. A server that EVENTSTORE_URL names must know the user, as a new EventStoreDB does. */
export const APPENDER = { username: 'admin', password: 'changeit' };

/** A node under test that lets the appender in. */
export function nodeForAppends(options: Parameters<typeof nodeUnderTest>[0] = {}): Promise<NodeUnderTest> {
  return nodeUnderTest({ ...options, users: [{ name: APPENDER.username, password: APPENDER.password, admins: true }] });
}

const dataOf = (id: string) => ({ id });

async function byClient(
  client: EventStoreDBClient,
  options: object,
  stream: string,
  expectedRevision: Expected,
  ids: readonly string[],
): Promise<Answer> {
  const events = ids.map((id) => jsonEvent({ id, type: 'T', data: dataOf(id) }));
  try {
    return appended(await client.appendToStream(stream, events, { ...options, expectedRevision }));
  } catch (error) {
    if (error instanceof StreamDeletedError) return { kind: 'deleted' };
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    return { kind: 'conflict', current: error.actualVersion, expected: error.expectedVersion as Expected };
  }
}

function appended({ nextExpectedRevision, position }: AppendResult): Answer {
  return { kind: 'appended', revision: nextExpectedRevision, position: position!.commit };
}

async function overAppend(
  raw: RawStreams,
  stream: string,
  expected: Expected,
  ids: readonly string[],
): Promise<Answer> {
  const frames = ids.map((id) => appendFrame(withId('append', id)));
  let response: AppendResp;
  try {
    response = await raw.append(appendHeader(expecting(appendOptions(stream), expected, new Empty())), ...frames);
  } catch (error) {
    if (statusOf(error).trailers['exception'] === 'stream-deleted') return { kind: 'deleted' };
    throw error;
  }
  const success = response.getSuccess();
  if (success) {
    return {
      kind: 'appended',
      revision: success.hasNoStream() ? -1n : BigInt(success.getCurrentRevision()),
      position: onePosition(success.getPosition()!),
    };
  }
  const conflict = response.getWrongExpectedVersion()!;
  return {
    kind: 'conflict',
    current: conflict.hasCurrentNoStream() ? 'no_stream' : BigInt(conflict.getCurrentRevision()),
    expected: conflict.hasExpectedRevision()
      ? BigInt(conflict.getExpectedRevision())
      : oneOf({
          any: conflict.hasExpectedAny(),
          no_stream: conflict.hasExpectedNoStream(),
          stream_exists: conflict.hasExpectedStreamExists(),
        }),
  };
}

async function overBatchAppend(
  raw: RawStreams,
  stream: string,
  expected: Expected,
  ids: readonly string[],
): Promise<Answer> {
  const request = new BatchAppendReq()
    .setCorrelationId(uuid(randomUUID()))
    .setOptions(
      expecting(new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)), expected, new GoogleEmpty()),
    )
    .setProposedMessagesList(ids.map((id) => withId('batch', id)))
    .setIsFinal(true);
  const [response] = (await raw.batchAppend(request)) as [BatchAppendResp];
  const success = response.getSuccess();
  if (success) {
    return {
      kind: 'appended',
      revision: success.hasNoStream() ? -1n : BigInt(success.getCurrentRevision()),
      position: onePosition(success.getPosition()!),
    };
  }
  if (response.getError()!.getDetails()!.getTypeName() === 'event_store.client.StreamDeleted')
    return { kind: 'deleted' };
  const conflict = detailOf(response, WrongExpectedVersion, 'WrongExpectedVersion');
  return {
    kind: 'conflict',
    current: conflict.hasCurrentNoStream() ? 'no_stream' : BigInt(conflict.getCurrentStreamRevision()),
    expected: conflict.hasExpectedStreamPosition()
      ? BigInt(conflict.getExpectedStreamPosition())
      : oneOf({
          any: conflict.hasExpectedAny(),
          no_stream: conflict.hasExpectedNoStream(),
          stream_exists: conflict.hasExpectedStreamExists(),
        }),
  };
}

function withId(kind: 'append' | 'batch', id: string) {
  return proposed(kind, undefined, { id, data: Buffer.from(JSON.stringify(dataOf(id))) });
}

/** Sets the expected revision, which the two requests name alike but for the exact one. */
function expecting<Options extends AppendReq.Options | BatchAppendReq.Options>(
  options: Options,
  expected: Expected,
  empty: Empty,
): Options {
  if (expected === 'any') options.setAny(empty);
  else if (expected === 'no_stream') options.setNoStream(empty);
  else if (expected === 'stream_exists') options.setStreamExists(empty);
  else if (options instanceof AppendReq.Options) options.setRevision(`${expected}`);
  else options.setStreamPosition(`${expected}`);
  return options;
}

function onePosition(position: { getCommitPosition(): string; getPreparePosition(): string }): bigint {
  if (position.getCommitPosition() !== position.getPreparePosition()) {
    throw new Error(`An answer with two positions: ${position.getCommitPosition()}, ${position.getPreparePosition()}`);
  }
  return BigInt(position.getCommitPosition());
}

function oneOf(flags: Record<'any' | 'no_stream' | 'stream_exists', boolean>): Expected {
  const set = (Object.keys(flags) as (keyof typeof flags)[]).filter((key) => flags[key]);
  if (set.length !== 1) throw new Error(`An answer must name one expected revision, not ${set.length}.`);
  return set[0]!;
}
