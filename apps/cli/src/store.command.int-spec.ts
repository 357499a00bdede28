import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedNode } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { createProgram } from './program';

let dataDir: string;
let output: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'heqi-store-command-'));
  process.env['HEQI_DATA_DIR'] = dataDir;
  output = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += text.toString();
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['HEQI_DATA_DIR'];
  rmSync(dataDir, { recursive: true, force: true });
});

const eventStore = () => path.join(dataDir, 'event-store');
const acceptLostTail = () => createProgram().parseAsync(['node', 'heqi', 'store', '--accept-lost-tail']);

async function fill(): Promise<void> {
  const node = await startEmbeddedNode({ dataDir: eventStore() });
  const store = EventStore.connect(node.connectionString);
  await store.append('s', [{ id: randomUUID(), type: 'T', data: {}, metadata: {} }], 'no_stream');
  await store.close();
  await node.stop();
}

it('heqi store --accept-lost-tail gives up what a log lost: says what, keeps a note, and lets the next start go on', async () => {
  await fill();
  rmSync(path.join(eventStore(), 'events.db'));
  await expect(startEmbeddedNode({ dataDir: eventStore() })).rejects.toThrow(/heqi store --accept-lost-tail/);
  await acceptLostTail();
  expect(output).toMatch(
    /was cut: it ends at position 0, and position 1 had been acknowledged. 1 event\(s\) are missing/,
  );
  expect(output).toMatch(/Given up are the events behind it.*npx heqi rebuild/s);
  const note = readFileSync(path.join(eventStore(), 'lost-tails.jsonl'), 'utf8');
  expect(JSON.parse(note)).toMatchObject({ head: 0, marked: 1 });
  await (await startEmbeddedNode({ dataDir: eventStore() })).stop();
});

it('heqi store --accept-lost-tail changes nothing where nothing is missing', async () => {
  await fill();
  await acceptLostTail();
  expect(output).toBe('Nothing of the log is missing; nothing was changed.\n');
});
