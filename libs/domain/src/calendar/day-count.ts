import { civilDateOf, dayNumber, dayOfMonth, type CivilDate } from '../time/civil-date';
import type { CountingStep, HolidayRun, NoticedWorkday, RollStep } from './counting-step';
import { assertCountable, endOfFixed, unknownYears, unrolledEnd, type EndOfTerm, type RollRule } from './end-of-term';
import type { Calendar } from './statutory-calendar';
import type { Term } from './term';

export { endOfFixed, endOfTerm, mayEndAt, mayEndOn, type EndOfTerm, type RollRule } from './end-of-term';
export type { CountingStep, HolidayRun, NoticedWorkday, RollStep } from './counting-step';

/** The end of a term with every step that led to it. */
export interface CountedDate extends EndOfTerm {
  readonly steps: readonly CountingStep[];
}

/** `endOfTerm` with its steps: the same answer, several times slower. For explanations. */
export function addTerm(start: CivilDate, term: Term, calendar: Calendar, rule: RollRule): CountedDate {
  assertCountable(term);
  const unrolled = unrolledEnd(start, term, calendar);
  const rolled = rollForward(unrolled, calendar, rule);
  const steps: CountingStep[] = [
    { code: 'start_excluded', start },
    ...countingSteps(start, term, unrolled, calendar),
    ...rolled.steps,
  ];
  const decisiveFrom = term.unit === 'working_days' && term.count > 0 ? dayNumber(start) + 1 : dayNumber(unrolled);
  return counted(rolled.date, unrolled, steps, unknownYears(decisiveFrom, dayNumber(rolled.date), calendar));
}

/** `addTerm`, named for what it is called for where `endOfTerm` gave the date. */
export const explainTerm = addTerm;

/** A fixed date, rolled like the end of a term; `endOfFixed` with its steps. */
export function settleFixed(date: CivilDate, calendar: Calendar, rule: RollRule): CountedDate {
  const rolled = rollForward(date, calendar, rule);
  const unknown = unknownYears(dayNumber(date), dayNumber(rolled.date), calendar);
  return counted(rolled.date, date, [{ code: 'fixed', date }, ...rolled.steps], unknown);
}

/** The first day from `date` on that a term may end on: one step for each run of days off with one reason, and one for a
 *  Saturday or Sunday that is kept. */
export function rollForward(
  date: CivilDate,
  calendar: Calendar,
  rule: RollRule,
): { readonly date: CivilDate; readonly steps: readonly RollStep[]; readonly provisional: boolean } {
  const end = endOfFixed(date, calendar, rule);
  const steps: RollStep[] = [];
  let at = date;
  while (at < end.date) {
    const next = endOfRun(at, calendar);
    const to = next < end.date ? next : end.date;
    steps.push({ code: 'rolled', from: at, to, ...reasonFor(at, calendar) });
    at = to;
  }
  return { date: end.date, steps: [...steps, ...keptWeekend(end.date, calendar)], provisional: end.provisional };
}

function counted(
  date: CivilDate,
  unrolled: CivilDate,
  steps: readonly CountingStep[],
  unknown: readonly number[],
): CountedDate {
  const provisional = unknown.map((year): CountingStep => ({ code: 'provisional', year }));
  return { date, unrolled, provisional: unknown.length > 0, steps: [...steps, ...provisional] };
}

function countingSteps(start: CivilDate, term: Term, to: CivilDate, calendar: Calendar): CountingStep[] {
  const { count } = term;
  switch (term.unit) {
    case 'natural_days':
      return [{ code: 'natural_days_added', count, from: start, to }];
    case 'working_days':
      return [{ code: 'working_days_counted', count, from: start, to, ...noticedDays(start, to, calendar) }];
    case 'months':
      return [{ code: 'months_added', count, from: start, to }, ...monthEnd(start, to)];
    case 'years':
      return [{ code: 'years_added', count, from: start, to }, ...monthEnd(start, to)];
  }
}

function monthEnd(start: CivilDate, to: CivilDate): CountingStep[] {
  return dayOfMonth(start) === dayOfMonth(to) ? [] : [{ code: 'month_end', wantedDay: dayOfMonth(start), to }];
}

/** What notices changed among the days after `start` up to `to`. */
function noticedDays(start: CivilDate, to: CivilDate, calendar: Calendar) {
  const skippedHolidays: HolidayRun[] = [];
  const countedMakeupDays: NoticedWorkday[] = [];
  const last = dayNumber(to);
  for (let day = dayNumber(start) + 1; day <= last; day++) {
    const kind = calendar.dayKindAt(day);
    if (kind === 'makeup_workday')
      countedMakeupDays.push({ date: civilDateOf(day), ...noticeOn(civilDateOf(day), calendar) });
    if (kind !== 'statutory_holiday') continue;
    const from = civilDateOf(day);
    day = dayNumber(endOfRun(from, calendar)) - 1;
    skippedHolidays.push({ from, to: civilDateOf(day), ...noticeOn(from, calendar) });
  }
  return { skippedHolidays, countedMakeupDays };
}

/** The first day after `date` that is of another kind, of another holiday, or by another notice. */
function endOfRun(date: CivilDate, calendar: Calendar): CivilDate {
  const kind = calendar.dayKind(date);
  const name = calendar.holidayName(date);
  const notice = calendar.noticeOn(date);
  let day = dayNumber(date) + 1;
  let next = civilDateOf(day);
  while (calendar.dayKind(next) === kind && calendar.holidayName(next) === name && calendar.noticeOn(next) === notice) {
    next = civilDateOf(++day);
  }
  return next;
}

function reasonFor(date: CivilDate, calendar: Calendar) {
  if (calendar.dayKind(date) === 'weekend') return { because: 'weekend' } as const;
  return { because: 'statutory_holiday', ...noticeOn(date, calendar) } as const;
}

function keptWeekend(date: CivilDate, calendar: Calendar): RollStep[] {
  const kind = calendar.dayKind(date);
  if (kind === 'makeup_workday') return [{ code: 'makeup_workday_kept', date, ...noticeOn(date, calendar) }];
  return kind === 'weekend' ? [{ code: 'weekend_kept', date }] : [];
}

function noticeOn(date: CivilDate, calendar: Calendar): { readonly name: string; readonly notice: string } {
  return { name: calendar.holidayName(date) ?? '', notice: calendar.noticeOn(date) ?? '' };
}
