import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import canonicalize from 'canonicalize';
import { z } from 'zod';

/** Its presence makes a folder a backup: it is written last, when everything it names is on the disk. */
export const MANIFEST_FILE = 'manifest.json';
const FORMAT_VERSION = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const fileSchema = z.strictObject({ path: z.string().min(1), sizeBytes: count, sha256 });

const manifestSchema = z.strictObject({
  format: z.literal('heqi-backup'),
  formatVersion: z.literal(FORMAT_VERSION),
  heqiVersion: z.string(),
  /** UTC; the moment of the log is a little later. */
  takenAt: z.iso.datetime(),
  /** The log as of its snapshot; null where it is kept by a server of its own. */
  store: z.strictObject({ head: count, lastEventId: z.string().nullable(), events: count, streams: count }).nullable(),
  counts: z.strictObject({ files: count, evidenceFiles: count, bytes: count }),
  files: z.array(fileSchema),
});
const sealedSchema = manifestSchema.extend({
  /** Of the manifest itself: its canonical JSON (RFC 8785) without this field. */
  sha256,
});

/** What a backup holds. Paths are relative to it, with forward slashes, and the same in a data folder. */
export type BackupManifest = z.infer<typeof manifestSchema>;
export type BackedUpFile = z.infer<typeof fileSchema>;

/** The manifest is there and is not what was written, or is of a version that is not known here. */
export class ManifestDamaged extends Error {
  constructor(
    folder: string,
    readonly reason: string,
  ) {
    super(`The manifest of the backup ${folder} cannot be used: ${reason}.`);
    this.name = 'ManifestDamaged';
  }
}

/** Undefined where there is none, and so no backup. Throws ManifestDamaged. */
export async function readManifest(folder: string): Promise<BackupManifest | undefined> {
  const text = await readFile(path.join(folder, MANIFEST_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const { sha256: seal, ...manifest } = parsed(text, folder);
  if (seal !== sealOf(manifest)) throw new ManifestDamaged(folder, 'it is not what was written (its checksum differs)');
  return manifest;
}

/** Writes it to the disk (mode 0600). */
export async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const file = await open(path.join(folder, MANIFEST_FILE), 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify({ ...manifest, sha256: sealOf(manifest) }, null, 1)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

export function newManifest(about: Omit<BackupManifest, 'format' | 'formatVersion'>): BackupManifest {
  return { format: 'heqi-backup', formatVersion: FORMAT_VERSION, ...about };
}

function parsed(text: string, folder: string): z.infer<typeof sealedSchema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ManifestDamaged(folder, `it is not JSON (${(error as Error).message})`);
  }
  const version = (json as { formatVersion?: unknown } | null)?.formatVersion;
  if (Number.isInteger(version) && version !== FORMAT_VERSION) {
    throw new ManifestDamaged(folder, `it has format ${String(version)}, this version reads format ${FORMAT_VERSION}`);
  }
  const result = sealedSchema.safeParse(json);
  if (result.success) return result.data;
  const { path: where, message } = result.error.issues[0]!;
  throw new ManifestDamaged(folder, `${where.join('.') || 'its root'}: ${message}`);
}

function sealOf(manifest: BackupManifest): string {
  return createHash('sha256').update(canonicalize(manifest)!).digest('hex');
}
