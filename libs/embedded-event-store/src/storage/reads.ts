import { Database, Statement } from './database';
import { DamagedRecord } from './faults';
import { KeyBlockReader } from './key-blocks';
import { LogRow, RecordedRow } from './model';
import { isIntact, nameChecksum, rowChecksum } from './record';
import { isSoundStream } from './streams';

/** Events taken from the tables at a time. Between pages other calls get their turn. */
export const PAGE_SIZE = 256;

/** Rows without their records that are taken at a time: they are narrow. */
export const SCAN_SIZE = 2_048;

const ROW = 'e.position, e.stream as streamKey, e.revision, e.type as typeKey, e.created';
const RECORDED = `select ${ROW}, r.checksum, r.bytes as record from event e left join record r on r.position = e.position`;

type CheckedRow = RecordedRow & { readonly checksum: number };
type CheckedPlace = LogRow & { readonly checksum: number };

/**
 * Pages of the log, on a connection of their own: they show what is committed and nothing else. A page ends before an
 * event that is damaged or missing; a page that would start with one raises {@link DamagedRecord}.
 */
export class EventReader {
  /** Which events lie where, without their rows. */
  readonly keyBlocks: KeyBlockReader;
  private readonly statements: Record<
    'allForwards' | 'allBackwards' | 'scan' | 'streamForwards' | 'streamBackwards' | 'at' | 'stream' | 'type' | 'head',
    Statement
  >;

  constructor(database: Database) {
    this.keyBlocks = new KeyBlockReader(database);
    this.statements = {
      allForwards: database.prepare(`${RECORDED} where e.position > ? order by e.position limit ?`),
      allBackwards: database.prepare(`${RECORDED} where e.position < ? order by e.position desc limit ?`),
      scan: database.prepare(`select ${ROW}, e.checksum from event e where e.position > ? order by e.position limit ?`),
      streamForwards: database.prepare(
        `${RECORDED} where e.stream = ? and e.revision between ? and ? order by e.revision limit ?`,
      ),
      streamBackwards: database.prepare(
        `${RECORDED} where e.stream = ? and e.revision between ? and ? order by e.revision desc limit ?`,
      ),
      at: database.prepare(`${RECORDED} where e.position in (select value from json_each(?)) order by e.position`),
      stream: database.prepare('select key, name, tombstoned, metadata, checksum from stream where key = ?'),
      type: database.prepare('select name, checksum from event_type where key = ?'),
      head: database.prepare('select max(position) as head from event'),
    };
  }

  /** Position of the last committed event, 0 when there is none. */
  headPosition(): number {
    return (this.statements.head.get() as { head: number | null }).head ?? 0;
  }

  /** Events behind position `after`, oldest first. */
  allForwards(after: number, limit = PAGE_SIZE): RecordedRow[] {
    const rows = this.statements.allForwards.all(after, limit) as CheckedRow[];
    this.requireEnd(rows, after);
    return soundStart(
      rows,
      (row, index) => row.position === after + 1 + index && hasRecord(row),
      atPosition(after + 1),
    );
  }

  /** Events before position `before`, newest first. */
  allBackwards(before: number, limit = PAGE_SIZE): RecordedRow[] {
    const first = Math.min(before - 1, this.headPosition());
    const rows = this.statements.allBackwards.all(before, limit) as CheckedRow[];
    if (rows.length === 0 && first > 0) throw new DamagedRecord(atPosition(first));
    return soundStart(rows, (row, index) => row.position === first - index && hasRecord(row), atPosition(first));
  }

  /** Rows behind position `after` without their records: what a filter decides on. */
  scan(after: number, limit = SCAN_SIZE): LogRow[] {
    const rows = this.statements.scan.all(after, limit) as CheckedPlace[];
    this.requireEnd(rows, after);
    const isSound = (row: CheckedPlace, index: number) =>
      row.position === after + 1 + index && rowChecksum(row) === row.checksum;
    return soundStart(rows, isSound, atPosition(after + 1));
  }

  /** The events at these positions, which rise. */
  recordsAt(positions: readonly number[]): RecordedRow[] {
    const [first] = positions;
    if (first === undefined) return [];
    const rows = this.statements.at.all(JSON.stringify(positions)) as CheckedRow[];
    if (rows.length === 0) throw new DamagedRecord(atPosition(first));
    return soundStart(rows, (row, index) => row.position === positions[index] && hasRecord(row), atPosition(first));
  }

  /** The record of a scanned row. */
  withRecord({ position }: LogRow): RecordedRow {
    return this.recordsAt([position])[0]!;
  }

  /** Events of a stream from revision `from` up to `to`, which is at most its last. */
  streamForwards(stream: StreamKey, from: number, to: number, limit = PAGE_SIZE): RecordedRow[] {
    const rows = this.statements.streamForwards.all(stream.key, from, to, limit) as CheckedRow[];
    return wholeStream(stream, rows, from, to, 1);
  }

  /** Events of a stream from revision `from`, at most its last, down to `to`. */
  streamBackwards(stream: StreamKey, from: number, to: number, limit = PAGE_SIZE): RecordedRow[] {
    const rows = this.statements.streamBackwards.all(stream.key, to, from, limit) as CheckedRow[];
    return wholeStream(stream, rows, from, to, -1);
  }

  /** Nothing is behind a position only where the log ends. */
  private requireEnd(rows: readonly LogRow[], after: number): void {
    if (rows.length === 0 && after < this.headPosition()) throw new DamagedRecord(atPosition(after + 1));
  }

  streamName(key: number): string {
    const row = this.statements.stream.get(key) as Parameters<typeof isSoundStream>[0] | undefined;
    if (!row || !isSoundStream(row)) throw new DamagedRecord(`The name of stream ${key}`);
    return row.name;
  }

  typeName(key: number): string {
    const row = this.statements.type.get(key) as { name: string; checksum: number } | undefined;
    if (row?.checksum !== nameChecksum(key, row?.name ?? null))
      throw new DamagedRecord(`The name of event type ${key}`);
    return row.name;
  }
}

export interface StreamKey {
  readonly key: number;
  readonly name: string;
}

/** A stream has every revision from its first to its last, so one that is missing is damage. */
function wholeStream(stream: StreamKey, rows: CheckedRow[], from: number, to: number, step: 1 | -1): RecordedRow[] {
  const missing = `Revision ${from} of stream ${stream.name}`;
  if (rows.length === 0 && (to - from) * step >= 0) throw new DamagedRecord(missing);
  // an index that leads to a wrong place leads to a sound event, of another stream
  const isSound = (row: CheckedRow, index: number) =>
    row.streamKey === stream.key && row.revision === from + index * step && hasRecord(row);
  return soundStart(rows, isSound, rows[0]?.revision === from ? atPosition(rows[0].position) : missing);
}

function hasRecord(row: CheckedRow): boolean {
  return isIntact(row.record, row.checksum, row);
}

function atPosition(position: number): string {
  return `The event at position ${position}`;
}

/** The rows before the first unsound one. */
function soundStart<T>(rows: T[], isSound: (row: T, index: number) => boolean, first: string): T[] {
  const unsound = rows.findIndex((row, index) => !isSound(row, index));
  if (unsound === 0) throw new DamagedRecord(first);
  return unsound < 0 ? rows : rows.slice(0, unsound);
}
