import type { Calendar } from '../calendar/statutory-calendar';
import type { ContractState, ObligationState } from '../contract/contract.state';
import type { CivilDate } from '../time/civil-date';
import type { AssessmentRules } from './assessment-rules';
import type { DueDates } from './due-date';
import type { Performance } from './performance';

/** A contract seen as of one day: the known facts, the calendar and rules known with them, and what was already derived.
 *  Which facts are known is decided before, by which events were folded. */
export interface Vantage {
  readonly state: ContractState;
  readonly asOf: CivilDate;
  readonly calendar: Calendar;
  readonly rules: AssessmentRules;
  readonly byNo: ReadonlyMap<string, ObligationState>;
  readonly performances: Map<string, Performance>;
  readonly dueDates: Map<string, DueDates>;
}

export function vantage(state: ContractState, asOf: CivilDate, calendar: Calendar, rules: AssessmentRules): Vantage {
  const standing = state.obligations.filter((obligation) => !obligation.retracted);
  return {
    state,
    asOf,
    calendar,
    rules,
    byNo: new Map(standing.map((obligation) => [obligation.terms.no, obligation])),
    performances: new Map(),
    dueDates: new Map(),
  };
}

/** The same contract on another day. */
export function onDay(view: Vantage, asOf: CivilDate): Vantage {
  return { ...view, asOf, performances: new Map(), dueDates: new Map() };
}
