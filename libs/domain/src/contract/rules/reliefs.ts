import { toDecimal } from '../../money/amount';
import { Refusal } from '../../refusal';
import type {
  ApproveRelief,
  RefuseRelief,
  RequestRelief,
  RevokeReliefDecision,
  ServeRelief,
  WithdrawRelief,
} from '../contract.commands';
import type { ContractEvent } from '../contract.events';
import type { ContractState, ObligationState } from '../contract.state';
import type { Relief, ReliefTerms } from '../relief';
import { heldBy, isOwn, type Circumstances } from './claims';
import { notAfterToday, standingObligation, unused } from './find';
import { requireSameMeasure } from './obligation-terms';

export function requestRelief(state: ContractState, command: RequestRelief, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const obligation = standingObligation(state, command.no);
  const taken = obligation.reliefs.some((each) => each.reliefId === command.reliefId && !each.withdrawn);
  unused(taken, 'DUPLICATE_RELIEF', `Relief ${command.reliefId}`);
  requireOwnOrOwed(state, obligation, at);
  notAfterToday('requestedOn', command.requestedOn, at.today);
  if (command.relief.kind === 'set_off') checkSetOff(state, obligation, command.relief);
  return [{ type: 'ReliefRequested', data }];
}

export function approveRelief(state: ContractState, command: ApproveRelief, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const obligation = standingObligation(state, command.no);
  const relief = undecidedRelief(obligation, command.reliefId);
  requireOtherEyes(state, obligation, relief, at);
  if (obligation.terms.side === 'government' && at.actor.role !== 'enterprise' && command.evidence.length === 0) {
    throw new Refusal(
      'CONSENT_NOT_EVIDENCED',
      `Obligation ${command.no} is owed to the enterprise, whose consent ${at.actor.id} records: attach the paper in which it agreed.`,
      { no: command.no, reliefId: command.reliefId },
    );
  }
  notAfterToday('decidedOn', command.decidedOn, at.today);
  return [{ type: 'ReliefApproved', data }];
}

export function refuseRelief(state: ContractState, command: RefuseRelief, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const obligation = standingObligation(state, command.no);
  requireOtherEyes(state, obligation, undecidedRelief(obligation, command.reliefId), at);
  notAfterToday('decidedOn', command.decidedOn, at.today);
  return [{ type: 'ReliefRefused', data }];
}

export function revokeReliefDecision(
  state: ContractState,
  command: RevokeReliefDecision,
  at: Circumstances,
): ContractEvent[] {
  const { type: _, ...data } = command;
  const obligation = standingObligation(state, command.no);
  const relief = standingRelief(obligation, command.reliefId);
  if (relief.decision === null) {
    throw new Refusal('RELIEF_NOT_DECIDED', `Relief ${relief.reliefId} has no decision to revoke.`, {
      reliefId: relief.reliefId,
    });
  }
  requireOtherEyes(state, obligation, relief, at);
  notAfterToday('decidedOn', command.decidedOn, at.today);
  return [{ type: 'ReliefDecisionRevoked', data }];
}

/** What nobody was told of does not work: the day of service is the day from which the relief counts. */
export function serveRelief(state: ContractState, command: ServeRelief, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const { no, reliefId, servedOn } = command;
  const relief = standingRelief(standingObligation(state, no), reliefId);
  if (relief.decision?.outcome !== 'approved') {
    const standing = relief.decision === null ? 'not decided yet' : 'refused';
    throw new Refusal(
      'RELIEF_NOT_APPROVED',
      `Relief ${reliefId} of obligation ${no} is ${standing}; only an approved one is served.`,
      { no, reliefId },
    );
  }
  if (relief.service !== null) {
    if (relief.service.servedOn === servedOn && command.evidence.length === 0) return [];
    throw new Refusal(
      'RELIEF_ALREADY_SERVED',
      `Relief ${reliefId} of obligation ${no} was served on ${relief.service.servedOn}; revoke the decision to correct that.`,
      { no, reliefId, servedOn: relief.service.servedOn },
    );
  }
  notAfterToday('servedOn', servedOn, at.today);
  if (servedOn < relief.decision.decidedOn) {
    throw new Refusal(
      'SERVED_BEFORE_DECIDED',
      `Relief ${reliefId} was approved on ${relief.decision.decidedOn} and cannot have been served on ${servedOn}.`,
      { no, reliefId },
    );
  }
  return [{ type: 'ReliefServed', data }];
}

export function withdrawRelief(state: ContractState, command: WithdrawRelief, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const { requestedBy, reliefId } = undecidedRelief(standingObligation(state, command.no), command.reliefId);
  if (!isOwn(state, requestedBy, at)) {
    throw new Refusal(
      'NOT_YOUR_RELIEF',
      `Relief ${reliefId} was asked for by ${requestedBy.id}; only that person or party may withdraw it.`,
      { reliefId },
    );
  }
  return [{ type: 'ReliefWithdrawn', data }];
}

function standingRelief({ terms: { no }, reliefs }: ObligationState, reliefId: string): Relief {
  const relief = reliefs.find((each) => each.reliefId === reliefId && !each.withdrawn);
  if (relief) return relief;
  throw new Refusal('RELIEF_NOT_FOUND', `Obligation ${no} has no standing request ${reliefId}; make one first.`, {
    no,
    reliefId,
  });
}

function undecidedRelief(obligation: ObligationState, reliefId: string): Relief {
  const relief = standingRelief(obligation, reliefId);
  if (relief.decision === null) return relief;
  throw new Refusal(
    'RELIEF_ALREADY_DECIDED',
    `Relief ${reliefId} was ${relief.decision.outcome} on ${relief.decision.decidedOn}; revoke that decision first.`,
    { reliefId, outcome: relief.decision.outcome },
  );
}

/** An enterprise asks for what it owes itself, or gives up what is owed to it. */
function requireOwnOrOwed(state: ContractState, { terms }: ObligationState, { actor, today }: Circumstances): void {
  if (actor.role !== 'enterprise') return;
  const { no } = terms;
  const { obligorId, performerId, obligeeId } = heldBy(state, terms, today);
  if (actor.partyId !== null && [obligorId, performerId, obligeeId].includes(actor.partyId)) return;
  throw new Refusal('NOT_YOUR_OBLIGATION', `Obligation ${no} is neither owed by nor to ${actor.partyId ?? 'you'}.`, {
    no,
  });
}

/** Maker and checker: the one who asks does not grant, and the side that owes does not free itself. For the government's side its
 *  legal office and leaders speak; what the enterprise grants it grants itself, or legal records the paper in which it did. */
function requireOtherEyes(
  state: ContractState,
  { terms }: ObligationState,
  { reliefId, requestedBy }: Relief,
  { actor, today }: Circumstances,
): void {
  const { obligorId, performerId } = heldBy(state, terms, today);
  const owesItself =
    (actor.role === 'enterprise' && terms.side === 'enterprise') ||
    (actor.partyId !== null && (actor.partyId === obligorId || actor.partyId === performerId));
  if (requestedBy.id !== actor.id && !owesItself) return;
  throw new Refusal(
    'MAKER_CHECKS_OWN_RELIEF',
    `Relief ${reliefId} of obligation ${terms.no} cannot be decided by ${actor.id}, who asked for it or belongs to the party that owes it; another person must.`,
    { no: terms.no, reliefId, actor: actor.id },
  );
}

/** Sums owed in both directions, in one currency and by single payments, can be set off (Civil Code art. 568). */
function checkSetOff(
  state: ContractState,
  { terms }: ObligationState,
  { against, amount }: Extract<ReliefTerms, { kind: 'set_off' }>,
): void {
  const other = standingObligation(state, against).terms;
  if (other.side === terms.side) {
    throw new Refusal(
      'SET_OFF_NEEDS_BOTH_SIDES',
      `Obligation ${terms.no} can be set off against a duty of the other side only; ${against} is owed by the ${other.side} too.`,
      { no: terms.no, against },
    );
  }
  for (const { no, measure } of [terms, other]) {
    if (measure.kind === 'milestone' || measure.countedBy !== 'payments') {
      throw new Refusal(
        'SET_OFF_NEEDS_PAYMENTS',
        `Obligation ${no} is not counted by payments, so that no sum can be set off; agree on a discharge instead.`,
        { no },
      );
    }
    requireSameMeasure(no, measure.target, amount);
  }
  if (toDecimal(amount).units <= 0n) {
    throw new Refusal('TARGET_NOT_POSITIVE', `The sum set off on obligation ${terms.no} must be above zero.`, {
      no: terms.no,
    });
  }
}
