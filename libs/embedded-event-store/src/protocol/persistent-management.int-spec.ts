import {
  EventStoreDBClient,
  PersistentSubscriptionDoesNotExistError,
  PersistentSubscriptionDroppedError,
  PersistentSubscriptionExistsError,
  PersistentSubscriptionFailedError,
  PersistentSubscriptionMaximumSubscribersReachedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import { CreateReq, ReadReq, ReplayParkedReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { status } from '@grpc/grpc-js';
import { allSettings, consume, consumeAll, eventually, streamSettings } from '../testing/consumers.fixtures';
import {
  collect,
  countedFrom,
  fresh,
  NodeUnderTest,
  nodeUnderTest,
  numbers,
  rejectionOf,
} from '../testing/node.fixtures';
import {
  ackRequest,
  createOptions,
  createSettings,
  nackRequest,
  RawPersistent,
  readRequest,
} from '../testing/raw-persistent.fixtures';
import { identifier, statusOf } from '../testing/raw-streams.fixtures';

let node: NodeUnderTest;
let client: EventStoreDBClient;
let raw: RawPersistent;

beforeAll(async () => {
  node = await nodeUnderTest();
  client = node.client;
  raw = new RawPersistent(node);
});

afterAll(async () => {
  raw.close();
  await node.stop();
});

/** No setting has its default, so that one that is lost shows. */
const UNUSUAL = {
  resolveLinkTos: true,
  extraStatistics: true,
  messageTimeout: 20_001,
  maxRetryCount: 3,
  checkPointAfter: 4_001,
  checkPointLowerBound: 5,
  checkPointUpperBound: 51,
  maxSubscriberCount: 6,
  liveBufferSize: 71,
  readBatchSize: 8,
  historyBufferSize: 91,
} as const;

async function grouped(events = 0, settings?: Parameters<typeof streamSettings>[0]): Promise<string> {
  const stream = fresh('managed');
  if (events > 0) await client.appendToStream(stream, countedFrom(0, events - 1));
  await client.createPersistentSubscriptionToStream(stream, 'g', streamSettings(settings));
  return stream;
}

describe('a group tells the settings it was given', () => {
  it.each([
    ['start', 'RoundRobin'],
    ['end', 'DispatchToSingle'],
    [7n, 'Pinned'],
  ] as const)('on a stream, from %s, by %s', async (startFrom, consumerStrategyName) => {
    const settings = { ...UNUSUAL, startFrom, consumerStrategyName };
    const stream = await grouped(0, settings);
    expect(await client.getPersistentSubscriptionToStreamInfo(stream, 'g')).toMatchObject({
      eventSource: stream,
      groupName: 'g',
      settings,
      connections: [],
    });
  });

  it.each(['start', 'end', 'position'] as const)('on $all, from %s', async (from) => {
    const { position } = await client.appendToStream(fresh('managed'), countedFrom(0, 0));
    const startFrom = from === 'position' ? position! : from;
    const group = fresh('g');
    const settings = { ...UNUSUAL, startFrom, consumerStrategyName: 'RoundRobin' as const };
    await client.createPersistentSubscriptionToAll(group, settings);
    expect(await client.getPersistentSubscriptionToAllInfo(group)).toMatchObject({ eventSource: '$all', settings });
    await client.deletePersistentSubscriptionToAll(group);
  });

  it('also those that only a bare request can hold: a strategy by name, times in ticks, a revision in its place', async () => {
    const stream = fresh('managed');
    const settings = createSettings()
      .setConsumerStrategy('PinnedByCorrelation')
      .setMessageTimeoutTicks('150000000')
      .setCheckpointAfterTicks('30000000');
    const options = createOptions(stream, 'g', settings);
    options.getStream()!.setRevision('12');
    await raw.create(new CreateReq().setOptions(options));
    expect((await client.getPersistentSubscriptionToStreamInfo(stream, 'g')).settings).toMatchObject({
      consumerStrategyName: 'PinnedByCorrelation',
      messageTimeout: 15_000,
      checkPointAfter: 3_000,
      startFrom: 12n,
    });
  });
});

describe('a list', () => {
  it('holds the groups of a stream, of $all, or every one', async () => {
    const stream = await grouped();
    await client.createPersistentSubscriptionToStream(stream, 'h', streamSettings());
    const onAll = fresh('g');
    await client.createPersistentSubscriptionToAll(onAll, allSettings());
    const names = (list: readonly { groupName: string }[]) => list.map(({ groupName }) => groupName);

    expect(names(await client.listPersistentSubscriptionsToStream(stream)).toSorted()).toEqual(['g', 'h']);
    expect(names(await client.listPersistentSubscriptionsToAll())).toContain(onAll);
    const every = (await client.listAllPersistentSubscriptions()).map(
      ({ eventSource, groupName }) => `${eventSource}::${groupName}`,
    );
    expect(every).toEqual(expect.arrayContaining([`${stream}::g`, `${stream}::h`, `$all::${onAll}`]));
    await client.deletePersistentSubscriptionToAll(onAll);
  });

  it('of a stream that never had a group finds none', async () => {
    const error = await rejectionOf(client.listPersistentSubscriptionsToStream(fresh('managed')));
    expect(error).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
  });
});

describe('a group that does not exist is told of by', () => {
  it.each([
    ['update', (stream: string) => client.updatePersistentSubscriptionToStream(stream, 'g', streamSettings())],
    ['delete', (stream: string) => client.deletePersistentSubscriptionToStream(stream, 'g')],
    ['info', (stream: string) => client.getPersistentSubscriptionToStreamInfo(stream, 'g')],
    ['replay', (stream: string) => client.replayParkedMessagesToStream(stream, 'g')],
    ['a consumer', (stream: string) => consume(client, stream, 'g')],
  ])('%s', async (_, request) => {
    const stream = fresh('managed');
    const error = await rejectionOf(request(stream));
    expect(error).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
    expect(error).toMatchObject({ streamName: stream, groupName: 'g' });
  });

  it('its consumer with NOT_FOUND and the names in the trailers', async () => {
    const stream = fresh('managed');
    expect(statusOf(await raw.read(readRequest(stream, 'g')).ended)).toMatchObject({
      code: status.NOT_FOUND,
      details: `Subscription group g on stream ${stream} does not exist.`,
      trailers: {
        exception: 'persistent-subscription-does-not-exist',
        'stream-name': stream,
        'group-name': 'g',
      },
    });
  });
});

describe('a creation is refused', () => {
  it('when there is a group of that name, with ALREADY_EXISTS', async () => {
    const stream = await grouped();
    const error = await rejectionOf(client.createPersistentSubscriptionToStream(stream, 'g', streamSettings()));
    expect(error).toBeInstanceOf(PersistentSubscriptionExistsError);
    expect(error).toMatchObject({ streamName: stream, groupName: 'g' });
    const again = new CreateReq().setOptions(createOptions(stream, 'g', createSettings()));
    expect(statusOf(await rejectionOf(raw.create(again)))).toMatchObject({
      code: status.ALREADY_EXISTS,
      trailers: { exception: 'persistent-subscription-exists', 'stream-name': stream, 'group-name': 'g' },
    });
  });

  it.each([
    ['a strategy nobody knows', createSettings().setConsumerStrategy('Fair')],
    ['batches that never fit the buffer', createSettings().setReadBatchSize(500)],
  ])('for %s, with INTERNAL and the reason', async (_, settings) => {
    const stream = fresh('managed');
    const request = new CreateReq().setOptions(createOptions(stream, 'g', settings));
    expect(statusOf(await rejectionOf(raw.create(request)))).toMatchObject({
      code: status.INTERNAL,
      trailers: {
        exception: 'persistent-subscription-failed',
        'stream-name': stream,
        'group-name': 'g',
        reason: expect.stringMatching(/\S/) as string,
      },
    });
  });

  it('for $all by name instead of by its own option', async () => {
    const error = await rejectionOf(client.createPersistentSubscriptionToStream('$all', 'g', streamSettings()));
    expect(error).toBeInstanceOf(PersistentSubscriptionFailedError);
    expect(error).toMatchObject({
      streamName: '$all',
      groupName: 'g',
      reason: expect.stringContaining('$all') as string,
    });
  });

  it('for a start behind the end of the log', async () => {
    const startFrom = { commit: 2n ** 50n, prepare: 2n ** 50n };
    const error = await rejectionOf(client.createPersistentSubscriptionToAll('g', allSettings({ startFrom })));
    expect(error).toBeInstanceOf(PersistentSubscriptionFailedError);
  });
});

describe('an update', () => {
  it('changes settings, and drops the consumers so that they come back to them', async () => {
    const stream = await grouped(3);
    const consumer = await consume(client, stream, 'g');
    await consumer.received(3);
    await client.updatePersistentSubscriptionToStream(stream, 'g', streamSettings(UNUSUAL));
    const error = await consumer.ended;
    expect(error).toBeInstanceOf(PersistentSubscriptionDroppedError);
    expect(error).toMatchObject({ streamName: stream, groupName: 'g' });
    expect(await client.getPersistentSubscriptionToStreamInfo(stream, 'g')).toMatchObject({ settings: UNUSUAL });
    const back = await consume(client, stream, 'g');
    expect(numbers(await back.received(3))).toEqual([0, 1, 2]);
    await back.stop();
  });

  it('keeps the checkpoint: what was done stays done', async () => {
    const stream = await grouped(5, { checkPointAfter: 3_600_000, checkPointUpperBound: 3 });
    const info = () => client.getPersistentSubscriptionToStreamInfo(stream, 'g');
    const consumer = await consume(client, stream, 'g');
    await consumer.ack(...(await consumer.received(3)));
    await eventually(info, ({ stats }) => stats.lastCheckpointedEventRevision === 2n);
    await client.updatePersistentSubscriptionToStream(stream, 'g', streamSettings());
    await consumer.ended;
    const back = await consume(client, stream, 'g');
    expect(numbers(await back.received(2))).toEqual([3, 4]);
    await back.stop();
  });

  it('of a group without a checkpoint moves its start', async () => {
    const stream = await grouped(5, { startFrom: 'end' });
    await client.updatePersistentSubscriptionToStream(stream, 'g', streamSettings({ startFrom: 3n }));
    const consumer = await consume(client, stream, 'g');
    expect(numbers(await consumer.received(2))).toEqual([3, 4]);
    await consumer.stop();
  });

  it('is refused with the same reasons as a creation', async () => {
    const stream = await grouped();
    const settings = new UpdateReq.Settings().setReadBatchSize(10).setHistoryBufferSize(10);
    const options = new UpdateReq.Options()
      .setGroupName('g')
      .setStream(new UpdateReq.StreamOptions().setStreamIdentifier(identifier(stream)).setEnd(new Empty()))
      .setSettings(settings);
    expect(statusOf(await rejectionOf(raw.update(new UpdateReq().setOptions(options))))).toMatchObject({
      code: status.INTERNAL,
      trailers: { exception: 'persistent-subscription-failed' },
    });
  });
});

describe('a deletion', () => {
  it('drops the consumers with CANCELLED, and the group is gone', async () => {
    const stream = await grouped(3);
    const reading = raw.read(readRequest(stream, 'g'));
    await reading.until(4); // confirmation and three events
    await client.deletePersistentSubscriptionToStream(stream, 'g');
    expect(statusOf(await reading.ended)).toMatchObject({
      code: status.CANCELLED,
      details: `Subscription group g on stream ${stream} was dropped.`,
      trailers: { exception: 'persistent-subscription-dropped', 'stream-name': stream, 'group-name': 'g' },
    });
    const error = await rejectionOf(client.getPersistentSubscriptionToStreamInfo(stream, 'g'));
    expect(error).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
  });

  it('removes checkpoint and parked messages, so that a group of the same name begins anew', async () => {
    const stream = await grouped(5, { checkPointAfter: 3_600_000, checkPointUpperBound: 3 });
    const info = () => client.getPersistentSubscriptionToStreamInfo(stream, 'g');
    const consumer = await consume(client, stream, 'g');
    const events = await consumer.received(5);
    await consumer.nack('park', 'no use', events[0]!);
    await consumer.ack(...events.slice(1));
    await eventually(
      info,
      ({ stats }) => stats.lastCheckpointedEventRevision === 4n && stats.parkedMessageCount === 1n,
    );

    await client.deletePersistentSubscriptionToStream(stream, 'g');
    await consumer.ended;
    for (const kept of ['checkpoint', 'parked']) {
      const name = `$persistentsubscription-${stream}::g-${kept}`;
      expect(await rejectionOf(collect(client.readStream(name)))).toBeInstanceOf(StreamNotFoundError);
    }
    await client.createPersistentSubscriptionToStream(stream, 'g', streamSettings());
    expect((await info()).stats).toMatchObject({ parkedMessageCount: 0n, lastCheckpointedEventRevision: undefined });
    const anew = await consume(client, stream, 'g');
    expect(numbers(await anew.received(5))).toEqual([0, 1, 2, 3, 4]);
    await anew.stop();
  });

  it('of a group on $all drops its consumers too', async () => {
    const group = fresh('g');
    await client.createPersistentSubscriptionToAll(group, allSettings());
    const consumer = await consumeAll(client, group);
    await client.deletePersistentSubscriptionToAll(group);
    expect(await consumer.ended).toBeInstanceOf(PersistentSubscriptionDroppedError);
  });
});

describe('a restart of the subsystem', () => {
  it('drops all consumers and brings every group back with its settings', async () => {
    const stream = await grouped(2, UNUSUAL);
    const consumer = await consume(client, stream, 'g');
    await client.restartPersistentSubscriptionSubsystem();
    expect(await consumer.ended).toBeInstanceOf(PersistentSubscriptionDroppedError);
    const info = () => client.getPersistentSubscriptionToStreamInfo(stream, 'g').catch(() => undefined);
    expect(await eventually(info, (answer) => answer !== undefined)).toMatchObject({ settings: UNUSUAL });
    const back = await consume(client, stream, 'g');
    expect(numbers(await back.received(2))).toEqual([0, 1]);
    await back.stop();
  });
});

describe('a consumer', () => {
  it('too many is refused with FAILED_PRECONDITION, and let in when another has left', async () => {
    const stream = await grouped(0, { maxSubscriberCount: 1 });
    const first = await consume(client, stream, 'g');
    const error = await rejectionOf(consume(client, stream, 'g'));
    expect(error).toBeInstanceOf(PersistentSubscriptionMaximumSubscribersReachedError);
    expect(statusOf(await raw.read(readRequest(stream, 'g')).ended)).toMatchObject({
      code: status.FAILED_PRECONDITION,
      trailers: { exception: 'maximum-subscribers-reached', 'stream-name': stream, 'group-name': 'g' },
    });
    await first.stop();
    const info = () => client.getPersistentSubscriptionToStreamInfo(stream, 'g');
    await eventually(info, ({ connections }) => connections.length === 0);
    await (await consume(client, stream, 'g')).stop();
  });

  it('is confirmed by the name of its subscription before it gets events, each with the times it was retried', async () => {
    const stream = await grouped(2);
    const reading = raw.read(readRequest(stream, 'g', 1));
    const [confirmation, first] = await reading.until(2);
    expect(confirmation!.getSubscriptionConfirmation()!.getSubscriptionId()).toBe(`${stream}::g`);
    expect(first!.getEvent()!.hasRetryCount()).toBe(true);
    expect(first!.getEvent()!.getRetryCount()).toBe(0);
    const id = first!.getEvent()!.getEvent()!.getId()!.getString();
    reading.call.write(nackRequest(ReadReq.Nack.Action.RETRY, 'later', id));
    const [again] = (await reading.until(3)).slice(2);
    expect(again!.getEvent()!.getRetryCount()).toBe(1);
    reading.call.write(ackRequest(id));
    const [next] = (await reading.until(4)).slice(3);
    expect(next!.getEvent()!.getEvent()!.getStreamRevision()).toBe('1');
    reading.call.cancel();
  });

  it('has ids as two halves when it did not ask for text, and may answer in either form', async () => {
    const stream = await grouped(2);
    const request = readRequest(stream, 'g', 1);
    request.getOptions()!.setUuidOption(new ReadReq.Options.UUIDOption().setStructured(new Empty()));
    const reading = raw.read(request);
    const [, first] = await reading.until(2);
    const id = first!.getEvent()!.getEvent()!.getId()!;
    expect(id.hasStructured()).toBe(true);
    reading.call.write(new ReadReq().setAck(new ReadReq.Ack().setIdsList([id])));
    const [next] = (await reading.until(3)).slice(2);
    expect(next!.getEvent()!.getEvent()!.getStreamRevision()).toBe('1');
    reading.call.cancel();
  });

  it('that begins with anything but its options is turned away with UNKNOWN', async () => {
    const answered = raw.read(ackRequest('f3b7c2d1-0000-4abc-8def-00000000002a'));
    expect(statusOf(await answered.ended)).toMatchObject({ code: status.UNKNOWN });
  });
});

it('a replay must not stop before the first message', async () => {
  const stream = await grouped();
  const options = new ReplayParkedReq.Options()
    .setGroupName('g')
    .setStreamIdentifier(identifier(stream))
    .setStopAt('-1');
  expect(statusOf(await rejectionOf(raw.replayParked(new ReplayParkedReq().setOptions(options))))).toMatchObject({
    code: status.INTERNAL,
    trailers: { exception: 'persistent-subscription-failed', 'stream-name': stream, 'group-name': 'g' },
  });
});
