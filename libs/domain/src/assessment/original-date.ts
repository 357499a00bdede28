import { endOfFixed, endOfTerm } from '../calendar/day-count';
import type { ObligationState } from '../contract/contract.state';
import type { CivilDate } from '../time/civil-date';
import { conditionsOf } from './conditions';
import { performanceOf } from './performance';
import type { Vantage } from './vantage';

/** The date agreed at first: before any extension, counted from the original date of what the term starts from, as if that had come on
 *  its own original date. Never later than the date by the terms once everything awaited has happened: an early start leaves no room that
 *  was never agreed. Where the paper states no date it is the one that a demand made. Null where there is no way to a date. */
export function originalDateOf(view: Vantage, obligation: ObligationState): CivilDate | null {
  const { no } = obligation.terms;
  const known = view.originals.get(no);
  if (known !== undefined) return known;
  const original = reckoned(view, obligation, new Set());
  view.originals.set(no, original);
  return original;
}

/** The same by the terms alone, whatever has happened. */
export function agreedOriginalOf(view: Vantage, obligation: ObligationState): CivilDate | null {
  return alongTheChain(view, obligation, new Set(), () => null);
}

function reckoned(view: Vantage, obligation: ObligationState, path: ReadonlySet<string>): CivilDate | null {
  return alongTheChain(view, obligation, path, (duty) => {
    if (duty.terms.due.kind === 'fixed' || !hasAllHappened(view, duty)) return null;
    return view.derive.base(view, duty, 'within').base?.date ?? null;
  });
}

function alongTheChain(
  view: Vantage,
  obligation: ObligationState,
  path: ReadonlySet<string>,
  baseOf: (obligation: ObligationState) => CivilDate | null,
): CivilDate | null {
  const { due, instrumentId, no } = obligation.terms;
  const { roll } = view.state.details;
  if (due.kind === 'none') return baseOf(obligation);
  if (due.kind === 'fixed') return endOfFixed(due.on, view.calendar, roll).date;
  const start =
    due.from.kind === 'signing'
      ? (view.state.instruments.find((each) => each.id === instrumentId)?.signedOn ?? null)
      : originalOfAnchor();
  const counted = start === null ? null : endOfTerm(start, due.term, view.calendar, roll).date;
  const base = baseOf(obligation);
  return base !== null && (counted === null || base < counted) ? base : counted;

  function originalOfAnchor(): CivilDate | null {
    const anchorNo = anchorOf(obligation);
    const anchor = anchorNo === null || path.has(anchorNo) || anchorNo === no ? undefined : view.byNo.get(anchorNo);
    return anchor ? alongTheChain(view, anchor, new Set([...path, no]), baseOf) : null;
  }
}

function hasAllHappened(view: Vantage, obligation: ObligationState): boolean {
  const { due, instrumentId } = obligation.terms;
  if (conditionsOf(view, obligation).open.length > 0) return false;
  if (due.kind !== 'relative' || due.from.kind === 'condition') return true;
  if (due.from.kind === 'fulfilment') {
    const anchor = view.byNo.get(due.from.of);
    return anchor !== undefined && performanceOf(view, anchor).fulfilledOn !== null;
  }
  const signedOn = view.state.instruments.find((each) => each.id === instrumentId)?.signedOn ?? null;
  return signedOn !== null && signedOn <= view.asOf;
}

/** The duty whose fulfilment starts the term, directly or through a condition. */
function anchorOf({ terms: { due, conditions } }: ObligationState): string | null {
  if (due.kind !== 'relative' || due.from.kind === 'signing') return null;
  if (due.from.kind === 'fulfilment') return due.from.of;
  const { id } = due.from;
  const condition = conditions.find((each) => each.id === id);
  return condition?.kind === 'fulfilment' ? condition.of : null;
}
