import { EventStoreDBClient } from '@eventstore/db-client';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventually } from './support/eventually';
import { freePort } from './support/free-port';
import { buildIfStale, runToEnd, startProcess, type ProcessUnderTest } from './support/processes';

/** Whoever may read the data folder comes into the embedded event store, by himself; nobody else does. */
describe('the embedded event store of the processes', () => {
  let dataDir: string;
  let port: number;
  const running: ProcessUnderTest[] = [];

  beforeAll(async () => {
    buildIfStale();
    port = await freePort();
  }, 120_000);
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'heqi-store-security-'));
  });
  afterEach(async () => {
    for (const each of running.splice(0).reverse()) if (each.running) await each.kill('SIGTERM');
    rmSync(dataDir, { recursive: true, force: true });
  });

  const settings = (extra: Record<string, string> = {}) => ({
    PORT: '0',
    HEQI_DATA_DIR: dataDir,
    EMBEDDED_EVENTSTORE_PORT: String(port),
    HEQI_LOG_LEVEL: 'debug',
    ...extra,
  });
  const start = async (...how: Parameters<typeof startProcess>): Promise<ProcessUnderTest> => {
    const started = await startProcess(...how);
    running.push(started);
    return started;
  };
  const startStore = () => start('cli', { settings: settings(), args: ['store'], announces: /^EVENTSTORE_URL=(\S+)/m });
  const secret = (name: string) => readFileSync(path.join(dataDir, 'event-store', 'security', name), 'utf8').trim();
  const anonymousIsRefused = async () => {
    const url = secret('url').replace(/(?<=esdb:\/\/)[^@]*@/, '');
    expect(url).toMatch(/^esdb:\/\/127\.0\.0\.1:\d+\?tls=true/);
    const client = EventStoreDBClient.connectionString(url);
    const read = client.readAll({ maxCount: 1 })[Symbol.asyncIterator]().next();
    await expect(read).rejects.toMatchObject({ type: 'access-denied' });
    await client.dispose();
  };
  const tellsNoSecret = () => {
    for (const each of running) {
      expect(each.output()).not.toContain(secret('password'));
      expect(each.output()).not.toMatch(/PRIVATE KEY|DeprecationWarning/);
    }
  };

  it('serves one process for all, which takes its credentials from the folder', async () => {
    const heqi = await start('standalone', { settings: settings() });
    await heqi.whenReady();
    await anonymousIsRefused();
    tellsNoSecret();
  }, 60_000);

  it('serves processes apart by the address of a file, which is all that is told', async () => {
    const store = await startStore();
    expect(store.address).toBe(pathToFileURL(path.join(dataDir, 'event-store', 'security', 'url')).href);
    const alerter = await start('alerter', { settings: settings({ EVENTSTORE_URL: store.address }) });
    await alerter.whenReady();
    await anonymousIsRefused();
    tellsNoSecret();
  }, 60_000);

  it('is not ready for a process with other credentials, which says so and goes on asking', async () => {
    await startStore();
    const url = secret('url').replace(/node:[^@]*/, 'node:not-the-password');
    const alerter = await start('alerter', { settings: settings({ EVENTSTORE_URL: url }) });
    await eventually(() => /refused.*UNAUTHENTICATED.*credentials/.test(alerter.output()), {
      what: 'word of the refusal',
    });
    expect((await alerter.health('ready')).status).toBe(503);
    expect(alerter.output()).not.toContain('not-the-password');
  }, 60_000);

  it('lets no process start on a connection string that would not do what it says, and does not quote it', async () => {
    const wrong = [
      [pathToFileURL(path.join(dataDir, 'nothing')).href, /There is no file .*nothing/],
      [`esdb://node:not-the-password@127.0.0.1:${port}?tls=false`, /dropped without a word/],
      [`esdb://node:not-the-password@127.0.0.1:${port}?tsl=true`, /does not know/],
    ] as const;
    for (const [url, reason] of wrong) {
      const { exitCode, output } = await runToEnd('alerter', { settings: settings({ EVENTSTORE_URL: url }) });
      expect([exitCode, output]).toEqual([1, expect.stringMatching(reason)]);
      expect(output).not.toContain('not-the-password');
    }
  }, 60_000);
});
