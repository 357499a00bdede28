import type { Calendar } from '../calendar/statutory-calendar';
import type { Side } from '../contract/contract';
import type { ContractState, ObligationState } from '../contract/contract.state';
import type { Book } from '../delay/book';
import type { Light, ObligationStatus } from '../obligation/obligation-status';
import type { HeldRoles } from '../procedure/succession';
import { addDays, civilDate, daysBetween, type CivilDate } from '../time/civil-date';
import { assessObligation, quadrantOf, type Flag, type ObligationAssessment, type Quadrant } from './assess';
import type { AssessmentRules } from './assessment-rules';
import { ChangeDays } from './change-days';
import { onDay } from './vantage';
import { vantage } from './vantage-of';

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
  /** The effective due date; null where there is none, and while it moves with every day (flag `date_moves`). */
  readonly dueOn: CivilDate | null;
  readonly originalDueOn: CivilDate | null;
  readonly provisional: boolean;
  readonly fulfilledOn: CivilDate | null;
  /** At fulfilment; while overdue the days grow with the as-of day and are counted from `dueOn`. */
  readonly daysLateAtFulfilment: number;
  readonly verifiedBasisPoints: number | null;
  readonly flags: readonly Flag[];
  readonly slip: SpanSlip;
  /** The duty at the root of what holds it up. */
  readonly blockedBy: string | null;
  readonly roles: HeldRoles;
}

/** Booked days of slip over a stretch: on a day of it, those on its first day and, with `grows`, one more of that book for each day since. */
export interface SpanSlip {
  readonly byBook: Readonly<Record<Book, number>>;
  readonly grows: Book | null;
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
  const days = new ChangeDays(vantage(state, BEGINNING, calendar, rules));
  const obligations = days.groups().flatMap((group) => spansOf(days, group));
  const order = new Map(state.obligations.map(({ terms }, index) => [terms.no, index]));
  const inOrder = obligations.toSorted((a, b) => order.get(a.no)! - order.get(b.no)!);
  return { obligations: inOrder, contract: contractSpans(inOrder) };
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
  return new ChangeDays(view).after(view, [...view.byNo.values()]);
}

/** Duties that hang together change together: all are looked at on every day on which one of them can change. */
function spansOf(days: ChangeDays, group: readonly ObligationState[]): ObligationSpan[] {
  const spans = group.map((): ObligationSpan[] => []);
  for (let day: CivilDate | null = BEGINNING; day !== null;) {
    const view = onDay(days.view, day);
    group.forEach((obligation, index) => extend(spans[index]!, spanOf(day!, assessObligation(view, obligation))));
    day = days.after(view, group);
  }
  return spans.flat();
}

function spanOf(from: CivilDate, assessment: ObligationAssessment): ObligationSpan {
  const { no, side, status, light, due, fulfilledOn, progress, flags, delay, blocker, roles } = assessment;
  return {
    from,
    until: null,
    no,
    side,
    status,
    light,
    dueOn: due.moves ? null : due.current,
    originalDueOn: due.original,
    provisional: due.provisional && !due.moves,
    fulfilledOn,
    daysLateAtFulfilment: fulfilledOn === null ? 0 : assessment.daysLate,
    verifiedBasisPoints: progress && progress.verifiedBasisPoints,
    flags,
    slip: { byBook: delay.byBook, grows: growing(assessment, from) },
    blockedBy: blocker && blocker.no,
    roles,
  };
}

/** The book of the as-of day, where that day is one of a slip that goes on. */
function growing({ delay }: ObligationAssessment, day: CivilDate): Book | null {
  const last = delay.ledger.at(-1);
  return delay.goesOn && last?.to === day ? last.book : null;
}

/** Adds a span, or lengthens the last one when nothing differs but what has grown. */
function extend(spans: ObligationSpan[], next: ObligationSpan): void {
  const last = spans.at(-1);
  if (last && saysTheSame(last, next)) return;
  if (last) spans[spans.length - 1] = { ...last, until: addDays(next.from, -1) };
  spans.push(next);
}

function saysTheSame(last: ObligationSpan, next: ObligationSpan): boolean {
  const slip: SpanSlip = { byBook: bookedAfter(last.slip, daysBetween(last.from, next.from)), grows: last.slip.grows };
  return JSON.stringify({ ...last, from: next.from, slip }) === JSON.stringify(next);
}

/** The booked days so many days into a stretch. */
export function bookedAfter({ byBook, grows }: SpanSlip, days: number): Readonly<Record<Book, number>> {
  return grows === null ? byBook : { ...byBook, [grows]: byBook[grows] + days };
}

const NO_LIGHTS: Readonly<Record<Light, number>> = { grey: 0, blue: 0, green: 0, yellow: 0, red: 0 };

/** Sweeps over the days on which any duty's light changes. */
function contractSpans(obligations: readonly ObligationSpan[]): ContractSpan[] {
  const changes = new Map<CivilDate, ObligationSpan[]>();
  for (const span of obligations) {
    const known = changes.get(span.from);
    if (known) known.push(span);
    else changes.set(span.from, [span]);
  }
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
