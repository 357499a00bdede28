import type { TopicMessage } from '@heqi/messages';
import { Partitioners, type Kafka, type Producer } from 'kafkajs';
import type { AlertsLog } from '../log';
import { kafkaClient, RETRY } from './kafkajs-client';
import { deliveryFailure } from './kafkajs-faults';
import { DeliveryFailure, type MessageProducer } from './message-producer';
import { createTopics } from './topics';

/** The client gives up by itself before that; a promise that it forgot must not hold the relay for ever. */
const SEND_MS = 60_000;
/** A connected kafkajs polls a thousand times a second even when there is nothing to do. */
const IDLE_MS = 30_000;
const CLOSING_MS = 5_000;

/** The relay's producer on kafkajs: idempotent, one request at a time, acknowledged by all in-sync replicas, partitions by
 *  key as Java and librdkafka do. */
export class KafkajsProducer implements MessageProducer {
  private readonly kafka: Kafka;
  private producer: Producer | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly brokers: readonly string[],
    private readonly log: AlertsLog,
  ) {
    this.kafka = kafkaClient(brokers, log);
  }

  async prepareTopics(): Promise<void> {
    const created = await createTopics(this.brokers, this.log);
    if (created.length > 0) this.log.log(`Created the Kafka topics ${created.join(', ')}.`);
  }

  async send(messages: readonly TopicMessage[]): Promise<void> {
    clearTimeout(this.idle);
    try {
      const producer = await this.connected();
      await within(SEND_MS, producer.sendBatch({ acks: -1, topicMessages: byTopic(messages) }));
    } catch (error) {
      const failure = deliveryFailure(error);
      // After a mere loss of connection the same producer repeats the same batch under the same sequence numbers, and the
      // broker stores it once. After anything else its numbers may be out of step (45, 47, 59): a new one begins at 0.
      if (failure.fault !== 'unreachable') await this.dropProducer();
      throw failure;
    }
    this.idle = setTimeout(() => void this.dropProducer(), IDLE_MS).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.idle);
    await this.dropProducer();
  }

  private async connected(): Promise<Producer> {
    const producer = (this.producer ??= this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      retry: RETRY,
    }));
    await within(SEND_MS, producer.connect());
    return producer;
  }

  private async dropProducer(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    await within(CLOSING_MS, producer?.disconnect() ?? Promise.resolve()).catch(() => undefined);
  }
}

function byTopic(messages: readonly TopicMessage[]) {
  const topics = new Map<string, { key: string; value: string; headers: Record<string, string> }[]>();
  for (const { topic, key, value, headers } of messages) {
    const message = { key, value, headers: { ...headers } };
    const others = topics.get(topic);
    if (others) others.push(message);
    else topics.set(topic, [message]);
  }
  return [...topics].map(([topic, ofTopic]) => ({ topic, messages: ofTopic }));
}

/** The outcome of `work`, or a failure when there is none in time: it may have had its effect. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const failure = new DeliveryFailure('failed', `Kafka gave no answer within ${milliseconds} ms`);
    timer = setTimeout(() => reject(failure), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
