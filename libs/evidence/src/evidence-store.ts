import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { acceptedMediaType } from './media-type';

/** What the store knows of a file. */
export interface StoredEvidence {
  readonly sha256: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** The settings a store is opened by. */
export interface EvidenceSettings {
  readonly HEQI_DATA_DIR: string;
  readonly HEQI_MAX_EVIDENCE_BYTES: number;
}

export class EvidenceTooLarge extends Error {
  constructor(readonly limitBytes: number) {
    super(`The file is larger than ${limitBytes} bytes; split it or reduce its resolution.`);
    this.name = 'EvidenceTooLarge';
  }
}

export class EvidenceDamaged extends Error {
  constructor(readonly sha256: string) {
    super(`The stored file ${sha256} no longer has the content it was stored with; restore it from a backup.`);
    this.name = 'EvidenceDamaged';
  }
}

/** Files by content: `<root>/ab/cdef…`, named by their SHA-256, written once, never changed. A file is on disk, with its
 *  folder entry, before `put` returns; only then may an event name it. Beside a file stands who uploaded it: knowing a hash
 *  is not having the file. */
export class EvidenceStore {
  constructor(
    private readonly root: string,
    private readonly maxBytes: number,
  ) {}

  /** The store of a process: below its data folder. */
  static inDataFolder({ HEQI_DATA_DIR, HEQI_MAX_EVIDENCE_BYTES }: EvidenceSettings): EvidenceStore {
    return new EvidenceStore(path.join(HEQI_DATA_DIR, 'evidence'), HEQI_MAX_EVIDENCE_BYTES);
  }

  /** Stores a file; the same content again is the same file, with one more uploader. `uploader` is the party, or the person
   *  who acts for none. Throws EvidenceTooLarge, EvidenceTypeNotAccepted. */
  async put(content: Readable, fileName: string, uploader: string): Promise<StoredEvidence> {
    const incoming = path.join(this.root, 'incoming');
    await mkdir(incoming, { recursive: true });
    const temporary = path.join(incoming, randomUUID());
    try {
      const { sha256, sizeBytes } = await this.write(temporary, content);
      const mediaType = await acceptedMediaType(temporary, fileName);
      const target = this.pathOf(sha256);
      await mkdir(this.uploadersOf(sha256), { recursive: true });
      await rename(temporary, target);
      await writeFile(path.join(this.uploadersOf(sha256), nameOf(uploader)), '');
      for (const folder of [this.uploadersOf(sha256), path.dirname(target), this.root]) await syncFolder(folder);
      return { sha256, mediaType, sizeBytes };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** What is known of a file that is to be called `fileName`; undefined when the store does not have it. */
  async find(sha256: string, fileName: string): Promise<StoredEvidence | undefined> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    const target = this.pathOf(sha256);
    const sizeBytes = await sizeIfThere(target);
    return sizeBytes === undefined
      ? undefined
      : { sha256, mediaType: await acceptedMediaType(target, fileName), sizeBytes };
  }

  /** Whether this party, or person, had the file and uploaded it. */
  async wasUploadedBy(sha256: string, uploader: string): Promise<boolean> {
    return (await sizeIfThere(path.join(this.uploadersOf(sha256), nameOf(uploader)))) !== undefined;
  }

  /** The bytes, their hash checked before the first one is given away. Throws EvidenceDamaged. */
  async read(sha256: string): Promise<Buffer> {
    const bytes = await readFile(this.pathOf(sha256));
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new EvidenceDamaged(sha256);
    return bytes;
  }

  private async write(file: string, content: Readable): Promise<{ sha256: string; sizeBytes: number }> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const handle = await open(file, 'wx', 0o600);
    try {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        sizeBytes += chunk.length;
        if (sizeBytes > this.maxBytes) throw new EvidenceTooLarge(this.maxBytes);
        hash.update(chunk);
        await handle.write(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    return { sha256: hash.digest('hex'), sizeBytes };
  }

  private pathOf(sha256: string): string {
    return path.join(this.root, sha256.slice(0, 2), sha256.slice(2));
  }

  private uploadersOf(sha256: string): string {
    return `${this.pathOf(sha256)}.uploaders`;
  }
}

/** A file name for an id, whatever characters it has. */
function nameOf(uploader: string): string {
  return createHash('sha256').update(uploader).digest('hex');
}

async function sizeIfThere(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
