import { assessObligation, type ObligationAssessment } from '../assessment/assess';
import type { AssessmentRules } from '../assessment/assessment-rules';
import { isBelowGrade } from '../assessment/below-grade';
import { conditionsOf } from '../assessment/conditions';
import { performanceOf } from '../assessment/performance';
import { onDay, type Vantage } from '../assessment/vantage';
import { vantage } from '../assessment/vantage-of';
import type { Calendar } from '../calendar/statutory-calendar';
import type { Side } from '../contract/contract';
import type { ContractState, ObligationState } from '../contract/contract.state';
import { isMoney } from '../money/amount';
import { parseMoney, type MoneyJson } from '../money/money';
import { isOpen } from '../obligation/obligation-status';
import { yearOf, type CivilDate } from '../time/civil-date';

/** What became of the money of one duty, as of a day (资金台账). All sums are cumulative and of one currency. */
export interface MoneyLine {
  readonly no: string;
  readonly side: Side;
  readonly status: ObligationAssessment['status'];
  /** The sum agreed. */
  readonly promised: MoneyJson;
  /** Of that: waits for a condition, and is not owed yet. */
  readonly conditional: MoneyJson;
  /** Of that: should have been paid by the day. */
  readonly due: MoneyJson;
  /** Applied for or reported as paid, and not decided, or accepted on evidence that does not do. */
  readonly applied: MoneyJson;
  /** Paid, and verified. */
  readonly paid: MoneyJson;
  readonly setOff: MoneyJson;
  /** Of what was paid: came back by clawback (追缴). */
  readonly recovered: MoneyJson;
  /** Still to be paid if everything is performed; 0 once nothing is owed. */
  readonly outstanding: MoneyJson;
  /** Single sums, by day. */
  readonly payments: readonly VerifiedPayment[];
  readonly faults: readonly PaymentFault[];
  /** The effective due date, or the projected one. */
  readonly dueOn: CivilDate | null;
  readonly dueIsProjected: boolean;
}

export interface VerifiedPayment {
  readonly claimId: string;
  readonly paidOn: CivilDate;
  readonly amount: MoneyJson;
}

/** What can be wrong with a payment (兑现把关). `unpaid` after its date; `late`; `before_condition`: the condition was met after the
 *  payment's own day; `without_condition`: it is open still; `above_entitlement`: more than was agreed, counted to the payment's own day. */
export const PAYMENT_FAULTS = ['unpaid', 'late', 'before_condition', 'without_condition', 'above_entitlement'] as const;
export interface PaymentFault {
  readonly kind: (typeof PAYMENT_FAULTS)[number];
  /** The payment it is about; null for what was not paid. */
  readonly claimId: string | null;
  readonly on: CivilDate;
  /** How much is unpaid, was paid late or early, or is too much. */
  readonly amount: MoneyJson;
}

/** One line for each duty that is performed by paying sums of money. A level of investment that is reported by readings is no payment. */
export function moneyLedgerOf(
  state: ContractState,
  asOf: CivilDate,
  calendar: Calendar,
  rules: AssessmentRules,
): readonly MoneyLine[] {
  const view = vantage(state, asOf, calendar, rules);
  return [...view.byNo.values()].flatMap((obligation) => {
    const { measure } = obligation.terms;
    const isPaid = measure.kind !== 'milestone' && measure.countedBy === 'payments' && isMoney(measure.target);
    return isPaid ? [lineOf(view, obligation, measure.target)] : [];
  });
}

/** What one side will have to pay if the other performs everything, by the year in which it falls due; `null` where no date can be
 *  projected (财政支出测算). */
export function exposureByYear(lines: readonly MoneyLine[], side: Side): readonly YearExposure[] {
  const sums = new Map<
    string,
    { year: number | null; currency: MoneyJson['currency']; certain: bigint; conditional: bigint }
  >();
  for (const line of lines) {
    const { minor, currency } = parseMoney(line.outstanding);
    if (line.side !== side || minor === 0n) continue;
    const year = line.dueOn === null ? null : yearOf(line.dueOn);
    const key = `${year ?? ''}/${currency}`;
    const sum = sums.get(key) ?? { year, currency, certain: 0n, conditional: 0n };
    if (line.status === 'conditional' || line.status === 'awaiting_anchor') sum.conditional += minor;
    else sum.certain += minor;
    sums.set(key, sum);
  }
  return [...sums.values()]
    .toSorted((a, b) => (a.year ?? Infinity) - (b.year ?? Infinity) || (a.currency < b.currency ? -1 : 1))
    .map(({ year, currency, certain, conditional }) => ({
      year,
      certain: { minor: `${certain}`, currency },
      conditional: { minor: `${conditional}`, currency },
    }));
}

export interface YearExposure {
  readonly year: number | null;
  /** Owed already, whatever else happens. */
  readonly certain: MoneyJson;
  /** Owed once conditions are met and starts have happened. */
  readonly conditional: MoneyJson;
}

function lineOf(view: Vantage, obligation: ObligationState, promised: MoneyJson): MoneyLine {
  const { no, side } = obligation.terms;
  const assessed = assessObligation(view, obligation);
  const { status, due } = assessed;
  const { currency } = promised;
  const money = (minor: bigint): MoneyJson => ({ minor: `${minor}`, currency });
  const target = BigInt(promised.minor);
  const payments = verifiedPayments(view, obligation);
  const setOff = sumOf((view.setOffsOf.get(no) ?? []).flatMap(({ on, amount }) => (on <= view.asOf ? [amount] : [])));
  const total = sumOf(payments.map(({ amount }) => amount));
  const settled = total + setOff;
  const open = isOpen(status);
  const outstanding = open && settled < target ? target - settled : 0n;
  const isDue = due.current !== null && view.asOf >= due.current;
  return {
    no,
    side,
    status,
    promised,
    conditional: money(status === 'conditional' ? target : 0n),
    due: money(isDue ? target : 0n),
    applied: money(appliedFor(view, obligation)),
    paid: money(total),
    setOff: money(setOff),
    recovered: money(recoveredOf(view, no)),
    outstanding: money(outstanding),
    payments,
    faults: [
      ...faultsOf(view, obligation, payments, target, due.current),
      ...(assessed.signals.overdue && outstanding > 0n
        ? [{ kind: 'unpaid' as const, claimId: null, on: due.current!, amount: money(outstanding) }]
        : []),
    ],
    dueOn: due.current ?? due.projected,
    dueIsProjected: due.current === null,
  };
}

/** Each payment judged as of its own day: entitlement and conditions are those of then. */
function faultsOf(
  view: Vantage,
  obligation: ObligationState,
  payments: readonly VerifiedPayment[],
  target: bigint,
  dueOn: CivilDate | null,
): PaymentFault[] {
  const stillOpen = conditionsOf(view, obligation).open.length > 0;
  const faults: PaymentFault[] = [];
  let sum = 0n;
  for (const { claimId, paidOn, amount } of payments) {
    const minor = BigInt(amount.minor);
    const over = sum + minor > target ? (sum >= target ? minor : sum + minor - target) : 0n;
    sum += minor;
    const fault = (kind: PaymentFault['kind'], of: bigint) =>
      faults.push({ kind, claimId, on: paidOn, amount: { minor: `${of}`, currency: amount.currency } });
    if (conditionsOf(onDay(view, paidOn), obligation).open.length > 0) {
      fault(stillOpen ? 'without_condition' : 'before_condition', minor);
    } else if (dueOn !== null && paidOn > dueOn && over < minor) fault('late', minor - over);
    if (over > 0n) fault('above_entitlement', over);
  }
  return faults;
}

/** What counts as paid is what counts as performed: accepted, on evidence of the grade that the contract asks for. */
function verifiedPayments(view: Vantage, { claims }: ObligationState): VerifiedPayment[] {
  return claims
    .flatMap((claim): VerifiedPayment[] => {
      const { claimId, withdrawn, decision } = claim;
      if (withdrawn || decision?.outcome !== 'accepted' || isBelowGrade(view.state, claim)) return [];
      const { performedOn: paidOn, value } = decision;
      return paidOn <= view.asOf && value !== null && isMoney(value) ? [{ claimId, paidOn, amount: value }] : [];
    })
    .toSorted((a, b) => (a.paidOn < b.paidOn ? -1 : a.paidOn > b.paidOn ? 1 : 0));
}

function appliedFor(view: Vantage, obligation: ObligationState): bigint {
  const { undecided, belowGrade } = performanceOf(view, obligation);
  const claims = new Set([...undecided, ...belowGrade]);
  return sumOf([...claims].flatMap(({ value }) => (value !== null && isMoney(value) ? [value] : [])));
}

function recoveredOf({ state, asOf }: Vantage, no: string): bigint {
  const steps = state.procedures.clawbackCases.flatMap(({ ground, steps: all }) => (ground.no === no ? all : []));
  return sumOf(steps.flatMap(({ kind, on, amount }) => (kind === 'recovery' && on <= asOf && amount ? [amount] : [])));
}

function sumOf(amounts: readonly MoneyJson[]): bigint {
  return amounts.reduce((sum, { minor }) => sum + BigInt(minor), 0n);
}
