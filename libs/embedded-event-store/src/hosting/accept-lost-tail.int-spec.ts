import { randomUUID } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DATABASE_FILE, EventLog } from '../storage/event-log';
import { MARK_FILE } from '../storage/mark';
import { rejectionOf, temporaryDirectory } from '../testing/node.fixtures';
import { acceptLostTail } from './accept-lost-tail';
import { DataDirectoryLock } from './data-directory-lock';
import { startEmbeddedNode } from './embedded-node';

let directory: ReturnType<typeof temporaryDirectory>;

beforeEach(() => {
  directory = temporaryDirectory();
});

afterEach(() => directory.remove());

const file = (name: string) => path.join(directory.path, name);
const WAL = `${DATABASE_FILE}-wal`;

function open(): EventLog {
  return EventLog.open({ dataDir: directory.path });
}

async function append(log: EventLog, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const event = { id: randomUUID(), type: 'T', isJson: true, data: Buffer.from(`${n}`), metadata: Buffer.alloc(0) };
    await log.append('s', 'any', [event]);
  }
}

/** Writes five events and then three, and leaves the first five, as a write-ahead log that lost its end does. */
async function cutAt5(): Promise<void> {
  const elsewhere = temporaryDirectory();
  const log = EventLog.open({ dataDir: elsewhere.path });
  await append(log, 5);
  const wal = readFileSync(path.join(elsewhere.path, WAL));
  await append(log, 3);
  cpSync(elsewhere.path, directory.path, { recursive: true });
  log.close();
  elsewhere.remove();
  rmSync(file(`${DATABASE_FILE}-shm`), { force: true });
  truncateSync(file(WAL), wal.length);
}

describe('a log that is shorter than what it had acknowledged', () => {
  it('is refused by the node, with what is missing and the ways out', async () => {
    await cutAt5();
    const { message } = await rejectionOf(startEmbeddedNode({ dataDir: directory.path }));
    expect(message).toContain(
      `The log in ${directory.path} was cut: it ends at position 5, and position 8 had been acknowledged. 3 event(s) are missing.`,
    );
    expect(message).toMatch(/Restore a backup into an empty data directory.*heqi store --accept-lost-tail/);
    await rejectionOf(startEmbeddedNode({ dataDir: directory.path })); // the second time too
  });

  it('keeps the write-ahead log as it was found: opening takes what is readable of it and removes the rest', async () => {
    await cutAt5();
    const found = readFileSync(file(WAL));
    expect(open).toThrow(/was cut/);
    expect(readFileSync(file(`${WAL}.found`)).equals(found)).toBe(true);
  });

  it('is gone on with when the loss is accepted, which a note keeps', async () => {
    await cutAt5();
    const lost = acceptLostTail(directory.path);
    expect(lost).toMatchObject({ head: 5, marked: 8 });
    const note = JSON.parse(readFileSync(lost!.note, 'utf8')) as Record<string, unknown>;
    expect(note).toMatchObject({
      head: 5,
      marked: 8,
      at: expect.any(String) as string,
      description: lost!.description,
    });
    const log = open();
    await append(log, 1);
    expect(log.headPosition).toBe(6);
    log.close();
    open().close();
    expect(acceptLostTail(directory.path)).toBeUndefined();
    expect(readFileSync(lost!.note, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('is refused when all of it is gone, and no empty log takes its place', async () => {
    const log = open();
    await append(log, 2);
    log.close();
    rmSync(file(DATABASE_FILE));
    expect(open).toThrow(/ends at position 0, and position 2 had been acknowledged/);
    expect(existsSync(file(DATABASE_FILE))).toBe(false);
    expect(acceptLostTail(directory.path)).toMatchObject({ head: 0, marked: 2 });
    open().close();
    open().close();
  });

  it('is refused when it is another log, though it is as long', async () => {
    const log = open();
    await append(log, 2);
    log.close();
    const mark = readFileSync(file(MARK_FILE));
    rmSync(file(DATABASE_FILE));
    rmSync(file(MARK_FILE));
    const other = open();
    await append(other, 3);
    other.close();
    writeFileSync(file(MARK_FILE), mark);
    expect(open).toThrow(/another event stands at position 2/);
    expect(acceptLostTail(directory.path)).toMatchObject({ head: 3, marked: 2 });
    open().close();
  });
});

describe('the mark of a log', () => {
  it('may be older than the log, as when the power went before the system wrote it', async () => {
    const log = open();
    await append(log, 2);
    const older = readFileSync(file(MARK_FILE));
    await append(log, 2);
    log.close();
    writeFileSync(file(MARK_FILE), older);
    const opened = open();
    expect(opened.headPosition).toBe(4);
    opened.close();
  });

  it.each([0, 4_096])('torn in its slot at byte %s still guards all but the last commit', async (offset) => {
    await cutAt5();
    const mark = readFileSync(file(MARK_FILE));
    mark.fill(0xa5, offset + 20, offset + 48);
    writeFileSync(file(MARK_FILE), mark);
    expect(open).toThrow(/position [78] had been acknowledged/);
  });

  it('with no sound slot is refused, unless it was never written', async () => {
    const log = open();
    await append(log, 1);
    log.close();
    writeFileSync(file(MARK_FILE), Buffer.alloc(8_192, 0xa5));
    expect(open).toThrow(/log.mark in .* is damaged.*ends at position 1\) cannot be told/);
    writeFileSync(file(MARK_FILE), Buffer.alloc(8_192));
    open().close();
  });

  it('is made anew for a log that has none, such as one from a backup', async () => {
    const log = open();
    await append(log, 3);
    log.close();
    rmSync(file(MARK_FILE));
    open().close();
    copyFileSync(file(MARK_FILE), file('kept'));
    rmSync(file(DATABASE_FILE));
    expect(open).toThrow(/position 3 had been acknowledged/);
  });
});

it('a loss cannot be accepted while a node uses the directory', () => {
  const lock = DataDirectoryLock.take(directory.path);
  expect(() => acceptLostTail(directory.path)).toThrow(/in use by another node/);
  lock.release();
});
