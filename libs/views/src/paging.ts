/** A page of an answer. */
export interface Paging {
  /** How many rows to pass over; 0 by default. */
  readonly offset?: number;
  /** How many rows at most; 100 by default, 1,000 at most. */
  readonly limit?: number;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** How many rows there are in all pages together. */
  readonly total: number;
}

const ROWS_BY_DEFAULT = 100;
const ROWS_AT_MOST = 1_000;

/** Throws a RangeError that says what a page may be. */
export function pageOf({ offset = 0, limit = ROWS_BY_DEFAULT }: Paging): { skip: number; take: number } {
  if (!Number.isSafeInteger(offset) || offset < 0) throw new RangeError(`offset must be 0 or more, not ${offset}.`);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > ROWS_AT_MOST) {
    throw new RangeError(`limit must lie between 1 and ${ROWS_AT_MOST}, not ${limit}.`);
  }
  return { skip: offset, take: limit };
}
