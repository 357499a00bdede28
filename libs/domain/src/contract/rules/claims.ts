import type { Actor } from '../../actor';
import { toDecimal, type AmountJson } from '../../money/amount';
import type { ObligationTerms } from '../../obligation/obligation';
import { holderOn } from '../../procedure/succession';
import { Refusal } from '../../refusal';
import type { CivilDate } from '../../time/civil-date';
import type {
  AttachEvidence,
  ClaimPerformance,
  RecordPayment,
  RejectClaim,
  RevokeVerification,
  VerifyPerformance,
  WithdrawClaim,
} from '../contract.commands';
import type { ContractEvent } from '../contract.events';
import type { Claim, ContractState, ObligationState } from '../contract.state';
import { acceptedGrade } from './evidence-grades';
import { claimOf, notAfterToday, standingObligation, unused } from './find';
import { requireSameMeasure } from './obligation-terms';

export interface Circumstances {
  readonly actor: Actor;
  readonly today: CivilDate;
}

export function claimPerformance(state: ContractState, command: ClaimPerformance, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const obligation = claimable(state, command, at);
  notAfterToday('performedOn', command.performedOn, at.today);
  checkClaimFits(obligation.terms, 'performance', command.value);
  return [{ type: 'PerformanceClaimed', data }];
}

export function recordPayment(state: ContractState, command: RecordPayment, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const obligation = claimable(state, command, at);
  notAfterToday('paidOn', command.paidOn, at.today);
  checkClaimFits(obligation.terms, 'payment', command.amount);
  return [{ type: 'PaymentRecorded', data }];
}

export function attachEvidence(state: ContractState, command: AttachEvidence, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const obligation = standingObligation(state, command.no);
  requireOwnObligation(state, obligation, at);
  const claim = claimOf(obligation, command.claimId);
  if (claim.evidence.some((each) => each.sha256 === command.evidence.sha256)) {
    throw new Refusal(
      'EVIDENCE_ALREADY_ATTACHED',
      `Claim ${claim.claimId} already carries file ${command.evidence.sha256}.`,
      {
        sha256: command.evidence.sha256,
      },
    );
  }
  return [{ type: 'EvidenceAttached', data }];
}

export function withdrawClaim(state: ContractState, command: WithdrawClaim, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const claim = undecidedClaim(standingObligation(state, command.no), command.claimId);
  const { claimedBy } = claim;
  if (!isOwn(state, claimedBy, at)) {
    throw new Refusal(
      'NOT_YOUR_CLAIM',
      `Claim ${claim.claimId} was made by ${claimedBy.id}; only its claimant or that party may withdraw it.`,
      {
        claimId: claim.claimId,
      },
    );
  }
  return [{ type: 'ClaimWithdrawn', data }];
}

export function verifyPerformance(
  state: ContractState,
  command: VerifyPerformance,
  at: Circumstances,
): ContractEvent[] {
  const obligation = standingObligation(state, command.no);
  const claim = undecidedClaim(obligation, command.claimId);
  requireEntitledVerifier(state, obligation, claim, at);
  const performedOn = command.performedOn ?? claim.performedOn;
  notAfterToday('performedOn', performedOn, at.today);
  notAfterToday('decidedOn', command.decidedOn, at.today);
  const value = command.value ?? claim.value;
  checkClaimFits(obligation.terms, claim.kind, value);
  const grade = acceptedGrade(claim, command.grade);
  const { no, claimId, decidedOn, criterion, note } = command;
  return [
    { type: 'PerformanceVerified', data: { no, claimId, performedOn, value, grade, decidedOn, criterion, note } },
  ];
}

export function rejectClaim(state: ContractState, command: RejectClaim, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const obligation = standingObligation(state, command.no);
  requireEntitledVerifier(state, obligation, undecidedClaim(obligation, command.claimId), at);
  notAfterToday('decidedOn', command.decidedOn, at.today);
  return [{ type: 'ClaimRejected', data }];
}

export function revokeVerification(
  state: ContractState,
  command: RevokeVerification,
  at: Circumstances,
): ContractEvent[] {
  const { type: _, ...data } = command;
  const obligation = standingObligation(state, command.no);
  const claim = claimOf(obligation, command.claimId);
  if (claim.decision === null) {
    throw new Refusal('CLAIM_NOT_DECIDED', `Claim ${claim.claimId} has no decision to revoke.`, {
      claimId: claim.claimId,
    });
  }
  requireEntitledVerifier(state, obligation, claim, at);
  notAfterToday('decidedOn', command.decidedOn, at.today);
  return [{ type: 'VerificationRevoked', data }];
}

function claimable(
  state: ContractState,
  command: ClaimPerformance | RecordPayment,
  at: Circumstances,
): ObligationState {
  const obligation = standingObligation(state, command.no);
  requireOwnObligation(state, obligation, at);
  const taken = state.obligations.some((each) => each.claims.some((claim) => claim.claimId === command.claimId));
  unused(taken, 'DUPLICATE_CLAIM', `Claim ${command.claimId}`);
  return obligation;
}

/** An enterprise speaks for its own duties only, those that it succeeded to among them. */
function requireOwnObligation(
  state: ContractState,
  obligation: ObligationState,
  { actor, today }: Circumstances,
): void {
  if (actor.role !== 'enterprise') return;
  const { no } = obligation.terms;
  const { obligorId, performerId } = heldBy(state, obligation.terms, today);
  if (actor.partyId !== null && (actor.partyId === obligorId || actor.partyId === performerId)) return;
  throw new Refusal('NOT_YOUR_OBLIGATION', `Obligation ${no} is not ${actor.partyId ?? 'yours'}'s to perform.`, { no });
}

function undecidedClaim(obligation: ObligationState, claimId: string): Claim {
  const claim = claimOf(obligation, claimId);
  if (claim.decision !== null) {
    throw new Refusal(
      'CLAIM_ALREADY_DECIDED',
      `Claim ${claimId} was ${claim.decision.outcome} on ${claim.decision.decidedOn}; revoke that decision first.`,
      { claimId, outcome: claim.decision.outcome },
    );
  }
  return claim;
}

/** Four eyes: not the claimant, not the office that performs, and the named verifying office where one is named. */
function requireEntitledVerifier(
  state: ContractState,
  obligation: ObligationState,
  claim: Claim,
  { actor, today }: Circumstances,
): void {
  const { no } = obligation.terms;
  const { verifierId, obligorId, performerId } = heldBy(state, obligation.terms, today);
  if (
    claim.claimedBy.id === actor.id ||
    (actor.partyId !== null && (actor.partyId === obligorId || actor.partyId === performerId))
  ) {
    throw new Refusal(
      'CLAIMANT_VERIFIES_OWN_CLAIM',
      `Claim ${claim.claimId} on obligation ${no} cannot be decided by ${actor.id}, who made it or belongs to the party that performs; another person of the verifying office must.`,
      { no, claimId: claim.claimId, actor: actor.id },
    );
  }
  if (actor.role === 'verifier' && verifierId !== null && actor.partyId !== verifierId) {
    throw new Refusal(
      'NOT_THE_NAMED_VERIFIER',
      `Obligation ${no} is verified by ${verifierId}, not by ${actor.partyId ?? 'no office'}.`,
      {
        no,
        verifierId,
      },
    );
  }
}

/** Whether what somebody did is the actor's own: their own act, or one of a party in whose place their party stands today. */
export function isOwn(state: ContractState, { id, partyId }: Actor, { actor, today }: Circumstances): boolean {
  return id === actor.id || (partyId !== null && holderOn(state, partyId, today) === actor.partyId);
}

/** Who holds the roles of a duty today: whoever succeeded a party acts for it. */
export function heldBy(
  state: ContractState,
  { obligorId, performerId, obligeeId, verifierId }: ObligationTerms,
  today: CivilDate,
): Pick<ObligationTerms, 'obligorId' | 'performerId' | 'obligeeId' | 'verifierId'> {
  const held = (partyId: string | null) => (partyId === null ? null : holderOn(state, partyId, today));
  return {
    obligorId: held(obligorId),
    performerId: held(performerId),
    obligeeId: held(obligeeId),
    verifierId: held(verifierId),
  };
}

/** Whether a claim of this kind and value can be counted by the duty's measure. */
export function checkClaimFits({ no, measure }: ObligationTerms, kind: Claim['kind'], value: AmountJson | null): void {
  const byPayments = measure.kind !== 'milestone' && measure.countedBy === 'payments';
  if (kind === 'performance' && byPayments) {
    throw new Refusal(
      'READING_ON_AN_OBLIGATION_COUNTED_BY_PAYMENTS',
      `Obligation ${no} is counted by payments; record a payment instead of a claim.`,
      { no },
    );
  }
  if (kind === 'payment' && !byPayments) {
    throw new Refusal(
      'PAYMENT_ON_AN_OBLIGATION_NOT_COUNTED_BY_PAYMENTS',
      `Obligation ${no} is not counted by payments; make a claim instead, or correct its terms.`,
      { no },
    );
  }
  if (measure.kind === 'milestone') {
    if (value === null) return;
    throw new Refusal(
      'VALUE_NOT_MEASURED',
      `Obligation ${no} is a milestone: it is done or not, and carries no value.`,
      { no },
    );
  }
  if (value === null) {
    throw new Refusal(
      'VALUE_MISSING',
      `Obligation ${no} is measured in ${amountUnit(measure.target)}; state the level reached.`,
      { no },
    );
  }
  requireSameMeasure(no, measure.target, value);
  if (kind === 'payment' && toDecimal(value).units <= 0n) {
    throw new Refusal('TARGET_NOT_POSITIVE', `A payment on obligation ${no} must be above zero.`, { no });
  }
}

function amountUnit(amount: AmountJson): string {
  return 'currency' in amount ? amount.currency : amount.unit;
}
