import { binaryEvent, EventStoreDBClient } from '@eventstore/db-client';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { collect, countedFrom, fresh, NodeUnderTest, nodeUnderTest } from '../testing/node.fixtures';
import { RawStreams, readOptions, subscriptionOptions } from '../testing/raw-streams.fixtures';

let node: NodeUnderTest;
let client: EventStoreDBClient;
let raw: RawStreams;

/** A stream of two links: to revision 1 of `target`, and to revision 7, which is not there. */
let target: string;
let links: string;
let from: bigint;
let linkPositions: bigint[];

beforeAll(async () => {
  node = await nodeUnderTest();
  client = node.client;
  raw = new RawStreams(node);
  target = fresh('target');
  links = fresh('links');
  from = (await client.appendToStream(target, countedFrom(0, 2))).position!.commit;
  const link = (revision: number) => binaryEvent({ type: '$>', data: Buffer.from(`${revision}@${target}`) });
  await client.appendToStream(links, [link(1), link(7)]);
  linkPositions = (await collect(client.readStream(links))).map(({ event }) => event!.position!.commit);
});

afterAll(async () => {
  raw.close();
  await node.stop();
});

const all = () =>
  new ReadReq.Options.AllOptions().setPosition(
    new ReadReq.Options.Position().setCommitPosition(`${from}`).setPreparePosition(`${from}`),
  );
const caughtUp = (message: ReadResp) => message.hasCaughtUp();
const isLink = (message: ReadResp) =>
  message.hasEvent() && (message.getEvent()!.hasLink() || message.getEvent()!.getEvent()!.getStreamRevision() !== '2');

/** Every way to read: all of them see the two links, in order. */
const WAYS: [string, (resolve: boolean) => Promise<ReadResp[]>][] = [
  ['a read of the stream', (resolve) => raw.read(readOptions(links).setResolveLinks(resolve))],
  ['a read of $all', (resolve) => raw.read(readOptions().setAll(all()).setResolveLinks(resolve))],
  [
    'a subscription to the stream',
    (resolve) => raw.readUntil(subscriptionOptions(links).setResolveLinks(resolve), caughtUp),
  ],
  [
    'a subscription to $all',
    (resolve) => raw.readUntil(subscriptionOptions().setAll(all()).setResolveLinks(resolve), caughtUp),
  ],
];

describe.each(WAYS)('%s', (_, read) => {
  it('that resolves links gives event and link, at the position of the link, and a link alone when its event is gone', async () => {
    const [resolved, dangling] = (await read(true)).filter(isLink).map((message) => message.getEvent()!);
    expect(resolved!.getEvent()!.getStreamRevision()).toBe('1');
    expect(nameOf(resolved!.getEvent()!)).toBe(target);
    expect(nameOf(resolved!.getLink()!)).toBe(links);
    expect(resolved!.hasNoPosition()).toBe(false);
    expect(resolved!.getCommitPosition()).toBe(`${linkPositions[0]}`);
    expect(dangling!.hasEvent()).toBe(false);
    expect(nameOf(dangling!.getLink()!)).toBe(links);
    expect(dangling!.getLink()!.getStreamRevision()).toBe('1');
    expect(dangling!.getCommitPosition()).toBe(`${linkPositions[1]}`);
  });

  it('that does not gives the links as they are', async () => {
    const events = (await read(false)).filter(isLink).map((message) => message.getEvent()!);
    expect(events.map((event) => Buffer.from(event.getEvent()!.getData_asU8()).toString())).toEqual([
      `1@${target}`,
      `7@${target}`,
    ]);
    expect(events.some((event) => event.hasLink())).toBe(false);
    expect(events.map((event) => event.getCommitPosition())).toEqual(linkPositions.map(String));
  });
});

it('a subscription of the client that resolves links is given the events', async () => {
  const subscription = client.subscribeToStream(links, { resolveLinkTos: true });
  for await (const { event, link } of subscription) {
    expect(event).toMatchObject({ streamId: target, revision: 1n });
    expect(link).toMatchObject({ streamId: links, revision: 0n });
    break;
  }
  await subscription.unsubscribe();
});

function nameOf(event: ReadResp.ReadEvent.RecordedEvent): string {
  return Buffer.from(event.getStreamIdentifier()!.getStreamName_asU8()).toString();
}
