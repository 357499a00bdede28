import { isMoney, progressBasisPoints, type AmountJson } from '../money/amount';
import type { MoneyJson } from '../money/money';
import { commonParts, parseQuantity } from '../money/quantity';
import type { Measure } from '../obligation/obligation';
import type { Tolling } from '../delay/tolling';
import { civilDateOf, dayNumber, type CivilDate } from '../time/civil-date';

type Plan = Extract<Measure, { kind: 'progress_plan' }>;

/** Where the plan stands on a day, in basis points of the target (10000 = all of it), linear between its points, 0 before
 *  the first, rounded down. */
export function plannedBasisPoints(plan: Plan, on: CivilDate): number {
  const points = plan.plan;
  const first = points[0];
  if (!first || on < first.on) return 0;
  const day = dayNumber(on);
  for (let index = 1; index < points.length; index++) {
    const to = points[index]!;
    if (on >= to.on) continue;
    const from = points[index - 1]!;
    return between(plan.target, from.value, to.value, day - dayNumber(from.on), dayNumber(to.on) - dayNumber(from.on));
  }
  return progressBasisPoints(points.at(-1)!.value, plan.target);
}

/** The day of the plan that a duty has come to: a plan stands still on days that are excused. */
export function planDay({ excused, settled }: Pick<Tolling, 'excused' | 'settled'>, day: number): CivilDate {
  let excusedDays = 0;
  for (const runs of [settled, excused]) {
    for (const { from, to } of runs) if (from <= day) excusedDays += Math.min(to, day) - from + 1;
  }
  return civilDateOf(day - excusedDays);
}

/** How far a level lies behind the plan, in basis points; 0 when level with it or ahead. */
export function basisPointsBehind(plan: Plan, verified: AmountJson | null, on: CivilDate): number {
  const reached = verified === null ? 0 : progressBasisPoints(verified, plan.target);
  return Math.max(0, plannedBasisPoints(plan, on) - reached);
}

/** The first day after `after` on which the level is at least `basisPoints` behind, if nothing more is performed and no other day excused.
 *  A plan never falls, so the day is found by bisection. */
export function firstDayBehind(
  plan: Plan,
  verified: AmountJson | null,
  basisPoints: number,
  after: CivilDate,
  tolling: Pick<Tolling, 'excused' | 'settled'>,
): CivilDate | null {
  const last = plan.plan.at(-1);
  if (!last) return null;
  let low = dayNumber(after) + 1;
  const excusedTo = Math.max(tolling.excused.at(-1)?.to ?? low, low);
  let high = Math.max(low, dayNumber(last.on) + excusedTo - dayNumber(planDay(tolling, excusedTo)));
  const isBehind = (day: number) => basisPointsBehind(plan, verified, planDay(tolling, day)) >= basisPoints;
  if (!isBehind(high)) return null;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBehind(middle)) high = middle;
    else low = middle + 1;
  }
  return civilDateOf(low);
}

function between(target: AmountJson, from: AmountJson, to: AmountJson, elapsed: number, span: number): number {
  const [start, startWhole] = inCommonParts(from, target);
  const [end, endWhole] = inCommonParts(to, target);
  const numerator = start * endWhole * BigInt(span - elapsed) + end * startWhole * BigInt(elapsed);
  return Number((numerator * 10_000n) / (startWhole * endWhole * BigInt(span)));
}

/** A plan's point and the target in one integer measure: a plan in hectares may lead to a target in mu. */
function inCommonParts(value: AmountJson, target: AmountJson): readonly [bigint, bigint] {
  if (isMoney(value) || isMoney(target))
    return [BigInt((value as MoneyJson).minor), BigInt((target as MoneyJson).minor)];
  return commonParts(parseQuantity(value), parseQuantity(target));
}
