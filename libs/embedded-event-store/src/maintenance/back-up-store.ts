import { chmodSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Database, openForReading } from '../storage/database';
import { DATABASE_FILE } from '../storage/event-log';
import { requireReadable } from '../storage/schema';
import { reasonOf, StoreTotals } from './inspection';
import { totalsOf } from './totals';

/** The file that is the whole of a stopped store, within its data directory. */
export const STORE_FILE = DATABASE_FILE;

/** Whether a store was ever kept in the directory. */
export function hasStore(dataDir: string): boolean {
  return existsSync(path.join(dataDir, STORE_FILE));
}

/**
 * Copies the store as of one moment into the new file `target` (mode 0600), and says what is in the copy. It may run in any
 * process while a node serves and writes: readers of a write-ahead log hold up no writer. Every page is read and written
 * anew, so the copy is one compact file without a write-ahead log. Bring it to the disk yourself.
 * @throws Error when there is no store, or when it is too damaged to be copied whole.
 */
export function backUpStore(dataDir: string, target: string): StoreTotals {
  const file = path.join(dataDir, STORE_FILE);
  if (!hasStore(dataDir)) throw new Error(`There is no event store in ${dataDir}: ${file} is missing.`);
  if (existsSync(target)) throw new Error(`${target} is there already.`);
  try {
    reading(file, (source) => {
      requireReadable(source, file);
      source.prepare('vacuum into ?').run(target);
    });
  } catch (error) {
    rmSync(target, { force: true });
    throw new Error(
      `The event store ${file} cannot be copied: ${reasonOf(error)}. \`heqi verify\` says what is wrong where; restore ` +
        'the last backup that verifies.',
      { cause: error },
    );
  }
  chmodSync(target, 0o600);
  return reading(target, totalsOf);
}

function reading<T>(file: string, read: (database: Database) => T): T {
  const database = openForReading(file);
  try {
    return read(database);
  } finally {
    database.close();
  }
}
