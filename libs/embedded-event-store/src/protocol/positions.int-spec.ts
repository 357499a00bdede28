import { BACKWARDS, EventStoreDBClient } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { DeleteReq, ReadReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { APPEND_WAYS, AppendWayName, nodeForAppends } from '../testing/append-ways.fixtures';
import { collect, counted, countedFrom, fresh, NodeUnderTest, rejectionOf } from '../testing/node.fixtures';
import { identifier, RawStreams, readOptions, statusOf, subscriptionOptions } from '../testing/raw-streams.fixtures';

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

const END = 2n ** 64n - 1n;

function position(commit: bigint, prepare: bigint = commit): ReadReq.Options.AllOptions {
  return new ReadReq.Options.AllOptions().setPosition(
    new ReadReq.Options.Position().setCommitPosition(`${commit}`).setPreparePosition(`${prepare}`),
  );
}

const idsOf = (read: readonly { event?: { id: string } }[]) => read.map(({ event }) => event!.id);

describe.each(Object.keys(APPEND_WAYS) as AppendWayName[])('the positions of an append over %s', (way) => {
  it('are one for each event, in order, and the answer tells the last', async () => {
    const stream = fresh('positions');
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const answer = await APPEND_WAYS[way]({ client, raw }, stream, 'no_stream', ids);
    const own = (await collect(client.readStream(stream))).map(({ event }) => event!.position!);
    for (const { commit, prepare } of own) expect(commit).toBe(prepare);
    expect(own[0]!.commit).toBeLessThan(own[1]!.commit);
    expect(own[1]!.commit).toBeLessThan(own[2]!.commit);
    expect(answer).toEqual({ kind: 'appended', revision: 2n, position: own[2]!.commit });
  });
});

it.each(['delete', 'tombstone'] as const)(
  'the answer of a %s tells the position of its record twice',
  async (method) => {
    const stream = fresh('positions');
    await client.appendToStream(stream, counted(1));
    const response =
      method === 'delete'
        ? await raw.delete(
            new DeleteReq().setOptions(
              new DeleteReq.Options().setStreamIdentifier(identifier(stream)).setAny(new Empty()),
            ),
          )
        : await raw.tombstone(
            new TombstoneReq().setOptions(
              new TombstoneReq.Options().setStreamIdentifier(identifier(stream)).setAny(new Empty()),
            ),
          );
    const told = response.getPosition()!;
    expect(told.getPreparePosition()).toBe(told.getCommitPosition());
    const commit = BigInt(told.getCommitPosition());
    const [record] = await collect(client.readAll({ fromPosition: { commit, prepare: commit }, maxCount: 1 }));
    expect(record!.event).toMatchObject({
      streamId: method === 'delete' ? `$$${stream}` : stream,
      type: method === 'delete' ? '$metadata' : '$streamDeleted',
      position: { commit, prepare: commit },
    });
  },
);

describe('a position in $all', () => {
  it('of 0 is before everything, in both directions and for a subscription', async () => {
    await client.appendToStream(fresh('positions'), counted(1));
    const zero = { commit: 0n, prepare: 0n };
    const [first] = await collect(client.readAll({ maxCount: 1 }));
    expect(await collect(client.readAll({ fromPosition: zero, maxCount: 1 }))).toEqual([first]);
    expect(await collect(client.readAll({ fromPosition: zero, direction: BACKWARDS }))).toEqual([]);
    const [message] = await raw.readUntil(subscriptionOptions().setAll(position(0n)), (each) => each.hasEvent());
    expect(message!.hasConfirmation()).toBe(true);
  });

  it('is included by a read forwards, left out by a subscription, and the end of a read backwards', async () => {
    const stream = fresh('positions');
    await client.appendToStream(stream, countedFrom(0, 2));
    const [before, at, after] = await collect(client.readStream(stream));
    const from = at!.event!.position!;
    expect(idsOf(await collect(client.readAll({ fromPosition: from, maxCount: 2 })))).toEqual(idsOf([at!, after!]));
    expect(idsOf(await collect(client.readAll({ fromPosition: from, maxCount: 1, direction: BACKWARDS })))).toEqual(
      idsOf([before!]),
    );
    const [next] = (
      await raw.readUntil(subscriptionOptions().setAll(position(from.commit)), (each) => each.hasEvent())
    ).filter((each) => each.hasEvent());
    expect(next!.getEvent()!.getEvent()!.getId()!.getString()).toBe(after!.event!.id);
  });

  it('of 2^64-1 is the end: nothing forwards, the newest event backwards, only what comes for a subscription', async () => {
    const { position: newest } = await client.appendToStream(fresh('positions'), counted(1));
    expect(await raw.read(readOptions().setAll(position(END)))).toEqual([]);
    const backwards = readOptions()
      .setAll(position(END))
      .setReadDirection(ReadReq.Options.ReadDirection.BACKWARDS)
      .setCount('1');
    const [last] = await raw.read(backwards);
    expect(BigInt(last!.getEvent()!.getCommitPosition())).toBeGreaterThanOrEqual(newest!.commit);
    const stream = fresh('positions');
    const messages = await raw.readUntil(
      subscriptionOptions().setAll(position(END)),
      (each) => each.hasEvent(),
      (each) => {
        if (each.hasCaughtUp()) void client.appendToStream(stream, counted(7));
      },
    );
    const event = messages.at(-1)!.getEvent()!.getEvent()!;
    expect(BigInt(event.getCommitPosition())).toBeGreaterThan(newest!.commit);
  });

  it.each([
    ['a commit position before its prepare position', 1n, 2n],
    ['more than 2^63-1', 2n ** 63n, 2n ** 63n],
    ['the end for one half only', END, 1n],
  ])('of %s is invalid, for reads and subscriptions', async (_, commit, prepare) => {
    const backwards = ReadReq.Options.ReadDirection.BACKWARDS;
    for (const options of [readOptions(), readOptions().setReadDirection(backwards), subscriptionOptions()]) {
      expect(statusOf(await rejectionOf(raw.read(options.setAll(position(commit, prepare)))))).toEqual({
        code: status.INVALID_ARGUMENT,
        details: 'Trying to read from an invalid position.',
        trailers: {},
      });
    }
  });

  it('that is invalid is an error of the client', async () => {
    const error = await rejectionOf(collect(client.readAll({ fromPosition: { commit: 1n, prepare: 2n } })));
    expect(error).toMatchObject({ code: status.INVALID_ARGUMENT });
  });
});
