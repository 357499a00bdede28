import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { STORE_FOLDER } from './data-folder';
import { copyFile, isEmpty, isFolder, replaceEmpty, syncFile, syncFolders } from './files';
import { MANIFEST_FILE, readManifest, type BackupManifest } from './manifest';

export interface RestoreOptions {
  /** Restore what there is although a file is missing or is not what was backed up. */
  readonly acceptDamage?: boolean;
}

/** Makes a data folder of a backup. The folder must be empty or not there; it gets its content when all of that is copied, compared
 *  with the manifest and on the disk. Nothing of the backup is moved or linked: it can be restored again. Throws
 *  ManifestDamaged. */
export async function restoreBackup(
  folder: string,
  dataDir: string,
  { acceptDamage = false }: RestoreOptions = {},
): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  if (!manifest) throw new Error(`${folder} is no backup: it has no ${MANIFEST_FILE}.`);
  const target = path.resolve(dataDir);
  await requireEmpty(target);
  const staging = await stagingFor(target);
  try {
    for (const file of manifest.files) await copy(file, folder, staging, acceptDamage);
    await syncFolders(staging);
    await putInPlace(staging, target);
    return manifest;
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

/** Refuses a folder that holds anything: what is restored is a whole, and nothing may be mixed into it. */
export async function requireEmpty(dataDir: string): Promise<void> {
  if (await isEmpty(dataDir)) return;
  throw new Error(
    `The data folder ${dataDir} is not empty. Move it aside (keep it until the restored one has shown that it is right), or ` +
      'name another in HEQI_DATA_DIR.',
  );
}

async function copy(
  { path: relative, sizeBytes, sha256 }: BackupManifest['files'][number],
  from: string,
  to: string,
  acceptDamage: boolean,
): Promise<void> {
  const target = path.resolve(to, relative);
  if (!target.startsWith(to + path.sep)) throw new Error(`The backup names a file outside of itself: ${relative}.`);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const content = await copyFile(path.join(from, relative), target);
  if (acceptDamage || (content?.sha256 === sha256 && content.sizeBytes === sizeBytes)) return;
  const what = content ? 'is not what was backed up' : 'is missing';
  throw new Error(`${relative} ${what}; \`heqi verify ${from}\` tells the whole.`);
}

/** Beside the folder it will become, for a rename to be one step; within it where it is the root of a disk of its own. */
async function stagingFor(target: string): Promise<string> {
  const suffix = `restoring-${randomUUID().slice(0, 8)}`;
  const staging = (await isMountPoint(target)) ? path.join(target, `.${suffix}`) : `${target}.${suffix}`;
  await mkdir(path.dirname(staging), { recursive: true, mode: 0o700 });
  await mkdir(staging, { mode: 0o700 });
  return staging;
}

async function isMountPoint(folder: string): Promise<boolean> {
  if (!(await isFolder(folder))) return false;
  return (await stat(folder)).dev !== (await stat(path.dirname(folder))).dev;
}

/** A folder that is the root of a disk cannot be replaced; its entries are renamed into it, the log last. */
export async function putInPlace(staging: string, target: string): Promise<void> {
  if (path.dirname(staging) !== target) return replaceEmpty(target, staging);
  const entries = await readdir(staging);
  const isLog = (entry: string) => Number(entry === STORE_FOLDER);
  for (const entry of entries.toSorted((one, other) => isLog(one) - isLog(other)))
    await rename(path.join(staging, entry), path.join(target, entry));
  await rmdir(staging);
  await syncFile(target);
}
