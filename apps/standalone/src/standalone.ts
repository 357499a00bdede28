import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parseInstant, type Actor, type Instant } from '@heqi/domain';
import { startEmbeddedNode } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { EvidenceStore } from '@heqi/evidence';
import { OwnTokens } from '@heqi/identity';
import { openClock, SharedSimulatedClock, type Settings } from '@heqi/runtime';
import { SAMPLE_UNTIL } from '@heqi/sample';
import { createHttpApplication } from '../../api/src/http-application';
import { loadSample, type LoadedSample } from './sample-loader';
import { StandaloneModule } from './standalone.module';

const SAMPLE_SEED = 20_260_630;

export interface StandaloneOptions {
  readonly settings: Settings;
  /** Fill the store with a generated district and let the clock stand at its last day. */
  readonly sample?: boolean;
  /** Where a simulated clock starts on a new store; now when left out. */
  readonly clockStartsAt?: Instant;
}

/** Everything of Heqi in one process, on the embedded stores where no others are named. */
export interface Standalone {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly sampleLoaded: LoadedSample | null;
  /** A token of the data folder's own key; undefined where an identity provider gives the tokens. */
  readonly tokenFor: (actor: Actor, days?: number) => Promise<string | undefined>;
  readonly stop: () => Promise<void>;
}

/** Starts the stores, then the application, and undoes what was started when a later step fails. */
export async function startStandalone({
  settings: given,
  sample = false,
  clockStartsAt,
}: StandaloneOptions): Promise<Standalone> {
  const settings: Settings = sample ? { ...given, HEQI_CLOCK: 'simulated' } : given;
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const eventStore = EventStore.connect(await eventStoreUrl(settings, undo));
    undo.push(() => eventStore.close());
    const sampleLoaded = sample
      ? await loadSample(eventStore, EvidenceStore.inDataFolder(settings), { seed: SAMPLE_SEED })
      : null;
    const clock = await openClock(
      settings,
      eventStore,
      sample ? parseInstant(`${SAMPLE_UNTIL}T12:00:00.000Z`) : clockStartsAt,
    );
    if (clock instanceof SharedSimulatedClock) undo.push(() => clock.close());
    const app = await createHttpApplication(StandaloneModule.forRoot({ settings, eventStore, clock }), settings);
    undo.push(() => app.close());
    await app.listen({ port: settings.PORT, host: settings.HEQI_HOST });
    const tokens = settings.HEQI_AUTH_JWKS_URL
      ? undefined
      : await OwnTokens.open(settings.HEQI_DATA_DIR, settings.HEQI_AUTH_ISSUER);
    return {
      app,
      url: await app.getUrl(),
      sampleLoaded,
      tokenFor: async (actor, days = 30) => tokens?.issue(actor, days, new Date()),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function eventStoreUrl(settings: Settings, undo: (() => Promise<void> | void)[]): Promise<string> {
  if (settings.EVENTSTORE_URL) return settings.EVENTSTORE_URL;
  const dataDir = path.join(settings.HEQI_DATA_DIR, 'event-store');
  const node = await startEmbeddedNode({
    dataDir,
    port: settings.EMBEDDED_EVENTSTORE_PORT,
    maxAppendSize: settings.EMBEDDED_EVENTSTORE_MAX_APPEND_BYTES,
    maxAppendEventSize: settings.EMBEDDED_EVENTSTORE_MAX_EVENT_BYTES,
  });
  undo.push(() => node.stop());
  return node.connectionString;
}
