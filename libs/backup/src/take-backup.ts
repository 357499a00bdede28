import { randomUUID } from 'node:crypto';
import { link, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { backUpStore, type StoreTotals } from '@heqi/embedded-event-store';
import { EVIDENCE_FOLDER, evidenceNamedBy, isLeftOut, STORE_FOLDER, STORE_PATH } from './data-folder';
import {
  contentOf,
  copyFile,
  filesUnder,
  isEmpty,
  isFolder,
  replaceEmpty,
  syncFile,
  syncFolders,
  type FileContent,
} from './files';
import {
  MANIFEST_FILE,
  newManifest,
  readManifest,
  writeManifest,
  type BackedUpFile,
  type BackupManifest,
} from './manifest';

export interface BackupRequest {
  readonly dataDir: string;
  /** A folder that is not there yet, or is empty. */
  readonly target: string;
  /** An earlier backup on the same disk: evidence that it has is linked, not copied. */
  readonly since?: string | undefined;
  /** Whether the log is the embedded store's in this data folder; false where a server keeps it. */
  readonly withStore: boolean;
  readonly takenAt: Date;
  readonly heqiVersion: string;
}

/** Copies all that cannot be derived out of a data folder in use: the log as of one moment, then evidence, so that every file
 *  the log names is there, then keys and whatever else there is. The folder gets its name when everything is on the disk: one
 *  that was cut off keeps a name that says so. */
export async function takeBackup(request: BackupRequest): Promise<BackupManifest> {
  const target = path.resolve(request.target);
  const dataDir = path.resolve(request.dataDir);
  await requirePlace(dataDir, target);
  if (request.since !== undefined) await requireBackup(request.since);
  const building = `${target}.unfinished-${randomUUID().slice(0, 8)}`;
  await mkdir(path.dirname(target), { recursive: true });
  await mkdir(building, { mode: 0o700 });
  try {
    const copying = new Copying(dataDir, building, request.since);
    const store = request.withStore ? await copying.snapshotOfStore() : null;
    await copying.everythingElse();
    const { files, counts } = copying;
    const { heqiVersion, takenAt } = request;
    const manifest = newManifest({ heqiVersion, takenAt: takenAt.toISOString(), store, counts, files });
    await syncFolders(building);
    await writeManifest(building, manifest);
    await syncFile(building);
    await replaceEmpty(target, building);
    return manifest;
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    throw error;
  }
}

/** The copies made so far. */
class Copying {
  readonly files: BackedUpFile[] = [];

  constructor(
    private readonly from: string,
    private readonly to: string,
    private readonly since: string | undefined,
  ) {}

  get counts(): BackupManifest['counts'] {
    return {
      files: this.files.length,
      evidenceFiles: this.files.filter((file) => evidenceNamedBy(file.path)).length,
      bytes: this.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    };
  }

  async snapshotOfStore(): Promise<StoreTotals> {
    const copy = path.join(this.to, STORE_PATH);
    await this.makeFolderOf(STORE_PATH);
    const totals = backUpStore(path.join(this.from, STORE_FOLDER), copy);
    await syncFile(copy);
    this.files.push({ path: STORE_PATH, ...(await contentOf(copy))! });
    return totals;
  }

  /** Evidence first: the log names it already. A file that went away since it was listed was never part of the whole. */
  async everythingElse(): Promise<void> {
    const isOther = (relative: string) => isLeftOut(relative) || relative === `${EVIDENCE_FOLDER}/`;
    for await (const each of filesUnder(this.from, isLeftOut, `${EVIDENCE_FOLDER}/`)) await this.copy(each);
    for await (const each of filesUnder(this.from, isOther)) await this.copy(each);
  }

  private async copy(relative: string): Promise<void> {
    await this.makeFolderOf(relative);
    const content =
      (await this.linked(relative)) ?? (await copyFile(path.join(this.from, relative), path.join(this.to, relative)));
    if (content) this.files.push({ path: relative, ...content });
  }

  /** Evidence never changes, so the earlier backup's file will do where it still has the content that its name tells. */
  private async linked(relative: string): Promise<FileContent | undefined> {
    const sha256 = evidenceNamedBy(relative);
    if (this.since === undefined || sha256 === undefined) return undefined;
    const earlier = path.join(this.since, relative);
    const content = await contentOf(earlier);
    if (content?.sha256 !== sha256) return undefined;
    return link(earlier, path.join(this.to, relative)).then(
      () => content,
      () => undefined, // another disk, or one without links
    );
  }

  private async makeFolderOf(relative: string): Promise<void> {
    await mkdir(path.dirname(path.join(this.to, relative)), { recursive: true, mode: 0o700 });
  }
}

async function requirePlace(dataDir: string, target: string): Promise<void> {
  if (!(await isFolder(dataDir))) throw new Error(`There is no data folder ${dataDir}; HEQI_DATA_DIR names it.`);
  if (isWithin(dataDir, target) || isWithin(target, dataDir)) {
    throw new Error(`A backup must lie outside of the data folder ${dataDir}: ${target} does not.`);
  }
  if (!(await isEmpty(target))) throw new Error(`${target} is not empty. Name a folder that is not there yet.`);
}

async function requireBackup(folder: string): Promise<void> {
  if (!(await readManifest(folder))) throw new Error(`${folder} is no backup: it has no ${MANIFEST_FILE}.`);
}

/** Whether `inner` is `outer` or lies in it. */
function isWithin(outer: string, inner: string): boolean {
  const relative = path.relative(outer, inner);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
