import { createHash } from 'node:crypto';
import { open, readdir, rename, rmdir, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

export interface FileContent {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The files below a folder, in the order of their names, as paths with forward slashes; nothing for a folder that is not
 *  there. `isLeftOut` is asked about every file and, with a slash at the end, about every folder before it is entered. */
export async function* filesUnder(
  root: string,
  isLeftOut: (relative: string) => boolean = () => false,
  below = '',
): AsyncGenerator<string, void, undefined> {
  const entries = await readdir(path.join(root, below), { withFileTypes: true }).catch(ifThere);
  entries?.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries ?? []) {
    const relative = below + entry.name;
    const isFolder = entry.isSymbolicLink()
      ? (await stat(path.join(root, relative)).catch(ifThere))?.isDirectory()
      : entry.isDirectory();
    if (isLeftOut(isFolder ? `${relative}/` : relative)) continue;
    if (isFolder) yield* filesUnder(root, isLeftOut, `${relative}/`);
    else yield relative;
  }
}

/** Size and hash of a file, read in pieces; undefined when it is not there. */
export async function contentOf(file: string): Promise<FileContent | undefined> {
  const source = await open(file, 'r').catch(ifThere);
  if (!source) return undefined;
  try {
    return await read(source, () => Promise.resolve());
  } finally {
    await source.close();
  }
}

/** Copies a file to a new one (mode 0600) that is on the disk afterwards, and tells what was copied; undefined when there is
 *  nothing to copy. */
export async function copyFile(from: string, to: string): Promise<FileContent | undefined> {
  const source = await open(from, 'r').catch(ifThere);
  if (!source) return undefined;
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      const content = await read(source, async (chunk) => {
        await target.writeFile(chunk);
      });
      await target.sync();
      return content;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** Brings a file to the disk; a folder is brought there with its entries. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Brings the entries of a folder, and of all folders below it, to the disk. */
export async function syncFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await syncFolders(path.join(folder, entry.name));
  }
  await syncFile(folder);
}

/** Whether a folder holds nothing, or is not there. */
export async function isEmpty(folder: string): Promise<boolean> {
  return ((await readdir(folder).catch(ifThere)) ?? []).length === 0;
}

export async function isFolder(name: string): Promise<boolean> {
  return (await stat(name).catch(ifThere))?.isDirectory() ?? false;
}

/** Gives a finished folder its name, which none or an empty one may have: others see all of it or nothing. */
export async function replaceEmpty(target: string, finished: string): Promise<void> {
  await rmdir(target).catch(ifThere);
  await rename(finished, target);
  await syncFile(path.dirname(target));
}

const CHUNK_BYTES = 1024 * 1024;

async function read(source: FileHandle, take: (chunk: Buffer) => Promise<void>): Promise<FileContent> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let sizeBytes = 0; ;) {
    const { bytesRead } = await source.read(buffer, 0, CHUNK_BYTES, null);
    if (bytesRead === 0) return { sizeBytes, sha256: hash.digest('hex') };
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    await take(chunk);
    sizeBytes += bytesRead;
  }
}

/** For `catch`: what is not there is undefined, any other trouble is thrown on. */
function ifThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
