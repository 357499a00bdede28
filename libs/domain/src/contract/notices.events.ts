import type { Term } from '../calendar/term';
import type { EvidenceRef } from '../obligation/obligation';
import type { CivilDate } from '../time/civil-date';

/** What one side lets the other know about a duty, and what the obligor admits. A notice counts from its service (送达); one
 *  recorded by mistake is revoked. */
export type NoticeEvent =
  | DemandServed
  | DemandRevoked
  | BreachNoticeServed
  | BreachNoticeRevoked
  | AcknowledgementRecorded
  | AcknowledgementRevoked;

type Of<Type extends string, Data> = { readonly type: Type; readonly data: { readonly no: string } & Data };

/** A written paper of a party. */
export interface Paper {
  /** Whose it is. */
  readonly byPartyId: string;
  readonly documentNumber: string | null;
  readonly evidence: readonly EvidenceRef[];
}

/** The other side demanded performance in writing (催告). Where the duty has no date, the demand makes one: the end of the
 *  respite that it leaves (Civil Code art. 511(4)). */
export type DemandServed = Of<
  'DemandServed',
  { readonly demandId: string; readonly servedOn: CivilDate; readonly respite: Term | null } & Paper
>;
export type DemandRevoked = Of<'DemandRevoked', { readonly demandId: string; readonly reason: string }>;

/** The other side gave notice of breach and a period to put it right in (整改通知, 违约通知). */
export type BreachNoticeServed = Of<
  'BreachNoticeServed',
  { readonly noticeId: string; readonly servedOn: CivilDate; readonly cureTerm: Term } & Paper
>;
export type BreachNoticeRevoked = Of<'BreachNoticeRevoked', { readonly noticeId: string; readonly reason: string }>;

/** The obligor's side agreed that it owes (确认, 同意履行): limitation starts anew (Civil Code art. 195(2), 192). */
export type AcknowledgementRecorded = Of<
  'AcknowledgementRecorded',
  { readonly acknowledgementId: string; readonly acknowledgedOn: CivilDate } & Paper
>;
export type AcknowledgementRevoked = Of<
  'AcknowledgementRevoked',
  { readonly acknowledgementId: string; readonly reason: string }
>;
