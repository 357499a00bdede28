import type { Side } from '../contract/contract';
import type { AmountJson } from '../money/amount';
import type { CivilDate } from '../time/civil-date';

/** What the terms of a deal leave open or say twice: to be seen at signing, and nothing is refused for it. */
export const TERMS_CODES = [
  'waits_in_a_circle',
  'deadline_before_signature',
  'deadline_before_service',
  'signing_day_unknown',
  'anchor_without_deadline',
  'no_date',
  'no_verifier',
  'no_unit',
  'figure_not_measured',
  'no_consequence',
  'condition_without_owner',
  'condition_without_term',
  'condition_not_measurable',
  'share_without_base',
  'share_without_cap',
  'same_number_twice',
] as const;

/** What in the reports of a deal asks for a second look: no proof of anything, and nothing is decided by it. */
export const EVIDENCE_CODES = [
  'equals_promise',
  'same_value_repeated',
  'round_numbers',
  'jump_at_year_end',
  'same_figure_in_two_duties',
  'evidence_in_two_deals',
] as const;

export const QUALITY_CODES = [...TERMS_CODES, ...EVIDENCE_CODES] as const;
export type QualityCode = (typeof QUALITY_CODES)[number];

export const QUALITY_KINDS = ['terms', 'evidence'] as const;
export type QualityKind = (typeof QUALITY_KINDS)[number];

/** A warning about one duty, of either side by the same rules. */
export interface QualityFinding {
  /** The same for the same finding, whenever it is made: code, duty and what tells it from others of that code. */
  readonly id: string;
  readonly code: QualityCode;
  readonly no: string;
  readonly side: Side;
  readonly clause: string | null;
  /** The other duties of the deal that it is about. */
  readonly concerns: readonly string[];
  /** Duties of other deals that it is about. */
  readonly elsewhere: readonly DutyElsewhere[];
  /** The figure that it is about, where it is about one. */
  readonly amount: AmountJson | null;
  /** What its sentence names besides: days, ids, words of the paper. */
  readonly details: Readonly<Record<string, string>>;
  /** The days as of which it holds: from when the paper says so, or the report is of, until what heals it. */
  readonly holds: { readonly from: CivilDate; readonly until: CivilDate | null };
}

export interface DutyElsewhere {
  readonly contractId: string;
  readonly dealNumber: string;
  readonly no: string;
}

export function kindOfFinding(code: QualityCode): QualityKind {
  return (TERMS_CODES as readonly string[]).includes(code) ? 'terms' : 'evidence';
}
