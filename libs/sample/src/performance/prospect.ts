import type { CivilDate, Side } from '@heqi/domain';
import type { Outcome } from '../outcomes';
import type { DutyHistory } from './history';

/** Whether the outcome can still come of these facts. Sorts most misses out before anything is recorded; what it lets through is
 *  judged by the assessment of the record. */
export function canEndAs(outcome: Outcome, histories: readonly DutyHistory[], until: CivilDate): boolean {
  const open = histories.filter(({ fulfilledOn }) => fulfilledOn === null);
  const overdue = (side: Side) =>
    open.some(({ plan, dueOn }) => plan.terms.side === side && dueOn !== null && dueOn < until);
  const mayBeRed = (side: Side) =>
    overdue(side) ||
    open.some(
      ({ plan: { terms }, dueOn }) => terms.side === side && dueOn !== null && terms.measure.kind === 'progress_plan',
    );
  switch (outcome) {
    case 'honoured':
      return open.length === 0;
    case 'on_course':
      return open.length > 0 && !overdue('government') && !overdue('enterprise');
    case 'government_behind':
      return mayBeRed('government') && !overdue('enterprise');
    case 'enterprise_behind':
      return mayBeRed('enterprise') && !overdue('government');
    case 'both_behind':
      return mayBeRed('government') && mayBeRed('enterprise');
    case 'terminated':
      return open.length > 0;
  }
}
