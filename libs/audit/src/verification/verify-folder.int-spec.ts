import { randomUUID } from 'node:crypto';
import { appendFileSync, chmodSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MANIFEST_FILE, STORE_PATH, takeBackup } from '@heqi/backup';
import type { ContractEvent } from '@heqi/domain';
import { LOST_TAILS_FILE, startEmbeddedNode } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { openForWriting } from '../../../embedded-event-store/src/storage/database';
import { dealRecorded, ENTERPRISE, newEvents } from '../../../views/src/testing/log.fixtures';
import { verifyFolder } from '../index';
import { checkpoint, DataFolders, write, type RawEvent } from './data-folder.fixtures';

let folders: DataFolders;
let events: number;
beforeAll(async () => {
  folders = await DataFolders.prepare();
  events = (await verifyFolder(folders.sound)).store!.events;
});
afterAll(() => folders.remove());

it('finds nothing in a sound folder, and says what it read', async () => {
  const verification = await verifyFolder(folders.sound);
  expect(verification).toMatchObject({
    kind: 'data-folder',
    backup: null,
    findings: [],
    findingsTotal: 0,
    remarks: [],
  });
  expect(verification.store).toMatchObject({ head: events, events, streams: 4 });
  expect(verification.counts).toEqual({
    contracts: 1,
    contractEvents: events - 8,
    alertEvents: 5,
    evidenceFiles: 1,
    evidenceNamed: 1,
    otherFiles: 4, // the key of tokens; certificate, its key and password of the store
  });
});

describe('a fault in what events say is named with its event', () => {
  const ofContract = (id: string, n: number, ...facts: ContractEvent[]): RawEvent[] =>
    newEvents(facts, n).map((event) => ({ ...event, id: randomUUID(), streamName: `contract-${id}` }));
  const party: ContractEvent = { type: 'PartyAdded', data: { party: { ...ENTERPRISE, id: 'ent-2' } } };
  const other: ContractEvent = { type: 'PartyAdded', data: { party: { ...ENTERPRISE, id: 'ent-3' } } };
  const LATER = 1_000;

  it.each<[fault: string, planted: () => RawEvent[], finding: object]>([
    [
      'a type nobody knows',
      () => ofContract('c-1', LATER, party).map((each) => ({ ...each, type: 'PartyMoved' })),
      {
        code: 'event-undecodable',
        at: { stream: 'contract-c-1' },
        details: { reason: expect.stringContaining('none of the known contract events') as string },
      },
    ],
    [
      'a shape its schema refuses',
      () => ofContract('c-1', LATER, party).map((each) => ({ ...each, data: { party: {} } })),
      { code: 'event-undecodable', details: { reason: expect.stringMatching(/^data\.party/) as string } },
    ],
    [
      'a time before that of the event before',
      () => ofContract('c-1', 1, party),
      { code: 'recorded-backwards', at: { stream: 'contract-c-1' }, details: { at: '2025-06-01T00:01:00.000Z' } },
    ],
    [
      'a command without its end',
      () => ofContract('c-1', LATER, party, other).slice(0, 1),
      { code: 'command-without-end', details: { index: '1', size: '2' } },
    ],
    [
      'a command without its start',
      () => ofContract('c-1', LATER, party, other).slice(1),
      { code: 'command-without-start', details: { index: '2', size: '2' } },
    ],
    [
      'a contract that nothing recorded',
      () => ofContract('c-2', LATER, party),
      { code: 'contract-unfoldable', at: { stream: 'contract-c-2', revision: 0 } },
    ],
    [
      'a contract in another’s stream',
      () => ofContract('c-3', LATER, ...dealRecorded('c-4')),
      { code: 'contract-id-differs', at: { stream: 'contract-c-3', revision: 0 }, details: { found: 'c-4' } },
    ],
    [
      'a checkpoint ahead of the log',
      () => [checkpoint('9999')],
      { code: 'checkpoint-ahead', at: { stream: 'checkpoint-relay', revision: 2 }, details: { reached: '9999' } },
    ],
    [
      'a checkpoint that is none',
      () => [checkpoint(12)],
      { code: 'event-undecodable', at: { stream: 'checkpoint-relay' } },
    ],
    [
      'a clock that shows no time',
      () => [{ streamName: 'clock-simulated', type: 'SimulatedClockMoved', data: { to: 'noon' }, metadata: {} }],
      { code: 'event-undecodable', at: { stream: 'clock-simulated', revision: 1 } },
    ],
  ])('%s', async (_, planted, finding) => {
    const folder = folders.copy();
    await write(folder, planted());
    const { findings } = await verifyFolder(folder);
    expect(findings).toMatchObject([finding]);
    expect(findings[0]!.at.position).toBeGreaterThan(events); // the planted one, and none of the sound ones
  });

  it('a log whose end was given up is remarked for ever, with the file that says what was lost', async () => {
    const folder = folders.copy();
    const file = `event-store/${LOST_TAILS_FILE}`;
    appendFileSync(path.join(folder, file), '{"head":5,"marked":8}\n{"head":9,"marked":10}\n');
    expect(await verifyFolder(folder)).toMatchObject({
      findingsTotal: 0,
      remarks: [{ code: 'lost-tails', details: { count: 2, file } }],
    });
  });

  it('streams of others are only remarked', async () => {
    const folder = folders.copy();
    await write(folder, [{ streamName: 'somebody-else', type: 'Happened', data: 1, metadata: null }]);
    expect(await verifyFolder(folder)).toMatchObject({
      findingsTotal: 0,
      remarks: [{ code: 'foreign-streams', details: { count: 1 } }],
    });
  });
});

describe('a fault in a file is named with its path', () => {
  const within = (folder: string, relative: string) => path.join(folder, relative);

  it.each<[fault: string, plant: (folder: string) => void, findings: () => object[]]>([
    [
      'evidence that is gone',
      (folder) => rmSync(within(folder, folders.evidenceFile)),
      () => [{ code: 'evidence-missing', at: { stream: 'contract-c-1' }, details: { file: folders.evidenceFile } }],
    ],
    [
      'evidence with other bytes',
      (folder) =>
        writeFileSync(
          within(folder, folders.evidenceFile),
          readFileSync(within(folder, folders.evidenceFile)).fill(32, 0, 4),
        ),
      () => [{ code: 'evidence-damaged', at: { path: folders.evidenceFile } }],
    ],
    [
      'evidence that was cut off',
      (folder) => truncateSync(within(folder, folders.evidenceFile), 10),
      () => [{ code: 'evidence-size', details: { found: '10' } }, { code: 'evidence-damaged' }],
    ],
    [
      'a key that is none',
      (folder) => writeFileSync(within(folder, 'keys/token-key.json'), '{"kty":"EC"}'),
      () => [{ code: 'key-unreadable', at: { path: 'keys/token-key.json' } }],
    ],
    [
      'a key whose halves do not fit',
      (folder) => exchangeHalf(within(folder, 'keys/token-key.json')),
      () => [{ code: 'key-unreadable' }],
    ],
    [
      'a key that others can read',
      (folder) => chmodSync(within(folder, 'keys/token-key.json'), 0o644),
      () => [{ code: 'key-exposed', details: { mode: '0644' } }],
    ],
    [
      'a password that others can read',
      (folder) => chmodSync(within(folder, 'event-store/security/password'), 0o640),
      () => [{ code: 'key-exposed', at: { path: 'event-store/security/password' }, details: { mode: '0640' } }],
    ],
    [
      'a store that is gone',
      (folder) => rmSync(within(folder, STORE_PATH)),
      () => [{ code: 'store-missing', at: { path: STORE_PATH } }],
    ],
    [
      'an event with other bytes, which is all that is said of its stream',
      (folder) =>
        inStore(
          folder,
          "update record set bytes = cast(replace(bytes, 'ContractRecorded', 'ContractRekorded') as blob)",
        ),
      () => [{ code: 'record-damaged', at: { position: 2, stream: 'contract-c-1', revision: 0 } }],
    ],
  ])('%s', async (_, plant, findings) => {
    const folder = folders.copy();
    plant(folder);
    expect((await verifyFolder(folder)).findings).toMatchObject(findings());
  });

  it('evidence that nobody names is only remarked', async () => {
    const folder = folders.copy();
    inStore(
      folder,
      "delete from record where position in (select position from event where type = (select key from event_type where name = 'EvidenceAttached'))",
    );
    const { findings, remarks } = await verifyFolder(folder);
    expect(findings).toMatchObject([{ code: 'record-damaged' }]);
    expect(remarks).toEqual([{ code: 'evidence-unnamed', details: { count: 1 } }]);
  });
});

describe('a backup', () => {
  let backup: string;
  beforeAll(async () => {
    backup = folders.fresh();
    const takenAt = new Date('2026-01-02T03:04:05Z');
    await takeBackup({ dataDir: folders.sound, target: backup, withStore: true, takenAt, heqiVersion: '1.2.3' });
  });

  it('of a sound folder has nothing wrong, and the same in it', async () => {
    const { store, counts } = await verifyFolder(folders.sound);
    expect(await verifyFolder(backup)).toMatchObject({
      kind: 'backup',
      backup: { takenAt: '2026-01-02T03:04:05.000Z', heqiVersion: '1.2.3' },
      findings: [],
      store,
      counts,
    });
  });

  it.each<[fault: string, plant: (folder: string) => unknown, findings: () => object[]]>([
    [
      'that lost a file',
      (folder) => rmSync(path.join(folder, 'keys/token-key.json')),
      () => [{ code: 'file-missing', at: { path: 'keys/token-key.json' } }],
    ],
    [
      'with a file too many',
      (folder) => writeFileSync(path.join(folder, 'keys/another.json'), '', { mode: 0o600 }),
      () => [{ code: 'file-unlisted', at: { path: 'keys/another.json' } }],
    ],
    [
      'with a longer file',
      (folder) => appendFileSync(path.join(folder, 'keys/token-key.json'), ' '),
      () => [{ code: 'file-differs', at: { path: 'keys/token-key.json' } }],
    ],
    [
      'whose manifest was changed',
      (folder) => replaceIn(path.join(folder, MANIFEST_FILE), '1.2.3', '1.2.4'),
      () => [{ code: 'manifest-damaged', details: { reason: expect.stringContaining('checksum') as string } }],
    ],
    [
      'whose manifest was cut off',
      (folder) => truncateSync(path.join(folder, MANIFEST_FILE), 200),
      () => [{ code: 'manifest-damaged', details: { reason: expect.stringContaining('not JSON') as string } }],
    ],
    [
      'of a format to come',
      (folder) => replaceIn(path.join(folder, MANIFEST_FILE), '"formatVersion": 1', '"formatVersion": 2'),
      () => [{ code: 'manifest-damaged', details: { reason: expect.stringContaining('format 2') as string } }],
    ],
  ])('%s is told from what was backed up', async (_, plant, findings) => {
    const folder = folders.copy(backup);
    await plant(folder);
    expect((await verifyFolder(folder)).findings).toMatchObject(findings());
  });

  it('whose log was written to is told by the log and by the file', async () => {
    const folder = folders.copy(backup);
    await write(folder, [checkpoint('11')]);
    const { findings } = await verifyFolder(folder);
    const told = findings.map(({ code, at, details }) => `${code} ${details['field'] ?? at.path}`);
    const byTheLog = ['head', 'lastEventId', 'events'].map((field) => `manifest-differs ${field}`);
    expect(told).toEqual(expect.arrayContaining([...byTheLog, `file-differs ${STORE_PATH}`]));
  });
});

it('a log on a server is read through it: what events say is checked, and gaps in contracts', async () => {
  const dataDir = folders.copy();
  await write(dataDir, [checkpoint('9999')]);
  const node = await startEmbeddedNode({ dataDir: path.join(dataDir, 'event-store') });
  const server = EventStore.connect(node.connectionString);
  const verification = await verifyFolder(folders.sound, server);
  expect(verification.findings).toMatchObject([{ code: 'checkpoint-ahead' }]);
  expect(verification).toMatchObject({ store: { events: events + 1 }, counts: { contracts: 1, evidenceNamed: 1 } });
  expect(verification.remarks).toMatchObject([{ code: 'store-through-client' }]);
  await server.keepLast('contract-c-1', 3); // as nobody should
  expect((await verifyFolder(folders.sound, server)).findings).toMatchObject([
    { code: 'checkpoint-ahead' },
    { code: 'revision-missing', at: { stream: 'contract-c-1', revision: 0 } },
  ]);
  await server.close();
  await node.stop();
});

function inStore(folder: string, sql: string): void {
  const database = openForWriting(path.join(folder, STORE_PATH));
  database.exec(sql);
  database.close();
}

/** Makes the private half of a key another number. */
function exchangeHalf(file: string): void {
  const jwk = JSON.parse(readFileSync(file, 'utf8')) as { d: string };
  writeFileSync(file, JSON.stringify({ ...jwk, d: Buffer.alloc(32, 7).toString('base64url') }));
}

function replaceIn(file: string, from: string, to: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}
