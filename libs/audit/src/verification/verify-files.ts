import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  contentOf,
  evidenceNamedBy,
  EVIDENCE_FOLDER,
  filesUnder,
  isLeftOut,
  MANIFEST_FILE,
  STORE_PATH,
  type BackedUpFile,
  type BackupManifest,
  type FileContent,
} from '@heqi/backup';
import { faultOfTokenKey, TOKEN_KEY_PATH } from '@heqi/identity';
import type { NamedEvidence } from './named-evidence';
import type { Findings } from './verification';

export interface VerifiedFiles {
  evidenceFiles: number;
  evidenceUnnamed: number;
  otherFiles: number;
  hasTokenKey: boolean;
}

/** Only their owner may read what lies here: keys, passwords, certificates with their keys. */
const SECRETS = /^(keys|event-store\/security)\//;

/** Reads every file of a folder: evidence is what its name says, keys can be used and are kept from others, and all are those of
 *  the manifest, where there is one. */
export async function verifyFiles(
  folder: string,
  manifest: BackupManifest | undefined,
  { named, findings }: { named: NamedEvidence; findings: Findings },
): Promise<VerifiedFiles> {
  const files: VerifiedFiles = { evidenceFiles: 0, evidenceUnnamed: 0, otherFiles: 0, hasTokenKey: false };
  const listed = manifest && new Map(manifest.files.map((file) => [file.path, file]));
  for await (const relative of filesIn(folder, listed !== undefined)) {
    const content = await contentOf(path.join(folder, relative));
    if (!content) continue; // a folder in use: it went away since it was listed
    const sha256 = evidenceNamedBy(relative);
    if (sha256 !== undefined) {
      files.evidenceFiles++;
      if (!named.has(sha256)) files.evidenceUnnamed++;
    } else if (!relative.startsWith(`${EVIDENCE_FOLDER}/`) && relative !== STORE_PATH) files.otherFiles++;
    if (relative === TOKEN_KEY_PATH) files.hasTokenKey = true;
    if (sha256 !== undefined && content.sha256 !== sha256) findings.add('evidence-damaged', { path: relative });
    else if (listed) compare(relative, content, listed, findings);
    listed?.delete(relative);
    await verifySecret(folder, relative, findings);
  }
  for (const missing of listed?.keys() ?? []) findings.add('file-missing', { path: missing });
  return files;
}

/** In a backup every file; in a data folder those that a backup would have, but for the database, which is read as such. */
function filesIn(folder: string, isBackup: boolean): AsyncGenerator<string, void, undefined> {
  return filesUnder(folder, isBackup ? (relative) => relative === MANIFEST_FILE : isLeftOut);
}

function compare(
  relative: string,
  content: FileContent,
  listed: ReadonlyMap<string, BackedUpFile>,
  findings: Findings,
): void {
  const expected = listed.get(relative);
  if (!expected) {
    findings.add('file-unlisted', { path: relative });
  } else if (expected.sizeBytes !== content.sizeBytes) {
    const reason = `${content.sizeBytes} ≠ ${expected.sizeBytes} B`;
    findings.add('file-differs', { path: relative }, { reason });
  } else if (expected.sha256 !== content.sha256) {
    findings.add('file-differs', { path: relative }, { reason: 'SHA-256' });
  }
}

async function verifySecret(folder: string, relative: string, findings: Findings): Promise<void> {
  if (!SECRETS.test(relative)) return;
  const file = path.join(folder, relative);
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    findings.add('key-exposed', { path: relative }, { mode: (mode & 0o777).toString(8).padStart(4, '0') });
  }
  if (relative !== TOKEN_KEY_PATH) return;
  const reason = await faultOfTokenKey(file);
  if (reason !== undefined) findings.add('key-unreadable', { path: relative }, { reason });
}
