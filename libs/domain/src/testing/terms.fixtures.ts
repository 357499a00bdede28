import type { Term, TermUnit } from '../calendar/term';
import type { AmountJson } from '../money/amount';
import type { EvidenceGrade } from '../obligation/evidence-grade';
import type { Condition, CountedBy, DueRule, EvidenceRef, Measure, ObligationTerms } from '../obligation/obligation';
import { civilDate } from '../time/civil-date';
import { ENTERPRISE, LAND_OFFICE, STATISTICS, SUPERVISION } from './people.fixtures';

export const INVESTMENT_AGREEMENT = 'inv-1';
export const SUPPLEMENT = 'sup-1';

export const NO_DEADLINE: DueRule = { kind: 'none' };
export const MILESTONE: Measure = { kind: 'milestone', criterion: null };

export function yuan(amount: number): AmountJson {
  return { minor: `${amount * 100}`, currency: 'CNY' };
}

export function persons(value: number): AmountJson {
  return { value: `${value}`, unit: 'person' };
}

export function term(count: number, unit: TermUnit): Term {
  return { count, unit };
}

export function fixedOn(on: string, termAfterCondition: Term | null = null): DueRule {
  return { kind: 'fixed', on: civilDate(on), termAfterCondition };
}

export function afterSigning(count: number, unit: TermUnit): DueRule {
  return { kind: 'relative', from: { kind: 'signing' }, term: term(count, unit), termAfterCondition: null };
}

export function afterFulfilmentOf(of: string, count: number, unit: TermUnit): DueRule {
  return { kind: 'relative', from: { kind: 'fulfilment', of }, term: term(count, unit), termAfterCondition: null };
}

export function afterCondition(id: string, count: number, unit: TermUnit): DueRule {
  return { kind: 'relative', from: { kind: 'condition', id }, term: term(count, unit), termAfterCondition: null };
}

export function onceFulfilled(of: string, id = `c-${of}`): Condition {
  return { id, kind: 'fulfilment', of };
}

export function onceDetermined(id: string): Condition {
  return { id, kind: 'determined', text: '项目通过环评' };
}

export function amount(target: AmountJson, countedBy: CountedBy = 'readings'): Measure {
  return { kind: 'amount', target, countedBy };
}

/** A plan by its points, the last of which is the target. */
export function plan(...points: readonly (readonly [on: string, value: AmountJson])[]): Measure {
  return {
    kind: 'progress_plan',
    target: points.at(-1)![1],
    countedBy: 'readings',
    plan: points.map(([on, value]) => ({ on: civilDate(on), value })),
  };
}

/** What the government's side owes: a milestone by 30 June 2025 unless said otherwise. */
export function promiseTerms(terms: Partial<ObligationTerms> = {}): ObligationTerms {
  return {
    no: 'G-01',
    side: 'government',
    title: '交付净地',
    clause: '第三条',
    quotedText: null,
    category: null,
    instrumentId: INVESTMENT_AGREEMENT,
    obligorId: LAND_OFFICE,
    performerId: null,
    obligeeId: ENTERPRISE,
    verifierId: SUPERVISION,
    measure: MILESTONE,
    due: fixedOn('2025-06-30'),
    conditions: [],
    consequence: null,
    bindingness: 'binding',
    instalmentOf: null,
    tolledBy: [],
    survivesTermination: false,
    ...terms,
  };
}

/** What the enterprise owes: the same, mirrored. */
export function commitmentTerms(terms: Partial<ObligationTerms> = {}): ObligationTerms {
  return {
    ...promiseTerms(),
    no: 'E-01',
    side: 'enterprise',
    title: '开工建设',
    obligorId: ENTERPRISE,
    obligeeId: LAND_OFFICE,
    verifierId: STATISTICS,
    ...terms,
  };
}

export function file(digit = 'a', grade: EvidenceGrade = 'self'): EvidenceRef {
  return { sha256: digit.repeat(64), fileName: '验收单.txt', mediaType: 'text/plain', sizeBytes: 12, grade };
}
