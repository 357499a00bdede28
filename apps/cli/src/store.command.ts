import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { acceptLostTail, runEmbeddedNode } from '@heqi/embedded-event-store';
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
    .option('--accept-lost-tail', 'go on with what is left of a log that was cut, and stop: the next start then runs')
    .action((options: { port?: number; acceptLostTail?: true }) =>
      options.acceptLostTail ? giveUpLostTail() : runStore(options.port),
    );
}

function giveUpLostTail(): void {
  const lost = acceptLostTail(path.join(readSettings(process.env).HEQI_DATA_DIR, 'event-store'));
  if (!lost) {
    process.stdout.write('Nothing of the log is missing; nothing was changed.\n');
    return;
  }
  process.stdout.write(`${lost.description}
Accepted: the log goes on behind position ${lost.head}. Given up are the events behind it: what was recorded there is not known
any more and has to be recorded again. Who had read them may still act on them: Kafka keeps what was published, and later
events take the numbers of the lost ones. Run npx heqi rebuild before the next command, so that no view tells of them.
The note of it is in ${lost.note}.
`);
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
