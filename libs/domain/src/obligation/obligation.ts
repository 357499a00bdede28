import type { Term } from '../calendar/term';
import type { Side } from '../contract/contract';
import type { AmountJson } from '../money/amount';
import type { CivilDate } from '../time/civil-date';
import type { EvidenceGrade } from './evidence-grade';

/** A file by content: events never carry bytes, only the SHA-256 (lower-case hex) under which the store holds them. Its grade is
 *  what whoever names it says it is; the verifier may lower it. */
export interface EvidenceRef {
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly grade: EvidenceGrade;
}

/** How amounts are counted: `readings` are cumulative levels (累计), the highest verified one counts;
 *  `payments` are single sums that add up. */
export type CountedBy = 'readings' | 'payments';

/** The plan reaches `value` (cumulative) on `on`; between two points it is linear. */
export interface PlanPoint {
  readonly on: CivilDate;
  readonly value: AmountJson;
}

/** What has to be performed. */
export type Measure =
  | { readonly kind: 'milestone'; readonly criterion: string | null }
  | { readonly kind: 'amount'; readonly target: AmountJson; readonly countedBy: CountedBy }
  | {
      readonly kind: 'progress_plan';
      readonly target: AmountJson;
      readonly countedBy: CountedBy;
      readonly plan: readonly PlanPoint[];
    };

/** Where a relative term starts: the signing of the instrument the duty stands in, the fulfilment of another duty, or the
 *  day on which one of the duty's own conditions is met. */
export type Anchor =
  | { readonly kind: 'signing' }
  | { readonly kind: 'fulfilment'; readonly of: string }
  | { readonly kind: 'condition'; readonly id: string };

/** When. `termAfterCondition` is the term stated for a condition that is met only later. */
export type DueRule =
  | { readonly kind: 'fixed'; readonly on: CivilDate; readonly termAfterCondition: Term | null }
  | { readonly kind: 'relative'; readonly from: Anchor; readonly term: Term; readonly termAfterCondition: Term | null }
  | { readonly kind: 'none' };

/** A condition precedent (先决条件): another duty's fulfilment, or an outside fact that someone determines. */
export type Condition =
  | { readonly id: string; readonly kind: 'fulfilment'; readonly of: string }
  | { readonly id: string; readonly kind: 'determined'; readonly text: string };

/** `best_effort` (尽力、协助): tracked with its dates, but missing them is no breach in law. */
export const BINDINGNESS = ['binding', 'best_effort'] as const;
export type Bindingness = (typeof BINDINGNESS)[number];

/** A promise (政府承诺) or a commitment (企业承诺): one type, told apart by `side`, ruled by the same code. */
export interface ObligationTerms {
  /** 序号, e.g. `G-03`, `E-11`; unique in its contract and never renamed. */
  readonly no: string;
  readonly side: Side;
  readonly title: string;
  readonly clause: string | null;
  readonly quotedText: string | null;
  readonly category: string | null;
  readonly instrumentId: string | null;
  readonly obligorId: string | null;
  readonly performerId: string | null;
  readonly obligeeId: string | null;
  readonly verifierId: string | null;
  readonly measure: Measure;
  readonly due: DueRule;
  readonly conditions: readonly Condition[];
  /** What the paper says follows when the duty is not kept (违约责任); null where it says nothing. */
  readonly consequence: string | null;
  readonly bindingness: Bindingness;
  /** The debt of which this duty is one instalment (同一债务分期履行); null where it stands alone. Duties of one side that name the
   *  same debt share its limitation (Civil Code art. 189). */
  readonly instalmentOf: string | null;
  /** Numbers of the other side's duties whose delay excuses this one day by day (顺延): the duties it is performed in return for. */
  readonly tolledBy: readonly string[];
  /** Still owed when the contract has ended (存续义务): confidentiality, a settlement, what is to be given back. */
  readonly survivesTermination: boolean;
}

/** The terms that a correction may replace; number and side are the duty's identity and stay. */
export type CorrectableTerms = Omit<ObligationTerms, 'no' | 'side'>;

/** The numbers of the duties whose fulfilment this one waits for: where its term starts, and what its conditions name. */
export function dutiesAwaitedBy({ due, conditions }: Pick<ObligationTerms, 'due' | 'conditions'>): readonly string[] {
  const named = conditions.flatMap((condition) => (condition.kind === 'fulfilment' ? [condition.of] : []));
  return due.kind === 'relative' && due.from.kind === 'fulfilment' ? [due.from.of, ...named] : named;
}

/** Whether the paper can leave the duty without a date, so that only a demand makes one: it states none, or a condition may be
 *  met after the date, for which no term was stated. */
export function mayLackADeadline({ due, conditions }: Pick<ObligationTerms, 'due' | 'conditions'>): boolean {
  if (due.kind === 'none') return true;
  if (due.termAfterCondition !== null) return false;
  const startsTheTerm = due.kind === 'relative' && due.from.kind === 'condition' ? due.from.id : null;
  return conditions.some(({ id }) => id !== startsTheTerm);
}

/** The numbers of all duties that the terms name: those awaited, and those whose delay tolls this one. */
export function dutiesNamedIn(terms: Pick<ObligationTerms, 'due' | 'conditions' | 'tolledBy'>): readonly string[] {
  return [...dutiesAwaitedBy(terms), ...terms.tolledBy];
}
