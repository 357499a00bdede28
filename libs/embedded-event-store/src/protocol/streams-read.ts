import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventLog } from '../storage/event-log';
import { linkResolver } from '../storage/links';
import { RecordedRow } from '../storage/model';
import { conditionOf, StreamPage, visibleBackwards, visibleForwards } from '../storage/visibility';
import { streamDeleted } from './errors';
import { defaultFilter } from './filters';
import type { Access } from './guard';
import { Outgoing } from './outgoing';
import { AllSource, ReadRequest, readRequestOf, readTargetOf } from './read-request';
import { subscribeToAll, subscribeToStream } from './subscriptions';
import { readEvent, readFirstStreamPosition, readLastStreamPosition, readStreamNotFound } from './wire';

/** Answers Streams.Read: bounded reads and catch-up subscriptions, of one stream or of `$all`. */
export async function handleRead(
  log: EventLog,
  access: Access,
  call: ServerWritableStream<ReadReq, Buffer>,
): Promise<void> {
  const outgoing = new Outgoing(call);
  try {
    access.require(readTargetOf(call.request), 'read');
    const request = readRequestOf(call.request, log.reader);
    const { source } = request;
    if (request.count === undefined) {
      if (source.kind === 'stream') await subscribeToStream(log, outgoing, source, request);
      else await subscribeToAll(log, outgoing, source, request);
    } else if (source.kind === 'stream') {
      await readStream(log, outgoing, source, { ...request, count: request.count });
    } else {
      await readAll(log, outgoing, source, { ...request, count: request.count });
    }
    outgoing.end();
  } catch (error) {
    outgoing.fail(error);
  }
}

type BoundedRequest = ReadRequest & { readonly count: number };

async function readStream(
  log: EventLog,
  outgoing: Outgoing,
  source: Extract<ReadRequest['source'], { kind: 'stream' }>,
  request: BoundedRequest,
): Promise<void> {
  const send = sender(log, outgoing, request);
  const read = request.backwards ? visibleBackwards : visibleForwards;
  let next: StreamPage['next'] = { start: 0, end: Infinity }[source.from as 'start' | 'end'] ?? (source.from as number);
  let last: number | undefined;
  while (next !== undefined && !outgoing.isClosed) {
    const stream = log.stream(source.name);
    const condition = conditionOf(stream);
    if (condition === 'tombstoned') throw streamDeleted(source.name);
    if (stream === undefined || condition === 'missing') {
      if (last === undefined) await outgoing.write(readStreamNotFound(source.name));
      return;
    }
    const page: StreamPage = read(log.reader, stream, next, log.now());
    if (last === undefined && request.compatibility >= 1 && !request.backwards) {
      const beginning = laterBeginning(page, next, request.count, stream.lastRevision);
      if (beginning !== undefined) await outgoing.write(readFirstStreamPosition(beginning));
    }
    last = stream.lastRevision;
    if ((await send(page.rows)) === 'complete') break;
    next = page.next;
    if (next !== undefined) await nextTurn();
  }
  if (last !== undefined && request.compatibility >= 1) await outgoing.write(readLastStreamPosition(last));
}

/** EventStoreDB reads a stream in pages of so many revisions; it tells of a beginning that the first page did not reach. */
const REVISIONS_LOOKED_AT = 32;

/** The revision to go on from when a forward read began at `from` and nothing near it is there to be read. */
function laterBeginning(page: StreamPage, from: number, count: number, last: number): number | undefined {
  const beginning = page.rows[0]?.revision ?? page.next ?? last + 1;
  const nothingNear = page.rows.length === 0 || beginning >= from + Math.min(REVISIONS_LOOKED_AT, count);
  return nothingNear && beginning !== from && Number.isFinite(from) ? beginning : undefined;
}

async function readAll(log: EventLog, outgoing: Outgoing, source: AllSource, request: BoundedRequest): Promise<void> {
  const send = sender(log, outgoing, request);
  const wanted = source.filter?.matches ?? defaultFilter(log.reader);
  const nextPage = request.backwards ? backwardsFrom(log, source.from) : forwardsFrom(log, source.from);
  while (!outgoing.isClosed) {
    const rows = nextPage();
    if (rows.length === 0) return;
    if ((await send(rows.filter(wanted))) === 'complete') return;
    await nextTurn();
  }
}

function forwardsFrom(log: EventLog, from: AllSource['from']): () => RecordedRow[] {
  let after = from === 'start' || from === 0 ? 0 : from === 'end' ? Infinity : from - 1;
  return () => {
    const rows = Number.isFinite(after) ? log.reader.allForwards(after) : [];
    after = rows.at(-1)?.position ?? after;
    return rows;
  };
}

function backwardsFrom(log: EventLog, from: AllSource['from']): () => RecordedRow[] {
  let before = from === 'start' ? 0 : from === 'end' ? Number.MAX_SAFE_INTEGER : from;
  return () => {
    const rows = log.reader.allBackwards(before);
    before = rows.at(-1)?.position ?? before;
    return rows;
  };
}

/** Sends rows until the request's count is reached. */
function sender(log: EventLog, outgoing: Outgoing, request: BoundedRequest) {
  const resolve = linkResolver(log, request.resolveLinks);
  let left = request.count;
  return async (rows: readonly RecordedRow[]): Promise<'complete' | 'more'> => {
    for (const row of rows) {
      if (left <= 0 || outgoing.isClosed) return 'complete';
      left--;
      const full = outgoing.write(readEvent(resolve(row), request.uuids));
      if (full) await full;
    }
    return left <= 0 ? 'complete' : 'more';
  };
}
