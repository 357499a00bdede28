import type { RollRule } from '../calendar/day-count';
import type { QuantityJson } from '../money/quantity';
import type { EvidenceGrade } from '../obligation/evidence-grade';
import type { CivilDate } from '../time/civil-date';

/** The two halves of a deal. */
export const SIDES = ['government', 'enterprise'] as const;
export type Side = (typeof SIDES)[number];

export const PARTY_KINDS = ['government_office', 'platform_company', 'enterprise'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];

/** An office, a platform company or an enterprise. `id` is its identity across contracts: tokens carry the same id. */
export interface Party {
  readonly id: string;
  readonly kind: PartyKind;
  readonly name: string;
  /** 统一社会信用代码 (GB 32100), EIN and the like; checked softly, never required. */
  readonly identifier: { readonly scheme: string; readonly value: string } | null;
}

/** A platform company (平台公司) performs promises of the government's side, so it stands on that side. */
export function sideOf(kind: PartyKind): Side {
  return kind === 'enterprise' ? 'enterprise' : 'government';
}

export const INSTRUMENT_KINDS = [
  'investment_agreement',
  'performance_agreement',
  'land_grant_contract',
  'supplement',
  'meeting_minutes',
  'other',
] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

/** A paper (文书) in which duties stand. `signedOn` is null where the source does not tell. */
export interface Instrument {
  readonly id: string;
  readonly kind: InstrumentKind;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly signedOn: CivilDate | null;
  /** The day from which it applies, where the paper states one. */
  readonly effectiveOn: CivilDate | null;
}

/** A parcel (宗地): contracted and surveyed area differ, "以实际丈量为准". */
export interface LandParcel {
  readonly id: string;
  /** 宗地代码, 19 characters (GB/T 37346), where known. */
  readonly parcelCode: string | null;
  readonly contractedArea: QuantityJson | null;
  readonly surveyedArea: QuantityJson | null;
  readonly surveyedOn: CivilDate | null;
}

export interface ContractDetails {
  readonly title: string;
  /** The park (园区) the deal lands in; null while unknown. */
  readonly parkId: string | null;
  /** The development zone (开发区) above the park; null while unknown. */
  readonly zoneId: string | null;
  /** GB/T 4754 code of the industry; null while unknown. */
  readonly industryCode: string | null;
  /** Whether the end of a term rolls off plain weekends too (statutory holidays always; Civil Code art. 203). */
  readonly roll: RollRule;
  /** Verified values count from evidence of this grade on; `self` leaves it to the verifier. */
  readonly minimumEvidenceGrade: EvidenceGrade;
  /** The rules by which days of delay are booked. */
  readonly delayRules: DelayRules;
  /** Where the record was taken from, when it was not made here. */
  readonly source: string | null;
}

/** A rule set for delay by name and version, so that another can stand beside it. `time_not_money`: an excused day gives
 *  time to the one it excuses and makes nobody pay; each day of slip is booked once. */
export interface DelayRules {
  readonly name: (typeof DELAY_RULE_SETS)[number];
  readonly version: 1;
}
export const DELAY_RULE_SETS = ['time_not_money'] as const;
export const TIME_NOT_MONEY: DelayRules = { name: 'time_not_money', version: 1 };
