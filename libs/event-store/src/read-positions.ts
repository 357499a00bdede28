import { convertToCommandError } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { ClientReadableStream } from '@grpc/grpc-js';
import type { GuardedClient } from './guarded-client';
import { ignore } from './reading';

export type PositionsQuery = {
  readonly count: number;
  /** Of streams whose name starts with one of these; of all when undefined. */
  readonly streamPrefixes?: readonly string[] | undefined;
} & ({ readonly backwardsFrom: 'end' } | { readonly forwardsFrom: bigint });

/** Events that the node looks through before it asks whether the call is still wanted. */
const SEARCH_WINDOW = 4_096;

/** Positions of events of the log, in the order of reading; forwards includes the position given. The client's readAll
 *  cannot filter, the protocol can: so the call is made here, over the client's connection. */
export async function readPositions(
  guarded: GuardedClient,
  query: PositionsQuery,
  timeoutMs: number,
): Promise<bigint[]> {
  const { internals } = guarded;
  const open = internals.GRPCStreamCreator(StreamsClient, 'readPositions', (stub) =>
    stub.read(readRequest(query), ...internals.callArguments({}, { deadline: Infinity })),
  );
  const opening = open();
  try {
    return await guarded.answered(timeoutMs, opening.then(positionsOf));
  } finally {
    void opening.then((call) => call.cancel(), ignore); // also when it opens too late
  }
}

function positionsOf(call: ClientReadableStream<ReadResp>): Promise<bigint[]> {
  return new Promise((resolve, reject) => {
    const positions: bigint[] = [];
    call.on('data', (response: ReadResp) => {
      const event = response.getEvent()?.getEvent();
      if (event) positions.push(BigInt(event.getCommitPosition()));
    });
    call.on('error', (error) => reject(convertToCommandError(error)));
    call.on('end', () => resolve(positions));
  });
}

function readRequest(query: PositionsQuery): ReadReq {
  const { BACKWARDS, FORWARDS } = ReadReq.Options.ReadDirection;
  const uuids = new ReadReq.Options.UUIDOption();
  uuids.setString(new Empty());
  const options = new ReadReq.Options();
  options.setAll(startOf(query));
  options.setReadDirection('backwardsFrom' in query ? BACKWARDS : FORWARDS);
  options.setCount(String(query.count));
  options.setUuidOption(uuids);
  if (query.streamPrefixes) options.setFilter(filterOn(query.streamPrefixes));
  else options.setNoFilter(new Empty());
  const request = new ReadReq();
  request.setOptions(options);
  return request;
}

function startOf(query: PositionsQuery) {
  const all = new ReadReq.Options.AllOptions();
  if ('backwardsFrom' in query) {
    all.setEnd(new Empty());
    return all;
  }
  const position = new ReadReq.Options.Position();
  position.setCommitPosition(String(query.forwardsFrom));
  position.setPreparePosition(String(query.forwardsFrom));
  all.setPosition(position);
  return all;
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
