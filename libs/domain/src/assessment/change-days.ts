import { endOfFixed } from '../calendar/end-of-term';
import { terminationDay, type ObligationState } from '../contract/contract.state';
import { delayOf, claimedInTime } from '../delay/delay';
import { tollingOf } from '../delay/tolling';
import { dutiesNamedIn } from '../obligation/obligation';
import { addDays, civilDateOf, daysBetween, dayNumber, LAST_DAY, type CivilDate } from '../time/civil-date';
import type { BaseDate } from './base-date';
import { daysOfCure } from './cure';
import { dueDatesOf } from './due-date';
import { originalDateOf } from './original-date';
import { basisPointsBehind, firstDayBehind, planDay } from './pace';
import { performanceOf } from './performance';
import type { Sight, Vantage } from './vantage';

/** Finds the days on which time alone can change an answer. Each duty names the next day on which it can change by its own facts and dates, if
 *  what it waits for stays as it is; a group of duties that hang together is looked at on the first of these. A day too many costs a look; a
 *  day too few would be an error, which the timeline's property test is there to find. */
export class ChangeDays {
  private readonly ownDays = new Map<string, readonly CivilDate[]>();
  private readonly sharedDays: readonly CivilDate[];

  constructor(readonly view: Vantage) {
    const { instruments, termination, procedures } = view.state;
    const days = [
      ...instruments.flatMap(({ signedOn }) => (signedOn === null ? [] : [signedOn])),
      ...procedures.dissolutions.map(({ dissolvedOn }) => dissolvedOn),
      ...procedures.successions.map(({ effectiveOn }) => effectiveOn),
    ];
    this.sharedDays = inOrder(termination ? [...days, terminationDay(termination)] : days);
  }

  /** The duties in groups that hang together: by what they wait for and what tolls them. */
  groups(): readonly (readonly ObligationState[])[] {
    const groupOf = new Map([...this.view.byNo].map(([no, obligation]) => [no, [obligation]]));
    for (const obligation of this.view.byNo.values()) {
      for (const no of this.neighbours(obligation)) {
        const one = groupOf.get(obligation.terms.no)!;
        const other = groupOf.get(no);
        if (!other || other === one) continue;
        const joined = [...one, ...other];
        for (const member of joined) groupOf.set(member.terms.no, joined);
      }
    }
    return [...new Set(groupOf.values())];
  }

  /** The first day after the view's on which any of the duties can change; null when time alone changes none. */
  after(view: Vantage, group: readonly ObligationState[]): CivilDate | null {
    let next: CivilDate | null = firstAfter(this.sharedDays, view.asOf);
    for (const obligation of group) {
      for (const day of this.candidates(view, obligation)) if (next === null || day < next) next = day;
    }
    return next;
  }

  private *candidates(view: Vantage, obligation: ObligationState): Generator<CivilDate> {
    const own = firstAfter(this.daysOf(obligation), view.asOf);
    if (own !== null) yield own;
    // from within a circle its duties see other dates of it than are told of it
    const sights: readonly Sight[] = view.circles.has(obligation.terms.no) ? ['full', 'within'] : ['full'];
    for (const sight of sights) {
      for (const day of turningDays(view, obligation, sight)) {
        if (day > view.day && day <= LAST_DAY) yield civilDateOf(day);
      }
    }
  }

  /** The days on which a recorded fact begins, or ceases, to speak for a duty. */
  private daysOf(obligation: ObligationState): readonly CivilDate[] {
    const { no } = obligation.terms;
    const known = this.ownDays.get(no);
    if (known) return known;
    const days: CivilDate[] = [];
    for (const { withdrawn, decision, performedOn } of obligation.claims) {
      if (withdrawn || decision?.outcome === 'rejected') continue;
      days.push(decision ? decision.performedOn : performedOn);
    }
    for (const { occurredOn } of obligation.determinations) days.push(occurredOn);
    for (const { servedOn } of obligation.notices.demands) days.push(servedOn);
    days.push(...daysOfCure(this.view, obligation));
    const { freezes, supersession } = obligation.endings;
    for (const { frozenOn, unfrozenOn } of freezes) days.push(...(unfrozenOn ? [frozenOn, unfrozenOn] : [frozenOn]));
    if (supersession) days.push(supersession.supersededOn);
    for (const { service } of obligation.reliefs) if (service) days.push(service.servedOn);
    for (const { on } of this.view.setOffsOf.get(no) ?? []) days.push(on);
    for (const { firstDay, lastDay } of this.view.excusesOf.get(no) ?? []) {
      days.push(firstDay);
      if (lastDay !== null) days.push(addDays(lastDay, 1));
    }
    const inTheirOrder = inOrder(days);
    this.ownDays.set(no, inTheirOrder);
    return inTheirOrder;
  }

  private neighbours({ terms, reliefs }: ObligationState): readonly string[] {
    const against = reliefs.flatMap(({ relief }) => (relief.kind === 'set_off' ? [relief.against] : []));
    return [...dutiesNamedIn(terms), ...against];
  }
}

/** Day numbers, in no order, on which the dates of a duty pass or the days of its slip turn to another book; those that move with every day
 *  are left out, since they are never reached. */
function* turningDays(view: Vantage, obligation: ObligationState, sight: Sight): Generator<number> {
  const tolling = tollingOf(view, obligation, sight);
  const { base, end, effective, ifAccepted, moves, ifAcceptedMoves } = tolling;
  const original = originalDateOf(view, obligation);
  const delay = delayOf(view, obligation, sight);
  if (original !== null && delay.running) yield dayNumber(original) + 1;
  const lastLate = delay.runs.at(-1);
  if (!delay.running && lastLate) yield lastLate.to + 1; // from then on its delay excuses nobody
  if (end !== null) return;
  if (delay.running && delay.turnsOn !== null) yield delay.turnsOn;
  const isOpen = base.openConditions.length > 0;
  if (!isOpen && !base.projected && base.base !== null) yield dayNumber(base.base.date) + 1;
  if (isOpen ? !isExtendedTo(view, base) : base.projected && base.extension === null) return;
  if (tolling.grounds.length > 0 && tolling.since !== -Infinity) yield tolling.since + 1; // from then on a day is excused
  if (base.current !== null) yield dayNumber(base.current.date) + 1;
  if (ifAccepted !== null && !ifAcceptedMoves) yield dayNumber(ifAccepted.date) + 1;
  if (effective === null || moves) return;
  yield dayNumber(effective.date) + 1;
  if (sight === 'within') return;
  if (claimedInTime(view, obligation, tolling) !== null || dueDatesOf(view, obligation).current === null) return;
  yield dayNumber(effective.date) - view.rules.dueSoonDays;
  if (daysBetween(view.asOf, effective.date) >= 0) yield* daysOfFallingBehind(view, obligation);
}

/** Whether the date is the very one that an extension gave, whatever is still awaited. */
function isExtendedTo({ calendar, state }: Vantage, { extension, current }: BaseDate): boolean {
  if (extension === null || current === null) return false;
  return current.date === endOfFixed(extension.newDueOn, calendar, state.details.roll).date;
}

/** The days on which a duty comes to be behind its plan by each threshold that it has not reached yet. */
function* daysOfFallingBehind(view: Vantage, obligation: ObligationState): Generator<number> {
  const { measure } = obligation.terms;
  if (measure.kind !== 'progress_plan') return;
  const { asOf, day, rules } = view;
  const { verified } = performanceOf(view, obligation);
  const tolling = tollingOf(view, obligation);
  const behind = basisPointsBehind(measure, verified, planDay(tolling, day));
  for (const points of [rules.behindPaceYellowPoints, rules.behindPaceRedPoints]) {
    const first = behind < points * 100 ? firstDayBehind(measure, verified, points * 100, asOf, tolling) : null;
    if (first !== null) yield dayNumber(first);
  }
}

function inOrder(days: readonly CivilDate[]): readonly CivilDate[] {
  return [...new Set(days)].toSorted();
}

function firstAfter(days: readonly CivilDate[], day: CivilDate): CivilDate | null {
  return days.find((each) => each > day) ?? null;
}
