import type { Calendar } from '../calendar/statutory-calendar';
import type { Side } from '../contract/contract';
import { DayCursor, DayQueue, pushDay, within, type Book, type Run } from './book';

/** What the ledger of one duty is written from. Day numbers throughout. */
export interface Slip {
  readonly side: Side;
  /** The slip begins on the day after. */
  readonly original: number;
  /** Its last day: the end of the duty, or the as-of day. */
  readonly last: number;
  /** The date without extensions; days up to it come from the duty or condition that the term waits for. */
  readonly base: number;
  /** That duty's own ledger; empty where there is none. */
  readonly inherited: readonly Run[];
  /** The date of the last extension served, else the base. */
  readonly currentBase: number;
  /** Excused days from the start of the term to the service of that extension: settled by it. */
  readonly settled: readonly Run[];
  readonly effective: number;
  /** Excused days since the start of the term, or since the service of the last extension. */
  readonly excused: readonly Run[];
  readonly inWorkingDays: boolean;
  /** The effective date if the undecided excuses are accepted. */
  readonly ifAccepted: number;
  /** Days of the other side's conduct or delay: when the obligor is late too, the day is *concurrent*. */
  readonly othersDelay: readonly Run[];
  /** Days on which the law forbade performance, late or not. */
  readonly ordersOfLaw: readonly Run[];
}

/**
 * Books every day of slip exactly once. The days up to a date are given to the grounds that moved it, in their order; what no
 * ground accounts for is the calendar's (*neutral*) or was *agreed*. A day is given only to grounds that had come by then, so
 * that time alone never books a past day anew.
 */
export function delayLedger(slip: Slip, calendar: Calendar): readonly Run[] {
  const runs: { from: number; to: number; book: Book }[] = [];
  const inherited = new DayQueue(slip.inherited);
  const settled = new DayQueue(slip.settled);
  const excused = slip.inWorkingDays ? workingDayBooks(slip, calendar) : naturalDayBooks(slip);
  const othersDelay = new DayCursor(slip.othersDelay);
  const ordersOfLaw = new DayCursor(slip.ordersOfLaw);
  const { base, currentBase } = slip;
  for (let day = slip.original + 1; day <= slip.last; day++) {
    pushDay(runs, day, bookOf(day));
  }
  return runs;

  function bookOf(day: number): Book {
    if (day <= base && day <= currentBase) return inherited.take(day) ?? 'neutral';
    if (day <= currentBase) return settled.take(day) ?? 'agreed';
    if (day <= slip.effective) return excused(day) ?? 'neutral';
    if (day <= slip.ifAccepted) return 'contested';
    if (othersDelay.at(day) !== undefined) return 'concurrent';
    return ordersOfLaw.at(day) === undefined ? slip.side : 'neutral';
  }
}

type BookAt = (day: number) => Book | undefined;

function naturalDayBooks({ excused }: Slip): BookAt {
  const queue = new DayQueue(excused);
  return (day) => queue.take(day);
}

/** The nth working day takes the book of the nth excused working day; a day off that of the next working day. */
function workingDayBooks({ excused, effective }: Slip, calendar: Calendar): BookAt {
  const workdays: { from: number; to: number; book: Book }[] = [];
  for (const run of within(excused, -Infinity, effective)) {
    for (let day = run.from; day <= run.to; day++) if (calendar.isWorkdayAt(day)) pushDay(workdays, day, run.book);
  }
  const queue = new DayQueue(workdays);
  let ahead: Book | undefined;
  let isAhead = false;
  return (day) => {
    if (isAhead) {
      if (calendar.isWorkdayAt(day)) isAhead = false;
      return ahead;
    }
    const book = queue.take(day);
    if (!calendar.isWorkdayAt(day)) {
      ahead = book;
      isAhead = true;
    }
    return book;
  };
}
