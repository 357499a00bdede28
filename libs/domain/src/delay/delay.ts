import { originalDateOf } from '../assessment/original-date';
import { performanceOf } from '../assessment/performance';
import { onDay, settledSight, sightOf, type Sight, type Vantage } from '../assessment/vantage';
import type { ObligationState } from '../contract/contract.state';
import type { CivilDate } from '../time/civil-date';
import { addDays, dayNumber } from '../time/civil-date';
import { DayCursor, pushDay, type Book, type Run } from './book';
import { delayLedger, type Ledger } from './delay-ledger';
import { tollingOf, type Tolling } from './tolling';

/** The slip of a duty as of a day, each day of it booked. */
export interface Delay extends Ledger {
  /** It grows with every day: the duty is open, and no claim of performance in time is undecided. */
  readonly running: boolean;
}

const NO_SLIP: Delay = { runs: [], turnsOn: null, running: false };

export function delayOf(view: Vantage, obligation: ObligationState, sight: Sight = 'full'): Delay {
  const { no } = obligation.terms;
  const settled = settledSight(view, no, sight);
  const { delays } = view.derived[settled];
  const known = delays.get(no);
  if (known) return known;
  const delay = reckon(view, obligation, settled);
  delays.set(no, delay);
  return delay;
}

/** The performance day of the undecided claims, where they would be in time: until they are decided the duty is not late. Before there is a
 *  date every claim is in time. */
export function claimedInTime(
  view: Vantage,
  obligation: ObligationState,
  { end, effective, base }: Tolling,
): CivilDate | null {
  const { fulfilledOnIfAccepted } = performanceOf(view, obligation);
  if (end !== null || fulfilledOnIfAccepted === null) return null;
  const isAwaited = base.openConditions.length > 0 || base.projected;
  return isAwaited || effective === null || fulfilledOnIfAccepted <= effective.date ? fulfilledOnIfAccepted : null;
}

function reckon(view: Vantage, obligation: ObligationState, sight: Sight): Delay {
  const { no, side } = obligation.terms;
  const originalDate = originalDateOf(view, obligation);
  if (originalDate === null) return NO_SLIP;
  const tolling = tollingOf(view, obligation, sight);
  const { base, end } = tolling;
  const pending = claimedInTime(view, obligation, tolling);
  const lastDate = end?.on ?? pending ?? view.asOf;
  const original = dayNumber(originalDate);
  const last = dayNumber(lastDate);
  const running = end === null && pending === null;
  if (last <= original) return { ...NO_SLIP, running };
  const source = base.inheritedFrom === null ? undefined : view.byNo.get(base.inheritedFrom);
  const inheritable = source !== undefined && !view.circles.join(no, base.inheritedFrom!);
  const inherited = inheritable ? delayOf(view, source, sightOf(view, no, base.inheritedFrom!)) : NO_SLIP;
  const goesOn = (runs: readonly Run[]) =>
    tolling.grounds.some((ground) => ground.goesOn) && runs.at(-1)?.to === view.day;
  const ledger = delayLedger(
    {
      side,
      original,
      last,
      base: base.base === null ? Infinity : dayNumber(base.base.date),
      inherited: { runs: inherited.runs, goesOn: inherited.running },
      currentBase: base.current === null ? Infinity : dayNumber(base.current.date),
      settled: { runs: tolling.settled, goesOn: false },
      effective: tolling.effective === null ? Infinity : dayNumber(tolling.effective.date),
      excused: { runs: tolling.excused, goesOn: goesOn(tolling.excused) },
      inWorkingDays: base.inWorkingDays,
      ifAccepted: tolling.ifAccepted === null ? -Infinity : dayNumber(tolling.ifAccepted.date),
      othersDelay: tolling.othersDelay,
      ordersOfLaw: tolling.ordersOfLaw,
    },
    view.calendar,
  );
  return { ...ledger, runs: withDaysAgreed(view, obligation, sight, ledger.runs), running };
}

/** What a dissolved supplement gave counts up to the day before: those days keep the books they had then, and days on which another duty
 *  stood in the place of this one were agreed. */
function withDaysAgreed(
  view: Vantage,
  obligation: ObligationState,
  sight: Sight,
  runs: readonly Run[],
): readonly Run[] {
  const dissolvedOn = lastDissolution(view, obligation);
  if (dissolvedOn === null) return runs;
  const eve = addDays(dissolvedOn, -1);
  const then = new DayCursor(view.derive.delay(onDay(view, eve), obligation, sight).runs);
  const kept: { from: number; to: number; book: Book }[] = [];
  for (const { from, to, book } of runs) {
    for (let day = from; day <= to; day++)
      pushDay(kept, day, day <= dayNumber(eve) ? (then.at(day) ?? 'agreed') : book);
  }
  return kept;
}

/** The last day by now on which a supplement was dissolved that had moved the duty or put another in its place. */
function lastDissolution({ state, asOf }: Vantage, { moves, endings }: ObligationState): CivilDate | null {
  const supplements = new Set([...moves.map(({ instrumentId }) => instrumentId), endings.supersession?.instrumentId]);
  const days = state.procedures.dissolutions.flatMap(({ instrumentId, dissolvedOn }) =>
    supplements.has(instrumentId) && dissolvedOn <= asOf ? [dissolvedOn] : [],
  );
  return days.toSorted().at(-1) ?? null;
}
