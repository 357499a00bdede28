import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale, startProcess, type ProcessUnderTest } from './support/processes';

describe('`heqi store` holds appends to the sizes of its settings', () => {
  let dataDir: string;
  let store: ProcessUnderTest;
  let client: EventStoreDBClient;

  beforeAll(async () => {
    buildIfStale();
    dataDir = await mkdtemp(path.join(tmpdir(), 'heqi-store-'));
    const settings = {
      HEQI_DATA_DIR: dataDir,
      EMBEDDED_EVENTSTORE_MAX_APPEND_BYTES: '3000',
      EMBEDDED_EVENTSTORE_MAX_EVENT_BYTES: '2000',
    };
    const args = ['store', '--port', '0'];
    store = await startProcess('cli', { settings, args, announces: /^EVENTSTORE_URL=(\S+)/m });
    client = EventStoreDBClient.connectionString(readFileSync(fileURLToPath(store.address), 'utf8').trim());
  }, 120_000);

  afterAll(async () => {
    await client.dispose();
    expect(await store.kill('SIGTERM')).toBe(0);
    await rm(dataDir, { recursive: true, force: true });
  });

  const event = (bytes: number) => jsonEvent({ type: 'T', data: 'x'.repeat(bytes) });
  const append = (...events: ReturnType<typeof event>[]) => client.appendToStream('limits', events);

  it('one append', async () => {
    await expect(append(event(1_900), event(1_900))).rejects.toMatchObject({ maxAppendSize: 3_000 });
  });

  it('one event', async () => {
    await expect(append(event(2_100))).rejects.toThrow(/2104 bytes; the Maximum Append Event Size is 2000/);
  });

  it('and takes what is within both', async () => {
    await expect(append(event(1_400), event(1_400))).resolves.toMatchObject({ nextExpectedRevision: 1n });
  });
});
