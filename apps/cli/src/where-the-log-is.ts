import path from 'node:path';
import { STORE_FOLDER } from '@heqi/backup';
import { firstEvent, hasStore } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { CONTRACT_STREAM_PREFIX } from '@heqi/messages';
import type { Settings } from '@heqi/runtime';

/** Does `work` with the server that keeps the log, or with none where the log is the embedded store's in the data folder. A server
 *  that EVENTSTORE_URL names may be just that store, run by `heqi store`: it is when both hold the same first contract at the same
 *  position. Throws when the server does not answer, for then it cannot be told. */
export async function withTheLog<T>(
  settings: Settings,
  work: (server: EventStore | undefined) => Promise<T>,
): Promise<T> {
  if (!settings.EVENTSTORE_URL) return work(undefined);
  const server = EventStore.connect(settings.EVENTSTORE_URL);
  try {
    if (!(await server.isReachable())) {
      throw new Error(
        'The event store that EVENTSTORE_URL names does not answer, so whether it is the one in the data folder cannot be told. ' +
          'Start it; or, to go by the store in the folder alone, call this with EVENTSTORE_URL unset (EVENTSTORE_URL= heqi …).',
      );
    }
    return await work((await isTheFoldersOwn(server, settings.HEQI_DATA_DIR)) ? undefined : server);
  } finally {
    await server.close();
  }
}

async function isTheFoldersOwn(server: EventStore, dataDir: string): Promise<boolean> {
  const folder = path.join(dataDir, STORE_FOLDER);
  if (!hasStore(folder)) return false;
  const first = firstEvent(folder, CONTRACT_STREAM_PREFIX);
  if (!first) return false;
  const { streamName, revision: fromRevision, id, position } = first;
  for await (const event of server.streamEvents(streamName, { fromRevision })) {
    return event.id === id && event.position === BigInt(position);
  }
  return false;
}
