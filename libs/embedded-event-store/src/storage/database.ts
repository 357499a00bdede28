import { DatabaseSync } from '@photostructure/sqlite';

/** The part of `node:sqlite` this library uses; Node 22 and later can supply it without a package. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
  readonly isTransaction: boolean;
}

export interface Statement {
  run(...parameters: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...parameters: SqlValue[]): unknown;
  all(...parameters: SqlValue[]): unknown[];
  iterate(...parameters: SqlValue[]): Iterable<unknown>;
}

export type SqlValue = string | number | bigint | Uint8Array | null;

/** Versions 3.7.0 to 3.51.2 can corrupt a WAL database that has two connections (fixed in 3.51.3 and 3.53.0). */
const OLDEST_SAFE_VERSION = '3.51.3';

/** Opens the one connection that writes. A commit returns only when its bytes are synced to the disk. */
export function openForWriting(file: string): Database {
  return prepared(new DatabaseSync(file), (database) => {
    refuseUnsafeVersion(database);
    // FULL by hand: builds differ in their default, and NORMAL loses acknowledged commits when the power goes.
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000');
    database.exec('pragma wal_autocheckpoint = 2000; pragma cache_size = -32768; pragma foreign_keys = on');
  });
}

/** Opens a connection that sees only what is committed. */
export function openForReading(file: string): Database {
  return prepared(new DatabaseSync(file, { readOnly: true }), (database) => {
    database.exec('pragma busy_timeout = 5000; pragma cache_size = -32768');
  });
}

/** The database, closed again when it cannot be prepared: a damaged one shows at its first statement. */
function prepared(database: Database, prepare: (database: Database) => void): Database {
  try {
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens a file to lock it: what another process holds fails at once instead of being waited for. */
export function openWithoutWaiting(file: string): Database {
  return new DatabaseSync(file, { timeout: 0 });
}

const SQLITE_BUSY = 5;

/** Whether an error says that another connection holds the file. */
export function isBusy(error: unknown): boolean {
  return (error as { errcode?: number } | null | undefined)?.errcode === SQLITE_BUSY;
}

/**
 * Moves the whole write-ahead log into the database file, so that a stopped store is one file.
 * @throws Error when a reader holds on to it.
 */
export function checkpoint(database: Database): void {
  const { busy } = database.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number };
  if (busy !== 0) throw new Error('The write-ahead log is in use by a reader that does not end.');
}

/**
 * Makes sure, after a failed commit, of what the file holds. What counts as committed is written to the database file and
 * synced, which relies on no earlier sync; then a commit of its own gives the write-ahead log a new beginning, with which
 * no bytes of the failed one count any more. When this throws, nothing is certain yet, and it may be called again.
 */
export function makeCertain(database: Database): void {
  checkpoint(database);
  const { user_version: version } = database.prepare('pragma user_version').get() as { user_version: number };
  database.exec(`begin immediate; pragma user_version = ${version}; commit`);
}

function refuseUnsafeVersion(database: Database): void {
  const { version } = database.prepare('select sqlite_version() as version').get() as { version: string };
  if (isSafeSqliteVersion(version)) return;
  throw new Error(
    `SQLite ${version} is too old: versions before ${OLDEST_SAFE_VERSION} can corrupt a write-ahead log that is ` +
      'read while it is written. Install a newer @photostructure/sqlite.',
  );
}

/** Whether a version such as '3.53.0' is 3.51.3 or newer. */
export function isSafeSqliteVersion(version: string): boolean {
  const parts = version.split('.').map(Number);
  const oldest = OLDEST_SAFE_VERSION.split('.').map(Number);
  for (let index = 0; index < oldest.length; index++) {
    const difference = (parts[index] ?? 0) - (oldest[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
