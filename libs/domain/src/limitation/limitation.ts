import type { ContractAssessment, ObligationAssessment } from '../assessment/assess';
import type { ExplanationStep, LimitationRestart } from '../assessment/explanation';
import { endOfTerm, explainTerm, type RollRule } from '../calendar/day-count';
import type { Calendar } from '../calendar/statutory-calendar';
import type { Term } from '../calendar/term';
import type { ContractState, ObligationState } from '../contract/contract.state';
import { isEndedWithoutPerformance, isLateAndOwed } from '../obligation/obligation-status';
import { addDays, type CivilDate } from '../time/civil-date';

/** A clock of the law that ends a claim or a right about a late duty, whichever side owes it. */
export interface Clock {
  /** The first day that counts; null while it does not run: an instalment of the same debt has no date yet. */
  readonly runsFrom: CivilDate | null;
  /** The last day; null with `runsFrom`. */
  readonly endsOn: CivilDate | null;
  /** `endsOn` rests on a year whose holiday notice is not known. */
  readonly provisional: boolean;
  /** Whether the last day has passed. */
  readonly lapsed: boolean;
}

/** Limitation of the claim to performance (诉讼时效, Civil Code art. 188, 189, 192, 195). */
export interface Limitation extends Clock {
  /** What it was counted anew from; null while it runs from the due date. */
  readonly restartedBy: Restart | null;
}

export interface Restart {
  readonly kind: LimitationRestart;
  /** The duty that the paper was about: the same, or another instalment of its debt. */
  readonly no: string;
  readonly id: string;
  readonly on: CivilDate;
}

/** Both clocks of one late duty. `rescission` is the right of the other side to rescind for the breach (解除权, art. 564). */
export interface Clocks {
  readonly limitation: Limitation;
  readonly rescission: Clock | null;
}

const THREE_YEARS: Term = { count: 3, unit: 'years' };
const ONE_YEAR: Term = { count: 1, unit: 'years' };
/** What no contract can change (art. 197), so the law's own roll. */
const ROLL: RollRule = { weekends: true };

/** The clocks of every late duty that is still owed, by its number, as of the day assessed. Limitation ends three years after
 *  the effective due date (for instalments of one debt: of the last of them), or after the last demand, notice of breach or
 *  acknowledgement. After its end only an acknowledgement starts it anew. The right to rescind lapses one year after the cure
 *  period of the notice of breach ended in vain: then the ground is known. It is never restarted (art. 199). */
export function clocksOf(
  state: ContractState,
  assessment: ContractAssessment,
  calendar: Calendar,
): ReadonlyMap<string, Clocks> {
  const late = assessment.obligations.filter(({ status }) => isLateAndOwed(status));
  return new Map(
    late.map((duty) => [
      duty.no,
      {
        limitation: limitationOf(state, assessment, duty, calendar),
        rescission: rescissionOf(duty, assessment.asOf, calendar),
      },
    ]),
  );
}

/** The steps to the end of each clock of a late duty. */
export function explainClocks(
  state: ContractState,
  assessment: ContractAssessment,
  duty: ObligationAssessment,
  calendar: Calendar,
): { readonly limitation: readonly ExplanationStep[]; readonly rescission: readonly ExplanationStep[] } {
  const limitation: ExplanationStep[] = [];
  const rescission: ExplanationStep[] = [];
  limitationOf(state, assessment, duty, calendar, limitation);
  rescissionOf(duty, assessment.asOf, calendar, rescission);
  return { limitation, rescission };
}

function limitationOf(
  state: ContractState,
  assessment: ContractAssessment,
  duty: ObligationAssessment,
  calendar: Calendar,
  trace?: ExplanationStep[],
): Limitation {
  const { asOf } = assessment;
  const debt = instalmentsOf(state, assessment, duty);
  const undated = debt.find(({ assessed }) => assessed.due.current === null);
  if (undated) {
    trace?.push({ code: 'limitation_awaits_instalment', no: undated.assessed.no });
    return { runsFrom: null, endsOn: null, provisional: false, lapsed: false, restartedBy: null };
  }
  const last = debt.reduce((a, b) => (b.assessed.due.current! > a.assessed.due.current! ? b : a));
  const due = last.assessed.due.current!;
  const lastInstalmentNo = last.assessed.no === duty.no ? null : last.assessed.no;
  let start = due;
  let end = endOfTerm(start, THREE_YEARS, calendar, ROLL);
  let restartedBy: Restart | null = null;
  trace?.push({ code: 'limitation_starts', due, lastInstalmentNo });
  for (const restart of restartsOf(debt.map(({ obligation }) => obligation))) {
    const { on, kind } = restart;
    if (on <= start || on > asOf || (on > end.date && kind !== 'acknowledgement')) continue;
    start = on;
    end = endOfTerm(start, THREE_YEARS, calendar, ROLL);
    restartedBy = restart;
    trace?.push({ code: 'limitation_restarted', by: kind, on });
  }
  trace?.push(...explainedTerm(start, THREE_YEARS, calendar));
  return { ...clock(start, end, last.assessed.due.provisional && restartedBy === null, asOf), restartedBy };
}

function rescissionOf(
  { status, cure }: ObligationAssessment,
  asOf: CivilDate,
  calendar: Calendar,
  trace?: ExplanationStep[],
): Clock | null {
  if (status !== 'breached' || cure === null) return null;
  trace?.push({ code: 'rescission_ground_known', on: cure.endsOn }, ...explainedTerm(cure.endsOn, ONE_YEAR, calendar));
  return clock(cure.endsOn, endOfTerm(cure.endsOn, ONE_YEAR, calendar, ROLL), cure.provisional, asOf);
}

interface Instalment {
  readonly obligation: ObligationState;
  readonly assessed: ObligationAssessment;
}

/** The duty, and the other instalments of its debt that count: performed ones too, those that nobody owes any more not. */
function instalmentsOf(
  state: ContractState,
  assessment: ContractAssessment,
  duty: ObligationAssessment,
): readonly Instalment[] {
  const byNo = new Map(state.obligations.map((obligation) => [obligation.terms.no, obligation]));
  const own = byNo.get(duty.no)!;
  const { instalmentOf } = own.terms;
  if (instalmentOf === null) return [{ obligation: own, assessed: duty }];
  return assessment.obligations
    .filter(({ side, status }) => side === duty.side && !isEndedWithoutPerformance(status))
    .map((assessed) => ({ obligation: byNo.get(assessed.no)!, assessed }))
    .filter(({ obligation }) => obligation.terms.instalmentOf === instalmentOf);
}

/** In the order of their days. A demand for a part of a debt interrupts the whole of it. */
function restartsOf(duties: readonly ObligationState[]): readonly Restart[] {
  const restarts = duties.flatMap(({ terms: { no }, notices }): Restart[] => [
    ...notices.demands.map(({ demandId, servedOn }) => ({ kind: 'demand' as const, no, id: demandId, on: servedOn })),
    ...notices.breachNotices.map(({ noticeId, servedOn }) => ({
      kind: 'breach_notice' as const,
      no,
      id: noticeId,
      on: servedOn,
    })),
    ...notices.acknowledgements.map(({ acknowledgementId, acknowledgedOn }) => ({
      kind: 'acknowledgement' as const,
      no,
      id: acknowledgementId,
      on: acknowledgedOn,
    })),
  ]);
  return restarts.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function clock(
  start: CivilDate,
  end: { readonly date: CivilDate; readonly provisional: boolean },
  startIsProvisional: boolean,
  asOf: CivilDate,
): Clock {
  return {
    runsFrom: addDays(start, 1),
    endsOn: end.date,
    provisional: end.provisional || startIsProvisional,
    lapsed: asOf > end.date,
  };
}

function explainedTerm(from: CivilDate, term: Term, calendar: Calendar): ExplanationStep[] {
  return [{ code: 'term', term, from }, ...explainTerm(from, term, calendar, ROLL).steps];
}
