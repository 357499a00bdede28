/** How a term is counted. 自然日, 工作日, 月, 年: never taken for one another. */
export const TERM_UNITS = ['natural_days', 'working_days', 'months', 'years'] as const;
export type TermUnit = (typeof TERM_UNITS)[number];

/** A counted term, such as 30 working days. `count` is a whole number, not negative. */
export interface Term {
  readonly count: number;
  readonly unit: TermUnit;
}

/** More days than the years 1900 to 2999 hold: a longer term can only be a slip of the pen. */
export const LONGEST_TERM = 400_000;
