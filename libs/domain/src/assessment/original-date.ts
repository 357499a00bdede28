import { endOfTerm, settleFixed } from '../calendar/day-count';
import type { ObligationState } from '../contract/contract.state';
import type { CivilDate } from '../time/civil-date';
import type { Vantage } from './vantage';

/** The date agreed at first: before any supplement, and counted along the chain of agreed dates as if every duty before
 *  this one had been performed on its own original date. Never later than `base`, the date without supplements, where
 *  there is one: an early start leaves no room that was never agreed. Null where the paper gives no way to a date. */
export function originalDateOf(view: Vantage, obligation: ObligationState, base: CivilDate | null): CivilDate | null {
  const { due } = obligation.terms;
  const counted = alongTheChain(view, obligation, new Set());
  if (due.kind !== 'relative' || base === null) return counted;
  return counted === null || base < counted ? base : counted;
}

function alongTheChain(view: Vantage, obligation: ObligationState, path: ReadonlySet<string>): CivilDate | null {
  const { due, instrumentId, no } = obligation.terms;
  const { roll } = view.state.details;
  if (due.kind === 'none') return null;
  if (due.kind === 'fixed') return settleFixed(due.on, view.calendar, roll).date;
  const start =
    due.from.kind === 'signing'
      ? (view.state.instruments.find((each) => each.id === instrumentId)?.signedOn ?? null)
      : anchorDay(view, obligation, new Set([...path, no]));
  return start === null ? null : endOfTerm(start, due.term, view.calendar, roll).date;
}

function anchorDay(view: Vantage, obligation: ObligationState, path: ReadonlySet<string>): CivilDate | null {
  const anchorNo = anchorOf(obligation);
  const anchor = anchorNo === null || path.has(anchorNo) ? undefined : view.byNo.get(anchorNo);
  return anchor ? alongTheChain(view, anchor, path) : null;
}

/** The duty whose fulfilment starts the term, directly or through a condition. */
function anchorOf({ terms: { due, conditions } }: ObligationState): string | null {
  if (due.kind !== 'relative' || due.from.kind === 'signing') return null;
  if (due.from.kind === 'fulfilment') return due.from.of;
  const { id } = due.from;
  const condition = conditions.find((each) => each.id === id);
  return condition?.kind === 'fulfilment' ? condition.of : null;
}
