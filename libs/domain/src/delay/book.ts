import { civilDateOf, type CivilDate } from '../time/civil-date';

/** On whom a day of slip is booked (延误归因). Every day has one book: the two sides; *agreed* (an extension or supplement gave
 *  it away); *concurrent* (grounds of different kinds at once); *neutral* (force majeure, order of law, the calendar);
 *  *contested* (it hangs on an excuse that nobody has decided). */
export const BOOKS = ['agreed', 'government', 'enterprise', 'concurrent', 'neutral', 'contested'] as const;
export type Book = (typeof BOOKS)[number];

/** Days in a row with one book, both ends counted. */
export interface BookedDays {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly days: number;
  readonly book: Book;
}

/** The same by day numbers, as reckoning uses it. Lists of runs are in order and never overlap. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly book: Book;
}

/** Adds a day behind the last run, to that run where the book is the same. */
export function pushDay(runs: { from: number; to: number; book: Book }[], day: number, book: Book): void {
  const last = runs.at(-1);
  if (last?.book === book && last.to === day - 1) last.to = day;
  else runs.push({ from: day, to: day, book });
}

export function bookedDays(runs: readonly Run[]): readonly BookedDays[] {
  return runs.map(({ from, to, book }) => ({
    from: civilDateOf(from),
    to: civilDateOf(to),
    days: to - from + 1,
    book,
  }));
}

/** Days in each book; their sum is the slip. */
export function daysByBook(runs: readonly Pick<BookedDays, 'days' | 'book'>[]): Readonly<Record<Book, number>> {
  const sums: Record<Book, number> = {
    agreed: 0,
    government: 0,
    enterprise: 0,
    concurrent: 0,
    neutral: 0,
    contested: 0,
  };
  for (const { days, book } of runs) sums[book] += days;
  return sums;
}

/** Every day that any of the runs covers, once: its book where all that cover it agree, else *concurrent*. The runs given may
 *  overlap and need no order. */
export function combined(runs: readonly Run[]): readonly Run[] {
  if (runs.length < 2) return runs;
  const edges = new Set<number>();
  for (const { from, to } of runs) edges.add(from).add(to + 1);
  const starts = [...edges].toSorted((a, b) => a - b);
  const waiting = runs.toSorted((a, b) => a.from - b.from);
  let open: Run[] = [];
  let next = 0;
  const result: { from: number; to: number; book: Book }[] = [];
  for (let index = 0; index + 1 < starts.length; index++) {
    const from = starts[index]!;
    const to = starts[index + 1]! - 1;
    open = open.filter((run) => run.to >= from);
    while (next < waiting.length && waiting[next]!.from <= from) open.push(waiting[next++]!);
    if (open.length === 0) continue;
    const book = open.every((run) => run.book === open[0]!.book) ? open[0]!.book : 'concurrent';
    const last = result.at(-1);
    if (last?.book === book && last.to === from - 1) last.to = to;
    else result.push({ from, to, book });
  }
  return result;
}

/** The parts of the runs that lie in the days `from` to `to`, both counted. */
export function within(runs: readonly Run[], from: number, to: number): readonly Run[] {
  if (runs.length === 0 || (runs[0]!.from >= from && runs.at(-1)!.to <= to)) return runs;
  const parts: Run[] = [];
  for (const run of runs) {
    if (run.to < from || run.from > to) continue;
    parts.push({ from: Math.max(run.from, from), to: Math.min(run.to, to), book: run.book });
  }
  return parts;
}

/** Walks runs forwards, day by day. */
export class DayCursor {
  private index = 0;

  constructor(private readonly runs: readonly Run[]) {}

  /** The book of a day, which must not lie before the day asked for last. */
  at(day: number): Book | undefined {
    while (this.index < this.runs.length && this.runs[this.index]!.to < day) this.index++;
    const run = this.runs[this.index];
    return run !== undefined && run.from <= day ? run.book : undefined;
  }
}

/** Gives out the days of some runs in their order, none of them before it has come. */
export class DayQueue {
  private index = 0;
  private taken = 0;
  private gaveLast = false;

  constructor(private readonly runs: readonly Run[]) {}

  /** The book of the next day not yet given out, among those up to `day`; undefined when there is none. */
  take(day: number): Book | undefined {
    const run = this.runs[this.index];
    this.gaveLast = run !== undefined && run.from + this.taken <= day;
    if (run === undefined || !this.gaveLast) return undefined;
    this.taken++;
    if (run.from + this.taken > run.to) {
      this.index++;
      this.taken = 0;
    }
    return run.book;
  }

  /** Whether all that is waiting has this book. */
  waitsOnlyFor(book: Book | undefined): boolean {
    for (let index = this.index; index < this.runs.length; index++) if (this.runs[index]!.book !== book) return false;
    return true;
  }

  /** The first day after `day`, up to which days were given out, on which `take` turns to another book or to none; null when it does not.
   *  With `goesOn` the last run grows by a day each day. */
  turnsAfter(day: number, goesOn: boolean): number | null {
    const run = this.runs[this.index];
    if (run === undefined) return this.gaveLast && !goesOn ? day + 1 : null;
    if (this.taken === 0) return Math.max(day + 1, run.from);
    if (goesOn && this.index === this.runs.length - 1) return null;
    return day + 1 + run.to - (run.from + this.taken) + 1;
  }
}
