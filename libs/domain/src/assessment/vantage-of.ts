import type { Calendar } from '../calendar/statutory-calendar';
import type { ContractState } from '../contract/contract.state';
import type { Excuse } from '../contract/excuse';
import { delayOf } from '../delay/delay';
import { tollingOf } from '../delay/tolling';
import { dayNumber, type CivilDate } from '../time/civil-date';
import type { AssessmentRules } from './assessment-rules';
import { baseDateOf } from './base-date';
import { Circles } from './circles';
import type { Derivations, Derived, Vantage } from './vantage';

const DERIVATIONS: Derivations = { base: baseDateOf, tolling: tollingOf, delay: delayOf };

/** Looks at a contract as of a day. */
export function vantage(state: ContractState, asOf: CivilDate, calendar: Calendar, rules: AssessmentRules): Vantage {
  const standing = state.obligations.filter((obligation) => !obligation.retracted);
  const byNo = new Map(standing.map((obligation) => [obligation.terms.no, obligation]));
  const excusesOf = new Map<string, Excuse[]>();
  for (const excuse of state.excuses) {
    if (excuse.withdrawn) continue;
    for (const no of new Set(excuse.obligations)) excusesOf.set(no, [...(excusesOf.get(no) ?? []), excuse]);
  }
  return { state, calendar, rules, byNo, circles: new Circles(byNo), excusesOf, derive: DERIVATIONS, ...seenOn(asOf) };
}

/** The same contract on another day. */
export function onDay(view: Vantage, asOf: CivilDate): Vantage {
  return { ...view, ...seenOn(asOf) };
}

function seenOn(asOf: CivilDate): Pick<Vantage, 'asOf' | 'day' | 'performances' | 'originals' | 'derived'> {
  return {
    asOf,
    day: dayNumber(asOf),
    performances: new Map(),
    originals: new Map(),
    derived: { full: nothingYet(), within: nothingYet() },
  };
}

function nothingYet(): Derived {
  return { bases: new Map(), tollings: new Map(), delays: new Map() };
}
