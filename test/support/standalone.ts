import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseInstant, type Actor } from '@heqi/domain';
import { readSettings } from '@heqi/runtime';
import { startStandalone, type Standalone } from '../../apps/standalone/src/standalone';

export interface Reply<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** A caller with one person's token. */
export interface Caller {
  /** The headers that say who calls. */
  readonly headers: Record<string, string>;
  get<Body = any>(url: string, headers?: Record<string, string>): Promise<Reply<Body>>; // oxlint-disable-line typescript/no-explicit-any -- a test says what it expects
  /** POSTs JSON; on "whatever is current" unless the headers say otherwise. */
  post<Body = any>(url: string, body: unknown, headers?: Record<string, string>): Promise<Reply<Body>>; // oxlint-disable-line typescript/no-explicit-any -- as above
}

/** The whole of Heqi in the test's process, on a folder of its own. */
export interface StandaloneUnderTest {
  readonly url: string;
  readonly dataDir: string;
  as(actor: Actor): Promise<Caller>;
  /** Without a token. */
  anonymous(): Caller;
  /** Stops it and starts it again on the same folder; `between` runs while nothing holds the folder. */
  restart(between?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it on free ports; `settings` are environment variables on top of a silent, simulated-clock default. */
export async function standaloneUnderTest(
  options: { settings?: Record<string, string>; sample?: boolean; clockStartsAt?: string } = {},
): Promise<StandaloneUnderTest> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'heqi-e2e-'));
  const settings = readSettings({
    PORT: '0',
    HEQI_DATA_DIR: dataDir,
    HEQI_CLOCK: 'simulated',
    HEQI_LOG_LEVEL: 'error',
    ...options.settings,
  });
  const clockStartsAt = options.clockStartsAt === undefined ? undefined : parseInstant(options.clockStartsAt);
  const start = () => startStandalone({ settings, sample: options.sample, clockStartsAt: clockStartsAt });
  let running: Standalone = await start();
  return {
    get url() {
      return running.url;
    },
    dataDir,
    as: async (actor) => callerOf(() => running.url, await running.tokenFor(actor)),
    anonymous: () => callerOf(() => running.url, undefined),
    restart: async (between) => {
      await running.stop();
      await between?.();
      running = await start();
    },
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function callerOf(base: () => string, token: string | undefined): Caller {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    headers: authorization,
    get: async (url, headers) => told(await fetch(base() + url, { headers: { ...authorization, ...headers } })),
    post: async (url, body, headers) =>
      told(
        await fetch(base() + url, {
          method: 'POST',
          headers: {
            ...authorization,
            'content-type': 'application/json',
            ...(url === '/v1/contracts' ? {} : { 'if-match': '*' }),
            ...headers,
          },
          body: JSON.stringify(body),
        }),
      ),
  };
}

export async function told<Body>(response: Response): Promise<Reply<Body>> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
}
