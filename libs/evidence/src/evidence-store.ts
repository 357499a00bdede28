import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { acceptedMediaType } from './media-type';

/** What the store knows of a file. */
export interface StoredEvidence {
  readonly sha256: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
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
 *  folder entry, before `put` returns; only then may an event name it. */
export class EvidenceStore {
  constructor(
    private readonly root: string,
    private readonly maxBytes: number,
  ) {}

  /** Stores a file; the same content again is the same file. Throws EvidenceTooLarge, EvidenceTypeNotAccepted. */
  async put(content: Readable, fileName: string): Promise<StoredEvidence> {
    const incoming = path.join(this.root, 'incoming');
    await mkdir(incoming, { recursive: true });
    const temporary = path.join(incoming, randomUUID());
    try {
      const { sha256, sizeBytes } = await this.write(temporary, content);
      const mediaType = await acceptedMediaType(temporary, fileName);
      const target = this.pathOf(sha256);
      await mkdir(path.dirname(target), { recursive: true });
      await this.describe(target, mediaType);
      await rename(temporary, target);
      await syncFolder(path.dirname(target));
      await syncFolder(this.root);
      return { sha256, mediaType, sizeBytes };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** What is known of a file; undefined when the store does not have it. */
  async find(sha256: string): Promise<StoredEvidence | undefined> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    try {
      const target = this.pathOf(sha256);
      const { size } = await stat(target);
      const { mediaType } = JSON.parse(await readFile(`${target}.json`, 'utf8')) as { mediaType: string };
      return { sha256, mediaType, sizeBytes: size };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
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

  private async describe(target: string, mediaType: string): Promise<void> {
    const handle = await open(`${target}.json`, 'w', 0o600);
    await writeAndSync(handle, JSON.stringify({ mediaType }));
  }

  private pathOf(sha256: string): string {
    return path.join(this.root, sha256.slice(0, 2), sha256.slice(2));
  }
}

async function writeAndSync(handle: FileHandle, text: string): Promise<void> {
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
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
