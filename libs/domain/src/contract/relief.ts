import type { Actor } from '../actor';
import type { MoneyJson } from '../money/money';
import type { EvidenceRef } from '../obligation/obligation';
import type { CivilDate } from '../time/civil-date';
import type { Instant } from '../time/instant';

/** What the one to whom a duty is owed may grant. It works from the day on which the grant is served (送达), never before.
 *  `extension` (延期) gives a new date; `waiver` (豁免) gives the claim up; `discharge` (免除) ends the duty by agreement; `set_off` (抵销,
 *  Civil Code art. 568 and 569) counts a sum as paid on this duty and on the one it is set off against. */
export type ReliefTerms =
  | { readonly kind: 'extension'; readonly newDueOn: CivilDate }
  | { readonly kind: 'waiver' }
  | { readonly kind: 'discharge' }
  | { readonly kind: 'set_off'; readonly against: string; readonly amount: MoneyJson };
export type ReliefKind = ReliefTerms['kind'];
export const RELIEF_KINDS = ['extension', 'waiver', 'discharge', 'set_off'] as const satisfies readonly ReliefKind[];

export interface ReliefRequest {
  readonly reliefId: string;
  readonly relief: ReliefTerms;
  readonly requestedOn: CivilDate;
  readonly reason: string;
  readonly evidence: readonly EvidenceRef[];
}

/** A request with what became of it. Withdrawn ones stay, marked. */
export interface Relief extends ReliefRequest {
  readonly requestedBy: Actor;
  readonly recordedAt: Instant;
  readonly eventId: string;
  readonly withdrawn: boolean;
  readonly decision: ReliefDecision | null;
  readonly service: ReliefService | null;
}

export interface ReliefDecision {
  readonly outcome: 'approved' | 'refused';
  readonly decidedOn: CivilDate;
  readonly documentNumber: string | null;
  readonly reason: string | null;
  readonly evidence: readonly EvidenceRef[];
  readonly by: Actor;
  readonly eventId: string;
}

export interface ReliefService {
  readonly servedOn: CivilDate;
  readonly evidence: readonly EvidenceRef[];
  readonly by: Actor;
  readonly eventId: string;
}

/** The day from which a relief works; null for one that does not: asked for only, refused, withdrawn, or not served. */
export function inForceFrom({ withdrawn, decision, service }: Relief): CivilDate | null {
  return !withdrawn && decision?.outcome === 'approved' && service !== null ? service.servedOn : null;
}
