import type { Calendar } from '../calendar/statutory-calendar';
import { SIDES, type Side } from '../contract/contract';
import type { Claim, ContractState, ObligationState } from '../contract/contract.state';
import { terminationDay } from '../contract/contract.state';
import { progressBasisPoints, type AmountJson } from '../money/amount';
import { lightOf, type Light, type ObligationStatus } from '../obligation/obligation-status';
import { daysBetween, type CivilDate } from '../time/civil-date';
import { civilDateIn } from '../time/instant';
import type { AssessmentRules } from './assessment-rules';
import { dueDatesOf, type DueDates } from './due-date';
import type { ExplanationStep } from './explanation';
import { basisPointsBehind, plannedBasisPoints } from './pace';
import { performanceOf, type Performance } from './performance';
import { vantage, type Vantage } from './vantage';

export type Flag = 'part_performed' | 'unverified_claim' | 'provisional';

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
  readonly progress: Progress | null;
  readonly flags: readonly Flag[];
  /** The undecided claims that hold the duty under verification, and how long the verifier has had the first of them. */
  readonly verification: {
    readonly claimIds: readonly string[];
    readonly waitingDays: number;
    readonly verifierId: string | null;
  } | null;
  readonly signals: Signals;
  /** The events this answer came from, in order. */
  readonly eventIds: readonly string[];
}

/** Figures of a measured duty. Basis points: 10000 is the whole target. */
export interface Progress {
  readonly target: AmountJson;
  readonly verified: AmountJson | null;
  readonly claimed: AmountJson | null;
  readonly verifiedBasisPoints: number;
  readonly plannedBasisPoints: number | null;
  readonly basisPointsBehind: number | null;
}

/** What alerts are raised from; several may hold at once where the status names one. */
export interface Signals {
  readonly overdue: boolean;
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
  const steps: ExplanationStep[] = [];
  if (obligation) dueDatesOf(view, obligation, steps);
  return steps;
}

export function assessObligation(view: Vantage, obligation: ObligationState): ObligationAssessment {
  const { terms } = obligation;
  const performance = performanceOf(view, obligation);
  const due = dueDatesOf(view, obligation);
  const ended = endOf(view, performance);
  const pending = ended === null && due.standing === 'dated' && wouldBeInTime(performance, due);
  const progress = progressOf(view, obligation, performance);
  const signals = signalsOf(view, ended !== null || pending, due, progress);
  const status = statusOf(performance, due, ended, pending, signals, progress);
  const fulfilled = ended === 'fulfilled';
  return {
    no: terms.no,
    side: terms.side,
    status,
    light: lightOf(status, signals.behindPace === 'red'),
    due,
    fulfilledOn: fulfilled ? performance.fulfilledOn : null,
    daysLate: daysLate(view, due, fulfilled ? performance.fulfilledOn : null, status),
    progress,
    flags: flagsOf(ended, due, performance),
    verification: pending ? waitingFor(view, obligation, performance.undecided) : null,
    signals,
    eventIds: obligation.eventIds,
  };
}

function endOf(view: Vantage, performance: Performance): 'fulfilled' | 'terminated' | null {
  const { termination } = view.state;
  const endedOn = termination ? terminationDay(termination) : null;
  const terminated = endedOn !== null && endedOn <= view.asOf;
  if (performance.fulfilledOn !== null && (!terminated || performance.fulfilledOn <= endedOn)) return 'fulfilled';
  return terminated ? 'terminated' : null;
}

function wouldBeInTime(performance: Performance, due: DueDates): boolean {
  return (
    performance.fulfilledOnIfAccepted !== null &&
    due.current !== null &&
    performance.fulfilledOnIfAccepted <= due.current
  );
}

function statusOf(
  performance: Performance,
  due: DueDates,
  ended: 'fulfilled' | 'terminated' | null,
  pending: boolean,
  signals: Signals,
  progress: Progress | null,
): ObligationStatus {
  if (ended === 'fulfilled') {
    const late = due.current !== null && performance.fulfilledOn !== null && performance.fulfilledOn > due.current;
    return late ? 'fulfilled_late' : 'fulfilled_on_time';
  }
  if (ended === 'terminated') return 'terminated';
  if (due.standing !== 'dated') return due.standing;
  if (pending) return 'under_verification';
  if (signals.overdue) return 'overdue';
  if (signals.behindPace) return 'behind_pace';
  if (signals.dueSoon) return 'due_soon';
  const measured = progress !== null && (progress.plannedBasisPoints !== null || performance.hasVerifiedReading);
  return measured ? 'on_track' : 'not_yet_due';
}

function signalsOf(view: Vantage, settled: boolean, due: DueDates, progress: Progress | null): Signals {
  if (settled || due.current === null) return { overdue: false, dueSoon: false, behindPace: null };
  const { asOf, rules } = view;
  const overdue = asOf > due.current;
  const behind = overdue ? 0 : (progress?.basisPointsBehind ?? 0);
  return {
    overdue,
    dueSoon: !overdue && daysBetween(asOf, due.current) <= rules.dueSoonDays,
    behindPace:
      behind >= rules.behindPaceRedPoints * 100
        ? 'red'
        : behind >= rules.behindPaceYellowPoints * 100
          ? 'yellow'
          : null,
  };
}

function progressOf(view: Vantage, obligation: ObligationState, performance: Performance): Progress | null {
  const { measure } = obligation.terms;
  if (measure.kind === 'milestone') return null;
  const { verified, claimed } = performance;
  const planned = measure.kind === 'progress_plan' ? measure : null;
  return {
    target: measure.target,
    verified,
    claimed,
    verifiedBasisPoints: verified === null ? 0 : progressBasisPoints(verified, measure.target),
    plannedBasisPoints: planned && plannedBasisPoints(planned, view.asOf),
    basisPointsBehind: planned && basisPointsBehind(planned, verified, view.asOf),
  };
}

function daysLate(view: Vantage, due: DueDates, fulfilledOn: CivilDate | null, status: ObligationStatus): number {
  if (due.current === null) return 0;
  if (fulfilledOn !== null) return Math.max(0, daysBetween(due.current, fulfilledOn));
  return status === 'overdue' ? daysBetween(due.current, view.asOf) : 0;
}

function flagsOf(ended: 'fulfilled' | 'terminated' | null, due: DueDates, performance: Performance): Flag[] {
  const flags: Flag[] = [];
  if (ended !== 'fulfilled' && performance.hasVerifiedReading) flags.push('part_performed');
  if (performance.undecided.length > 0) flags.push('unverified_claim');
  if (due.provisional) flags.push('provisional');
  return flags;
}

function waitingFor(
  view: Vantage,
  obligation: ObligationState,
  undecided: readonly Claim[],
): ObligationAssessment['verification'] {
  const zone = view.state.timeZone;
  const since = undecided.map((claim) => civilDateIn(zone, claim.recordedAt)).toSorted()[0];
  return {
    claimIds: undecided.map((claim) => claim.claimId),
    waitingDays: since === undefined ? 0 : Math.max(0, daysBetween(since, view.asOf)),
    verifierId: obligation.terms.verifierId,
  };
}
