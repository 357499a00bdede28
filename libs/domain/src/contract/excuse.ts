import type { Actor } from '../actor';
import type { EvidenceRef } from '../obligation/obligation';
import type { CivilDate } from '../time/civil-date';
import type { Instant } from '../time/instant';
import type { Side } from './contract';

/** Why performance could not be asked for. `suspension_by_power`: ordered by someone whom the contract or the law gives the power;
 *  `suspension_by_right`: the other side withheld its own performance under a right to do so (Civil Code art. 525 to 527);
 *  `conduct`: what one side did or left undone, such as a permit refused without ground. */
export const EXCUSE_CAUSES = [
  'force_majeure',
  'order_of_law',
  'suspension_by_power',
  'suspension_by_right',
  'conduct',
] as const;
export type ExcuseCause = (typeof EXCUSE_CAUSES)[number];

/** The side whose conduct or risk is the ground; `neutral` for what lies with neither. */
export type Ground = Side | 'neutral';

/** Days for which duties are excused (免责期间): a claim until it is accepted. */
export interface ExcuseClaim {
  readonly excuseId: string;
  /** Numbers of the duties it excuses. */
  readonly obligations: readonly string[];
  readonly cause: ExcuseCause;
  readonly ground: Ground;
  /** Who suspended, or whose conduct it is; null for neither. */
  readonly partyId: string | null;
  readonly clause: string | null;
  readonly description: string;
  readonly firstDay: CivilDate;
  /** The last day, counted; null while it goes on. */
  readonly lastDay: CivilDate | null;
  /** The day on which the other side was told (Civil Code art. 590 asks for it at once); null where it was not. */
  readonly notifiedOn: CivilDate | null;
  readonly evidence: readonly EvidenceRef[];
}

export interface Excuse extends ExcuseClaim {
  readonly claimedBy: Actor;
  readonly recordedAt: Instant;
  readonly eventId: string;
  readonly withdrawn: boolean;
  readonly decision: ExcuseDecision | null;
}

export interface ExcuseDecision {
  readonly outcome: 'accepted' | 'rejected';
  readonly decidedOn: CivilDate;
  readonly reason: string | null;
  readonly by: Actor;
  readonly eventId: string;
}

export function isSuspension(cause: ExcuseCause): boolean {
  return cause === 'suspension_by_power' || cause === 'suspension_by_right';
}
