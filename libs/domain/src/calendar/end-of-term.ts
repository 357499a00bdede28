import { addMonths, civilDateOf, dayNumber, LAST_DAY, type CivilDate, yearOf } from '../time/civil-date';
import type { Calendar } from './statutory-calendar';
import { LONGEST_TERM, type Term } from './term';

/** What a last day is rolled off. Statutory holidays always (Civil Code art. 203); plain weekends by usual practice, unless the
 *  contract says otherwise. Make-up workdays are workdays. */
export interface RollRule {
  readonly weekends: boolean;
}

export interface EndOfTerm {
  /** The last day, after the roll. */
  readonly date: CivilDate;
  /** The last day before the roll. */
  readonly unrolled: CivilDate;
  /** A day that decided the answer lies in a year whose notice is not known: a later notice may move it. */
  readonly provisional: boolean;
}

/** The last day of a term that starts on `start`, which itself is not counted (Civil Code art. 201): at `count` 0 it is `start`, rolled.
 *  A working-day term ends on a workday, so it never rolls. Throws a RangeError for a count that is not a whole number from 0 to
 *  LONGEST_TERM, and for an end past 2999.
 *  endOfTerm('2024-09-30', { count: 1, unit: 'working_days' }, …) gives '2024-10-08': National Day ran from 1 to 7 October. */
export function endOfTerm(start: CivilDate, term: Term, calendar: Calendar, rule: RollRule): EndOfTerm {
  assertCountable(term);
  const unrolled = unrolledEnd(start, term, calendar);
  const end = endOfFixed(unrolled, calendar, rule);
  if (term.unit !== 'working_days' || end.provisional || term.count === 0) return end;
  return hasUnknownYear(dayNumber(start) + 1, dayNumber(unrolled), calendar) ? { ...end, provisional: true } : end;
}

/** A fixed date, rolled like the end of a term. */
export function endOfFixed(date: CivilDate, calendar: Calendar, rule: RollRule): EndOfTerm {
  const first = dayNumber(date);
  let day = first;
  while (!mayEndAt(day, calendar, rule)) day++;
  const rolled = day === first ? date : civilDateOf(day);
  return { date: rolled, unrolled: date, provisional: calendar.isProvisional(date) || calendar.isProvisional(rolled) };
}

/** Whether a term may end on the day, that is, the day is not rolled off. */
export function mayEndOn(date: CivilDate, calendar: Calendar, rule: RollRule): boolean {
  return mayEndAt(dayNumber(date), calendar, rule);
}

/** The same for a day number. */
export function mayEndAt(day: number, calendar: Calendar, rule: RollRule): boolean {
  if (rule.weekends) return calendar.isWorkdayAt(day);
  return calendar.dayKindAt(day) !== 'statutory_holiday';
}

/** The last day of a term before the roll. */
export function unrolledEnd(start: CivilDate, term: Term, calendar: Calendar): CivilDate {
  switch (term.unit) {
    case 'natural_days':
      return civilDateOf(dayNumber(start) + term.count);
    case 'working_days':
      return civilDateOf(nthWorkdayAfter(dayNumber(start), term.count, calendar));
    case 'months':
      return addMonths(start, term.count);
    case 'years':
      return addMonths(start, term.count * 12);
    default:
      throw new RangeError(
        `A term is counted in natural_days, working_days, months or years, not in ${JSON.stringify(term.unit satisfies never)}.`,
      );
  }
}

export function assertCountable(term: Term): void {
  if (Number.isInteger(term.count) && term.count >= 0 && term.count <= LONGEST_TERM) return;
  throw new RangeError(
    `A term of ${term.count} ${term.unit} cannot be counted: give a whole number from 0 to ${LONGEST_TERM}.`,
  );
}

/** Whether the days `from` to `to` (both counted) touch a year without a known notice. */
export function hasUnknownYear(from: number, to: number, calendar: Calendar): boolean {
  return unknownYears(from, to, calendar).length > 0;
}

/** The years without a known notice that the days `from` to `to` (both counted) touch. */
export function unknownYears(from: number, to: number, calendar: Calendar): number[] {
  const years: number[] = [];
  const last = yearOf(civilDateOf(to));
  for (let year = yearOf(civilDateOf(from)); year <= last; year++)
    if (calendar.noticeFor(year) === undefined) years.push(year);
  return years;
}

function nthWorkdayAfter(start: number, count: number, calendar: Calendar): number {
  let day = start;
  for (let left = count; left > 0 && day <= LAST_DAY;) if (calendar.isWorkdayAt(++day)) left--;
  return day;
}
