import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

const OTHERS = 0o077;

/** Replaces a file that only its owner may read, whole or not at all: a crash leaves the old one or the new one. */
export function writePrivately(file: string, text: string): void {
  const temporary = `${file}.tmp`;
  rmSync(temporary, { force: true }); // of a start that did not come to its end; its mode would stay
  const handle = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
  syncFolder(path.dirname(file));
}

/** Makes a file its owner's alone, an empty one where there is none. What is there is not opened: closing it would drop the
 *  locks that this process holds on it. */
export function makePrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  else if (isOpenToOthers(file)) chmodSync(file, 0o600);
}

/** Whether other users of the machine may do anything with a file or folder. Windows has no such modes. */
export function isOpenToOthers(file: string): boolean {
  return process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0;
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // a folder cannot be opened there
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
