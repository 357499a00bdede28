import { convertToCommandError } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { ClientReadableStream } from '@grpc/grpc-js';
import type { GuardedClient } from './guarded-client';
import { NoAnswerInTime } from './patience';

/** Positions looked through per step on the node, before it asks whether the call is still wanted. */
const SEARCH_WINDOW = 4_096;

/** Position of the last event whose stream name starts with one of the prefixes. The client's readAll cannot filter, the
 *  protocol can: the node walks back from the end of the log and sends the one event that matters. */
export function readHeadPosition(
  { internals }: GuardedClient,
  streamPrefixes: readonly string[] | undefined,
  timeoutMs: number,
): Promise<bigint | undefined> {
  const request = lastEventRequest(streamPrefixes);
  return internals.execute(StreamsClient, 'headPosition', async (stub) => {
    const [metadata, options] = internals.callArguments({}, { deadline: Infinity });
    const call = stub.read(request, metadata, options);
    const late = setTimeout(() => call.destroy(new NoAnswerInTime(timeoutMs)), timeoutMs);
    try {
      return await lastPosition(call);
    } finally {
      clearTimeout(late);
      call.cancel();
    }
  });
}

function lastPosition(call: ClientReadableStream<ReadResp>): Promise<bigint | undefined> {
  return new Promise((resolve, reject) => {
    let position: bigint | undefined;
    call.on('data', (response: ReadResp) => {
      const event = response.getEvent()?.getEvent();
      if (event) position = BigInt(event.getCommitPosition());
    });
    call.on('error', (error) => reject(convertToCommandError(error)));
    call.on('end', () => resolve(position));
  });
}

function lastEventRequest(streamPrefixes: readonly string[] | undefined): ReadReq {
  const all = new ReadReq.Options.AllOptions();
  all.setEnd(new Empty());
  const uuids = new ReadReq.Options.UUIDOption();
  uuids.setString(new Empty());
  const options = new ReadReq.Options();
  options.setAll(all);
  options.setReadDirection(ReadReq.Options.ReadDirection.BACKWARDS);
  options.setCount('1');
  options.setUuidOption(uuids);
  if (streamPrefixes) options.setFilter(filterOn(streamPrefixes));
  else options.setNoFilter(new Empty());
  const request = new ReadReq();
  request.setOptions(options);
  return request;
}

function filterOn(streamPrefixes: readonly string[]) {
  const expression = new ReadReq.Options.FilterOptions.Expression();
  expression.setPrefixList([...streamPrefixes]);
  const filter = new ReadReq.Options.FilterOptions();
  filter.setStreamIdentifier(expression);
  filter.setMax(SEARCH_WINDOW);
  filter.setCheckpointintervalmultiplier(1); // means nothing for a read, and is refused when 0
  return filter;
}
