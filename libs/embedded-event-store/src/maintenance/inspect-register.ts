import { Database } from '../storage/database';
import { metadataStreamOf } from '../storage/metadata';
import { TOMBSTONE_REVISION } from '../storage/model';
import { PAGE_SIZE } from '../storage/reads';
import { dataOf } from '../storage/record';
import { found, InspectionStep } from './inspection';

interface StreamRow {
  readonly key: number;
  readonly name: string;
  readonly tombstoned: number;
  readonly metadata: string | null;
}

/** Compares what the register of streams says with the log: metadata is the newest of its metadata stream, and tombstoned is
 *  what has a tombstone. Both decide which events a reader sees. */
export function* inspectRegister(database: Database): Generator<InspectionStep> {
  const page = database.prepare(
    'select key, name, tombstoned, metadata from stream where key > ? order by key limit ?',
  );
  const newest = database.prepare(
    'select r.bytes as record from stream s join event e on e.stream = s.key join record r on r.position = e.position where s.name = ? and e.revision < ? order by e.revision desc limit 1',
  );
  const tombstone = database.prepare('select position from event where stream = ? and revision = ?');
  for (let after = -1; ;) {
    const rows = page.all(after, PAGE_SIZE) as StreamRow[];
    for (const { key, name, tombstoned, metadata } of rows) {
      const last = newest.get(metadataStreamOf(name), TOMBSTONE_REVISION) as { record: Uint8Array } | undefined;
      const recorded = last ? textOf(last.record) : null;
      if (recorded !== undefined && recorded !== metadata) yield found('metadata-differs', { stream: name });
      const isClosed = tombstone.get(key, TOMBSTONE_REVISION) !== undefined;
      if (isClosed !== (tombstoned === 1)) yield found('tombstone-differs', { stream: name });
      after = key;
    }
    if (rows.length < PAGE_SIZE) return;
  }
}

/** Undefined for a damaged record, which was told of where it stands. */
function textOf(record: Uint8Array): string | undefined {
  try {
    return dataOf(record).toString('utf8');
  } catch {
    return undefined;
  }
}
