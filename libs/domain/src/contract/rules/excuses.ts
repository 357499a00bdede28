import { Refusal } from '../../refusal';
import type { CivilDate } from '../../time/civil-date';
import { sideOf, type Side } from '../contract';
import type {
  AcceptExcuse,
  ClaimExcuse,
  EndExcuse,
  RejectExcuse,
  RevokeExcuseDecision,
  WithdrawExcuse,
} from '../contract.commands';
import type { ContractEvent } from '../contract.events';
import type { ContractState, ObligationState } from '../contract.state';
import type { Excuse, ExcuseClaim } from '../excuse';
import { heldBy, isOwn, type Circumstances } from './claims';
import { notAfterToday, partyOf, standingObligation, unused } from './find';

/** A claim that days are excused: nothing moves before another person accepts it. */
export function claimExcuse(state: ContractState, command: ClaimExcuse, at: Circumstances): ContractEvent[] {
  const { type: _, ...claim } = command;
  const taken = state.excuses.some((each) => each.excuseId === claim.excuseId && !each.withdrawn);
  unused(taken, 'DUPLICATE_EXCUSE', `Excuse ${claim.excuseId}`);
  const excused = claim.obligations.map((no) => standingObligation(state, no));
  for (const obligation of excused) requireVoiceFor(state, obligation, at);
  checkGround(claim, state, excused);
  notAfterToday('firstDay', claim.firstDay, at.today);
  if (claim.notifiedOn !== null) notAfterToday('notifiedOn', claim.notifiedOn, at.today);
  checkOrder(claim.firstDay, claim.lastDay);
  return [{ type: 'ExcuseClaimed', data: claim }];
}

/** States the last day of an interval that went on, or corrects it. A later day than the one accepted needs a new decision. */
export function endExcuse(state: ContractState, command: EndExcuse, at: Circumstances): ContractEvent[] {
  const { excuseId, lastDay, evidence } = command;
  const excuse = standingExcuse(state, excuseId);
  for (const no of excuse.obligations) requireVoiceFor(state, standingObligation(state, no), at);
  if (excuse.lastDay === lastDay && evidence.length === 0) return [];
  checkOrder(excuse.firstDay, lastDay);
  if (excuse.decision !== null && excuse.lastDay !== null && lastDay > excuse.lastDay) {
    throw new Refusal(
      'EXCUSE_ALREADY_DECIDED',
      `Excuse ${excuseId} was ${excuse.decision.outcome} up to ${excuse.lastDay}; for days after it revoke that decision first, or claim another excuse.`,
      { excuseId, lastDay: excuse.lastDay },
    );
  }
  return [{ type: 'ExcuseEnded', data: { excuseId, lastDay, evidence } }];
}

/** Force majeure is accepted on notice and proof only (Civil Code art. 590). */
export function acceptExcuse(state: ContractState, command: AcceptExcuse, at: Circumstances): ContractEvent[] {
  const { excuseId, decidedOn, reason } = command;
  const excuse = decidable(state, excuseId, decidedOn, at);
  if (excuse.cause === 'force_majeure' && (excuse.notifiedOn === null || excuse.evidence.length === 0)) {
    const lacking = excuse.notifiedOn === null ? 'notice' : 'proof';
    throw new Refusal(
      'FORCE_MAJEURE_WITHOUT_NOTICE_AND_PROOF',
      `Excuse ${excuseId} cannot be accepted: force majeure needs ${lacking} (Civil Code art. 590). Withdraw it and claim it again with the day of the notice and the evidence.`,
      { excuseId, lacking },
    );
  }
  return [{ type: 'ExcuseAccepted', data: { excuseId, decidedOn, reason } }];
}

export function rejectExcuse(state: ContractState, command: RejectExcuse, at: Circumstances): ContractEvent[] {
  const { excuseId, decidedOn, reason } = command;
  decidable(state, excuseId, decidedOn, at);
  return [{ type: 'ExcuseRejected', data: { excuseId, decidedOn, reason } }];
}

export function revokeExcuseDecision(
  state: ContractState,
  command: RevokeExcuseDecision,
  at: Circumstances,
): ContractEvent[] {
  const { excuseId, decidedOn, reason } = command;
  const excuse = standingExcuse(state, excuseId);
  if (excuse.decision === null) {
    throw new Refusal('EXCUSE_NOT_DECIDED', `Excuse ${excuseId} has no decision to revoke.`, { excuseId });
  }
  requireOtherEyes(state, excuse, at);
  notAfterToday('decidedOn', decidedOn, at.today);
  return [{ type: 'ExcuseDecisionRevoked', data: { excuseId, decidedOn, reason } }];
}

export function withdrawExcuse(state: ContractState, command: WithdrawExcuse, at: Circumstances): ContractEvent[] {
  const { excuseId, reason } = command;
  const { claimedBy, decision } = standingExcuse(state, excuseId);
  if (decision !== null) throw alreadyDecided(excuseId, decision.outcome);
  if (!isOwn(state, claimedBy, at)) {
    throw new Refusal(
      'NOT_YOUR_EXCUSE',
      `Excuse ${excuseId} was claimed by ${claimedBy.id}; only its claimant or that party may withdraw it.`,
      { excuseId },
    );
  }
  return [{ type: 'ExcuseWithdrawn', data: { excuseId, reason } }];
}

function standingExcuse(state: ContractState, excuseId: string): Excuse {
  const excuse = state.excuses.find((each) => each.excuseId === excuseId && !each.withdrawn);
  if (excuse) return excuse;
  const known = state.excuses.filter((each) => !each.withdrawn).map((each) => each.excuseId);
  throw new Refusal(
    'EXCUSE_NOT_FOUND',
    `Contract ${state.dealNumber} has no standing excuse ${excuseId}; it has ${known.join(', ') || 'none'}.`,
    { excuseId },
  );
}

function decidable(state: ContractState, excuseId: string, decidedOn: CivilDate, at: Circumstances): Excuse {
  const excuse = standingExcuse(state, excuseId);
  if (excuse.decision !== null) throw alreadyDecided(excuseId, excuse.decision.outcome);
  requireOtherEyes(state, excuse, at);
  notAfterToday('decidedOn', decidedOn, at.today);
  return excuse;
}

function alreadyDecided(excuseId: string, outcome: string): Refusal {
  return new Refusal('EXCUSE_ALREADY_DECIDED', `Excuse ${excuseId} was ${outcome}; revoke that decision first.`, {
    excuseId,
    outcome,
  });
}

/** Four eyes: who claims does not decide, nor does the party that the excuse frees. */
function requireOtherEyes(state: ContractState, { excuseId, obligations, claimedBy }: Excuse, at: Circumstances): void {
  const { actor } = at;
  const freed = state.obligations.filter(({ terms }) => obligations.includes(terms.no)).map(({ terms }) => terms);
  const isFreed = freed.some((terms) => {
    const { obligorId, performerId } = heldBy(state, terms, at.today);
    return (
      (actor.partyId !== null && (actor.partyId === obligorId || actor.partyId === performerId)) ||
      (actor.role === 'enterprise' && terms.side === 'enterprise')
    );
  });
  if (claimedBy.id !== actor.id && !isFreed) return;
  throw new Refusal(
    'CLAIMANT_DECIDES_OWN_EXCUSE',
    `Excuse ${excuseId} cannot be decided by ${actor.id}, who claimed it or belongs to the party it frees; another person must.`,
    { excuseId, actor: actor.id },
  );
}

/** An enterprise speaks for what it owes itself, what it succeeded to included. */
function requireVoiceFor(state: ContractState, { terms }: ObligationState, { actor, today }: Circumstances): void {
  if (actor.role !== 'enterprise') return;
  const { obligorId, performerId } = heldBy(state, terms, today);
  if (actor.partyId !== null && (actor.partyId === obligorId || actor.partyId === performerId)) return;
  throw new Refusal('NOT_YOUR_OBLIGATION', `Obligation ${terms.no} is not ${actor.partyId ?? 'yours'}'s to perform.`, {
    no: terms.no,
  });
}

/** What lies with neither side has a neutral ground; everything else lies with the side that did it. */
function checkGround(claim: ExcuseClaim, state: ContractState, excused: readonly ObligationState[]): void {
  const { excuseId, cause, ground, partyId } = claim;
  const isNeutral = cause === 'force_majeure' || cause === 'order_of_law';
  if (isNeutral !== (ground === 'neutral')) {
    throw new Refusal(
      'EXCUSE_GROUND_DOES_NOT_FIT',
      isNeutral
        ? `Excuse ${excuseId} is ${cause}, which lies with neither side: its ground is neutral, not ${ground}.`
        : `Excuse ${excuseId} is ${cause}, which lies with a side: name government or enterprise as its ground.`,
      { excuseId, cause, ground },
    );
  }
  if (partyId !== null && ground !== 'neutral' && sideOf(partyOf(state, partyId).kind) !== ground) {
    throw new Refusal(
      'EXCUSE_GROUND_DOES_NOT_FIT',
      `Excuse ${excuseId} names ${partyId}, who does not stand on the ${ground}'s side.`,
      { excuseId, cause, ground },
    );
  }
  const own = excused.find(({ terms }) => terms.side === (ground as Side));
  if (own) {
    throw new Refusal(
      'EXCUSE_BY_OWN_CONDUCT',
      `Excuse ${excuseId} names obligation ${own.terms.no}, which the ${ground} itself owes: nobody is excused by what lies with its own side.`,
      { excuseId, no: own.terms.no },
    );
  }
}

function checkOrder(firstDay: CivilDate, lastDay: CivilDate | null): void {
  if (lastDay === null || firstDay <= lastDay) return;
  throw new Refusal(
    'EXCUSE_ENDS_BEFORE_IT_BEGINS',
    `The last day ${lastDay} comes before the first day ${firstDay}; both are counted.`,
    { firstDay, lastDay },
  );
}
