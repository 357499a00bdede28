import { baseDateOf, type BaseDate, type Reached } from '../assessment/base-date';
import { endOf, lastLiveDay, type End } from '../assessment/ends';
import { settledSight, sightOf, type Sight, type Vantage } from '../assessment/vantage';
import type { Side } from '../contract/contract';
import type { ObligationState } from '../contract/contract.state';
import type { Freeze } from '../contract/endings.state';
import { isSuspension, type Excuse } from '../contract/excuse';
import { civilDate, civilDateOf, dayNumber, type CivilDate } from '../time/civil-date';
import { combined, within, type Run } from './book';
import { tolledEnd } from './effective-date';

/** How a duty's days are excused as of a day, and where that moves its date (顺延). */
export interface Tolling {
  readonly base: BaseDate;
  readonly end: End | null;
  /** What excuses days of it, each with its days. */
  readonly grounds: readonly TollingGround[];
  /** The last day that is settled: the start of the term, or the service of the last extension. */
  readonly since: number;
  /** Days excused since, each with its book; several grounds at once count one day. */
  readonly excused: readonly Run[];
  /** Days excused from the start of the term up to the service of the last extension. */
  readonly settled: readonly Run[];
  /** Days of the other side's accepted conduct, or of its delay with a duty that tolls this one. */
  readonly othersDelay: readonly Run[];
  readonly ordersOfLaw: readonly Run[];
  /** A duty is late from the day after; projected while something is awaited. Null where there is no way to a date. */
  readonly effective: Reached | null;
  /** The effective date if the undecided excuses are accepted; null where there are none that count. */
  readonly ifAccepted: Reached | null;
  /** A ground goes on today, so that tomorrow the effective date is another one. */
  readonly moves: boolean;
  readonly ifAcceptedMoves: boolean;
  /** The excuses by which performance is suspended today. */
  readonly suspensions: readonly Excuse[];
  /** The duties of the other side whose delay excuses today. */
  readonly heldUpBy: readonly string[];
  /** Duties named in `tolledBy` that wait for this one in turn, so that they are seen without any tolling from within the circle. */
  readonly inCircleWith: readonly string[];
}

export interface TollingGround {
  readonly source:
    | { readonly kind: 'excuse'; readonly excuse: Excuse }
    | { readonly kind: 'freeze'; readonly reviewNumber: string }
    | { readonly kind: 'duty'; readonly no: string };
  readonly runs: readonly Run[];
  /** It goes on today. */
  readonly goesOn: boolean;
}

export function tollingOf(view: Vantage, obligation: ObligationState, sight: Sight = 'full'): Tolling {
  const { no } = obligation.terms;
  const settled = settledSight(view, no, sight);
  const { tollings } = view.derived[settled];
  const known = tollings.get(no);
  if (known) return known;
  const tolling = reckon(view, obligation, settled);
  tollings.set(no, tolling);
  return tolling;
}

function reckon(view: Vantage, obligation: ObligationState, sight: Sight): Tolling {
  const { no, side, tolledBy } = obligation.terms;
  const base = baseDateOf(view, obligation, sight);
  const end = endOf(view, obligation);
  const excuses = view.excusesOf.get(no);
  const freezes = obligation.endings.freezes.filter(({ frozenOn }) => frozenOn <= view.asOf);
  if (excuses === undefined && tolledBy.length === 0 && freezes.length === 0) return untolled(view, base, end);
  const until = lastLiveDay(view, end);
  const accepted = (excuses ?? []).filter((each) => counts(view, each, side, 'accepted'));
  const undecided = (excuses ?? []).filter((each) => counts(view, each, side, 'undecided'));
  const grounds: TollingGround[] = accepted.map((excuse) => groundOf(view, excuse, until));
  grounds.push(...freezes.filter(({ unfrozenOn }) => unfrozenOn !== null).map(liftedGroundOf));
  const inCircleWith: string[] = [];
  for (const counterNo of tolledBy) {
    const counter = view.byNo.get(counterNo);
    if (!counter) continue;
    if (view.circles.join(no, counterNo)) inCircleWith.push(counterNo);
    if (sight === 'within' && view.circles.join(no, counterNo)) continue;
    const delay = view.derive.delay(view, counter, sightOf(view, no, counterNo));
    const runs = delay.runs.filter(({ book }) => book !== 'agreed' && book !== side);
    const goesOn = delay.running && runs.at(-1)?.to === view.day;
    grounds.push({ source: { kind: 'duty', no: counterNo }, runs: within(runs, -Infinity, until), goesOn });
  }
  const all = combined(grounds.flatMap(({ runs }) => runs));
  const start = base.start === null ? -Infinity : dayNumber(base.start);
  const since = lastSettledDay(base);
  const excused = within(all, since + 1, Infinity);
  const claims = undecided.map((excuse) => groundOf(view, excuse, until));
  const tolled = (runs: readonly Run[]): Reached | null => {
    if (base.current === null) return null;
    const { date, provisional } = base.current;
    const term = { start: dateOf(since), end: date, inWorkingDays: base.inWorkingDays };
    const moved = tolledEnd(term, runs, view.calendar, view.state.details.roll);
    return { date: moved.date, provisional: provisional || moved.provisional };
  };
  const effective = tolled(excused);
  const ifAccepted =
    claims.length === 0
      ? null
      : tolled(combined([...excused, ...within(combined(claims.flatMap(runsOf)), since + 1, Infinity)]));
  const isAhead = (reached: Reached | null) =>
    end === null && view.day > since && reached !== null && reached.date >= view.asOf;
  const someGoesOn = grounds.some(({ goesOn }) => goesOn);
  const moves = isAhead(effective) && someGoesOn;
  const otherSide: Side = side === 'government' ? 'enterprise' : 'government';
  return {
    base,
    end,
    grounds,
    since,
    excused,
    settled: since > start ? within(all, start + 1, since) : [], // what was extended before its term began settled nothing
    othersDelay: combined(
      grounds.flatMap(({ source, runs }) =>
        source.kind === 'duty' || (source.kind === 'excuse' && source.excuse.ground === otherSide)
          ? runs.filter(({ book }) => book === otherSide)
          : [],
      ),
    ),
    ordersOfLaw: combined([
      ...grounds.flatMap(({ source, runs }) =>
        source.kind === 'excuse' && source.excuse.cause === 'order_of_law' ? runs : [],
      ),
      ...freezes.flatMap(daysForbidden),
    ]),
    effective,
    ifAccepted,
    moves,
    ifAcceptedMoves: moves || (isAhead(ifAccepted) && (someGoesOn || claims.some(({ goesOn }) => goesOn))),
    suspensions: end === null ? accepted.filter((each) => isSuspension(each.cause) && covers(each, view.asOf)) : [],
    heldUpBy:
      end === null
        ? grounds.flatMap(({ source, runs }) => (source.kind === 'duty' && holds(runs, view.day) ? [source.no] : []))
        : [],
    inCircleWith,
  };
}

/** Most duties: nothing excuses them. */
function untolled(view: Vantage, base: BaseDate, end: End | null): Tolling {
  return {
    ...NOTHING,
    base,
    end,
    since: lastSettledDay(base),
    effective: base.current,
  };
}

function lastSettledDay({ start, extension }: BaseDate): number {
  if (extension !== null) return dayNumber(extension.servedOn);
  return start === null ? -Infinity : dayNumber(start);
}

const NOTHING = {
  ...{ grounds: [], excused: [], settled: [], othersDelay: [], ordersOfLaw: [], ifAccepted: null },
  ...{ moves: false, ifAcceptedMoves: false, suspensions: [], heldUpBy: [], inCircleWith: [] },
} as const;

const EARLIEST = civilDate('1900-01-01');

function dateOf(since: number): CivilDate {
  return since === -Infinity ? EARLIEST : civilDateOf(since);
}

/** Whether an excuse speaks for a duty of this side as of the day: not by the side's own conduct, and begun. */
function counts(view: Vantage, excuse: Excuse, side: Side, as: 'accepted' | 'undecided'): boolean {
  if (excuse.ground === side || excuse.firstDay > view.asOf) return false;
  return as === 'accepted' ? excuse.decision?.outcome === 'accepted' : excuse.decision === null;
}

/** Closed intervals with their whole length, open ones up to `until`. */
function groundOf(view: Vantage, excuse: Excuse, until: number): TollingGround {
  const from = dayNumber(excuse.firstDay);
  const to = excuse.lastDay === null ? until : dayNumber(excuse.lastDay);
  const book = excuse.ground;
  const runs = from > to ? [] : [{ from, to, book }];
  return { source: { kind: 'excuse', excuse }, runs, goesOn: excuse.lastDay === null && to === view.day };
}

/** A freeze that was lifted was an order of law for all its days. */
function liftedGroundOf(freeze: Freeze): TollingGround {
  const { reviewNumber } = freeze;
  return { source: { kind: 'freeze', reviewNumber }, runs: daysForbidden(freeze), goesOn: false };
}

/** One that stands ends the duty on its first day. */
function daysForbidden({ frozenOn, unfrozenOn }: Freeze): readonly Run[] {
  const from = dayNumber(frozenOn);
  const to = unfrozenOn === null ? from : dayNumber(unfrozenOn) - 1;
  return from > to ? [] : [{ from, to, book: 'neutral' }];
}

function covers({ firstDay, lastDay }: Excuse, day: CivilDate): boolean {
  return firstDay <= day && (lastDay === null || day <= lastDay);
}

function holds(runs: readonly Run[], day: number): boolean {
  return runs.some(({ from, to }) => from <= day && day <= to);
}

function runsOf({ runs }: TollingGround): readonly Run[] {
  return runs;
}
