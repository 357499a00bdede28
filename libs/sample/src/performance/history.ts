import { addDays, earlier, type CivilDate } from '@heqi/domain';
import type { DutyKey, DutyPlan } from '../duties/duty';
import type { Random } from '../random';
import { workdayFrom } from '../timeline/workdays';
import type { Conducts } from './conduct';
import { fixed, runningOf, type Happened } from './due-day';
import { finishingDay, performancesOf, type Performed } from './performed';

/** What became of one duty in fact, before anyone wrote it down. */
export interface DutyHistory {
  readonly plan: DutyPlan;
  readonly dueOn: CivilDate | null;
  readonly determinations: readonly { readonly conditionId: string; readonly metOn: CivilDate }[];
  readonly move: DueMove | null;
  /** In order of days; the last one completes the duty where `fulfilledOn` is set. */
  readonly performed: readonly Performed[];
  readonly fulfilledOn: CivilDate | null;
}

/** A supplement that puts off a due date. */
export interface DueMove {
  readonly signedOn: CivilDate;
  readonly newDueOn: CivilDate;
}

/** The kinds of duties whose date a supplement moves, the most usual first. */
const MOVED: readonly DutyKey[] = ['completion', 'production', 'land', 'start', 'power', 'upscale'];

export interface Circumstances {
  readonly conducts: Conducts;
  readonly signedOn: (instrumentId: string) => CivilDate;
  /** The last day on which anything is recorded. */
  readonly lastDay: CivilDate;
  readonly withSupplement: boolean;
}

/** Goes through the duties in the order in which they can happen. */
export function drawHistories(duties: readonly DutyPlan[], at: Circumstances, random: Random): DutyHistory[] {
  const fulfilled = new Map<string, CivilDate>();
  const happened: Happened = { fulfilledOn: (no) => fulfilled.get(no), signedOn: at.signedOn };
  const moved = at.withSupplement ? MOVED.find((key) => duties.some((duty) => duty.key === key)) : undefined;
  return duties.map((plan) => {
    const history = drawHistory(plan, happened, at, moved === plan.key, random);
    if (history.fulfilledOn !== null) fulfilled.set(plan.terms.no, history.fulfilledOn);
    return history;
  });
}

function drawHistory(
  plan: DutyPlan,
  happened: Happened,
  at: Circumstances,
  mayMove: boolean,
  random: Random,
): DutyHistory {
  const { conducts, lastDay } = at;
  const conduct = conducts[plan.terms.side];
  const until = limit(conduct.stallsOn, conducts.terminatedOn, lastDay);
  const metOn = determinedDays(plan, happened, at, random);
  const determinations = [...metOn].flatMap(([conditionId, day]) => (day ? [{ conditionId, metOn: day }] : []));
  const running = runningOf(plan, metOn, happened);
  if (!running) return { plan, dueOn: null, determinations, move: null, performed: [], fulfilledOn: null };
  const move = mayMove && running.dueOn !== null ? drawMove(running.startsOn, running.dueOn, lastDay, random) : null;
  const dueOn = move ? fixed(move.newDueOn) : running.dueOn;
  const finish = finishingDay({ ...running, dueOn }, conduct, lastDay, random);
  const performed = performancesOf(plan, { ...running, dueOn }, finish, random).filter(({ on }) => on <= until);
  const isDone = finish <= until;
  return { plan, dueOn, determinations, move, performed, fulfilledOn: isDone ? finish : null };
}

/** When each determined condition came about; undefined where it did not. */
function determinedDays(plan: DutyPlan, happened: Happened, { conducts, lastDay }: Circumstances, random: Random) {
  return new Map(
    plan.determined.map(({ condition, afterNo, days, by }) => {
      const from = afterNo === null ? happened.signedOn(plan.terms.instrumentId ?? '') : happened.fulfilledOn(afterNo);
      const day = from && random.daysAfter(from, ...days);
      const until = limit(conducts[by].stallsOn, conducts.terminatedOn, lastDay);
      return [condition.id, day && day <= until ? day : undefined] as const;
    }),
  );
}

/** Agreed some weeks before the old date; null where that day lies outside the record, or before the duty could run. */
function drawMove(startsOn: CivilDate, dueOn: CivilDate, lastDay: CivilDate, random: Random): DueMove | null {
  const signedOn = workdayFrom(random.daysAfter(dueOn, -40, -5));
  if (signedOn <= startsOn || signedOn > addDays(lastDay, -10)) return null;
  return { signedOn, newDueOn: random.daysAfter(dueOn, 60, 200) };
}

function limit(stallsOn: CivilDate | null, terminatedOn: CivilDate | null, lastDay: CivilDate): CivilDate {
  const stall = stallsOn === null ? lastDay : addDays(stallsOn, -1);
  const end = terminatedOn === null ? lastDay : addDays(terminatedOn, -15);
  return earlier(earlier(stall, end), lastDay);
}
