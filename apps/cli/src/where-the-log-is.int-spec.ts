import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedNode, type EmbeddedNode } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { readSettings } from '@heqi/runtime';
import { dealRecorded, newEvents } from '../../../libs/views/src/testing/log.fixtures';
import { withTheLog } from './where-the-log-is';

const root = mkdtempSync(path.join(tmpdir(), 'heqi-where-'));
let own: EmbeddedNode;
let other: EmbeddedNode;

/** Two stores with the same contract: in the other one it stands behind another event. */
beforeAll(async () => {
  own = await startEmbeddedNode({ dataDir: path.join(root, 'own', 'event-store') });
  other = await startEmbeddedNode({ dataDir: path.join(root, 'other', 'event-store') });
  for (const node of [own, other]) {
    const store = EventStore.connect(node.connectionString);
    const id = '0b3a4a5e-2d3c-4f6a-8b7c-9d0e1f2a3b4c';
    if (node === other) await store.append('before', [{ id, type: 'Before', data: {}, metadata: {} }], 'any');
    await store.append('contract-c-1', newEvents(dealRecorded('c-1'), 1), 'no_stream');
    await store.close();
  }
});
afterAll(async () => {
  await own.stop().catch(() => undefined);
  await other.stop();
  rmSync(root, { recursive: true, force: true });
});

const whereIsIt = (dataDir: string, EVENTSTORE_URL?: string) =>
  withTheLog(readSettings({ HEQI_DATA_DIR: path.join(root, dataDir), EVENTSTORE_URL }), (server) =>
    Promise.resolve(server === undefined ? 'in the folder' : 'on the server'),
  );

it('is in the data folder when no server is named, or when the server named is the folder’s own store', async () => {
  expect(await whereIsIt('own')).toBe('in the folder');
  expect(await whereIsIt('own', own.connectionString)).toBe('in the folder');
});

it('is on the server that is named when the folder has none, or another one', async () => {
  expect(await whereIsIt('own', other.connectionString)).toBe('on the server');
  expect(await whereIsIt('empty', own.connectionString)).toBe('on the server');
});

it('cannot be told from a server that does not answer', async () => {
  const { connectionString } = own;
  await own.stop();
  await expect(whereIsIt('own', connectionString)).rejects.toThrow(/does not answer.*EVENTSTORE_URL unset/);
});
