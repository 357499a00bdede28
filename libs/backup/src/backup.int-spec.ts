import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EventLog } from '../../embedded-event-store/src/storage/event-log';
import { temporaryDirectory } from '../../embedded-event-store/src/testing/node.fixtures';
import { MANIFEST_FILE, readManifest, restoreBackup, STORE_PATH, takeBackup } from './index';
import { putInPlace } from './restore-backup';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const evidencePath = (text: string) => `evidence/${sha256(text).slice(0, 2)}/${sha256(text).slice(2)}`;

let root: ReturnType<typeof temporaryDirectory>;
let dataDir: string;
const at = (...names: string[]) => path.join(root.path, ...names);

beforeEach(async () => {
  root = temporaryDirectory();
  dataDir = at('data');
  const log = EventLog.open({ dataDir: path.join(dataDir, 'event-store') });
  const [data, metadata] = [Buffer.from('1'), Buffer.from('2')];
  const id = '0b3a4a5e-2d3c-4f6a-8b7c-9d0e1f2a3b4c';
  await log.append('s', 'any', [{ id, type: 'T', isJson: true, data, metadata }]);
  log.close();
  for (const [file, text] of Object.entries(FILES)) put(dataDir, file, text);
});
afterEach(() => root.remove());

const KEPT = {
  'keys/token-key.json': 'key',
  'event-store/security/node.key': 'another',
  [evidencePath('a')]: 'a',
  [`${evidencePath('a')}.uploaders/x`]: '',
};
const NOT_KEPT = {
  'views/pgdata/1': 'derived',
  'views/views.lock': '',
  'event-store/node.pid': '1',
  'event-store/node.lock': '',
  'event-store/log.mark': '9',
  'event-store/security/url': 'esdb://of-one-run',
  'evidence/incoming/x': 'half',
};
const FILES = { ...KEPT, ...NOT_KEPT };

const take = (target: string, extra: object = {}) =>
  takeBackup({ dataDir, target, withStore: true, takenAt: new Date(0), heqiVersion: '0', ...extra });

describe('a backup', () => {
  it('holds log, evidence and keys, not what is derived or of one run; only its owner can read it', async () => {
    const manifest = await take(at('backup'));
    expect(new Set(filesIn(at('backup')))).toEqual(new Set([MANIFEST_FILE, STORE_PATH, ...Object.keys(KEPT)]));
    expect(new Set(manifest.files.map((file) => file.path))).toEqual(new Set([STORE_PATH, ...Object.keys(KEPT)]));
    for (const [file, text] of Object.entries(KEPT)) {
      expect(readFileSync(at('backup', file), 'utf8')).toBe(text);
      expect(manifest.files).toContainEqual({ path: file, sizeBytes: text.length, sha256: sha256(text) });
    }
    for (const file of filesIn(at('backup'))) {
      expect([file, statSync(at('backup', file)).mode & 0o777]).toEqual([file, 0o600]);
      expect(statSync(path.dirname(at('backup', file))).mode & 0o777).toBe(0o700);
    }
    expect(await readManifest(at('backup'))).toEqual(manifest);
    expect(manifest.store).toMatchObject({ head: 1, events: 1, streams: 1 });
  });

  it('says that the log is not in it where a server keeps that', async () => {
    const manifest = await take(at('backup'), { withStore: false });
    expect(manifest.store).toBeNull();
    expect(existsSync(at('backup', STORE_PATH))).toBe(false);
  });

  it('goes into an empty folder, and into no other, nor into the data folder', async () => {
    mkdirSync(at('empty'));
    await take(at('empty'));
    await expect(take(at('empty'))).rejects.toThrow(/not empty/);
    await expect(take(path.join(dataDir, 'backup'))).rejects.toThrow(/outside of the data folder/);
    await expect(take(dataDir)).rejects.toThrow(/outside of the data folder/);
    await expect(take(at('x'), { dataDir: at('nowhere') })).rejects.toThrow(/no data folder/);
    expect(readdirSync(root.path).toSorted()).toEqual(['data', 'empty']);
  });

  it('that fails leaves nothing', async () => {
    rmSync(path.join(dataDir, STORE_PATH));
    await expect(take(at('backup'))).rejects.toThrow(/no event store/);
    expect(readdirSync(root.path)).toEqual(['data']);
  });

  it('since an earlier one links the evidence that is still what it was, and copies the rest', async () => {
    put(dataDir, evidencePath('b'), 'b');
    await take(at('first'));
    put(dataDir, evidencePath('c'), 'c');
    writeFileSync(at('first', evidencePath('b')), 'B'); // the earlier copy went bad: it is not taken
    await take(at('second'), { since: at('first') });
    const inode = (backup: string, text: string) => statSync(at(backup, evidencePath(text))).ino;
    expect(inode('second', 'a')).toBe(inode('first', 'a'));
    expect(inode('second', 'b')).not.toBe(inode('first', 'b'));
    for (const text of ['a', 'b', 'c']) expect(readFileSync(at('second', evidencePath(text)), 'utf8')).toBe(text);
    await expect(take(at('third'), { since: dataDir })).rejects.toThrow(/no backup/);
  });
});

describe('a restore', () => {
  beforeEach(async () => {
    await take(at('backup'));
  });

  it('gives the files back, to their owner only, and leaves the backup as it was', async () => {
    const before = filesIn(at('backup'));
    await restoreBackup(at('backup'), at('restored'));
    expect(new Set(filesIn(at('restored')))).toEqual(new Set([STORE_PATH, ...Object.keys(KEPT)]));
    for (const file of filesIn(at('restored'))) {
      expect(readFileSync(at('restored', file))).toEqual(readFileSync(at('backup', file)));
      expect(statSync(at('restored', file)).mode & 0o777).toBe(0o600);
      expect(statSync(at('restored', file)).ino).not.toBe(statSync(at('backup', file)).ino);
    }
    expect(filesIn(at('backup'))).toEqual(before);
    mkdirSync(at('empty'));
    await restoreBackup(at('backup'), at('empty'));
    expect(filesIn(at('empty'))).toEqual(filesIn(at('restored')));
  });

  it('refuses a folder with anything in it, what is no backup, and a manifest that is not what was written', async () => {
    await expect(restoreBackup(at('backup'), dataDir)).rejects.toThrow(/not empty.*Move it aside/);
    await expect(restoreBackup(dataDir, at('restored'))).rejects.toThrow(/no backup/);
    const manifest = readFileSync(at('backup', MANIFEST_FILE), 'utf8');
    writeFileSync(at('backup', MANIFEST_FILE), manifest.replace('keys/', '../keys/'));
    await expect(restoreBackup(at('backup'), at('restored'))).rejects.toThrow(/cannot be used: .*checksum/);
    expect(existsSync(at('restored'))).toBe(false);
  });

  it.each([
    ['changed', () => writeFileSync(at('backup', evidencePath('a')), 'b'), 'is not what was backed up'],
    ['lost', () => rmSync(at('backup', 'keys/token-key.json')), 'is missing'],
  ])('of a backup with a %s file leaves nothing, unless the damage is accepted', async (_, plant, message) => {
    plant();
    await expect(restoreBackup(at('backup'), at('restored'))).rejects.toThrow(message);
    expect(readdirSync(root.path).toSorted()).toEqual(['backup', 'data']);
    await restoreBackup(at('backup'), at('restored'), { acceptDamage: true });
    expect(existsSync(at('restored', STORE_PATH))).toBe(true);
  });

  it('into the root of a disk moves what it staged there, and leaves no stage', async () => {
    put(at('disk', '.stage'), STORE_PATH, 'log');
    put(at('disk', '.stage'), 'keys/token-key.json', 'key');
    await putInPlace(at('disk', '.stage'), at('disk'));
    expect(filesIn(at('disk'))).toEqual([STORE_PATH, 'keys/token-key.json']);
  });
});

function put(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, file), text);
}

/** Paths of all files, sorted. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted((one, other) => (one < other ? -1 : 1));
}
