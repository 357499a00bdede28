import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { runEmbeddedNode } from '@heqi/embedded-event-store';
import { readSettings } from '@heqi/runtime';
import { wholeNumber } from './options';

const EVENTSTORE_PORT = 2113;

/** The embedded event store as a process of its own, for api, projector and alerter that run apart on one machine. */
export function storeCommand(): Command {
  return new Command('store')
    .description('run the embedded event store on its own, until SIGINT or SIGTERM')
    .option(
      '--port <port>',
      `loopback port; 0 picks a free one (default: EMBEDDED_EVENTSTORE_PORT, else ${EVENTSTORE_PORT})`,
      wholeNumber(0, 65_535),
    )
    .action(({ port }: { port?: number }) => runStore(port));
}

async function runStore(given: number | undefined): Promise<void> {
  const { HEQI_DATA_DIR, EMBEDDED_EVENTSTORE_PORT, ...settings } = readSettings(process.env);
  const port = given ?? (EMBEDDED_EVENTSTORE_PORT || EVENTSTORE_PORT);
  const dataDir = path.join(HEQI_DATA_DIR, 'event-store');
  const node = await runEmbeddedNode({
    dataDir,
    port,
    maxAppendSize: settings.EMBEDDED_EVENTSTORE_MAX_APPEND_BYTES,
    maxAppendEventSize: settings.EMBEDDED_EVENTSTORE_MAX_EVENT_BYTES,
  });
  // The connection string holds a password, and terminals and logs are read by others: so only where it stands is told.
  process.stdout.write(`EVENTSTORE_URL=${pathToFileURL(node.connectionStringFile!).href}\n`);
  process.stderr.write(
    `Listening on 127.0.0.1:${node.port}. The event store keeps its data in ${path.resolve(dataDir)}; Ctrl-C stops it.\n`,
  );
  const signal = await node.stopped;
  process.stderr.write(`Stopped by ${signal}; everything acknowledged is on disk.\n`);
}
