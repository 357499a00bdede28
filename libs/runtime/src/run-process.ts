import { existsSync } from 'node:fs';
import type { INestApplication } from '@nestjs/common';
import { EventStore } from '@heqi/event-store';
import { hideDeprecations } from './deprecations';
import type { ProcessParts } from './process.module';
import { readSettings, type Settings } from './settings';
import { openClock, SharedSimulatedClock } from './simulated-clock';

/** Runs one of several processes that share stores: settings from the environment and `.env`, the log and the clock, an
 *  application that listens, and an orderly end on a signal. Says in one line why it could not start. */
export async function runProcess(
  name: string,
  createApplication: (parts: ProcessParts) => Promise<INestApplication>,
): Promise<void> {
  hideDeprecations();
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const settings = requireShared(name, readSettings(process.env));
    const eventStore = EventStore.connect(settings.EVENTSTORE_URL);
    const clock = await openClock(settings, eventStore);
    const app = await createApplication({ settings, eventStore, clock });
    await app.listen(settings.PORT, settings.HEQI_HOST);
    process.stdout.write(`Heqi ${name} is ready: ${await app.getUrl()}\n`);
    const stop = async () => {
      await app.close();
      if (clock instanceof SharedSimulatedClock) clock.close();
      await eventStore.close();
      process.exit(0);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  } catch (error) {
    process.stderr.write(`Heqi ${name} did not start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** The embedded stores live in one process; several need stores that they can share. */
function requireShared(name: string, settings: Settings): Settings & { EVENTSTORE_URL: string } {
  const { EVENTSTORE_URL, DATABASE_URL } = settings;
  if (!EVENTSTORE_URL) {
    throw new Error(
      `${name} runs beside other processes and needs EVENTSTORE_URL: an EventStoreDB, or the embedded node started by "npx heqi store". One process for all is "npm start".`,
    );
  }
  if (!DATABASE_URL && name !== 'alerter') {
    throw new Error(`${name} shares the views with other processes and needs DATABASE_URL: a PostgreSQL server.`);
  }
  return { ...settings, EVENTSTORE_URL };
}
