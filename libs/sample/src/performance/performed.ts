import {
  addDays,
  addMonths,
  civilDate,
  daysBetween,
  earlier,
  later,
  monthOf,
  plannedBasisPoints,
  yearOf,
  type AmountJson,
  type CivilDate,
  type MoneyJson,
} from '@heqi/domain';
import { instalmentsOf, isNothing, shareOf } from '../amounts';
import type { DutyPlan } from '../duties/duty';
import type { Random } from '../random';
import { workdayFrom } from '../timeline/workdays';
import type { Conduct } from './conduct';
import type { Running } from './due-day';

/** One performance, or the level on one day. */
export interface Performed {
  readonly on: CivilDate;
  readonly value: AmountJson | null;
}

const LATE_NEEDS_DAYS = 50;

/** The working day on which the duty would be complete, if its side goes on. A late performance comes early enough to be verified
 *  within the record, else it is one in time. */
export function finishingDay(
  { startsOn, dueOn }: Running,
  { latePercent }: Conduct,
  lastDay: CivilDate,
  random: Random,
): CivilDate {
  const first = addDays(startsOn, 1);
  if (dueOn === null) return workdayFrom(random.daysAfter(first, 60, 400));
  if (random.chance(latePercent)) {
    const late = workdayFrom(random.daysAfter(dueOn, 3, 110));
    if (late <= addDays(lastDay, -LATE_NEEDS_DAYS)) return workdayFrom(later(first, late));
  }
  const span = Math.max(0, daysBetween(startsOn, dueOn));
  const inTime = workdayFrom(later(first, random.daysAfter(dueOn, -Math.floor(span * 0.3), 0)));
  return dueOn < addDays(lastDay, 2) ? earlier(inTime, lastDay) : inTime;
}

/** Everything performed up to `finish`, which completes it. */
export function performancesOf(plan: DutyPlan, running: Running, finish: CivilDate, random: Random): Performed[] {
  const { measure } = plan.terms;
  if (measure.kind === 'milestone') return [{ on: finish, value: null }];
  switch (plan.reporting.kind) {
    case 'payments':
      return payments(measure.target as MoneyJson, plan.reporting.instalments, running.startsOn, finish);
    case 'readings':
      return [
        ...readings(plan, running, finish, plan.reporting.everyMonths, random),
        { on: finish, value: reached(measure.target, random) },
      ];
    case 'once':
      return [{ on: finish, value: reached(measure.target, random) }];
  }
}

/** At the target, exactly so in every third case, as people report it; or some percent beyond. */
function reached(target: AmountJson, random: Random): AmountJson {
  return random.chance(33) ? target : shareOf(target, 10_000 + random.int(0, 800));
}

function payments(total: MoneyJson, count: number, from: CivilDate, finish: CivilDate): Performed[] {
  const span = daysBetween(from, finish);
  return instalmentsOf(total, count)
    .map((value, index) => ({ on: workdayFrom(addDays(from, Math.round((span * (index + 1)) / count))), value }))
    .filter(({ value }) => !isNothing(value));
}

/** Levels at the ends of quarters before `finish`: along the recorded plan at the side's own pace, or evenly. They never fall. */
function readings(
  plan: DutyPlan,
  running: Running,
  finish: CivilDate,
  everyMonths: number,
  random: Random,
): Performed[] {
  const { measure } = plan.terms;
  if (measure.kind === 'milestone') return [];
  const inTime = running.dueOn === null || finish <= running.dueOn;
  const pace = inTime ? random.int(97, 116) : random.int(84, 95);
  const span = Math.max(1, daysBetween(running.startsOn, finish));
  const found: Performed[] = [];
  let highest = 0;
  for (let on = firstQuarterEnd(running.startsOn); on < addDays(finish, -20); on = quarterEndAfter(on, everyMonths)) {
    const level =
      measure.kind === 'progress_plan'
        ? (plannedBasisPoints(measure, on) * pace) / 100
        : (9_800 * daysBetween(running.startsOn, on) * random.int(88, 100)) / (span * 100);
    highest = Math.max(highest, Math.min(9_800, Math.floor(level)));
    const value = shareOf(measure.target, highest);
    if (!isNothing(value)) found.push({ on, value });
  }
  return found;
}

/** The first end of a quarter at least a month after the day. */
function firstQuarterEnd(day: CivilDate): CivilDate {
  const from = addDays(day, 30);
  const month = Math.ceil(monthOf(from) / 3) * 3;
  return civilDate(`${yearOf(from)}-${String(month).padStart(2, '0')}-${month === 3 || month === 12 ? 31 : 30}`);
}

/** From one end of a month to another: from the first of the month after, so that 30 September leads to 31 December. */
function quarterEndAfter(day: CivilDate, months: number): CivilDate {
  return addDays(addMonths(addDays(day, 1), months), -1);
}
