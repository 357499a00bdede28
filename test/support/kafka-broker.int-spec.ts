import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Kafka, Partitioners, logLevel } from 'kafkajs';
import { kafkaAvailable, startKafkaBroker } from './kafka-broker';
import type { KafkaBroker } from './kafka-broker';
import { kcatAvailable, readTopicWithKcat } from './kcat';
import { describeWithServer } from './skip-loudly';

const needs = [kafkaAvailable({ own: true }), kcatAvailable()];

describeWithServer(needs, 'a broker that a test starts', () => {
  let broker: KafkaBroker;
  const topic = `proof-${randomUUID()}`;

  beforeAll(async () => {
    broker = await startKafkaBroker({ own: true });
    await withAdmin((admin) => admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 2 }] }));
  }, 60_000);
  afterAll(() => broker?.stop(), 30_000);

  it('hands kcat the keys, values and headers that kafkajs sent, in order per key', async () => {
    await send([
      { key: 'contract-1', value: '到期未兑现', headers: { ce_id: 'a1' } },
      { key: 'contract-1', value: '已补正', headers: { ce_id: 'a2' } },
      { key: 'contract-2', value: '按期' },
    ]);
    const messages = await readTopicWithKcat(broker.bootstrap, topic);
    expect(messages.filter(({ key }) => key === 'contract-1')).toMatchObject([
      { value: '到期未兑现', headers: { ce_id: 'a1' }, offset: 0 },
      { value: '已补正', headers: { ce_id: 'a2' }, offset: 1 },
    ]);
    expect(messages).toContainEqual({
      key: 'contract-2',
      value: '按期',
      headers: {},
      partition: expect.any(Number),
      offset: expect.any(Number),
    });
    expect(messages).toHaveLength(3);
  });

  it('refuses a topic nobody made, by its name', async () => {
    await expect(readTopicWithKcat(broker.bootstrap, 'never-made')).rejects.toThrow(/topic never-made/);
  });

  it('loses nothing that was acknowledged when it is killed and started again', async () => {
    const before = await readTopicWithKcat(broker.bootstrap, topic);
    await send(Array.from({ length: 50 }, (_, i) => ({ key: `contract-${i}`, value: `message ${i}` })));
    const sent = await readTopicWithKcat(broker.bootstrap, topic);
    expect(sent).toHaveLength(before.length + 50);

    await broker.kill();
    await expect(connectTo(broker.bootstrap)).rejects.toThrow('ECONNREFUSED'); // it was really down
    await broker.restart();

    expect(inOrder(await readTopicWithKcat(broker.bootstrap, topic))).toEqual(inOrder(sent));
  }, 90_000);

  async function withAdmin<T>(use: (admin: ReturnType<Kafka['admin']>) => Promise<T>): Promise<T> {
    const admin = client().admin();
    await admin.connect();
    try {
      return await use(admin);
    } finally {
      await admin.disconnect();
    }
  }

  async function send(messages: { key: string; value: string; headers?: Record<string, string> }[]): Promise<void> {
    const producer = client().producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({ topic, acks: -1, messages });
    await producer.disconnect();
  }

  async function connectTo(bootstrap: string): Promise<void> {
    const [host, port] = bootstrap.split(':');
    const socket = connect(Number(port), host);
    await once(socket, 'connect');
    socket.destroy();
  }

  function client(): Kafka {
    return new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING });
  }

  function inOrder<T extends { partition: number; offset: number }>(messages: T[]): T[] {
    return messages.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset);
  }
});

describe('a broker named by KAFKA_BROKERS', () => {
  const before = process.env['KAFKA_BROKERS'];
  afterEach(() => {
    if (before === undefined) delete process.env['KAFKA_BROKERS'];
    else process.env['KAFKA_BROKERS'] = before;
  });

  it('is used as it is, and never killed', async () => {
    process.env['KAFKA_BROKERS'] = '127.0.0.1:9092';
    const broker = await startKafkaBroker();
    expect(broker.bootstrap).toBe('127.0.0.1:9092');
    await expect(broker.kill()).rejects.toThrow("is not the test's to kill");
  });

  it.each(['kafka.example:9092', '10.0.0.5:9092', '127.0.0.1:9092,192.168.1.4:9092'])(
    'is refused when it is elsewhere: %s',
    async (elsewhere) => {
      process.env['KAFKA_BROKERS'] = elsewhere;
      await expect(startKafkaBroker()).rejects.toThrow('tests talk to loopback only');
    },
  );
});
