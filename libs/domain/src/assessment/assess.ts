import type { Calendar } from '../calendar/statutory-calendar';
import { SIDES, type Side } from '../contract/contract';
import type { Claim, ContractState, ObligationState } from '../contract/contract.state';
import { bookedDays, daysByBook, type Book, type BookedDays } from '../delay/book';
import { claimedInTime, delayOf, type Delay } from '../delay/delay';
import { tollingOf, type Tolling } from '../delay/tolling';
import { progressBasisPoints, type AmountJson } from '../money/amount';
import { lightOf, type Light, type ObligationStatus } from '../obligation/obligation-status';
import type { ObligationTerms } from '../obligation/obligation';
import { rolesOn, type HeldRoles } from '../procedure/succession';
import { survivesOn } from '../procedure/surviving';
import { daysBetween, type CivilDate } from '../time/civil-date';
import { civilDateIn } from '../time/instant';
import type { AssessmentRules } from './assessment-rules';
import { belowGradeOf, levelBelowGrade, type BelowGrade } from './below-grade';
import { rootBlockerOf, type Blocker } from './blocker';
import { cureOf, type Cure } from './cure';
import { dueDatesOf, explainDates, type DueDates } from './due-date';
import type { End } from './ends';
import type { ExplanationStep } from './explanation';
import { basisPointsBehind, planDay, plannedBasisPoints } from './pace';
import { performanceOf, type Performance } from './performance';
import type { Vantage } from './vantage';
import { vantage } from './vantage-of';

export type Flag =
  | 'part_performed'
  | 'unverified_claim'
  | 'below_grade'
  | 'contested'
  | 'date_moves'
  | 'provisional'
  | 'best_effort'
  | 'surviving_termination';

/** What can be said of one duty as of a day. */
export interface ObligationAssessment {
  readonly no: string;
  readonly side: Side;
  readonly status: ObligationStatus;
  readonly light: Light;
  readonly due: DueDates;
  readonly fulfilledOn: CivilDate | null;
  /** Natural days past the effective due date: at fulfilment, else as of the day while overdue; 0 when not late. */
  readonly daysLate: number;
  /** The slip since the original date, every day of it booked once. */
  readonly delay: BookedSlip;
  /** The duty at the root of what holds this one up; null unless blocked. */
  readonly blocker: Blocker | null;
  /** The excuses by which performance is suspended, and who suspended it; null unless suspended. */
  readonly suspension:
    readonly { readonly excuseId: string; readonly partyId: string | null; readonly since: CivilDate }[] | null;
  readonly progress: Progress | null;
  readonly flags: readonly Flag[];
  /** The undecided claims that hold the duty under verification, and how long the verifier has had the first of them. */
  readonly verification: {
    readonly claimIds: readonly string[];
    readonly waitingDays: number;
    readonly verifierId: string | null;
  } | null;
  /** Claims that do not count for want of better evidence; null where there are none. */
  readonly belowGrade: BelowGrade | null;
  /** While late and a notice of breach stands: its period for cure. */
  readonly cure: Cure | null;
  readonly signals: Signals;
  /** Who held the roles of the duty on the day: successors take the place of predecessors. */
  readonly roles: HeldRoles;
  /** The events this answer came from, in order. */
  readonly eventIds: readonly string[];
}

/** Natural days from the original date to the end or the as-of day. */
export interface BookedSlip {
  readonly days: number;
  readonly byBook: Readonly<Record<Book, number>>;
  readonly ledger: readonly BookedDays[];
  /** It grows with every day. */
  readonly goesOn: boolean;
}

/** Figures of a measured duty. Basis points: 10000 is the whole target. */
export interface Progress {
  readonly target: AmountJson;
  readonly verified: AmountJson | null;
  readonly claimed: AmountJson | null;
  /** What was verified on any grade, where some of it does not count for its grade; else null. */
  readonly belowGrade: AmountJson | null;
  readonly verifiedBasisPoints: number;
  readonly plannedBasisPoints: number | null;
  readonly basisPointsBehind: number | null;
}

/** What alerts are raised from; several may hold at once where the status names one. */
export interface Signals {
  readonly overdue: boolean;
  readonly blocked: boolean;
  readonly dueSoon: boolean;
  readonly behindPace: 'yellow' | 'red' | null;
}

export type Quadrant = 'both_keep' | 'government_behind' | 'enterprise_behind' | 'both_behind';

export interface ContractAssessment {
  readonly contractId: string;
  readonly asOf: CivilDate;
  readonly calendarVersion: string;
  readonly rulesVersion: number;
  readonly quadrant: Quadrant;
  readonly obligations: readonly ObligationAssessment[];
}

/** Status and light of every duty of both sides, as of `asOf`. What is known is decided by which events were folded into
 *  `state` and by the calendar given; nothing else is read, so the same arguments give the same answer for ever. */
export function assess(
  state: ContractState,
  asOf: CivilDate,
  calendar: Calendar,
  rules: AssessmentRules,
): ContractAssessment {
  const view = vantage(state, asOf, calendar, rules);
  const obligations = [...view.byNo.values()].map((obligation) => assessObligation(view, obligation));
  const behind = (side: Side) => obligations.some((each) => each.side === side && each.light === 'red');
  return {
    contractId: state.contractId,
    asOf,
    calendarVersion: calendar.version,
    rulesVersion: rules.version,
    quadrant: quadrantOf(behind(SIDES[0]), behind(SIDES[1])),
    obligations,
  };
}

/** The four quadrants of the board; a side is behind when at least one of its duties is red. */
export function quadrantOf(governmentBehind: boolean, enterpriseBehind: boolean): Quadrant {
  if (governmentBehind) return enterpriseBehind ? 'both_behind' : 'government_behind';
  return enterpriseBehind ? 'enterprise_behind' : 'both_keep';
}

/** The steps that lead to a duty's due date (or its projected one). */
export function explainDueDate(
  state: ContractState,
  no: string,
  asOf: CivilDate,
  calendar: Calendar,
  rules: AssessmentRules,
): readonly ExplanationStep[] {
  const view = vantage(state, asOf, calendar, rules);
  const obligation = view.byNo.get(no);
  return obligation ? explainDates(view, obligation) : [];
}

export function assessObligation(view: Vantage, obligation: ObligationState): ObligationAssessment {
  const { terms } = obligation;
  const performance = performanceOf(view, obligation);
  const tolling = tollingOf(view, obligation);
  const { end } = tolling;
  const due = dueDatesOf(view, obligation);
  const pending = due.standing === 'dated' && claimedInTime(view, obligation, tolling) !== null;
  const progress = progressOf(view, obligation, performance, tolling);
  const suspended = end === null && due.standing === 'dated' && tolling.suspensions.length > 0;
  const signals = signalsOf(view, terms, { settled: end !== null || pending || suspended, due, tolling, progress });
  const cure = signals.overdue ? cureOf(view, obligation, due) : null;
  const isPastDate = due.current !== null && view.asOf > due.current;
  const status = statusOf({ performance, due, end, suspended, pending, signals, cure, isPastDate, progress });
  const roles = rolesOn(view.state, terms, view.asOf, end && end.on);
  return {
    no: terms.no,
    side: terms.side,
    status,
    light: lightOf(status, signals.behindPace === 'red'),
    due,
    fulfilledOn: end?.kind === 'fulfilled' ? end.on : null,
    daysLate: daysLate(view, due, end, signals),
    delay: slipOf(delayOf(view, obligation)),
    blocker: signals.blocked ? rootBlockerOf(view, obligation) : null,
    suspension: suspended
      ? tolling.suspensions.map(({ excuseId, partyId, firstDay }) => ({ excuseId, partyId, since: firstDay }))
      : null,
    progress,
    flags: flagsOf(view, obligation, { end, due, performance }),
    verification: pending && !suspended ? waitingFor(view, roles, performance.undecided) : null,
    belowGrade: belowGradeOf(view.state, performance),
    cure,
    signals,
    roles,
    eventIds: obligation.eventIds,
  };
}

function slipOf({ runs, running }: Delay): BookedSlip {
  const ledger = bookedDays(runs);
  const days = ledger.reduce((sum, each) => sum + each.days, 0);
  return { days, byBook: daysByBook(ledger), ledger, goesOn: running };
}

function statusOf(found: {
  readonly performance: Performance;
  readonly due: DueDates;
  readonly end: End | null;
  readonly suspended: boolean;
  readonly pending: boolean;
  readonly signals: Signals;
  readonly cure: Cure | null;
  readonly isPastDate: boolean;
  readonly progress: Progress | null;
}): ObligationStatus {
  const { performance, due, end, signals, cure, progress } = found;
  if (end !== null) {
    if (end.kind !== 'fulfilled') return end.kind;
    return due.current !== null && end.on > due.current ? 'fulfilled_late' : 'fulfilled_on_time';
  }
  if (due.standing !== 'dated') return due.standing;
  if (found.suspended) return 'suspended';
  if (found.pending) return 'under_verification';
  if (signals.blocked) return 'blocked';
  if (cure !== null) return cure.over ? 'breached' : 'in_cure';
  if (signals.overdue) return 'overdue';
  if (found.isPastDate) return 'past_date';
  if (signals.behindPace) return 'behind_pace';
  if (signals.dueSoon) return 'due_soon';
  const measured = progress !== null && (progress.plannedBasisPoints !== null || performance.hasVerifiedReading);
  return measured ? 'on_track' : 'not_yet_due';
}

const NO_SIGNALS: Signals = { overdue: false, blocked: false, dueSoon: false, behindPace: null };

/** Nothing is signalled of a duty that is held up but that it is; of one whose date moves with every day not that it is due soon. A duty of best
 *  effort is never late, and behind its plan never more than yellow. */
function signalsOf(
  view: Vantage,
  { bindingness }: Pick<ObligationTerms, 'bindingness'>,
  found: {
    readonly settled: boolean;
    readonly due: DueDates;
    readonly tolling: Tolling;
    readonly progress: Progress | null;
  },
): Signals {
  const { due, tolling } = found;
  if (found.settled || due.current === null) return NO_SIGNALS;
  const { asOf, rules } = view;
  const isBinding = bindingness === 'binding';
  if (asOf > due.current) return { ...NO_SIGNALS, overdue: isBinding };
  if (tolling.heldUpBy.length > 0) return { ...NO_SIGNALS, blocked: true };
  const behind = found.progress?.basisPointsBehind ?? 0;
  return {
    ...NO_SIGNALS,
    dueSoon: !due.moves && daysBetween(asOf, due.current) <= rules.dueSoonDays,
    behindPace:
      behind >= rules.behindPaceRedPoints * 100 && isBinding
        ? 'red'
        : behind >= rules.behindPaceYellowPoints * 100
          ? 'yellow'
          : null,
  };
}

function progressOf(
  view: Vantage,
  obligation: ObligationState,
  performance: Performance,
  tolling: Tolling,
): Progress | null {
  const { measure } = obligation.terms;
  if (measure.kind === 'milestone') return null;
  const { verified, claimed } = performance;
  const planned = measure.kind === 'progress_plan' ? measure : null;
  const onDay = planDay(tolling, view.day);
  return {
    target: measure.target,
    verified,
    claimed,
    belowGrade: levelBelowGrade(performance),
    verifiedBasisPoints: verified === null ? 0 : progressBasisPoints(verified, measure.target),
    plannedBasisPoints: planned && plannedBasisPoints(planned, onDay),
    basisPointsBehind: planned && basisPointsBehind(planned, verified, onDay),
  };
}

function daysLate(view: Vantage, due: DueDates, end: End | null, signals: Signals): number {
  if (due.current === null) return 0;
  if (end?.kind === 'fulfilled') return Math.max(0, daysBetween(due.current, end.on));
  return signals.overdue ? daysBetween(due.current, view.asOf) : 0;
}

function flagsOf(
  view: Vantage,
  obligation: ObligationState,
  { end, due, performance }: { end: End | null; due: DueDates; performance: Performance },
): Flag[] {
  const flags: Flag[] = [];
  if (end?.kind !== 'fulfilled' && performance.hasVerifiedReading) flags.push('part_performed');
  if (performance.undecided.length > 0) flags.push('unverified_claim');
  if (performance.belowGrade.length > 0) flags.push('below_grade');
  if (isContested(view, obligation)) flags.push('contested');
  if (due.moves) flags.push('date_moves');
  if (due.provisional && !due.moves) flags.push('provisional');
  if (obligation.terms.bindingness === 'best_effort') flags.push('best_effort');
  if (end?.kind !== 'fulfilled' && survivesOn(view.state, obligation.terms, view.asOf))
    flags.push('surviving_termination');
  return flags;
}

/** Whether an excuse that would free the duty of days is undecided. */
function isContested(view: Vantage, { terms }: ObligationState): boolean {
  const excuses = view.excusesOf.get(terms.no) ?? [];
  return excuses.some(
    ({ decision, ground, firstDay }) => decision === null && ground !== terms.side && firstDay <= view.asOf,
  );
}

function waitingFor(
  view: Vantage,
  { verifier }: HeldRoles,
  undecided: readonly Claim[],
): ObligationAssessment['verification'] {
  const zone = view.state.timeZone;
  const since = undecided.map((claim) => civilDateIn(zone, claim.recordedAt)).toSorted()[0];
  return {
    claimIds: undecided.map((claim) => claim.claimId),
    waitingDays: since === undefined ? 0 : Math.max(0, daysBetween(since, view.asOf)),
    verifierId: verifier && verifier.id,
  };
}
