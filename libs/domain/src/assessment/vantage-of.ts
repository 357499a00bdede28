import type { Calendar } from '../calendar/statutory-calendar';
import type { ContractState, ObligationState } from '../contract/contract.state';
import type { Excuse } from '../contract/excuse';
import { inForceFrom } from '../contract/relief';
import { delayOf } from '../delay/delay';
import { tollingOf } from '../delay/tolling';
import type { CivilDate } from '../time/civil-date';
import type { AssessmentRules } from './assessment-rules';
import { baseDateOf } from './base-date';
import { Circles } from './circles';
import { seenOn, type Derivations, type SetOff, type Vantage } from './vantage';

const DERIVATIONS: Derivations = { base: baseDateOf, tolling: tollingOf, delay: delayOf };

/** Looks at a contract as of a day. */
export function vantage(state: ContractState, asOf: CivilDate, calendar: Calendar, rules: AssessmentRules): Vantage {
  const standing = state.obligations.filter((obligation) => !obligation.retracted);
  const byNo = new Map(standing.map((obligation) => [obligation.terms.no, obligation]));
  const derived = { circles: new Circles(byNo), excusesOf: excusesOf(state), setOffsOf: setOffsOf(standing) };
  return { state, calendar, rules, byNo, ...derived, derive: DERIVATIONS, ...seenOn(asOf) };
}

function excusesOf({ excuses }: ContractState): ReadonlyMap<string, readonly Excuse[]> {
  const byNo = new Map<string, Excuse[]>();
  for (const excuse of excuses) {
    if (excuse.withdrawn) continue;
    for (const no of new Set(excuse.obligations)) add(byNo, no, excuse);
  }
  return byNo;
}

function setOffsOf(standing: readonly ObligationState[]): ReadonlyMap<string, readonly SetOff[]> {
  const byNo = new Map<string, SetOff[]>();
  for (const { terms, reliefs } of standing) {
    for (const each of reliefs) {
      const on = inForceFrom(each);
      if (on === null || each.relief.kind !== 'set_off') continue;
      for (const no of [terms.no, each.relief.against]) add(byNo, no, { on, amount: each.relief.amount });
    }
  }
  return byNo;
}

function add<Item>(byNo: Map<string, Item[]>, no: string, item: Item): void {
  const known = byNo.get(no);
  if (known) known.push(item);
  else byNo.set(no, [item]);
}
