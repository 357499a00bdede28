import { Database, Statement } from '../storage/database';
import { LogRow } from '../storage/model';
import { rowChecksum } from '../storage/record';
import { SCAN_SIZE } from '../storage/reads';
import { found, InspectionStep, reasonOf } from './inspection';

type PlaceRow = LogRow & { readonly checksum: number };

/** Walks the log by position: every position is there, once, and the row says what was written; no bytes lie there that
 *  belong to no event. */
export function* inspectPlaces(database: Database): Generator<InspectionStep> {
  const scan = database.prepare(
    'select position, stream as streamKey, revision, type as typeKey, created, checksum from event where position > ? order by position limit ?',
  );
  const { head } = database.prepare('select max(position) as head from event').get() as { head: number | null };
  let after = 0;
  let wasUnreadable = false;
  let unreadable: { from: number; reason: string } | undefined;
  const told = function* () {
    if (unreadable) yield unreadableUpTo(after, unreadable);
    unreadable = undefined;
  };
  while (after < (head ?? 0)) {
    const rows = pageAfter(scan, after);
    if (rows instanceof Error) {
      wasUnreadable = true;
      unreadable ??= { from: after + 1, reason: rows.message };
      after++;
      continue;
    }
    yield* told();
    for (const row of rows) {
      if (row.position > after + 1) yield missing(after + 1, row.position - 1);
      if (rowChecksum(row) !== row.checksum) yield found('place-damaged', { position: row.position });
      after = row.position;
    }
    if (rows.length === 0) break;
  }
  yield* told();
  if (!wasUnreadable) yield* orphans(database);
}

function* orphans(database: Database): Generator<InspectionStep> {
  const records = database.prepare(
    'select position from record r where not exists (select 1 from event e where e.position = r.position)',
  );
  try {
    for (const row of records.iterate()) yield found('record-without-event', row as { position: number });
  } catch {
    // bytes that cannot be read are named with their event, when streams are walked
  }
}

/** A page of rows, a single row where the page holds one that cannot be read, or why even that one cannot. */
function pageAfter(scan: Statement, after: number): PlaceRow[] | Error {
  let failure: unknown;
  for (const limit of [SCAN_SIZE, 1]) {
    try {
      return scan.all(after, limit) as PlaceRow[];
    } catch (error) {
      failure = error;
    }
  }
  return new Error(reasonOf(failure), { cause: failure });
}

function missing(from: number, to: number): InspectionStep {
  return found('position-missing', { position: from }, { to: String(to) });
}

function unreadableUpTo(to: number, { from, reason }: { from: number; reason: string }): InspectionStep {
  return found('event-unreadable', { position: from }, { to: String(to), reason });
}
