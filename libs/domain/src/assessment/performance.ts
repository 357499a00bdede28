import type { Claim, ObligationState } from '../contract/contract.state';
import { addAmounts, compareAmounts, type AmountJson } from '../money/amount';
import type { CivilDate } from '../time/civil-date';
import { isBelowGrade } from './below-grade';
import type { Vantage } from './vantage';

/** How far a duty was performed, as of the day. Only accepted claims count; undecided ones are told apart. */
export interface Performance {
  /** The level reached by accepted claims; null for a milestone or while there is none. */
  readonly verified: AmountJson | null;
  /** The same with undecided claims taken as claimed. */
  readonly claimed: AmountJson | null;
  /** The performance day that the verification accepts (design.md §5); null while not fulfilled. */
  readonly fulfilledOn: CivilDate | null;
  /** The day it would be fulfilled on if every undecided claim were accepted as claimed. */
  readonly fulfilledOnIfAccepted: CivilDate | null;
  readonly undecided: readonly Claim[];
  /** The claims, accepted or undecided, on evidence below what the contract asks for: they do not count. */
  readonly belowGrade: readonly Claim[];
  /** The level that accepted claims would come to if any grade did. */
  readonly acceptedOnAnyGrade: AmountJson | null;
  readonly hasVerifiedReading: boolean;
}

interface Entry {
  readonly on: CivilDate;
  readonly value: AmountJson | null;
}

/** A claim speaks as of a day when the performance it tells of lies on or before it; the day of the decision does not filter. */
export function performanceOf(view: Vantage, obligation: ObligationState): Performance {
  const { no } = obligation.terms;
  const known = view.performances.get(no);
  if (known) return known;
  const standing = obligation.claims.filter((claim) => !claim.withdrawn);
  const accepted: Entry[] = [];
  const undecided: Claim[] = [];
  const acceptedBelowGrade: Claim[] = [];
  for (const claim of standing) {
    if (claim.decision === null) {
      if (claim.performedOn <= view.asOf) undecided.push(claim);
    } else if (claim.decision.outcome === 'accepted' && claim.decision.performedOn <= view.asOf) {
      if (isBelowGrade(view.state, claim)) acceptedBelowGrade.push(claim);
      else accepted.push(entryOf(claim));
    }
  }
  accepted.push(...sumsSetOff(view, no));
  const verified = reached(obligation, accepted);
  const claimed =
    undecided.length === 0
      ? verified
      : reached(obligation, [
          ...accepted,
          ...undecided.filter((claim) => !isBelowGrade(view.state, claim)).map(entryOf),
        ]);
  const performance: Performance = {
    verified: verified.level,
    claimed: claimed.level,
    fulfilledOn: verified.on,
    fulfilledOnIfAccepted: claimed.on,
    undecided,
    belowGrade: [...acceptedBelowGrade, ...undecided.filter((claim) => isBelowGrade(view.state, claim))],
    acceptedOnAnyGrade:
      acceptedBelowGrade.length === 0
        ? verified.level
        : reached(obligation, [...accepted, ...acceptedBelowGrade.map(entryOf)]).level,
    hasVerifiedReading: accepted.length > 0,
  };
  view.performances.set(no, performance);
  return performance;
}

function entryOf({ decision, performedOn, value }: Claim): Entry {
  return decision?.outcome === 'accepted'
    ? { on: decision.performedOn, value: decision.value }
    : { on: performedOn, value };
}

/** What was set off by the day counts as paid. */
function sumsSetOff({ setOffsOf, asOf }: Vantage, no: string): Entry[] {
  return (setOffsOf.get(no) ?? []).flatMap(({ on, amount }) => (on <= asOf ? [{ on, value: amount }] : []));
}

function reached(
  obligation: ObligationState,
  entries: readonly Entry[],
): { level: AmountJson | null; on: CivilDate | null } {
  const { measure } = obligation.terms;
  const inOrder = entries.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  if (measure.kind === 'milestone') return { level: null, on: inOrder[0]?.on ?? null };
  let level: AmountJson | null = null;
  let on: CivilDate | null = null;
  for (const { on: day, value } of inOrder) {
    if (value === null) continue;
    if (level === null) level = value;
    else if (measure.countedBy === 'payments') level = addAmounts(level, value);
    else if (compareAmounts(value, level) > 0) level = value;
    if (on === null && compareAmounts(level, measure.target) >= 0) on = day;
  }
  return { level, on };
}
