import { EventStoreDBClient, streamNameFilter, UnavailableError } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import path from 'node:path';
import { openForWriting } from '../storage/database';
import { DATABASE_FILE } from '../storage/event-log';
import { allSettings, consume, consumeAll, eventually, streamSettings } from '../testing/consumers.fixtures';
import { counted, countedFrom, numbers, rejectionOf, temporaryDirectory } from '../testing/node.fixtures';
import { EmbeddedNode, startEmbeddedNode } from './embedded-node';

let directory: ReturnType<typeof temporaryDirectory>;
let node: EmbeddedNode;
let client: EventStoreDBClient;

beforeEach(async () => {
  directory = temporaryDirectory();
  await start();
});

afterEach(async () => {
  await stop();
  directory.remove();
});

async function start(): Promise<void> {
  node = await startEmbeddedNode({ dataDir: directory.path });
  client = EventStoreDBClient.connectionString(node.connectionString);
}

async function stop(): Promise<void> {
  await client.dispose();
  await node.stop();
}

/** Stops the node, lets `meanwhile` have its files, and starts it again. */
async function restart(meanwhile: () => void = () => undefined): Promise<void> {
  await stop();
  meanwhile();
  await start();
}

const info = () => client.getPersistentSubscriptionToStreamInfo('s', 'g');
const create = (settings?: Parameters<typeof streamSettings>[0]) =>
  client.createPersistentSubscriptionToStream('s', 'g', streamSettings(settings));

describe('over a restart', () => {
  it('a group keeps settings, filter, checkpoint and parked messages', async () => {
    await create({ checkPointAfter: 3_600_000, checkPointUpperBound: 3, maxRetryCount: 7 });
    const filter = streamNameFilter({ prefixes: ['s'] });
    await client.createPersistentSubscriptionToAll('h', allSettings({ startFrom: 'start' }), { filter });
    await client.appendToStream('s', countedFrom(0, 4));
    await client.appendToStream('t', counted(9));
    const consumer = await consume(client, 's', 'g');
    const events = await consumer.received(5);
    await consumer.nack('park', 'no use', events[0]!);
    await consumer.ack(...events.slice(1, 3));
    await eventually(info, ({ stats }) => stats.lastCheckpointedEventRevision === 2n);

    await restart();

    expect(await info()).toMatchObject({
      settings: { startFrom: 'start', maxRetryCount: 7, checkPointUpperBound: 3 },
      stats: { lastCheckpointedEventRevision: 2n, parkedMessageCount: 1n },
    });
    const back = await consume(client, 's', 'g');
    expect(numbers(await back.received(2))).toEqual([3, 4]);
    await client.replayParkedMessagesToStream('s', 'g');
    expect(numbers(await back.received(3))).toEqual([3, 4, 0]);
    const onAll = await consumeAll(client, 'h');
    expect(numbers(await onAll.received(5))).toEqual([0, 1, 2, 3, 4]);
    expect((await client.listAllPersistentSubscriptions()).map(({ groupName }) => groupName)).toEqual(['h', 'g']);
  });

  it('a group that started at the end gives what came after it was made, though it never had a checkpoint', async () => {
    await client.appendToStream('s', countedFrom(0, 1));
    await create({ startFrom: 'end' });
    await client.appendToStream('s', countedFrom(2, 3));
    await restart();
    expect(numbers(await (await consume(client, 's', 'g')).received(2))).toEqual([2, 3]);
    expect((await info()).settings.startFrom).toBe('end');
  });

  it('a deleted group stays deleted', async () => {
    await create();
    await client.deletePersistentSubscriptionToStream('s', 'g');
    await restart();
    expect(await client.listAllPersistentSubscriptions()).toEqual([]);
  });

  it('replayed messages that nobody answered are parked again', async () => {
    await client.appendToStream('s', countedFrom(0, 1));
    await create({ checkPointAfter: 3_600_000, checkPointUpperBound: 1 });
    const consumer = await consume(client, 's', 'g');
    for (const event of await consumer.received(2)) await consumer.nack('park', 'no use', event);
    await eventually(
      info,
      ({ stats }) => stats.parkedMessageCount === 2n && stats.lastCheckpointedEventRevision === 1n,
    );
    await client.replayParkedMessagesToStream('s', 'g');
    await consumer.received(4);
    expect((await info()).stats.parkedMessageCount).toBe(0n);

    await restart();

    expect((await info()).stats.parkedMessageCount).toBe(2n);
    await client.replayParkedMessagesToStream('s', 'g');
    const back = (await consume(client, 's', 'g')).ackAll();
    expect(numbers(await back.received(2))).toEqual([0, 1]);
    const outstanding = async () => (await info()).stats;
    await eventually(outstanding, (stats) => stats.parkedMessageCount === 0n && stats.outstandingMessagesCount === 0);
    const metadata = () => client.getStreamMetadata('$persistentsubscription-s::g-parked');
    await eventually(metadata, (answer) => answer.metadata?.truncateBefore === 2);
    await restart();
    expect((await info()).stats.parkedMessageCount).toBe(0n);
  });
});

it('a stopping node ends its consumers with UNAVAILABLE', async () => {
  await create();
  const consumer = await consume(client, 's', 'g');
  await node.stop();
  expect(await consumer.ended).toBeInstanceOf(UnavailableError);
});

describe('damage', () => {
  /** Changes bytes of the records that contain `text`, which must be of the same length as what takes its place. */
  const damage = (text: string, other: string) => () => {
    const database = openForWriting(path.join(directory.path, DATABASE_FILE));
    const changed = database
      .prepare('update record set bytes = cast(replace(bytes, ?, ?) as blob) where instr(bytes, ?) > 0')
      .run(text, other, text);
    database.close();
    expect(Number(changed.changes)).toBeGreaterThan(0);
  };
  const lost = { code: status.DATA_LOSS, message: expect.stringMatching(/is damaged/) as string };

  it('of an event ends the consumers of its group, and each that comes back', async () => {
    await client.appendToStream('s', [...countedFrom(0, 24), counted(25, 'Broken')]);
    await create({ checkPointUpperBound: 1 });
    await restart(damage('Broken', 'Braken'));
    // Who comes before the group has read so far is let in, and dropped then.
    const turnedAway = () =>
      consume(client, 's', 'g').then(
        ({ ended }) => ended,
        (error: unknown) => error,
      );
    expect(await turnedAway()).toMatchObject(lost);
    expect(await turnedAway()).toMatchObject(lost);
  });

  it('of the list of groups fails what is asked about groups, and nothing else', async () => {
    await create();
    await restart(damage('RoundRobin', 'RoundRabin'));
    expect(await rejectionOf(info())).toMatchObject(lost);
    expect(await rejectionOf(create())).toMatchObject(lost);
    expect(await client.appendToStream('s', counted(1))).toMatchObject({ success: true });
  });

  it('of a checkpoint fails the group that wrote it rather than starting it anew', async () => {
    await client.appendToStream('s', counted(0));
    await create({ checkPointAfter: 3_600_000, checkPointUpperBound: 1 });
    (await consume(client, 's', 'g')).ackAll();
    await eventually(info, ({ stats }) => stats.lastCheckpointedEventRevision === 0n);
    await restart(damage('$SubscriptionCheckpoint', '$SubscriptionCheckpaint'));
    expect(await rejectionOf(consume(client, 's', 'g'))).toMatchObject(lost);
  });

  it('of a checkpoint is not written over, though there are events the group would pass', async () => {
    const filter = streamNameFilter({ prefixes: ['wanted'] });
    const settings = allSettings({ startFrom: 'start', checkPointAfter: 3_600_000, checkPointUpperBound: 1 });
    await client.appendToStream('passed', counted(0));
    await client.appendToStream('wanted', counted(1));
    await client.createPersistentSubscriptionToAll('h', settings, { filter });
    (await consumeAll(client, 'h')).ackAll();
    const infoOfAll = () => client.getPersistentSubscriptionToAllInfo('h');
    await eventually(infoOfAll, ({ stats }) => (stats.lastCheckpointedEventPosition?.commit ?? 0n) >= 2n);
    await restart(damage('$SubscriptionCheckpoint', '$SubscriptionCheckpaint'));
    expect(await rejectionOf(consumeAll(client, 'h'))).toMatchObject(lost);
    await client.appendToStream('passed', counted(2));
    await restart();
    expect(await rejectionOf(consumeAll(client, 'h'))).toMatchObject(lost);
  });
});
