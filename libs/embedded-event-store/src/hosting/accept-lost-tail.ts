import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { EventLog } from '../storage/event-log';
import { describeCut, LogCut } from '../storage/log-cut';
import { DataDirectoryLock } from './data-directory-lock';

/** In a data directory: a line of JSON for each time that the end of its log was given up. */
export const LOST_TAILS_FILE = 'lost-tails.jsonl';

export interface LostTail {
  /** Position of the last event that is left, 0 when there is none. */
  readonly head: number;
  /** Position of the last event that had been acknowledged; undefined when the mark could not be read. */
  readonly marked: number | undefined;
  /** What was found, in words. */
  readonly description: string;
  /** File that keeps the note of it. */
  readonly note: string;
}

/**
 * Goes on with what is left of a log that was cut: the next start opens it. A note of what was given up is added to a file
 * in the data directory. To be called by a person's decision only, when there is no backup to restore.
 * @returns undefined when nothing is missing; then nothing is changed.
 * @throws Error when a node uses the directory, or the log cannot be opened.
 */
export function acceptLostTail(dataDir: string): LostTail | undefined {
  const lock = DataDirectoryLock.take(dataDir);
  let lost: LostTail | undefined;
  const acceptCut = (cut: LogCut) => {
    const description = describeCut(dataDir, cut);
    const note = path.join(dataDir, LOST_TAILS_FILE);
    const { head, marked } = cut;
    const line = JSON.stringify({ at: new Date().toISOString(), head, marked, description });
    appendFileSync(note, `${line}\n`, { flush: true }); // before the mark moves, which ends the proof
    lost = { head, marked, description, note };
  };
  try {
    EventLog.open({ dataDir, acceptCut }).close();
    return lost;
  } finally {
    lock.release();
  }
}
