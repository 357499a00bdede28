import type { Actor } from '../actor';
import type { AmountJson } from '../money/amount';
import type { EvidenceGrade } from '../obligation/evidence-grade';
import type { EvidenceRef, ObligationTerms } from '../obligation/obligation';
import type { Procedures } from '../procedure/procedures';
import type { CivilDate } from '../time/civil-date';
import type { Instant } from '../time/instant';
import type { ContractDetails, Instrument, LandParcel, Party } from './contract';
import type { Endings } from './endings.state';
import type { Notices } from './notices.state';
import type { Excuse } from './excuse';
import type { Relief } from './relief';

/** The fold of a contract's events: plain JSON, so that it can be stored, compared and hashed. It keeps every fact with
 *  its days and forgets nothing a question "as of a day" could need; statuses are derived by `assess`, never kept. */
export interface ContractState {
  readonly contractId: string;
  readonly bureauId: string;
  readonly dealNumber: string;
  readonly timeZone: string;
  readonly details: ContractDetails;
  readonly recordedAt: Instant;
  /** Revision of the last event folded; -1 before the first. */
  readonly revision: number;
  readonly lastRecordedAt: Instant;
  readonly parties: readonly Party[];
  readonly instruments: readonly Instrument[];
  readonly parcels: readonly LandParcel[];
  readonly obligations: readonly ObligationState[];
  /** Intervals that excuse delay, decided or not. */
  readonly excuses: readonly Excuse[];
  readonly termination: Termination | null;
  readonly procedures: Procedures;
}

export interface ObligationState {
  readonly terms: ObligationTerms;
  readonly recordedAt: Instant;
  readonly retracted: boolean;
  readonly moves: readonly DueMove[];
  readonly determinations: readonly Determination[];
  readonly claims: readonly Claim[];
  /** Demands, notices of breach and acknowledgements. */
  readonly notices: Notices;
  /** Freezes and supersession: what ended it without performance. */
  readonly endings: Endings;
  readonly reliefs: readonly Relief[];
  /** Ids of the events this duty came from, in order. */
  readonly eventIds: readonly string[];
}

export interface DueMove {
  readonly moveId: string;
  readonly instrumentId: string;
  readonly newDueOn: CivilDate;
  readonly eventId: string;
}

export interface Determination {
  readonly determinationId: string;
  readonly conditionId: string;
  readonly met: boolean;
  readonly occurredOn: CivilDate;
  readonly decidedOn: CivilDate;
  readonly evidence: readonly EvidenceRef[];
  readonly by: Actor;
  readonly eventId: string;
}

/** A claim of performance or a payment, with the decision on it. Withdrawn claims stay, marked. */
export interface Claim {
  readonly claimId: string;
  readonly kind: 'performance' | 'payment';
  readonly performedOn: CivilDate;
  readonly value: AmountJson | null;
  readonly evidence: readonly EvidenceRef[];
  readonly source: string | null;
  readonly claimedBy: Actor;
  readonly recordedAt: Instant;
  readonly eventId: string;
  readonly withdrawn: boolean;
  readonly decision: ClaimDecision | null;
}

export type ClaimDecision =
  | {
      readonly outcome: 'accepted';
      readonly performedOn: CivilDate;
      readonly value: AmountJson | null;
      readonly grade: EvidenceGrade;
      readonly decidedOn: CivilDate;
      readonly by: Actor;
      readonly criterion: string | null;
      readonly recordedAt: Instant;
      readonly eventId: string;
    }
  | {
      readonly outcome: 'rejected';
      readonly decidedOn: CivilDate;
      readonly by: Actor;
      readonly reason: string;
      readonly recordedAt: Instant;
      readonly eventId: string;
    };

export interface Termination {
  readonly terminatedOn: CivilDate | null;
  readonly statedAsOf: CivilDate;
  readonly reason: string;
  readonly eventId: string;
}

/** The day from which the termination counts: its own, or, where that is unknown, the day by which it was stated. */
export function terminationDay(termination: Termination): CivilDate {
  return termination.terminatedOn ?? termination.statedAsOf;
}
