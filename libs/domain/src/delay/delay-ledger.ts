import type { Calendar } from '../calendar/statutory-calendar';
import type { Side } from '../contract/contract';
import { DayCursor, DayQueue, pushDay, within, type Book, type Run } from './book';

/** What the ledger of one duty is written from. Day numbers throughout; a date that is not there is Infinity. */
export interface Slip {
  readonly side: Side;
  /** The slip begins on the day after. */
  readonly original: number;
  /** Its last day: the end of the duty, or the as-of day. */
  readonly last: number;
  /** The date without extensions; days up to it come from the duty or condition that the term waits for. */
  readonly base: number;
  /** That duty's own ledger; empty where there is none. */
  readonly inherited: Days;
  /** The date of the last extension served, else the base. */
  readonly currentBase: number;
  /** Excused days from the start of the term to the service of that extension: settled by it. */
  readonly settled: Days;
  readonly effective: number;
  /** Excused days since the start of the term, or since the service of the last extension. */
  readonly excused: Days;
  readonly inWorkingDays: boolean;
  /** The effective date if the undecided excuses are accepted. */
  readonly ifAccepted: number;
  /** Days of the other side's conduct or delay: when the obligor is late too, the day is *concurrent*. */
  readonly othersDelay: readonly Run[];
  /** Days on which the law forbade performance, late or not. */
  readonly ordersOfLaw: readonly Run[];
}

/** Booked days, and whether tomorrow there will be one more of the last book. */
export interface Days {
  readonly runs: readonly Run[];
  readonly goesOn: boolean;
}

export interface Ledger {
  readonly runs: readonly Run[];
  /** The next day on which the days that are waiting to be booked turn to another book, if what goes on goes on: until then, and while the
   *  dates stay, each day has the book of today. Null when time alone turns nothing. */
  readonly turnsOn: number | null;
}

/**
 * Books every day of slip exactly once. The days up to a date are given to the grounds that moved it, in their order; what no
 * ground accounts for is the calendar's (*neutral*) or was *agreed*. A day is given only to grounds that had come by then, so
 * that time alone never books a past day anew.
 */
export function delayLedger(slip: Slip, calendar: Calendar): Ledger {
  const runs: { from: number; to: number; book: Book }[] = [];
  const inherited = new DayQueue(slip.inherited.runs);
  const settled = new DayQueue(slip.settled.runs);
  const excused = slip.inWorkingDays ? new WorkingDayBooks(slip, calendar) : new DayQueue(slip.excused.runs);
  const othersDelay = new DayCursor(slip.othersDelay);
  const ordersOfLaw = new DayCursor(slip.ordersOfLaw);
  const { base, currentBase, effective, last } = slip;
  for (let day = slip.original + 1; day <= last; day++) pushDay(runs, day, bookOf(day));
  return { runs, turnsOn: turnsOn() };

  function bookOf(day: number): Book {
    if (day <= base && day <= currentBase) return inherited.take(day) ?? 'neutral';
    if (day <= currentBase) return settled.take(day) ?? 'agreed';
    if (day <= effective) return excused.take(day) ?? 'neutral';
    if (day <= slip.ifAccepted) return 'contested';
    if (othersDelay.at(day) !== undefined) return 'concurrent';
    return ordersOfLaw.at(day) === undefined ? slip.side : 'neutral';
  }

  function turnsOn(): number | null {
    if (last <= base && last <= currentBase) return inherited.turnsAfter(last, slip.inherited.goesOn);
    if (last <= currentBase) return settled.turnsAfter(last, slip.settled.goesOn);
    return last <= effective ? excused.turnsAfter(last, slip.excused.goesOn) : null;
  }
}

/** The nth working day takes the book of the nth excused working day; a day off that of the next working day. */
class WorkingDayBooks {
  private readonly queue: DayQueue;
  private ahead: { readonly book: Book | undefined } | null = null;
  private given: Book | undefined;

  constructor(
    { excused, effective }: Slip,
    private readonly calendar: Calendar,
  ) {
    const workdays: { from: number; to: number; book: Book }[] = [];
    for (const run of within(excused.runs, -Infinity, effective)) {
      for (let day = run.from; day <= run.to; day++) if (calendar.isWorkdayAt(day)) pushDay(workdays, day, run.book);
    }
    this.queue = new DayQueue(workdays);
  }

  take(day: number): Book | undefined {
    this.given = this.next(day);
    return this.given;
  }

  private next(day: number): Book | undefined {
    const isWorkday = this.calendar.isWorkdayAt(day);
    if (this.ahead) {
      const { book } = this.ahead;
      if (isWorkday) this.ahead = null;
      return book;
    }
    const book = this.queue.take(day);
    if (!isWorkday) this.ahead = { book };
    return book;
  }

  /** Days off part the runs, so that what is waiting is looked at day by day, until nothing else waits than what goes on. */
  turnsAfter(day: number, goesOn: boolean): number | null {
    if (this.ahead) return day + 1;
    if (goesOn && this.queue.waitsOnlyFor(this.given)) return null;
    return this.queue.turnsAfter(day, goesOn) === null ? null : day + 1;
  }
}
