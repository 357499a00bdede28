import { EventStoreDBClient } from '@eventstore/db-client';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openForReading } from '../storage/database';
import { counted, temporaryDirectory } from '../testing/node.fixtures';
import { backUpStore, inspectStore, startEmbeddedNode, STORE_FILE } from '../index';
import { uuidText } from './totals';

const WRITERS = 8;
const BACKUPS = 5;

it('a copy taken while writers write is the log up to one moment: all acknowledged before, gapless, sound', async () => {
  const directory = temporaryDirectory();
  const dataDir = path.join(directory.path, 'store');
  const store = await startEmbeddedNode({ dataDir }); // its thread writes on while this one copies
  const client = EventStoreDBClient.connectionString(store.connectionString);
  const acknowledged: string[] = [];
  let done = false;
  const write = async (writer: number) => {
    for (let n = 0; !done; n++) {
      const event = counted(n);
      await client.appendToStream(`writer-${writer}`, event);
      acknowledged.push(event.id);
    }
  };
  const writing = Array.from({ length: WRITERS }, (_, writer) => write(writer));

  for (let n = 1; n <= BACKUPS; n++) {
    const enough = acknowledged.length + 50;
    while (acknowledged.length < enough) await new Promise((resolve) => setImmediate(resolve));
    const target = path.join(directory.path, `copy-${n}.db`);
    const before = [...acknowledged];
    const totals = backUpStore(dataDir, target);
    const copied = idsIn(target);
    const copiedIds = new Set(copied);
    expect(before.filter((id) => !copiedIds.has(id))).toEqual([]);
    expect(totals).toEqual({
      head: copied.length,
      events: copied.length,
      lastEventId: copied.at(-1),
      streams: WRITERS,
    });
    const steps = [...inspectStore(target)];
    expect(steps.filter(({ kind }) => kind === 'finding')).toEqual([]);
    expect(steps.at(-1)).toEqual({ kind: 'totals', totals });
    expect(statSync(target).mode & 0o777).toBe(0o600);
  }
  expect(readdirSync(directory.path).filter((name) => /-wal|-shm/.test(name))).toEqual([]); // a copy is one file

  // The store itself is inspected while it is written, too.
  const live = [...inspectStore(path.join(dataDir, STORE_FILE))];
  expect(live.filter(({ kind }) => kind === 'finding')).toEqual([]);
  done = true;
  await Promise.all(writing);
  expect(idsIn(path.join(dataDir, STORE_FILE)).toSorted()).toEqual(acknowledged.toSorted()); // nobody was held up or lost
  await client.dispose();
  await store.stop();
  directory.remove();
});

it('what is no store is not copied, and nothing is made of it', () => {
  const directory = temporaryDirectory();
  const target = path.join(directory.path, 'copy.db');
  expect(() => backUpStore(directory.path, target)).toThrow(/There is no event store in .*events\.db is missing/);
  writeFileSync(path.join(directory.path, STORE_FILE), 'something else, of some length'.repeat(99));
  expect(() => backUpStore(directory.path, target)).toThrow(/cannot be copied: file is not a database.*heqi verify/);
  expect(existsSync(target)).toBe(false);
  directory.remove();
});

/** Ids of all events in the order of the log. */
function idsIn(file: string): string[] {
  const database = openForReading(file);
  const rows = database.prepare('select position, id from event order by position').all() as {
    position: number;
    id: Uint8Array;
  }[];
  database.close();
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, index) => index + 1));
  return rows.map(({ id }) => uuidText(id));
}
