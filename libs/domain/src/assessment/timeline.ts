import type { Calendar } from '../calendar/statutory-calendar';
import type { Side } from '../contract/contract';
import type { ContractState, ObligationState } from '../contract/contract.state';
import { terminationDay } from '../contract/contract.state';
import { dutiesNamedIn } from '../obligation/obligation';
import type { Light, ObligationStatus } from '../obligation/obligation-status';
import { addDays, civilDate, daysBetween, type CivilDate } from '../time/civil-date';
import { assessObligation, quadrantOf, type Flag, type ObligationAssessment, type Quadrant } from './assess';
import type { AssessmentRules } from './assessment-rules';
import { basisPointsBehind, firstDayBehind } from './pace';
import { performanceOf } from './performance';
import { onDay, vantage, type Vantage } from './vantage';

/** The first day of every timeline. */
export const BEGINNING = civilDate('1900-01-01');

/** One stretch of days on which the answer for a duty is the same, by what is known; `until` is its last day, null for
 *  open-ended. Together the spans of a duty cover every day from BEGINNING on: time passes without anything being written. */
export interface ObligationSpan {
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly no: string;
  readonly side: Side;
  readonly status: ObligationStatus;
  readonly light: Light;
  /** The effective due date; null unless there is one. */
  readonly dueOn: CivilDate | null;
  readonly originalDueOn: CivilDate | null;
  readonly provisional: boolean;
  readonly fulfilledOn: CivilDate | null;
  /** At fulfilment; while overdue the days grow with the as-of day and are counted from `dueOn`. */
  readonly daysLateAtFulfilment: number;
  readonly verifiedBasisPoints: number | null;
  readonly flags: readonly Flag[];
}

/** The same for the whole contract: how many duties of each side have each light, and the quadrant that follows. */
export interface ContractSpan {
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly quadrant: Quadrant;
  readonly government: Readonly<Record<Light, number>>;
  readonly enterprise: Readonly<Record<Light, number>>;
}

export interface Timeline {
  readonly obligations: readonly ObligationSpan[];
  readonly contract: readonly ContractSpan[];
}

/** `assess` for every day there is, by what is known now. */
export function timelineOf(state: ContractState, calendar: Calendar, rules: AssessmentRules): Timeline {
  const view = vantage(state, BEGINNING, calendar, rules);
  const obligations = [...view.byNo.values()].flatMap((obligation) => spansOf(view, obligation));
  return { obligations, contract: contractSpans(obligations) };
}

/** The first day after the as-of day on which the answer for any duty can differ if nothing more is recorded; null when
 *  time alone changes nothing any more. */
export function nextChangeOf(
  state: ContractState,
  asOf: CivilDate,
  calendar: Calendar,
  rules: AssessmentRules,
): CivilDate | null {
  const view = vantage(state, asOf, calendar, rules);
  let next: CivilDate | null = null;
  for (const obligation of view.byNo.values()) {
    const day = nextChange(view, obligation, assessObligation(view, obligation), factDays(view, obligation, new Set()));
    if (day !== null && (next === null || day < next)) next = day;
  }
  return next;
}

function spansOf(view: Vantage, obligation: ObligationState): ObligationSpan[] {
  const days = factDays(view, obligation, new Set());
  const spans: ObligationSpan[] = [];
  for (let day: CivilDate | null = BEGINNING; day !== null;) {
    const at = onDay(view, day);
    const assessment = assessObligation(at, obligation);
    extend(spans, spanOf(day, assessment));
    day = nextChange(at, obligation, assessment, days);
  }
  return spans;
}

function spanOf(from: CivilDate, assessment: ObligationAssessment): ObligationSpan {
  const { no, side, status, light, due, fulfilledOn, progress, flags } = assessment;
  return {
    from,
    until: null,
    no,
    side,
    status,
    light,
    dueOn: due.current,
    originalDueOn: due.original,
    provisional: due.provisional,
    fulfilledOn,
    daysLateAtFulfilment: fulfilledOn === null ? 0 : assessment.daysLate,
    verifiedBasisPoints: progress && progress.verifiedBasisPoints,
    flags,
  };
}

/** Adds a span, or lengthens the last one when nothing differs. */
function extend(spans: ObligationSpan[], next: ObligationSpan): void {
  const last = spans.at(-1);
  if (last && JSON.stringify({ ...last, from: next.from }) === JSON.stringify(next)) return;
  if (last) spans[spans.length - 1] = { ...last, until: addDays(next.from, -1) };
  spans.push(next);
}

function nextChange(
  view: Vantage,
  obligation: ObligationState,
  { due, signals, verification, fulfilledOn }: ObligationAssessment,
  days: readonly CivilDate[],
): CivilDate | null {
  const { asOf, rules } = view;
  const candidates: CivilDate[] = [];
  const fact = days.find((day) => day > asOf);
  if (fact) candidates.push(fact);
  if (due.current !== null && verification === null && fulfilledOn === null && !signals.overdue) {
    const daysToDueSoon = daysBetween(asOf, due.current) - rules.dueSoonDays;
    if (daysToDueSoon > 0) candidates.push(addDays(asOf, daysToDueSoon));
    candidates.push(addDays(due.current, 1), ...daysOfFallingBehind(view, obligation));
  }
  return candidates.filter((day) => day > asOf).toSorted()[0] ?? null;
}

/** The days on which a duty comes to be behind its plan by each threshold that it has not reached yet. */
function daysOfFallingBehind(view: Vantage, obligation: ObligationState): CivilDate[] {
  const { measure } = obligation.terms;
  if (measure.kind !== 'progress_plan') return [];
  const { asOf, rules } = view;
  const { verified } = performanceOf(view, obligation);
  const behind = basisPointsBehind(measure, verified, asOf);
  return [rules.behindPaceYellowPoints, rules.behindPaceRedPoints].flatMap((points) => {
    const day = behind < points * 100 ? firstDayBehind(measure, verified, points * 100, asOf) : null;
    return day === null ? [] : [day];
  });
}

/** The days on which a recorded fact begins to speak for a duty: its own, those of the duties it waits for, the signings
 *  and the termination. In order, each once. */
function factDays(view: Vantage, obligation: ObligationState, seen: Set<string>): readonly CivilDate[] {
  const days = new Set<CivilDate>();
  const { state } = view;
  for (const instrument of state.instruments) if (instrument.signedOn !== null) days.add(instrument.signedOn);
  if (state.termination) days.add(terminationDay(state.termination));
  collect(obligation);
  return [...days].toSorted();

  function collect({ terms, claims, determinations }: ObligationState): void {
    if (seen.has(terms.no)) return;
    seen.add(terms.no);
    for (const claim of claims) {
      if (claim.withdrawn || claim.decision?.outcome === 'rejected') continue;
      days.add(claim.decision ? claim.decision.performedOn : claim.performedOn);
    }
    for (const determination of determinations) days.add(determination.occurredOn);
    for (const no of dutiesNamedIn(terms)) {
      const other = view.byNo.get(no);
      if (other) collect(other);
    }
  }
}

const NO_LIGHTS: Readonly<Record<Light, number>> = { grey: 0, green: 0, yellow: 0, red: 0 };

/** Sweeps over the days on which any duty's light changes. */
function contractSpans(obligations: readonly ObligationSpan[]): ContractSpan[] {
  const changes = new Map<CivilDate, ObligationSpan[]>();
  for (const span of obligations) changes.set(span.from, [...(changes.get(span.from) ?? []), span]);
  const current = new Map<string, ObligationSpan>();
  const spans: ContractSpan[] = [];
  for (const from of [BEGINNING, ...[...changes.keys()].filter((day) => day > BEGINNING).toSorted()]) {
    for (const span of changes.get(from) ?? []) current.set(span.no, span);
    const next = contractSpan(from, [...current.values()]);
    const last = spans.at(-1);
    if (last && JSON.stringify({ ...last, from }) === JSON.stringify(next)) continue;
    if (last) spans[spans.length - 1] = { ...last, until: addDays(from, -1) };
    spans.push(next);
  }
  return spans;
}

function contractSpan(from: CivilDate, current: readonly ObligationSpan[]): ContractSpan {
  const government = { ...NO_LIGHTS };
  const enterprise = { ...NO_LIGHTS };
  for (const span of current) (span.side === 'government' ? government : enterprise)[span.light]++;
  return { from, until: null, quadrant: quadrantOf(government.red > 0, enterprise.red > 0), government, enterprise };
}
