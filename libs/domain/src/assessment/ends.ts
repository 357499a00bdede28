import type { ObligationState } from '../contract/contract.state';
import type { Freeze } from '../contract/endings.state';
import { inForceFrom } from '../contract/relief';
import { ENDED_WITHOUT_PERFORMANCE, type EndedWithoutPerformance } from '../obligation/obligation-status';
import { standsOn } from '../procedure/dissolution';
import { endWithContract } from '../procedure/surviving';
import { dayNumber, type CivilDate } from '../time/civil-date';
import { performanceOf } from './performance';
import type { Vantage } from './vantage';

export type EndKind = 'fulfilled' | EndedWithoutPerformance;

/** How and when a duty ended: nothing is owed from the day after. */
export interface End {
  readonly kind: EndKind;
  readonly on: CivilDate;
}

/** The end that came first, by the day; on one and the same day a performance counts before what would end it without one, and of those the
 *  first in the order of statuses. While the law forbids performance, nothing performed after the first day of that counts, and what ends the
 *  duty besides names its end, but the end stays on that day. Null while the duty is open. */
export function endOf(view: Vantage, obligation: ObligationState): End | null {
  const freeze = freezeOn(obligation, view.asOf);
  const ends: End[] = [];
  const { fulfilledOn } = performanceOf(view, obligation);
  if (fulfilledOn !== null && (freeze === null || fulfilledOn <= freeze.frozenOn)) {
    ends.push({ kind: 'fulfilled', on: fulfilledOn });
  }
  ends.push(...endsWithoutPerformance(view, obligation));
  let first: End | null = null;
  for (const end of ends) if (end.on <= view.asOf && (first === null || end.on < first.on)) first = end;
  if (freeze === null || (first !== null && first.on <= freeze.frozenOn)) return first;
  return { kind: first === null ? 'frozen_unlawful' : first.kind, on: freeze.frozenOn };
}

/** The last day that can still excuse or delay a duty: the day of its end, or the as-of day. */
export function lastLiveDay(view: Vantage, end: End | null): number {
  return end === null ? view.day : dayNumber(end.on);
}

/** The freeze that holds on a day: from its first day until the day before it was lifted. */
function freezeOn({ endings }: ObligationState, day: CivilDate): Freeze | null {
  const holds = ({ frozenOn, unfrozenOn }: Freeze) => frozenOn <= day && (unfrozenOn === null || day < unfrozenOn);
  return endings.freezes.find(holds) ?? null;
}

/** In the order of statuses. */
function endsWithoutPerformance(
  { state, asOf }: Vantage,
  { terms, endings, reliefs }: ObligationState,
): readonly End[] {
  const ends: { readonly kind: EndedWithoutPerformance; readonly on: CivilDate }[] = [];
  const { supersession } = endings;
  if (supersession && standsOn(state.procedures.dissolutions, supersession.instrumentId, asOf)) {
    ends.push({ kind: 'superseded', on: supersession.supersededOn });
  }
  for (const relief of reliefs) {
    const on = inForceFrom(relief);
    if (on === null) continue;
    if (relief.relief.kind === 'waiver') ends.push({ kind: 'waived', on });
    if (relief.relief.kind === 'discharge') ends.push({ kind: 'discharged', on });
  }
  const endedWithContract = endWithContract(state, terms);
  if (endedWithContract !== null) ends.push({ kind: 'terminated', on: endedWithContract });
  const rank = ({ kind }: (typeof ends)[number]) => ENDED_WITHOUT_PERFORMANCE.indexOf(kind);
  return ends.toSorted((a, b) => rank(a) - rank(b));
}
