import type { Actor } from '../actor';
import { addMoney, moneyToJson, parseMoney, type MoneyJson } from '../money/money';
import type { EvidenceRef } from '../obligation/obligation';
import { later, type CivilDate } from '../time/civil-date';
import type { Instant } from '../time/instant';
import { dayAfterTerm, type CaseStep, type Counting, type NextStep } from './case-step';
import type { CaseClosed } from './termination-case';

/** Why money is to come back. A ground is the same when it names the same payment, or the same duty for the same reason. */
export const CLAWBACK_REASONS = [
  'not_performed',
  'late_performance',
  'defective_performance',
  'condition_not_met',
  'above_entitlement',
  'not_eligible',
  'unlawful_basis',
] as const;
export type ClawbackReason = (typeof CLAWBACK_REASONS)[number];

/** A payment on a promise that was not owed (`claimId` names it), or a commitment that was not kept (`claimId` is null). */
export interface ClawbackGround {
  readonly no: string;
  readonly claimId: string | null;
  readonly reason: ClawbackReason;
}

export const CLAWBACK_STEPS = ['demand', 'hearing', 'decision', 'service', 'recovery', 'enforcement'] as const;
export type ClawbackStepKind = (typeof CLAWBACK_STEPS)[number];

/** How the enterprise was heard: in writing, in a hearing, or not, because it let the demand pass or did not want to. */
export const CLAWBACK_HEARINGS = ['statement', 'held', 'waived', 'unanswered'] as const;
export type ClawbackHearing = (typeof CLAWBACK_HEARINGS)[number];

export const CLAWBACK_CLOSINGS = ['withdrawn', 'rejected_by_court'] as const;
export type ClawbackClosing = (typeof CLAWBACK_CLOSINGS)[number];

/** The government's way to get money back (追缴; Rules on Administrative Agreements art. 24). */
export interface ClawbackCase {
  readonly caseId: string;
  readonly ground: ClawbackGround;
  readonly statement: string;
  readonly openedOn: CivilDate;
  readonly documentNumber: string | null;
  readonly evidence: readonly EvidenceRef[];
  readonly openedBy: Actor;
  readonly recordedAt: Instant;
  readonly eventId: string;
  readonly steps: readonly CaseStep<ClawbackStepKind>[];
  readonly closed: CaseClosed<ClawbackClosing> | null;
}

/** A court rejected a ground (既判力; typical case 温江): what it rejected is not claimed again. */
export interface ClawbackRejection {
  readonly rejectionId: string;
  readonly ground: ClawbackGround;
  readonly court: string;
  readonly judgmentNumber: string;
  readonly effectiveOn: CivilDate;
  readonly evidence: readonly EvidenceRef[];
  readonly eventId: string;
}

/** What the case is about in money; `outstanding` is what is left of the decision, or before it of the demand. */
export interface ClawbackMoney {
  readonly demanded: MoneyJson | null;
  readonly decided: MoneyJson | null;
  readonly recovered: MoneyJson | null;
  readonly outstanding: MoneyJson | null;
}

export function sameGround(a: ClawbackGround, b: ClawbackGround): boolean {
  if (a.claimId !== null || b.claimId !== null) return a.claimId === b.claimId && a.no === b.no;
  return a.no === b.no && a.reason === b.reason;
}

export function clawbackMoney({ steps }: Pick<ClawbackCase, 'steps'>): ClawbackMoney {
  const amountOf = (kind: ClawbackStepKind) => steps.find((step) => step.kind === kind)?.amount ?? null;
  const demanded = amountOf('demand');
  const decided = amountOf('decision');
  const owed = decided ?? demanded;
  if (owed === null) return { demanded, decided, recovered: null, outstanding: null };
  const { minor, currency } = parseMoney(owed);
  const recovered = steps
    .flatMap((step) => (step.kind === 'recovery' && step.amount ? [parseMoney(step.amount)] : []))
    .reduce(addMoney, { minor: 0n, currency });
  const left = minor - recovered.minor;
  const outstanding = moneyToJson({ minor: left > 0n ? left : 0n, currency });
  return { demanded, decided, recovered: moneyToJson(recovered), outstanding };
}

/** Whether all that is owed by the case came back. */
export function isSettled(each: Pick<ClawbackCase, 'steps'>): boolean {
  return clawbackMoney(each).outstanding?.minor === '0';
}

/** Six months to sue (Administrative Litigation Law art. 46), in which nothing is enforced (Rules on Administrative
 *  Agreements art. 24). */
const TERM_TO_SUE = { count: 6, unit: 'months' } as const;

/** What may come next and from which day on. Money may come back at any time after the demand. */
export function nextClawbackSteps(each: ClawbackCase, counting: Counting): readonly NextStep<ClawbackStepKind>[] {
  const { openedOn, steps, closed } = each;
  if (closed || isSettled(each)) return [];
  const [demand, hearing, decision, service, enforcement] = (
    ['demand', 'hearing', 'decision', 'service', 'enforcement'] as const
  ).map((kind) => steps.find((step) => step.kind === kind));
  if (!demand) return [{ kind: 'demand', firstDay: openedOn }];
  const recovery: NextStep<ClawbackStepKind> = { kind: 'recovery', firstDay: demand.on };
  if (!hearing) return [{ kind: 'hearing', firstDay: demand.on }, recovery];
  if (!decision) return [{ kind: 'decision', firstDay: later(hearing.on, dayAfterTerm(demand, counting)) }, recovery];
  if (!service) return [{ kind: 'service', firstDay: decision.on }, recovery];
  if (enforcement) return [recovery];
  const afterPayment = dayAfterTerm({ on: service.on, term: decision.term }, counting);
  const afterSuit = dayAfterTerm({ on: service.on, term: TERM_TO_SUE }, counting);
  return [recovery, { kind: 'enforcement', firstDay: later(afterPayment, afterSuit) }];
}

/** The case as of a day; null before it was opened. */
export function clawbackCaseOn(each: ClawbackCase, day: CivilDate): ClawbackCase | null {
  if (each.openedOn > day) return null;
  const closed = each.closed && each.closed.on <= day ? each.closed : null;
  return { ...each, steps: each.steps.filter(({ on }) => on <= day), closed };
}
