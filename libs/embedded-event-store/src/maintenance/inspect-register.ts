import { Database } from '../storage/database';
import { metadataStreamOf } from '../storage/metadata';
import { TOMBSTONE_REVISION } from '../storage/model';
import { PAGE_SIZE } from '../storage/reads';
import { dataOf, nameChecksum } from '../storage/record';
import { isSoundStream } from '../storage/streams';
import { found, InspectionStep } from './inspection';

interface StreamRow {
  readonly key: number;
  readonly name: string;
  readonly tombstoned: number;
  readonly metadata: string | null;
  /** Absent from a store of format 1, which kept names without a checksum. */
  readonly checksum?: number;
}

/** Compares what the registers of streams and event types say with their checksums and with the log: metadata is the newest of
 *  its metadata stream, and tombstoned is what has a tombstone. Both decide which events a reader sees. */
export function* inspectRegister(database: Database): Generator<InspectionStep> {
  const page = database.prepare('select * from stream where key > ? order by key limit ?');
  const newest = database.prepare(
    'select r.bytes as record from stream s join event e on e.stream = s.key join record r on r.position = e.position where s.name = ? and e.revision < ? order by e.revision desc limit 1',
  );
  const tombstone = database.prepare('select position from event where stream = ? and revision = ?');
  for (let after = -1; ;) {
    const rows = page.all(after, PAGE_SIZE) as StreamRow[];
    for (const { key, name, tombstoned, metadata, checksum } of rows) {
      const isSound = checksum === undefined || isSoundStream({ key, name, tombstoned, metadata, checksum });
      if (!isSound) yield found('stream-damaged', { stream: name });
      const last = newest.get(metadataStreamOf(name), TOMBSTONE_REVISION) as { record: Uint8Array } | undefined;
      const recorded = last ? textOf(last.record) : null;
      if (recorded !== undefined && recorded !== metadata) yield found('metadata-differs', { stream: name });
      const isClosed = tombstone.get(key, TOMBSTONE_REVISION) !== undefined;
      if (isClosed !== (tombstoned === 1)) yield found('tombstone-differs', { stream: name });
      after = key;
    }
    if (rows.length < PAGE_SIZE) break;
  }
  yield* inspectTypes(database);
}

function* inspectTypes(database: Database): Generator<InspectionStep> {
  for (const row of database.prepare('select * from event_type order by key').iterate()) {
    const { key, name, checksum } = row as { key: number; name: string; checksum?: number };
    if (checksum !== undefined && checksum !== nameChecksum(key, name)) yield found('type-damaged', {}, { type: name });
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
