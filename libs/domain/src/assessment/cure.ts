import { endOfTerm, explainTerm } from '../calendar/day-count';
import type { Calendar } from '../calendar/statutory-calendar';
import type { BreachNotice } from '../contract/notices.state';
import type { ContractState, ObligationState } from '../contract/contract.state';
import { addDays, type CivilDate } from '../time/civil-date';
import type { DueDates } from './due-date';
import type { ExplanationStep } from './explanation';
import type { Vantage } from './vantage';

/** The period that a notice of breach leaves to put things right (整改期). */
export interface Cure {
  readonly noticeId: string;
  readonly servedOn: CivilDate;
  /** Its last day, counted and rolled like any term of the contract. */
  readonly endsOn: CivilDate;
  /** `endsOn` rests on a year whose holiday notice is not known. */
  readonly provisional: boolean;
  /** Whether it has ended: the duty is breached, and still owed. */
  readonly over: boolean;
}

/** The cure period of a late duty, as of the day; null while no notice counts. A notice counts when it was served after the
 *  effective due date: before that there was no breach to give notice of, and it has to be served again. Of several the one whose
 *  period ends last decides: who gives more time is taken at their word. */
export function cureOf(
  { state, asOf, calendar }: Pick<Vantage, 'state' | 'asOf' | 'calendar'>,
  { notices }: Pick<ObligationState, 'notices'>,
  { current }: Pick<DueDates, 'current'>,
): Cure | null {
  let last: Omit<Cure, 'over'> | null = null;
  for (const notice of notices.breachNotices) {
    const { noticeId, servedOn } = notice;
    if (current === null || servedOn > asOf || servedOn <= current) continue;
    const { date: endsOn, provisional } = endOfCure(notice, state, calendar);
    if (last === null || endsOn > last.endsOn) last = { noticeId, servedOn, endsOn, provisional };
  }
  return last && { ...last, over: asOf > last.endsOn };
}

/** The days from which a notice can speak: its service, and the day after its period. */
export function daysOfCure(
  { state, calendar }: Pick<Vantage, 'state' | 'calendar'>,
  { notices }: Pick<ObligationState, 'notices'>,
): CivilDate[] {
  return notices.breachNotices.flatMap((notice) => [
    notice.servedOn,
    addDays(endOfCure(notice, state, calendar).date, 1),
  ]);
}

/** The steps to the end of a cure period. */
export function explainCure(state: ContractState, no: string, cure: Cure, calendar: Calendar): ExplanationStep[] {
  const { notices } = state.obligations.find(({ terms }) => terms.no === no)!;
  const { noticeId, servedOn, cureTerm } = notices.breachNotices.find((each) => each.noticeId === cure.noticeId)!;
  return [
    { code: 'breach_notice_served', noticeId, on: servedOn },
    { code: 'term', term: cureTerm, from: servedOn },
    ...explainTerm(servedOn, cureTerm, calendar, state.details.roll).steps,
  ];
}

function endOfCure({ servedOn, cureTerm }: BreachNotice, { details }: ContractState, calendar: Calendar) {
  return endOfTerm(servedOn, cureTerm, calendar, details.roll);
}
