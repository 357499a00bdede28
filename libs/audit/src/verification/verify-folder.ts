import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  ManifestDamaged,
  MANIFEST_FILE,
  readManifest,
  STORE_FOLDER,
  STORE_PATH,
  type BackupManifest,
} from '@heqi/backup';
import { inspectStore, LOST_TAILS_FILE, type StoreTotals } from '@heqi/embedded-event-store';
import type { EventStore } from '@heqi/event-store';
import { logOfServer } from './log-of-server';
import { NamedEvidence } from './named-evidence';
import { Findings, type Remark, type Verification } from './verification';
import { verifyFiles } from './verify-files';
import { verifyLog, type VerifiedLog } from './verify-log';

/** Reads everything in a data folder, in use or not, or in a backup, and says what is wrong where. Changes nothing. The log is
 *  read as of one moment and before the files, so that a file an event names must be there.
 *  @param server where the log is, when it is not in the folder. */
export async function verifyFolder(folder: string, server?: EventStore): Promise<Verification> {
  const findings = new Findings();
  const named = new NamedEvidence(folder, findings);
  const isBackup = existsSync(path.join(folder, MANIFEST_FILE));
  const manifest = await usableManifest(folder, findings);
  const isElsewhere = !server && isStoreElsewhere(folder, manifest);
  const steps = isElsewhere ? [] : server ? logOfServer(server) : inspectStore(storeFile(folder));
  const log = await verifyLog(steps, { findings, onEvidence: (refs, event) => named.take(refs, event) });
  if (manifest) compareTotals(manifest, log.totals, findings);
  const files = await verifyFiles(folder, manifest, { named, findings });
  const { contracts, contractEvents, alertEvents } = log;
  const { evidenceFiles, otherFiles } = files;
  return {
    folder: path.resolve(folder),
    kind: isBackup ? 'backup' : 'data-folder',
    backup: manifest ? { takenAt: manifest.takenAt, heqiVersion: manifest.heqiVersion } : null,
    store: log.totals,
    counts: { contracts, contractEvents, alertEvents, evidenceFiles, evidenceNamed: named.count, otherFiles },
    findings: findings.listed,
    findingsTotal: findings.total,
    remarks: [
      ...remarksOn({ log, files, isElsewhere, isThroughClient: server !== undefined }),
      ...remarksOnLostTails(folder),
    ],
  };
}

async function usableManifest(folder: string, findings: Findings): Promise<BackupManifest | undefined> {
  try {
    return await readManifest(folder);
  } catch (error) {
    if (!(error instanceof ManifestDamaged)) throw error;
    findings.add('manifest-damaged', { path: MANIFEST_FILE }, { reason: error.reason });
    return undefined;
  }
}

/** A backup of a folder whose log a server keeps says so itself. */
function isStoreElsewhere(folder: string, manifest: BackupManifest | undefined): boolean {
  return manifest?.store === null && !existsSync(storeFile(folder));
}

function storeFile(folder: string): string {
  return path.join(folder, STORE_PATH);
}

/** What the manifest says of the log, against what the log turned out to be. */
function compareTotals({ store }: BackupManifest, totals: StoreTotals | null, findings: Findings): void {
  if (!store || !totals) return;
  for (const field of ['head', 'lastEventId', 'events', 'streams'] as const) {
    if (store[field] === totals[field]) continue;
    const details = { field, expected: String(store[field]), found: String(totals[field]) };
    findings.add('manifest-differs', { path: MANIFEST_FILE }, details);
  }
}

/** That the end of the log was given up once is told for ever: what is missing leaves no other trace. */
function remarksOnLostTails(folder: string): Remark[] {
  const file = `${STORE_FOLDER}/${LOST_TAILS_FILE}`;
  if (!existsSync(path.join(folder, file))) return [];
  const count = readFileSync(path.join(folder, file), 'utf8').trim().split('\n').length;
  return [{ code: 'lost-tails', details: { count, file } }];
}

function remarksOn(what: {
  readonly log: VerifiedLog;
  readonly files: { readonly evidenceUnnamed: number; readonly hasTokenKey: boolean };
  readonly isElsewhere: boolean;
  readonly isThroughClient: boolean;
}): Remark[] {
  const { log, files, isElsewhere, isThroughClient } = what;
  const remarks: Remark[] = [];
  if (isElsewhere) remarks.push({ code: 'store-elsewhere', details: {} });
  if (isThroughClient) remarks.push({ code: 'store-through-client', details: {} });
  if (log.foreignStreams > 0) remarks.push({ code: 'foreign-streams', details: { count: log.foreignStreams } });
  if (files.evidenceUnnamed > 0 && !isElsewhere) {
    remarks.push({ code: 'evidence-unnamed', details: { count: files.evidenceUnnamed } });
  }
  if (!files.hasTokenKey) remarks.push({ code: 'no-token-key', details: {} });
  return remarks;
}
