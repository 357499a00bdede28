import { Database, Statement } from './database';
import { LogRow, RecordedRow, TOMBSTONE_REVISION } from './model';
import { DamagedRecord, isIntact } from './record';

/** Events taken from the tables at a time. Between pages other calls get their turn. */
export const PAGE_SIZE = 256;

/** Rows a filtered reader looks at between two turns: they are narrow and most are dropped. */
export const SCAN_SIZE = 2_048;

const ROW = `e.position, e.stream as streamKey, e.revision, e.type as typeKey, e.created`;
const RECORDED = `select ${ROW}, r.checksum, r.bytes as record from event e join record r on r.position = e.position`;

type CheckedRow = RecordedRow & { readonly checksum: number };

/** Pages of the log, on a connection of their own: they show what is committed and nothing else. */
export class EventReader {
  private readonly statements: Record<
    'allForwards' | 'allBackwards' | 'scan' | 'streamForwards' | 'streamBackwards' | 'one' | 'stream' | 'type' | 'head',
    Statement
  >;

  constructor(database: Database) {
    this.statements = {
      allForwards: database.prepare(`${RECORDED} where e.position > ? order by e.position limit ?`),
      allBackwards: database.prepare(`${RECORDED} where e.position < ? order by e.position desc limit ?`),
      scan: database.prepare(`select ${ROW} from event e where e.position > ? order by e.position limit ?`),
      streamForwards: database.prepare(
        `${RECORDED} where e.stream = ? and e.revision between ? and ? order by e.revision limit ?`,
      ),
      streamBackwards: database.prepare(
        `${RECORDED} where e.stream = ? and e.revision between ? and ? order by e.revision desc limit ?`,
      ),
      one: database.prepare('select checksum, bytes as record from record where position = ?'),
      stream: database.prepare('select name from stream where key = ?'),
      type: database.prepare('select name from event_type where key = ?'),
      head: database.prepare('select max(position) as head from event'),
    };
  }

  /** Position of the last committed event, 0 when there is none. */
  headPosition(): number {
    return (this.statements.head.get() as { head: number | null }).head ?? 0;
  }

  /** Events behind position `after`, oldest first. */
  allForwards(after: number, limit = PAGE_SIZE): RecordedRow[] {
    const rows = this.checked(this.statements.allForwards.all(after, limit));
    refuseGaps(rows, after);
    return rows;
  }

  /** Events before position `before`, newest first. */
  allBackwards(before: number, limit = PAGE_SIZE): RecordedRow[] {
    return this.checked(this.statements.allBackwards.all(before, limit));
  }

  /** Rows behind position `after` without their records: what a filter decides on. */
  scan(after: number, limit = SCAN_SIZE): LogRow[] {
    const rows = this.statements.scan.all(after, limit) as LogRow[];
    refuseGaps(rows, after);
    return rows;
  }

  /** Events of a stream with revisions `from` to `to`, both included, oldest first. A tombstone is not among them. */
  streamForwards(streamKey: number, from: number, to: number, limit = PAGE_SIZE): RecordedRow[] {
    return this.checked(this.statements.streamForwards.all(streamKey, from, cap(to), limit));
  }

  /** Events of a stream with revisions `from` down to `to`, both included, newest first. */
  streamBackwards(streamKey: number, from: number, to: number, limit = PAGE_SIZE): RecordedRow[] {
    return this.checked(this.statements.streamBackwards.all(streamKey, to, cap(from), limit));
  }

  /** The record of a scanned row. */
  withRecord(row: LogRow): RecordedRow {
    const found = this.statements.one.get(row.position) as { checksum: number; record: Uint8Array } | undefined;
    if (!found || !isIntact(found.record, found.checksum, row)) throw new DamagedRecord(row.position);
    return { ...row, record: found.record };
  }

  streamName(key: number): string {
    return (this.statements.stream.get(key) as { name: string }).name;
  }

  typeName(key: number): string {
    return (this.statements.type.get(key) as { name: string }).name;
  }

  private checked(rows: unknown[]): RecordedRow[] {
    for (const row of rows as CheckedRow[]) {
      if (!isIntact(row.record, row.checksum, row)) throw new DamagedRecord(row.position);
    }
    return rows as CheckedRow[];
  }
}

/** Positions have no gaps, so a missing one is damage and not an event that never was. */
function refuseGaps(rows: readonly LogRow[], after: number): void {
  for (const [index, row] of rows.entries()) {
    if (row.position !== after + 1 + index) throw new DamagedRecord(after + 1 + index);
  }
}

function cap(revision: number): number {
  return Math.min(revision, TOMBSTONE_REVISION - 1);
}
