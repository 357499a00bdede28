import { crc32 } from 'node:zlib';
import { Database, Statement } from './database';
import { isDamage } from './faults';
import { LogRow } from './model';
import { rowChecksum } from './record';

/**
 * An index for filtered reads: the stream and type keys of {@link BLOCK_SIZE} events in a row, packed into one small row
 * of a table of its own. A reader who wants few events decides on these, a thousand times as fast as on rows, and touches
 * no row of an event it drops. A block is written in the transaction of its last event, for next to nothing.
 *
 * It only repeats what the rows of the events say, and what the last, unfinished block would say is read there. So a
 * block that is missing or damaged costs time and no event: the rows are read in its place.
 */
export const BLOCK_SIZE = 1_024;

const TABLE =
  'create table if not exists key_block (number integer primary key, checksum integer not null, keys blob not null)';
const BLOCK_BYTES = 2 * BLOCK_SIZE * Uint32Array.BYTES_PER_ELEMENT;

/** Keys of the events at the positions {@link firstOf} the block and up. */
export interface KeyBlock {
  readonly streams: Uint32Array;
  readonly types: Uint32Array;
}

/** The number of the block in which the event at a position lies. Positions count from 1, blocks from 0. */
export function blockOf(position: number): number {
  return Math.floor((position - 1) / BLOCK_SIZE);
}

/** The position of a block's first event. */
export function firstOf(block: number): number {
  return block * BLOCK_SIZE + 1;
}

/**
 * Makes a store that has no blocks, or not all of them, have them: one of an earlier version, once. Gives what writes those
 * that follow; undefined where the pages of the table are damaged, which are better left alone: then readers go by the rows.
 */
export function completeKeyBlocks(database: Database): KeyBlockWriter | undefined {
  database.exec(TABLE);
  const writer = new KeyBlockWriter(database);
  try {
    addMissing(database, writer);
    return writer;
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    if (!isDamage(error)) throw error;
    return undefined;
  }
}

function addMissing(database: Database, writer: KeyBlockWriter): void {
  const { head } = database.prepare('select max(position) as head from event').get() as { head: number | null };
  const finished = Math.floor((head ?? 0) / BLOCK_SIZE);
  const { known } = database.prepare('select count(*) as known from key_block').get() as { known: number };
  if (known === finished) return;
  const present = new Set(keyBlockNumbers(database));
  database.exec('begin immediate');
  for (let block = 0; block < finished; block++) if (!present.has(block)) writer.write(block);
  database.exec('commit');
}

/** The blocks that are there, in order; none in a store of an earlier version that was not opened for writing since. */
export function keyBlockNumbers(database: Database): number[] {
  const hasTable = database.prepare("select 1 from sqlite_schema where type = 'table' and name = 'key_block'").get();
  if (!hasTable) return [];
  const rows = database.prepare('select number from key_block order by number').all() as { number: number }[];
  return rows.map(({ number }) => number);
}

/** Writes blocks inside the transaction of its caller. */
export class KeyBlockWriter {
  private readonly rows: Statement;
  private readonly insert: Statement;

  constructor(database: Database) {
    this.rows = database.prepare(
      'select position, stream as streamKey, revision, type as typeKey, created, checksum from event ' +
        'where position between ? and ? order by position',
    );
    this.insert = database.prepare('insert or replace into key_block (number, checksum, keys) values (?, ?, ?)');
  }

  /** To be called for each event that was added: writes the block when it is its last. */
  added(position: number): void {
    if (position % BLOCK_SIZE === 0) this.write(blockOf(position));
  }

  /** Writes a block from the rows of its events. One that holds a damaged row stays unwritten. */
  write(block: number): void {
    const first = firstOf(block);
    const rows = unlessDamaged(() => this.rows.all(first, first + BLOCK_SIZE - 1)) as
      (LogRow & { checksum: number })[] | undefined;
    if (rows?.length !== BLOCK_SIZE || rows.some((row) => rowChecksum(row) !== row.checksum)) return;
    const keys = new Uint32Array(2 * BLOCK_SIZE);
    rows.forEach(({ streamKey, typeKey }, index) => {
      keys[index] = streamKey;
      keys[BLOCK_SIZE + index] = typeKey;
    });
    const bytes = new Uint8Array(keys.buffer);
    this.insert.run(block, checksumOf(block, bytes), bytes);
  }
}

/** Reads blocks as committed. */
export class KeyBlockReader {
  private readonly one: Statement;

  constructor(database: Database) {
    this.one = database.prepare('select checksum, keys from key_block where number = ?');
  }

  /** Undefined for a block that is unfinished, missing or damaged. */
  read(block: number): KeyBlock | undefined {
    const row = unlessDamaged(() => this.one.get(block)) as { checksum: number; keys: Uint8Array } | undefined;
    if (!ArrayBuffer.isView(row?.keys) || row.keys.byteLength !== BLOCK_BYTES) return undefined;
    if (checksumOf(block, row.keys) !== row.checksum) return undefined;
    const keys = new Uint32Array(new Uint8Array(row.keys).buffer); // a copy: the bytes need not start at a multiple of 4
    return { streams: keys.subarray(0, BLOCK_SIZE), types: keys.subarray(BLOCK_SIZE) };
  }
}

/** What `read` gives; undefined where SQLite finds pages damaged: a block costs no event, neither one read nor one written. */
function unlessDamaged<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isDamage(error)) throw error;
    return undefined;
  }
}

/** Over the keys and their place, so that a block in another's place does not pass for it. */
function checksumOf(block: number, keys: Uint8Array): number {
  return crc32(keys, crc32(String(block)));
}
