import { statSync } from 'node:fs';
import path from 'node:path';
import { Database } from './database';
import { Mark, MARK_FILE, MarkFile } from './mark';

/** How a log differs from the one its mark was made for. */
export interface LogCut {
  /** Position of its last event now, 0 when there is none. */
  readonly head: number;
  /** Position of the last event it had acknowledged; undefined when the mark cannot be read. */
  readonly marked: number | undefined;
  readonly what: 'shorter' | 'other' | 'unreadable_mark';
}

/** Raised when a log does not hold what it once acknowledged. Nothing is served: readers may have seen what is missing. */
export class LogWasCut extends Error {
  override readonly name = 'LogWasCut';

  constructor(
    dataDir: string,
    readonly cut: LogCut,
  ) {
    super(
      `${describeCut(dataDir, cut)} Restore a backup into an empty data directory. ` +
        'Only if there is none: `heqi store --accept-lost-tail` goes on with what is left, and says what that gives up.',
    );
  }
}

/** What is wrong, in one or two sentences. */
export function describeCut(dataDir: string, { head, marked, what }: LogCut): string {
  switch (what) {
    case 'shorter':
      return (
        `The log in ${dataDir} was cut: it ends at position ${head}, and position ${marked} had been acknowledged. ` +
        `${marked! - head} event(s) are missing.`
      );
    case 'other':
      return (
        `The log in ${dataDir} is not the one it was: another event stands at position ${marked} than the one that was ` +
        'acknowledged there.'
      );
    case 'unreadable_mark':
      return (
        `The mark ${MARK_FILE} in ${dataDir}, which says where the log ended, is damaged. Whether the log was cut ` +
        `(it ends at position ${head}) cannot be told.`
      );
    default:
      return what satisfies never;
  }
}

/** Whether an empty database would take the place of a log that was there. */
export function logIsGone(dataDir: string, databaseFile: string): LogCut | undefined {
  const found = statSync(path.join(dataDir, databaseFile), { throwIfNoEntry: false });
  if (found && found.size > 0) return undefined;
  const mark = MarkFile.read(dataDir);
  return typeof mark === 'object' ? { head: 0, marked: mark.position, what: 'shorter' } : undefined;
}

/** Compares an opened log with its mark; undefined when all is well, or when there is no mark yet. A mark that is read while a
 *  node writes must be read before the log is. */
export function cutOf(database: Database, dataDir: string, mark = MarkFile.read(dataDir)): LogCut | undefined {
  if (mark === undefined) return undefined;
  const head = lastMark(database)?.position ?? 0;
  if (mark === 'unreadable') return { head, marked: undefined, what: 'unreadable_mark' };
  if (head < mark.position) return { head, marked: mark.position, what: 'shorter' };
  const there = markAt(database, mark.position);
  const same = there?.checksum === mark.checksum && Buffer.from(there.id).equals(mark.id);
  return same ? undefined : { head, marked: mark.position, what: 'other' };
}

/** The mark of a log that ends where it ends; undefined for an empty one. */
export function lastMark(database: Database): Mark | undefined {
  return database.prepare('select position, checksum, id from event order by position desc limit 1').get() as
    Mark | undefined;
}

function markAt(database: Database, position: number): Mark | undefined {
  return database.prepare('select position, checksum, id from event where position = ?').get(position) as
    Mark | undefined;
}
