import path from 'node:path';
import { Command } from 'commander';
import { startEmbeddedNode } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { openClock, readSettings, SharedSimulatedClock, type Settings } from '@heqi/runtime';
import { openViews, ViewProjector } from '@heqi/views';

/** Derives the views anew from the log; alerts are not sent again, they are events of their own. */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('rebuild the views from the log; readers see the old rows until the new ones are in place')
    .action(rebuild);
}

async function rebuild(): Promise<void> {
  const settings = readSettings(process.env);
  const undo: (() => Promise<void> | void)[] = [];
  try {
    const store = EventStore.connect(await eventStoreUrl(settings, undo));
    undo.push(() => store.close());
    const clock = await openClock(settings, store);
    if (clock instanceof SharedSimulatedClock) undo.push(() => clock.close());
    const views = await openViews({ databaseUrl: settings.DATABASE_URL, dataDir: settings.HEQI_DATA_DIR });
    undo.push(() => views.close());
    const { events, contracts, parked, seconds } = await new ViewProjector(views, store, clock).rebuild();
    process.stdout.write(`Rebuilt: ${events} events, ${contracts} contracts, in ${seconds.toFixed(1)} s.\n`);
    if (parked > 0) process.stdout.write(`${parked} streams could not be followed; GET /health/lag names them.\n`);
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/** The store that is named, else the one in the data folder, which then nobody else may have open. */
async function eventStoreUrl(settings: Settings, undo: (() => Promise<void> | void)[]): Promise<string> {
  if (settings.EVENTSTORE_URL) return settings.EVENTSTORE_URL;
  const node = await startEmbeddedNode({ dataDir: path.join(settings.HEQI_DATA_DIR, 'event-store') });
  undo.push(() => node.stop());
  return node.connectionString;
}
