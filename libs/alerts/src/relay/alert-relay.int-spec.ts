import { randomUUID } from 'node:crypto';
import type { EventStore } from '@heqi/event-store';
import { ALERTS_TOPIC, CONTRACT_EVENTS_TOPIC, type TopicMessage } from '@heqi/messages';
import { Kafka, logLevel } from 'kafkajs';
import { eventually } from '../../../../test/support/eventually';
import { kafkaAvailable, startKafkaBroker, type KafkaBroker } from '../../../../test/support/kafka-broker';
import { kcatAvailable, readTopicWithKcat } from '../../../../test/support/kcat';
import { describeWithServer } from '../../../../test/support/skip-loudly';
import { World } from '../alerter.fixtures';
import { claimed, contractRecorded, dueOn, dutyRecorded } from '../contract-history.fixtures';
import { AlertRelay } from './alert-relay';
import { KafkajsProducer } from './kafkajs-producer';
import type { MessageProducer } from './message-producer';
import { createTopics, RELAYED_TOPICS } from './topics';

const RELAY_MS = 60_000;

interface Envelope {
  readonly id: string;
  readonly sequence: string;
  readonly source: string;
  readonly type: string;
}

/** Messages of a topic as kcat reads them, with the envelope opened. */
async function read(bootstrap: string, topic: string) {
  const messages = await readTopicWithKcat(bootstrap, topic);
  return messages.map(({ key, value, partition }) => ({ key, partition, ...(JSON.parse(value!) as Envelope) }));
}

/** The events of a log stream as they should be met on a topic: ids in order, sequence dense from 0. */
async function asPublished(store: EventStore, streamName: string) {
  const events = await store.readStream(streamName);
  return events.map(({ id, revision }) => ({ id, sequence: String(revision).padStart(20, '0') }));
}

async function published(bootstrap: string, topic: string, key: string) {
  const messages = await read(bootstrap, topic);
  return messages.filter((each) => each.key === key).map(({ id, sequence }) => ({ id, sequence }));
}

describeWithServer([kafkaAvailable({ own: true }), kcatAvailable()], 'the relay to Kafka', () => {
  let broker: KafkaBroker;
  let world: World;
  const relays: AlertRelay[] = [];

  beforeAll(async () => {
    broker = await startKafkaBroker({ own: true });
  }, 60_000);
  afterAll(() => broker?.stop(), 30_000);
  beforeEach(async () => {
    world = await World.on('2026-03-01');
    await deleteTopics();
  });
  afterEach(async () => {
    for (const relay of relays.splice(0)) await relay.stop();
    await world.end();
  });

  const startRelay = (producer: MessageProducer | null = new KafkajsProducer([broker.bootstrap], world.log)) => {
    const relay = new AlertRelay({ store: world.store, clock: world.clock, log: world.log, producer });
    relays.push(relay);
    relay.start();
    return relay;
  };
  const recordDeal = (contractId: string, dutyDueOn = '2026-03-10') =>
    world.record(
      contractId,
      contractRecorded(contractId),
      dutyRecorded('government', 1, dueOn(dutyDueOn)),
      dutyRecorded('enterprise', 1, dueOn(dutyDueOn)),
    );
  const head = async () => (await world.store.headPosition(['contract-', 'alerts-']))!;

  it('makes the missing topics, as logs kept without end, and leaves those that are there', async () => {
    expect(await createTopics([broker.bootstrap], world.log)).toEqual(RELAYED_TOPICS);
    expect(await createTopics([broker.bootstrap], world.log)).toEqual([]);
    const settings = await settingsOf(ALERTS_TOPIC);
    expect(settings).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' });
    expect(await partitionsOf(ALERTS_TOPIC)).toBe(6);
  });

  it('publishes both sides’ alerts and every event, in order per contract, readable by kcat', async () => {
    const contractIds = Array.from({ length: 12 }, () => randomUUID());
    for (const contractId of contractIds) await recordDeal(contractId);
    await world.startAlerter();
    const relay = startRelay();
    await relay.whenRelayed(await head(), RELAY_MS);

    for (const [topic, prefix] of [
      [CONTRACT_EVENTS_TOPIC, 'contract-'],
      [ALERTS_TOPIC, 'alerts-'],
    ] as const) {
      const messages = await read(broker.bootstrap, topic);
      for (const contractId of contractIds) {
        const ofContract = messages.filter(({ key }) => key === contractId);
        const expected = await asPublished(world.store, `${prefix}${contractId}`);
        expect(expected.length).toBeGreaterThan(1);
        expect(ofContract.map(({ id, sequence }) => ({ id, sequence }))).toEqual(expected);
        expect(ofContract.every(({ source }) => source === `/heqi/${prefix}${contractId}`)).toBe(true);
        expect(new Set(ofContract.map(({ partition }) => partition)).size).toBe(1);
      }
      expect(new Set(messages.map(({ partition }) => partition)).size).toBeGreaterThan(1);
    }
    expect(await relay.health()).toMatchObject({ state: 'relaying', waiting: 0, parked: [], lastError: null });
  });

  it('gives kafkajs the same', async () => {
    const contractId = randomUUID();
    await recordDeal(contractId);
    await startRelay().whenRelayed(await head(), RELAY_MS);
    const expected = await asPublished(world.store, `contract-${contractId}`);
    expect(await readWithKafkajs(CONTRACT_EVENTS_TOPIC, expected.length)).toEqual(expected);
  });

  it('goes on behind its checkpoint after a stop, and sends nothing again', async () => {
    await recordDeal('c-1');
    const first = startRelay();
    await first.whenRelayed(await head(), RELAY_MS);
    await first.stop();
    await world.record('c-1', claimed('G-1', '2026-02-27'));
    await startRelay().whenRelayed(await head(), RELAY_MS);
    expect(await published(broker.bootstrap, CONTRACT_EVENTS_TOPIC, 'c-1')).toEqual(
      await asPublished(world.store, 'contract-c-1'),
    );
  });

  it('repeats under the same ids what was acknowledged when it died before its checkpoint', async () => {
    await recordDeal('c-1');
    await recordDeal('c-2');
    const dying = new DyingAfterAcknowledgement(new KafkajsProducer([broker.bootstrap], world.log));
    const first = startRelay(dying);
    await dying.acknowledged;
    await first.stop();
    expect(await world.store.readStream('checkpoint-relay')).toEqual([]); // it died in time
    await startRelay().whenRelayed(await head(), RELAY_MS);
    for (const contractId of ['c-1', 'c-2']) {
      const messages = await published(broker.bootstrap, CONTRACT_EVENTS_TOPIC, contractId);
      const expected = await asPublished(world.store, `contract-${contractId}`);
      expect(messages).toEqual([...expected, ...expected]);
    }
  });

  it('loses nothing when the broker is killed and started in the middle', async () => {
    const relay = startRelay();
    await relay.whenRelayed(await recordDeal('c-0'), RELAY_MS);
    let recorded = 0;
    const recordMore = async (count: number) => {
      for (let i = 0; i < count; i++, recorded++)
        await world.record('c-0', claimed('G-1', `2026-02-${10 + (recorded % 18)}`));
    };
    const before = recordMore(60);
    await broker.kill();
    await before;
    await recordMore(40);
    expect((await relay.health()).waiting).toBeGreaterThan(0); // it was really away
    await broker.restart();
    await recordMore(20);
    await relay.whenRelayed(await head(), RELAY_MS);

    const messages = await published(broker.bootstrap, CONTRACT_EVENTS_TOPIC, 'c-0');
    const expected = await asPublished(world.store, 'contract-c-0');
    expect(firstOfEach(messages)).toEqual(expected);
    expect((await relay.health()).lastError).toBeNull();
  }, 120_000);

  it('waits for a broker that is away at the start, and says so', async () => {
    const gone = new KafkajsProducer(['127.0.0.1:1'], world.log);
    const relay = startRelay(gone);
    await recordDeal('c-1');
    await expect(relay.whenRelayed(await head(), 4_000)).rejects.toThrow(
      /has delivered the log up to nothing.*127\.0\.0\.1:1/,
    );
    expect(await relay.health()).toMatchObject({ state: 'retrying', waiting: 3, running: true });
  });

  it('holds up one stream, by name, for a message that the broker will never take, and drains it when it does', async () => {
    await createTopics([broker.bootstrap], world.log);
    await setTopic(CONTRACT_EVENTS_TOPIC, 'max.message.bytes', '6000');
    const relay = startRelay();
    await recordDeal('c-1');
    const tooLarge = dutyRecorded('government', 2, { ...dueOn('2026-12-31'), quotedText: '约'.repeat(3000) });
    await world.record('c-1', tooLarge);
    await world.record('c-1', claimed('G-1', '2026-02-27'));
    await recordDeal('c-2');
    await relay.whenRelayed(await head(), RELAY_MS);
    const { parked } = await relay.health();
    expect(parked).toEqual([
      { streamName: 'contract-c-1', fromRevision: 3, reason: expect.stringContaining('too large') },
    ]);
    expect(world.logged).toContainEqual(expect.stringContaining('Event 3 of contract-c-1 is not published'));
    const expected = await asPublished(world.store, 'contract-c-1');
    expect(firstOfEach(await published(broker.bootstrap, CONTRACT_EVENTS_TOPIC, 'c-1'))).toEqual(expected.slice(0, 3));
    expect(firstOfEach(await published(broker.bootstrap, CONTRACT_EVENTS_TOPIC, 'c-2'))).toHaveLength(3);

    await relay.stop();
    await setTopic(CONTRACT_EVENTS_TOPIC, 'max.message.bytes', '2097152');
    const second = startRelay();
    await second.whenRelayed(await world.record('c-1', claimed('G-1', '2026-02-28')), RELAY_MS);
    expect((await second.health()).parked).toEqual([]);
    const all = await asPublished(world.store, 'contract-c-1');
    expect(firstOfEach(await published(broker.bootstrap, CONTRACT_EVENTS_TOPIC, 'c-1'))).toEqual(all);
  });

  it('keeps in step with the broker after a batch of which it took a part', async () => {
    await createTopics([broker.bootstrap], world.log);
    await setTopic(ALERTS_TOPIC, 'max.message.bytes', '6000');
    const message = (key: string, size: number) => ({ topic: ALERTS_TOPIC, key, value: 'x'.repeat(size), headers: {} });
    const good = Array.from({ length: 20 }, (_, i) => message(`c-${i}`, 10));
    const producer = new KafkajsProducer([broker.bootstrap], world.log);
    try {
      await expect(producer.send([...good, message('c-large', 9000)])).rejects.toMatchObject({ fault: 'refused' });
      for (const each of good) await producer.send([each]);
    } finally {
      await producer.close();
    }
    const keys = (await readTopicWithKcat(broker.bootstrap, ALERTS_TOPIC)).map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(good.length); // it did take a part of the batch
    expect(new Set(keys)).toEqual(new Set(good.map(({ key }) => key)));
  });

  function firstOfEach<T extends { id: string }>(messages: readonly T[]): T[] {
    return messages.filter(({ id }, index) => messages.findIndex((each) => each.id === id) === index);
  }

  async function withAdmin<T>(use: (admin: ReturnType<Kafka['admin']>) => Promise<T>): Promise<T> {
    const admin = client().admin();
    await admin.connect();
    try {
      return await use(admin);
    } finally {
      await admin.disconnect();
    }
  }

  function client(): Kafka {
    return new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING });
  }

  async function deleteTopics(): Promise<void> {
    await withAdmin(async (admin) => {
      const present = (await admin.listTopics()).filter((topic) => RELAYED_TOPICS.includes(topic));
      if (present.length > 0) await admin.deleteTopics({ topics: present });
    });
  }

  async function partitionsOf(topic: string): Promise<number> {
    const { topics } = await withAdmin((admin) => admin.fetchTopicMetadata({ topics: [topic] }));
    return topics[0]!.partitions.length;
  }

  async function settingsOf(topic: string): Promise<Record<string, string>> {
    const { resources } = await withAdmin((admin) =>
      admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: topic }] }),
    );
    return Object.fromEntries(
      resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue]),
    );
  }

  async function setTopic(topic: string, name: string, value: string): Promise<void> {
    const resources = [{ type: 2, name: topic, configEntries: [{ name, value }] }];
    await withAdmin((admin) => admin.alterConfigs({ validateOnly: false, resources }));
    const isApplied = async () => (await settingsOf(topic))[name] === value;
    await eventually(isApplied, { what: `${topic} to take ${name}=${value}` });
  }

  async function readWithKafkajs(topic: string, count: number) {
    const consumer = client().consumer({ groupId: randomUUID() });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const messages: { id: string; sequence: string }[] = [];
    await new Promise<void>((resolve, reject) => {
      consumer
        .run({
          eachMessage: async ({ message }) => {
            const { id, sequence } = JSON.parse(message.value!.toString()) as Envelope;
            messages.push({ id, sequence });
            if (messages.length === count) resolve();
          },
        })
        .catch(reject);
    });
    await consumer.disconnect();
    return messages;
  }
});

describe('the relay where no broker is configured', () => {
  it('does not send, and says how many messages wait', async () => {
    const world = await World.on('2026-03-01');
    const relay = new AlertRelay({ store: world.store, clock: world.clock, log: world.log, producer: null });
    relay.start();
    await world.record('c-1', contractRecorded('c-1'), dutyRecorded('government', 1, dueOn('2026-03-10')));
    await world.startAlerter();
    await expect(relay.whenRelayed(0n, 500)).rejects.toThrow('has delivered the log up to nothing');
    expect(await relay.health()).toMatchObject({ state: 'waiting: no broker configured', waiting: 3, position: null });
    await relay.stop();
    await world.end();
  });
});

/** Real deliveries whose process is gone when the acknowledgement has come. */
class DyingAfterAcknowledgement implements MessageProducer {
  private tell: () => void = () => undefined;
  readonly acknowledged = new Promise<void>((resolve) => (this.tell = resolve));

  constructor(private readonly real: MessageProducer) {}

  prepareTopics(): Promise<void> {
    return this.real.prepareTopics();
  }
  async send(messages: readonly TopicMessage[]): Promise<void> {
    await this.real.send(messages);
    this.tell();
    await new Promise<never>(() => undefined);
  }
  close(): Promise<void> {
    return this.real.close();
  }
}
