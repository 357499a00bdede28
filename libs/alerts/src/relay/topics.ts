import { setTimeout as wait } from 'node:timers/promises';
import { ALERTS_TOPIC, CONTRACT_EVENTS_TOPIC } from '@heqi/messages';
import type { Admin, ITopicConfig } from 'kafkajs';
import type { AlertsLog } from '../log';
import { kafkaClient } from './kafkajs-client';
import { deliveryFailure } from './kafkajs-faults';
import { DeliveryFailure, TopicMissing } from './message-producer';

/** The topics that the relay writes. */
export const RELAYED_TOPICS: readonly string[] = [CONTRACT_EVENTS_TOPIC, ALERTS_TOPIC];

const PARTITIONS = 6;
const REPLICAS_WANTED = 3;
const LEADERS_MS = 15_000;

/** Creates the topics that are missing and gives their names; those that are there stay as they are. They are logs kept
 *  without end: 6 partitions, as many replicas as there are brokers up to 3, of which one may be away. Throws TopicMissing
 *  when it may not, and DeliveryFailure when the brokers do not answer. */
export async function createTopics(brokers: readonly string[], log: Pick<AlertsLog, 'debug'>): Promise<string[]> {
  const admin = kafkaClient(brokers, log).admin();
  try {
    await admin.connect();
    const present = await admin.listTopics();
    const missing = RELAYED_TOPICS.filter((topic) => !present.includes(topic));
    if (missing.length > 0) await create(admin, missing);
    return missing;
  } catch (error) {
    throw error instanceof TopicMissing ? error : deliveryFailure(error);
  } finally {
    await admin.disconnect();
  }
}

async function create(admin: Admin, missing: readonly string[]): Promise<void> {
  const { brokers } = await admin.describeCluster();
  const topics = missing.map((topic) => logTopic(topic, Math.min(REPLICAS_WANTED, brokers.length)));
  try {
    await admin.createTopics({ topics, waitForLeaders: false });
  } catch (error) {
    throw new TopicMissing(missing, deliveryFailure(error).message);
  }
  await untilLed(admin, missing);
}

/** A topic just made takes a moment to be known everywhere and to have its leaders. kafkajs's own wait gives up when a
 *  broker does not know the topic yet. */
async function untilLed(admin: Admin, names: readonly string[]): Promise<void> {
  const deadline = performance.now() + LEADERS_MS;
  while (!(await isLed(admin, names))) {
    if (performance.now() > deadline) {
      throw new DeliveryFailure('failed', `the new topics ${names.join(', ')} have no leaders yet`);
    }
    await wait(100);
  }
}

async function isLed(admin: Admin, names: readonly string[]): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
    return topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0));
  } catch (error) {
    if (deliveryFailure(error).fault === 'unreachable') throw error;
    return false;
  }
}

function logTopic(topic: string, replicationFactor: number): ITopicConfig {
  const settings = {
    'cleanup.policy': 'delete',
    'retention.ms': '-1',
    'retention.bytes': '-1',
    'min.insync.replicas': String(Math.max(1, replicationFactor - 1)),
    'message.timestamp.type': 'LogAppendTime',
    'max.message.bytes': '2097152', // the event store takes events of up to a megabyte; the envelope comes on top
  };
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  return { topic, numPartitions: PARTITIONS, replicationFactor, configEntries };
}
