import { terminationDay, type ObligationState } from '../contract/contract.state';
import { inForceFrom } from '../contract/relief';
import { dayNumber, type CivilDate } from '../time/civil-date';
import { performanceOf } from './performance';
import type { Vantage } from './vantage';

export type EndKind = 'fulfilled' | 'waived' | 'discharged' | 'terminated';

/** How and when a duty ended: nothing is owed from the day after. */
export interface End {
  readonly kind: EndKind;
  readonly on: CivilDate;
}

/** The end that came first, by the day; on one and the same day a performance counts before what would end it without one. Null while the
 *  duty is open. */
export function endOf(view: Vantage, obligation: ObligationState): End | null {
  const ends: End[] = [];
  const { fulfilledOn } = performanceOf(view, obligation);
  if (fulfilledOn !== null) ends.push({ kind: 'fulfilled', on: fulfilledOn });
  for (const relief of obligation.reliefs) {
    const on = inForceFrom(relief);
    if (on === null) continue;
    if (relief.relief.kind === 'waiver') ends.push({ kind: 'waived', on });
    if (relief.relief.kind === 'discharge') ends.push({ kind: 'discharged', on });
  }
  const { termination } = view.state;
  if (termination) ends.push({ kind: 'terminated', on: terminationDay(termination) });
  let first: End | null = null;
  for (const end of ends) if (end.on <= view.asOf && (first === null || end.on < first.on)) first = end;
  return first;
}

/** The last day that can still excuse or delay a duty: the day of its end, or the as-of day. */
export function lastLiveDay(view: Vantage, end: End | null): number {
  return end === null ? view.day : dayNumber(end.on);
}
