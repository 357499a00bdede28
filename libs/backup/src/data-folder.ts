import { STORE_FILE } from '@heqi/embedded-event-store';

/** Where things lie in a data folder, and in a backup of one. */
export const STORE_FOLDER = 'event-store';
export const STORE_PATH = `${STORE_FOLDER}/${STORE_FILE}`;
export const EVIDENCE_FOLDER = 'evidence';

/** What a data folder holds of one run, of one machine or derived from the log: a backup that had it would be wrong or larger.
 *  The database file comes by the store's own snapshot, and what stands beside it about its head is made anew from that. */
const LEFT_OUT = [
  /^views\//,
  /^event-store\/events\.db/,
  /^event-store\/node\.(lock|pid)/,
  /^event-store\/[^/]*mark/,
  /^event-store\/security\/(url$|.*\.tmp$)/,
  /^evidence\/incoming\//,
  /^manifest\.json$/,
];

/** Whether a path of a data folder (folders end in a slash) is left out of backups. Everything not known by name goes in: keys,
 *  certificates, passwords, wherever they lie. */
export function isLeftOut(relative: string): boolean {
  return LEFT_OUT.some((pattern) => pattern.test(relative));
}

/** The SHA-256 that the path of an evidence file is made of; undefined for any other file. */
export function evidenceNamedBy(relative: string): string | undefined {
  const [, start, rest] = /^evidence\/([0-9a-f]{2})\/([0-9a-f]{62})$/.exec(relative) ?? [];
  return start && rest && start + rest;
}
