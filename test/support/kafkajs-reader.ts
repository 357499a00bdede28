import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';

export interface ReadMessage {
  key: string | null;
  value: string | null;
  headers: Record<string, string>;
  partition: number;
  offset: number;
}

/** Every message of the topic from its beginning to its end at the time of the call, in order per partition, as a consumer
 *  group of kafkajs is given them: what a subscriber written with it sees. */
export async function readTopicWithKafkajs(bootstrap: string, topic: string): Promise<ReadMessage[]> {
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING });
  const open = await openPartitions(kafka, topic);
  const read: ReadMessage[] = [];
  if (open.size === 0) return read;
  const consumer = kafka.consumer({ groupId: `test-${randomUUID()}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const done = () => open.size === 0 && resolve();
      const eachMessage = ({ partition, message }: Delivered) => {
        const offset = Number(message.offset);
        const headers = Object.fromEntries(
          Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
        );
        const [key, value] = [message.key, message.value].map((bytes) => bytes?.toString() ?? null);
        read.push({ key: key!, value: value!, headers, partition, offset });
        if (offset >= (open.get(partition) ?? Infinity)) open.delete(partition);
        done();
        return Promise.resolve();
      };
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        if (!payload.restart) reject(payload.error); // else it begins anew by itself, as when the coordinator still loads
      });
      consumer.run({ eachMessage }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return read.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset);
}

type Delivered = Parameters<NonNullable<Parameters<ReturnType<Kafka['consumer']>['run']>[0]>['eachMessage'] & {}>[0];

/** The last offset of every partition that holds anything. */
async function openPartitions(kafka: Kafka, topic: string): Promise<Map<number, number>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    return new Map(
      offsets
        .filter(({ low, high }) => BigInt(high) > BigInt(low))
        .map(({ partition, high }) => [partition, Number(high) - 1]),
    );
  } finally {
    await admin.disconnect();
  }
}
