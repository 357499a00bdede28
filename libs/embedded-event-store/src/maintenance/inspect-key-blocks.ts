import { Database } from '../storage/database';
import { BLOCK_SIZE, firstOf, KeyBlock, KeyBlockReader, keyBlockNumbers } from '../storage/key-blocks';
import { LogRow } from '../storage/model';
import { rowChecksum } from '../storage/record';
import { found, InspectionStep } from './inspection';

type PlaceRow = LogRow & { readonly checksum: number };

/** Compares the packed keys, by which filtered readers pass over events, with the rows that they repeat: keys of another event
 *  would hide it from them. A block that is not there hides nothing. */
export function* inspectKeyBlocks(database: Database): Generator<InspectionStep> {
  const rows = database.prepare(
    'select position, stream as streamKey, revision, type as typeKey, created, checksum from event where position between ? and ?',
  );
  try {
    const reader = new KeyBlockReader(database);
    for (const number of keyBlockNumbers(database)) {
      const position = firstOf(number);
      const last = position + BLOCK_SIZE - 1;
      const block = reader.read(number);
      if (!block) yield found('key-block-damaged', { position }, { to: String(last) });
      else if (!repeats(block, position, rows.all(position, last) as PlaceRow[])) {
        yield found('key-block-differs', { position }, { to: String(last) });
      }
    }
  } catch {
    // a page that cannot be read: the check of pages names it
  }
}

/** Rows that are damaged or missing are told of where places are inspected. */
function repeats({ streams, types }: KeyBlock, first: number, rows: readonly PlaceRow[]): boolean {
  return rows.every((row) => {
    const index = row.position - first;
    return rowChecksum(row) !== row.checksum || (streams[index] === row.streamKey && types[index] === row.typeKey);
  });
}
