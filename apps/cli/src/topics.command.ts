import { Command } from 'commander';
import { createTopics } from '@heqi/alerts';
import { readSettings } from '@heqi/runtime';

/** Creates the topics where brokers do not, or where the relay may not. */
export function topicsCommand(): Command {
  return new Command('topics').description('create the Kafka topics that are missing').action(ensureTopics);
}

async function ensureTopics(): Promise<void> {
  const { KAFKA_BROKERS } = readSettings(process.env);
  if (KAFKA_BROKERS.length === 0)
    throw new Error('No broker is configured: set KAFKA_BROKERS to host:port[,host:port …].');
  const created = await createTopics(KAFKA_BROKERS, { debug: () => undefined });
  process.stdout.write(
    created.length > 0 ? `Created: ${created.join(', ')}\n` : 'All topics are there; nothing was changed.\n',
  );
}
