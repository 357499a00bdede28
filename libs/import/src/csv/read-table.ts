import { parse } from 'csv-parse/sync';

/** A line of the file, numbered as a spreadsheet numbers it: the header is row 1. */
export interface TableLine {
  readonly row: number;
  /** The line as it stands in the file. */
  readonly raw: string;
  /** Its cells, trimmed; undefined where the quotes do not pair. */
  readonly cells: readonly string[] | undefined;
}

export interface Table {
  /** Undefined for a file without a single line. */
  readonly header: TableLine | undefined;
  readonly lines: readonly TableLine[];
}

/** Reads comma-separated text (RFC 4180, UTF-8, with or without a byte order mark), line by line: a broken quote spoils its own row
 *  and no other. The price is that a cell holds no line break. Blank lines are passed over, but counted in row numbers.
 *  Bytes that are not UTF-8 become U+FFFD, for the reader of the cell to refuse. Never throws. */
export function readTable(csv: Uint8Array | string): Table {
  const text = typeof csv === 'string' ? csv : new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv);
  const [header, ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((raw, index) => ({ row: index + 1, raw }))
    .filter(({ raw }) => raw.trim() !== '')
    .map((line): TableLine => ({ ...line, cells: cellsOf(line.raw) }));
  return { header, lines };
}

function cellsOf(raw: string): readonly string[] | undefined {
  try {
    const [cells] = parse(raw, { bom: false, record_delimiter: ['\n'] });
    return cells?.map((cell) => cell.trim());
  } catch {
    return undefined;
  }
}
