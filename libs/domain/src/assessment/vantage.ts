import type { Calendar } from '../calendar/statutory-calendar';
import type { ContractState, ObligationState } from '../contract/contract.state';
import type { Excuse } from '../contract/excuse';
import type { Delay } from '../delay/delay';
import type { Tolling } from '../delay/tolling';
import type { MoneyJson } from '../money/money';
import { dayNumber, type CivilDate } from '../time/civil-date';
import type { AssessmentRules } from './assessment-rules';
import type { BaseDate } from './base-date';
import type { Circles } from './circles';
import type { Performance } from './performance';

/** A contract seen as of one day: the known facts, the calendar and rules known with them, and what was already derived.
 *  Which facts are known is decided before, by which events were folded. */
export interface Vantage {
  readonly state: ContractState;
  readonly asOf: CivilDate;
  /** The day number of `asOf`. */
  readonly day: number;
  readonly calendar: Calendar;
  readonly rules: AssessmentRules;
  readonly byNo: ReadonlyMap<string, ObligationState>;
  readonly circles: Circles;
  /** The excuses that stand, by the duties they name. */
  readonly excusesOf: ReadonlyMap<string, readonly Excuse[]>;
  /** The set-offs that were served, by the duties on which their sums count: each on two. */
  readonly setOffsOf: ReadonlyMap<string, readonly SetOff[]>;
  readonly performances: Map<string, Performance>;
  readonly originals: Map<string, CivilDate | null>;
  readonly derived: Readonly<Record<Sight, Derived>>;
  readonly derive: Derivations;
}

/** What is derived of one duty asks for what is derived of those it waits for. Dates, tolling and delay ask for each other's, so
 *  they find each other here. */
export interface Derivations {
  base(view: Vantage, obligation: ObligationState, sight: Sight): BaseDate;
  tolling(view: Vantage, obligation: ObligationState, sight: Sight): Tolling;
  delay(view: Vantage, obligation: ObligationState, sight: Sight): Delay;
}

/** A sum that counts as paid from the day on which its set-off was served (Civil Code art. 568 and 569). */
export interface SetOff {
  readonly on: CivilDate;
  readonly amount: MoneyJson;
}

/** How a duty is looked at. `within`: from within a circle of duties that wait for each other, so that nothing in the circle tolls it or
 *  leaves it days; outside circles the two are the same. */
export type Sight = 'full' | 'within';

export interface Derived {
  readonly bases: Map<string, BaseDate>;
  readonly tollings: Map<string, Tolling>;
  readonly delays: Map<string, Delay>;
}

/** How `from`, itself looked at in `sight`, sees `other`. */
export function sightOf(view: Vantage, from: string, other: string): Sight {
  return view.circles.join(from, other) ? 'within' : 'full';
}

/** Outside circles there is one sight. */
export function settledSight(view: Vantage, no: string, sight: Sight): Sight {
  return view.circles.has(no) ? sight : 'full';
}

/** The same contract on another day. */
export function onDay(view: Vantage, asOf: CivilDate): Vantage {
  return { ...view, ...seenOn(asOf) };
}

/** What belongs to the day. */
export function seenOn(asOf: CivilDate): Pick<Vantage, 'asOf' | 'day' | 'performances' | 'originals' | 'derived'> {
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
