import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makePrivate } from '../security/private-files';
import { Database, isBusy, openWithoutWaiting } from '../storage/database';

const LOCK_FILE = 'node.lock';
const OWNER_FILE = 'node.pid';

/**
 * Keeps a second node off a data directory. The lock is one the operating system holds (SQLite's, on a file of its own)
 * and lets go the moment its process dies, so a dead owner never blocks a start, not even when a container gives the
 * same process id again. The pid file beside it only names the owner to people.
 */
export class DataDirectoryLock {
  private constructor(
    private readonly handle: Database,
    private readonly ownerFile: string,
  ) {}

  /** @throws Error naming the directory and its owner when another node uses it. */
  static take(dataDir: string): DataDirectoryLock {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const ownerFile = path.join(dataDir, OWNER_FILE);
    const lockFile = path.join(dataDir, LOCK_FILE);
    makePrivate(lockFile); // who can read it could hold it
    const handle = openWithoutWaiting(lockFile);
    try {
      handle.exec('begin exclusive');
    } catch (error) {
      handle.close();
      if (!isBusy(error)) throw error;
      throw new Error(
        `The data directory ${dataDir} is in use by another node (${ownerOf(ownerFile)}). ` +
          'Stop that node, connect to it, or choose another directory.',
        { cause: error },
      );
    }
    makePrivate(ownerFile);
    writeFileSync(ownerFile, `${process.pid}\n`);
    return new DataDirectoryLock(handle, ownerFile);
  }

  release(): void {
    rmSync(this.ownerFile, { force: true });
    this.handle.exec('rollback');
    this.handle.close();
  }
}

function ownerOf(ownerFile: string): string {
  try {
    return `process ${readFileSync(ownerFile, 'utf8').trim()}`;
  } catch {
    return 'its process id is not known';
  }
}
