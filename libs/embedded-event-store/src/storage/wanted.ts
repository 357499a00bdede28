import { BLOCK_SIZE, blockOf, firstOf, KeyBlock } from './key-blocks';
import { LogRow, RecordedRow } from './model';
import { EventReader, PAGE_SIZE } from './reads';

/** Which events a reader wants. It decides on keys, so that nothing else of an event it drops is read. */
export type RowFilter = (keys: Pick<LogRow, 'streamKey' | 'typeKey'>) => boolean;

export interface WantedPage {
  readonly rows: readonly RecordedRow[];
  /** The position up to which `rows` holds all that is wanted; where it began when the log goes no further. */
  readonly reached: number;
}

/** Blocks looked at between two turns of the event loop when they hold nothing that is wanted. */
const MOST_BLOCKS = 64;

/**
 * Wanted events behind position `after`, oldest first, at most `limit`.
 * @throws DamagedRecord when the first of them is damaged; a page ends before a later one.
 */
export function wantedForwards(reader: EventReader, wants: RowFilter, after: number, limit = PAGE_SIZE): WantedPage {
  const inBlocks = lookInBlocks(reader, wants, after, limit);
  const { positions, reached } = inBlocks.reached > after ? inBlocks : lookInRows(reader, wants, after, limit);
  const rows = reader.recordsAt(positions);
  return { rows, reached: rows.length < positions.length ? rows.at(-1)!.position : reached };
}

interface Found {
  readonly positions: number[];
  readonly reached: number;
}

/** Goes up to the first block that is unfinished, missing or damaged. */
function lookInBlocks({ keyBlocks }: EventReader, wants: RowFilter, after: number, limit: number): Found {
  const positions: number[] = [];
  let reached = after;
  for (let looked = 0; looked < MOST_BLOCKS && positions.length < limit; looked++) {
    const number = blockOf(reached + 1);
    const block = keyBlocks.read(number);
    if (!block) break;
    reached = lookInBlock(block, firstOf(number), wants, reached, limit, positions);
  }
  return { positions, reached };
}

/** Adds to `positions` and gives the last position it looked at. */
function lookInBlock(
  { streams, types }: KeyBlock,
  first: number,
  wants: RowFilter,
  after: number,
  limit: number,
  positions: number[],
): number {
  for (let index = after + 1 - first; index < BLOCK_SIZE; index++) {
    if (!wants({ streamKey: streams[index]!, typeKey: types[index]! })) continue;
    positions.push(first + index);
    if (positions.length === limit) return first + index;
  }
  return first + BLOCK_SIZE - 1;
}

/** The rows say the same as a block, for the end of the log and for where a block is not to be had. */
function lookInRows(reader: EventReader, wants: RowFilter, after: number, limit: number): Found {
  const positions: number[] = [];
  let reached = after;
  for (const row of reader.scan(after, BLOCK_SIZE - (after % BLOCK_SIZE))) {
    reached = row.position;
    if (wants(row)) positions.push(row.position);
    if (positions.length === limit) break;
  }
  return { positions, reached };
}
