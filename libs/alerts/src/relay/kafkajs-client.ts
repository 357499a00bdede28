import { Kafka, logLevel } from 'kafkajs';
import type { AlertsLog } from '../log';

/** The client's own retries are few and end within half a minute: the relay tries on by itself, for as long as it takes,
 *  and can say so in between. */
export const RETRY = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 4 };

/** A client of the brokers (`host:port`). Its log goes to `debug`: it reports as errors what passes by itself (an election,
 *  a coordinator that loads), and what does not pass is thrown and told by us. */
export function kafkaClient(brokers: readonly string[], log: Pick<AlertsLog, 'debug'>): Kafka {
  return new Kafka({
    clientId: 'heqi-alerter',
    brokers: [...brokers],
    connectionTimeout: 3_000,
    requestTimeout: 8_000,
    retry: RETRY,
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => log.debug(`kafkajs ${entry.namespace}: ${entry.log.message}`),
  });
}
