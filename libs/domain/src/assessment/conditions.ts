import type { ObligationState } from '../contract/contract.state';
import type { Condition } from '../obligation/obligation';
import { later, type CivilDate } from '../time/civil-date';
import { performanceOf } from './performance';
import type { Vantage } from './vantage';

/** The conditions precedent of a duty, as of the day. */
export interface Conditions {
  readonly open: readonly Condition[];
  readonly metOnById: ReadonlyMap<string, CivilDate>;
  /** The day of the one met last; null where none was met. */
  readonly metOn: CivilDate | null;
}

export function conditionsOf(view: Vantage, obligation: ObligationState): Conditions {
  const open: Condition[] = [];
  const metOnById = new Map<string, CivilDate>();
  let metOn: CivilDate | null = null;
  for (const condition of obligation.terms.conditions) {
    const day = metOnDay(view, obligation, condition);
    if (day === null) {
      open.push(condition);
      continue;
    }
    metOnById.set(condition.id, day);
    metOn = metOn === null ? day : later(metOn, day);
  }
  return { open, metOnById, metOn };
}

/** For a determined condition the finding recorded last decides, among those about days up to the as-of day. */
function metOnDay(view: Vantage, obligation: ObligationState, condition: Condition): CivilDate | null {
  if (condition.kind === 'fulfilment') {
    const other = view.byNo.get(condition.of);
    return other ? performanceOf(view, other).fulfilledOn : null;
  }
  const finding = obligation.determinations.findLast(
    (each) => each.conditionId === condition.id && each.occurredOn <= view.asOf,
  );
  return finding?.met ? finding.occurredOn : null;
}
