import type { Table, TableLine } from '../csv/read-table';
import { problem, type ImportProblem } from '../reading';

/** The columns of the data set that this mapping reads, by their headers. */
export const COLUMNS = [
  'source',
  'county',
  'agreement_id',
  'company',
  'ein',
  'program',
  'benefit_type',
  'currency',
  'benefit_promised',
  'benefit_delivered',
  'total_private_public_investment',
  'jobs_create_promised',
  'jobs_create_actual',
  'jobs_retain_promised',
  'jobs_retain_actual',
  'start',
  'end',
  'status',
  'as_of',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Where each column stands in this file. */
export interface Layout {
  readonly at: Readonly<Record<Column, number>>;
  readonly width: number;
  /** Headers this mapping has no use for. */
  readonly unread: readonly string[];
}

/** Finds the columns by their headers, in any order. */
export function readLayout({ header }: Table): Layout | readonly ImportProblem[] {
  if (!header) return [problem('file_empty', { row: 1 })];
  const { row, raw: value, cells } = header;
  if (!cells) return [problem('header_unreadable', { row, value })];
  const missing = COLUMNS.filter((column) => !cells.includes(column)).map((column) =>
    problem('column_missing', { row, column }),
  );
  const repeated = [...new Set(cells.filter((name, index) => cells.indexOf(name) !== index))].map((column) =>
    problem('column_repeated', { row, column }),
  );
  if (missing.length + repeated.length > 0) return [...missing, ...repeated];
  const at = Object.fromEntries(COLUMNS.map((column) => [column, cells.indexOf(column)])) as Record<Column, number>;
  return { at, width: cells.length, unread: cells.filter((name) => !(COLUMNS as readonly string[]).includes(name)) };
}

/** The cell of a line whose width was checked. */
export function cellOf(line: TableLine, layout: Layout, column: Column): string {
  return line.cells?.[layout.at[column]] ?? '';
}
