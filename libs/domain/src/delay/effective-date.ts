import { endOfFixed, mayEndAt, type RollRule } from '../calendar/end-of-term';
import type { Calendar } from '../calendar/statutory-calendar';
import { civilDateOf, dayNumber, LAST_DAY, type CivilDate } from '../time/civil-date';
import type { Run } from './book';

/** A term as it runs towards its end. */
export interface RunningTerm {
  /** The day it started on, which is not counted; days excused up to it are settled. */
  readonly start: CivilDate;
  /** Where it would end if nothing excused a day of it. */
  readonly end: CivilDate;
  /** Whether it is counted in working days. */
  readonly inWorkingDays: boolean;
}

export interface TolledEnd {
  readonly date: CivilDate;
  readonly provisional: boolean;
}

/** The end of a term of which some days are excused (顺延): the first day, not before `end`, up to which the term has had as many
 *  days that are not excused as it has days up to `end`; a day that is not excused itself and on which a term may end (at the latest the last of the calendar). A working-day
 *  term counts working days only. */
export function tolledEnd(term: RunningTerm, excused: readonly Run[], calendar: Calendar, roll: RollRule): TolledEnd {
  const start = dayNumber(term.start);
  const end = dayNumber(term.end);
  if (!excused.some((run) => run.to > start)) return { date: term.end, provisional: false };
  const counts = term.inWorkingDays ? (day: number) => calendar.isWorkdayAt(day) : () => true;
  let owed = 0; // days up to `end` that were excused and must be made up
  let index = 0;
  const isExcused = (day: number) => {
    while (index < excused.length && excused[index]!.to < day) index++;
    const run = excused[index];
    return run !== undefined && run.from <= day;
  };
  for (const run of excused) {
    for (let day = Math.max(run.from, start + 1); day <= Math.min(run.to, end); day++) if (counts(day)) owed++;
  }
  let day = end;
  for (;;) {
    const free = !isExcused(day);
    if (day > end && free && owed > 0 && counts(day)) owed--;
    if ((owed === 0 && free && mayEndHere(day)) || day === LAST_DAY) break;
    day++;
  }
  if (day === end) return { date: term.end, provisional: false };
  const date = civilDateOf(day);
  return { date, provisional: endOfFixed(date, calendar, roll).provisional };

  function mayEndHere(at: number): boolean {
    return at === end || (term.inWorkingDays ? calendar.isWorkdayAt(at) : mayEndAt(at, calendar, roll));
  }
}
