import { EventStoreDBClient, eventTypeFilter, Filter, streamNameFilter } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { counted, fresh, NodeUnderTest, nodeUnderTest, numbers, rejectionOf } from '../testing/node.fixtures';
import { itOnOwnNode } from '../testing/own-node.fixtures';
import { RawStreams, readOptions, statusOf, subscriptionOptions } from '../testing/raw-streams.fixtures';

let node: NodeUnderTest;
let client: EventStoreDBClient;
let raw: RawStreams;

/** Where these tests begin in the log, and the two streams whose events 0 to 5 they filter. */
let from: bigint;
const ours = fresh('filtered-a');
const other = fresh('other-b');
const run = ours.slice(-12);
const RED = `Red-${run}`;
const BLUE = `Blue-${run}`;

beforeAll(async () => {
  node = await nodeUnderTest();
  client = node.client;
  raw = new RawStreams(node);
  from = (await client.appendToStream(fresh('mark'), counted(-1))).position!.commit;
  for (const [n, stream, type] of [
    [0, ours, RED],
    [1, other, BLUE],
    [2, ours, BLUE],
    [3, other, RED],
    [4, ours, RED],
    [5, other, BLUE],
  ] as const) {
    await client.appendToStream(stream, counted(n, type));
  }
});

afterAll(async () => {
  raw.close();
  await node.stop();
});

const CASES: [string, Filter, number[]][] = [
  ['streams by a prefix', streamNameFilter({ prefixes: [ours] }), [0, 2, 4]],
  ['streams by several prefixes', streamNameFilter({ prefixes: [ours, other] }), [0, 1, 2, 3, 4, 5]],
  ['streams by a regular expression', streamNameFilter({ regex: `^filtered-.*${run}$` }), [0, 2, 4]],
  ['types by a prefix', eventTypeFilter({ prefixes: [RED] }), [0, 3, 4]],
  ['types by several prefixes', eventTypeFilter({ prefixes: [RED, BLUE] }), [0, 1, 2, 3, 4, 5]],
  ['types by a regular expression', eventTypeFilter({ regex: `^(Red|Blue)-${run}$` }), [0, 1, 2, 3, 4, 5]],
  ['types by a regular expression with escapes', eventTypeFilter({ regex: `^Blue\\-${run}` }), [1, 2, 5]],
];

function filterOptions(filter: Filter): ReadReq.Options.FilterOptions {
  const expression = new ReadReq.Options.FilterOptions.Expression();
  if ('prefixes' in filter && filter.prefixes) expression.setPrefixList(filter.prefixes);
  if ('regex' in filter && filter.regex) expression.setRegex(filter.regex);
  const options = new ReadReq.Options.FilterOptions().setCheckpointintervalmultiplier(1).setMax(32);
  return filter.filterOn === 'streamName' ? options.setStreamIdentifier(expression) : options.setEventType(expression);
}

const startingAt = (commit: bigint) =>
  new ReadReq.Options.AllOptions().setPosition(
    new ReadReq.Options.Position().setCommitPosition(`${commit}`).setPreparePosition(`${commit}`),
  );
const numbersOf = (messages: readonly ReadResp[]) =>
  messages
    .filter((message) => message.hasEvent())
    .map(
      (message) => JSON.parse(Buffer.from(message.getEvent()!.getEvent()!.getData_asU8()).toString()) as { n: number },
    )
    .map(({ n }) => n);

describe.each(CASES)('a filter of %s', (_, filter, expected) => {
  it('gives a subscription of the client what matches and nothing else', async () => {
    const subscription = client.subscribeToAll({ fromPosition: { commit: from, prepare: from }, filter });
    const seen = [];
    for await (const resolved of subscription) {
      seen.push(resolved);
      if (seen.length === expected.length) break;
    }
    await subscription.unsubscribe();
    expect(numbers(seen)).toEqual(expected);
  });

  it('gives a subscription over gRPC the same, before it has caught up', async () => {
    const options = subscriptionOptions().setAll(startingAt(from)).setFilter(filterOptions(filter));
    expect(numbersOf(await raw.readUntil(options, (message) => message.hasCaughtUp()))).toEqual(expected);
  });

  it('gives a read of $all the same in both directions, up to its count', async () => {
    const forwards = () => readOptions().setAll(startingAt(from)).setFilter(filterOptions(filter));
    const backwards = () =>
      readOptions()
        .setAll(new ReadReq.Options.AllOptions().setEnd(new Empty()))
        .setReadDirection(ReadReq.Options.ReadDirection.BACKWARDS)
        .setFilter(filterOptions(filter));
    expect(numbersOf(await raw.read(forwards()))).toEqual(expected);
    expect(numbersOf(await raw.read(backwards()))).toEqual(expected.toReversed());
    expect(numbersOf(await raw.read(forwards().setCount('2')))).toEqual(expected.slice(0, 2));
    expect(numbersOf(await raw.read(backwards().setCount('2')))).toEqual(expected.toReversed().slice(0, 2));
  });
});

describe('a filter over gRPC', () => {
  it('without a search window has one of its own', async () => {
    const filter = filterOptions(streamNameFilter({ prefixes: [ours] })).setCount(new Empty());
    const options = subscriptionOptions().setAll(startingAt(from)).setFilter(filter);
    expect(numbersOf(await raw.readUntil(options, (message) => message.hasCaughtUp()))).toEqual([0, 2, 4]);
  });

  it('that cannot be read ends a subscription with INVALID_ARGUMENT', async () => {
    const options = subscriptionOptions().setFilter(filterOptions(eventTypeFilter({ regex: '(?<=[' })));
    expect(statusOf(await rejectionOf(raw.read(options))).code).toBe(status.INVALID_ARGUMENT);
  });

  it('with a checkpoint interval of 0 ends a subscription with UNKNOWN', async () => {
    const filter = filterOptions(eventTypeFilter({ prefixes: ['a'] })).setCheckpointintervalmultiplier(0);
    expect(statusOf(await rejectionOf(raw.read(subscriptionOptions().setFilter(filter))))).toMatchObject({
      code: status.UNKNOWN,
      trailers: {},
    });
  });
});

itOnOwnNode(
  'without a filter $all leaves out the node’s bookkeeping, for reads and subscriptions, and a filter brings it back',
  'its bookkeeping is not ours to write',
  async () => {
    const start = (await client.appendToStream(fresh('mark'), counted(-1))).position!.commit;
    const group = fresh('group');
    const hidden = [
      '$epoch-information',
      `$persistentsubscription-$all::${group}-checkpoint`,
      `$persistentsubscription-$all::${group}-parked`,
    ];
    const shown = [`$persistentsubscription-orders::${group}-checkpoint`, fresh('$system')];
    for (const [n, stream] of [...hidden, ...shown].entries()) await client.appendToStream(stream, counted(n));
    const unfiltered = [
      await raw.read(readOptions().setAll(startingAt(start))),
      await raw.readUntil(subscriptionOptions().setAll(startingAt(start)), (message) => message.hasCaughtUp()),
    ];
    for (const messages of unfiltered) expect(numbersOf(messages).filter((n) => n >= 0)).toEqual([3, 4]);
    const filtered = readOptions()
      .setAll(startingAt(start))
      .setFilter(filterOptions(streamNameFilter({ prefixes: ['$'] })));
    expect(numbersOf(await raw.read(filtered))).toEqual([0, 1, 2, 3, 4]);
  },
);
