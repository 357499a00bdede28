import { DatabaseSync } from '@photostructure/sqlite';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { bootId } from './boot-id';

type Lock = InstanceType<typeof DatabaseSync>;

const LOCK_FILE = 'views.lock';
const OWNER_FILE = 'views.pid';
const OPEN_MARK = 'open-since-boot';

/** Another process has the views of this data folder open. */
export class ViewsDirectoryInUse extends Error {
  override readonly name = 'ViewsDirectoryInUse';
  constructor(directory: string, owner: string, options: ErrorOptions) {
    super(
      `The views in ${directory} are in use by ${owner}. The embedded database serves one process: stop that one, or ` +
        'give every process the same DATABASE_URL of a PostgreSQL server.',
      options,
    );
  }
}

/**
 * The folder of the embedded database, which itself neither locks nor syncs. The lock is one the operating system holds
 * (SQLite's, on a file of its own), so it goes with its process and is never taken from a living one. A mark stands
 * while the database is open: found after another start of the machine, it says that files may never have reached the
 * disk, and the folder is emptied, for views come from the log again.
 */
export class ViewsDirectory {
  private constructor(
    private readonly directory: string,
    private readonly lock: Lock,
    /** Why the views that were here are gone; undefined where they are not. */
    readonly emptiedBecause: string | undefined,
  ) {}

  /** @throws ViewsDirectoryInUse */
  static take(directory: string): ViewsDirectory {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const lock = lockOrThrow(directory);
    writeFileSync(path.join(directory, OWNER_FILE), `${process.pid}\n`);
    const reason = uncleanStop(directory);
    if (reason) rmSync(path.join(directory, 'pgdata'), { recursive: true, force: true });
    writeSynced(path.join(directory, OPEN_MARK), bootId() ?? 'unknown');
    return new ViewsDirectory(directory, lock, reason);
  }

  /** Where the database's own files are. */
  get databaseFiles(): string {
    return path.join(this.directory, 'pgdata');
  }

  /** Keeps files that do not open for whoever wants to look, in place of the ones kept before. */
  moveAside(): string {
    const kept = path.join(this.directory, 'pgdata-that-did-not-open');
    rmSync(kept, { recursive: true, force: true });
    if (existsSync(this.databaseFiles)) renameSync(this.databaseFiles, kept);
    return kept;
  }

  /** To be called when the database is closed: its files are brought to the disk before the mark goes. */
  release(): void {
    syncTree(this.databaseFiles);
    rmSync(path.join(this.directory, OPEN_MARK), { force: true });
    this.letGo();
  }

  /** Lets the folder go without vouching for what is in it. */
  letGo(): void {
    rmSync(path.join(this.directory, OWNER_FILE), { force: true });
    this.lock.close();
  }
}

function lockOrThrow(directory: string): Lock {
  const lock = new DatabaseSync(path.join(directory, LOCK_FILE), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    const busy = (error as { errcode?: number }).errcode === 5;
    if (!busy) throw error;
    throw new ViewsDirectoryInUse(directory, ownerOf(directory), { cause: error });
  }
}

function ownerOf(directory: string): string {
  try {
    return `process ${readFileSync(path.join(directory, OWNER_FILE), 'utf8').trim()}`;
  } catch {
    return 'another process';
  }
}

/** A process that was killed loses nothing, because the system still holds what it wrote; a machine that stopped may. */
function uncleanStop(directory: string): string | undefined {
  const mark = path.join(directory, OPEN_MARK);
  if (!existsSync(mark)) return undefined;
  const openedIn = readFileSync(mark, 'utf8').trim();
  const now = bootId();
  if (now !== undefined && openedIn === now) return undefined;
  return 'the machine stopped while they were open';
}

function writeSynced(file: string, text: string): void {
  writeFileSync(file, text);
  syncPath(file);
  syncPath(path.dirname(file));
}

function syncTree(directory: string): void {
  if (!existsSync(directory)) return;
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() || entry.isDirectory()) syncPath(path.join(entry.parentPath, entry.name));
  }
  syncPath(directory);
}

function syncPath(file: string): void {
  const handle = openSync(file, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
