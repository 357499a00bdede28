import type { Actor } from '../../actor';
import type { Term } from '../../calendar/term';
import { mayLackADeadline, type ObligationTerms } from '../../obligation/obligation';
import { Refusal } from '../../refusal';
import { sideOf } from '../contract';
import type { ContractEvent } from '../contract.events';
import type { ContractState } from '../contract.state';
import type {
  RecordAcknowledgement,
  RevokeAcknowledgement,
  RevokeBreachNotice,
  RevokeDemand,
  ServeBreachNotice,
  ServeDemand,
} from '../notices.commands';
import { isOwn, type Circumstances } from './claims';
import { notAfterToday, partyOf, standingObligation, unused } from './find';

/** A demand may be served at any time; where it is what makes the date, it must leave time to prepare. */
export function serveDemand(state: ContractState, command: ServeDemand, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const { terms, notices } = standingObligation(state, command.no);
  const taken = notices.demands.some((each) => each.demandId === command.demandId);
  unused(taken, 'DUPLICATE_DEMAND', `Demand ${command.demandId}`);
  requireFromOtherSide(state, terms, command.byPartyId, at.actor);
  notAfterToday('servedOn', command.servedOn, at.today);
  if (command.respite !== null) requirePositive(command.no, 'respite', command.respite);
  else if (mayLackADeadline(terms)) {
    throw new Refusal(
      'DEMAND_NEEDS_A_RESPITE',
      `Obligation ${command.no} has no date unless a demand makes one, and a demand must leave the time that performance needs (Civil Code art. 511(4)); state the respite.`,
      { no: command.no },
    );
  }
  return [{ type: 'DemandServed', data }];
}

export function revokeDemand(state: ContractState, command: RevokeDemand, at: Circumstances): ContractEvent[] {
  const { no, demandId, reason } = command;
  const demand = standingObligation(state, no).notices.demands.find((each) => each.demandId === demandId);
  if (!demand) {
    throw new Refusal('DEMAND_NOT_FOUND', `Obligation ${no} has no standing demand ${demandId}.`, { no, demandId });
  }
  requireOwnRecord(state, `Demand ${demandId}`, demand.recordedBy, at);
  return [{ type: 'DemandRevoked', data: { no, demandId, reason } }];
}

export function serveBreachNotice(
  state: ContractState,
  command: ServeBreachNotice,
  at: Circumstances,
): ContractEvent[] {
  const { type: _, ...data } = command;
  const { terms, notices } = standingObligation(state, command.no);
  const taken = notices.breachNotices.some((each) => each.noticeId === command.noticeId);
  unused(taken, 'DUPLICATE_BREACH_NOTICE', `Notice ${command.noticeId}`);
  if (terms.bindingness === 'best_effort') {
    throw new Refusal(
      'OBLIGATION_NOT_BINDING',
      `Obligation ${command.no} is one of best effort: to miss its date is no breach. Serve a demand, or correct its terms where the paper binds.`,
      { no: command.no },
    );
  }
  requireFromOtherSide(state, terms, command.byPartyId, at.actor);
  notAfterToday('servedOn', command.servedOn, at.today);
  requirePositive(command.no, 'cureTerm', command.cureTerm);
  return [{ type: 'BreachNoticeServed', data }];
}

export function revokeBreachNotice(
  state: ContractState,
  command: RevokeBreachNotice,
  at: Circumstances,
): ContractEvent[] {
  const { no, noticeId, reason } = command;
  const notice = standingObligation(state, no).notices.breachNotices.find((each) => each.noticeId === noticeId);
  if (!notice) {
    throw new Refusal('BREACH_NOTICE_NOT_FOUND', `Obligation ${no} has no standing notice of breach ${noticeId}.`, {
      no,
      noticeId,
    });
  }
  requireOwnRecord(state, `Notice ${noticeId}`, notice.recordedBy, at);
  return [{ type: 'BreachNoticeRevoked', data: { no, noticeId, reason } }];
}

export function recordAcknowledgement(
  state: ContractState,
  command: RecordAcknowledgement,
  at: Circumstances,
): ContractEvent[] {
  const { type: _, ...data } = command;
  const { terms, notices } = standingObligation(state, command.no);
  const taken = notices.acknowledgements.some((each) => each.acknowledgementId === command.acknowledgementId);
  unused(taken, 'DUPLICATE_ACKNOWLEDGEMENT', `Acknowledgement ${command.acknowledgementId}`);
  requireOwnParty(command.byPartyId, at.actor);
  if (sideOf(partyOf(state, command.byPartyId).kind) !== terms.side) {
    throw wrongSide(command, `is owed by the ${terms.side}'s side, and only that side can acknowledge it`);
  }
  notAfterToday('acknowledgedOn', command.acknowledgedOn, at.today);
  return [{ type: 'AcknowledgementRecorded', data }];
}

export function revokeAcknowledgement(
  state: ContractState,
  command: RevokeAcknowledgement,
  at: Circumstances,
): ContractEvent[] {
  const { no, acknowledgementId, reason } = command;
  const { acknowledgements } = standingObligation(state, no).notices;
  const acknowledgement = acknowledgements.find((each) => each.acknowledgementId === acknowledgementId);
  if (!acknowledgement) {
    throw new Refusal(
      'ACKNOWLEDGEMENT_NOT_FOUND',
      `Obligation ${no} has no standing acknowledgement ${acknowledgementId}.`,
      { no, acknowledgementId },
    );
  }
  requireOwnRecord(state, `Acknowledgement ${acknowledgementId}`, acknowledgement.recordedBy, at);
  return [{ type: 'AcknowledgementRevoked', data: { no, acknowledgementId, reason } }];
}

/** Who demands and gives notice is a party that does not stand on the obligor's side. */
function requireFromOtherSide(state: ContractState, terms: ObligationTerms, byPartyId: string, actor: Actor): void {
  requireOwnParty(byPartyId, actor);
  if (sideOf(partyOf(state, byPartyId).kind) !== terms.side) return;
  throw wrongSide(
    { no: terms.no, byPartyId },
    `is owed by the ${terms.side}'s side, on which that party stands itself`,
  );
}

function wrongSide({ no, byPartyId }: { no: string; byPartyId: string }, why: string): Refusal {
  return new Refusal(
    'NOTICE_FROM_THE_WRONG_SIDE',
    `A notice of ${byPartyId} about obligation ${no} cannot be: it ${why}. Name the party whose notice it is.`,
    { no, byPartyId },
  );
}

/** An enterprise speaks for itself only. */
function requireOwnParty(byPartyId: string, { role, partyId }: Actor): void {
  if (role !== 'enterprise' || partyId === byPartyId) return;
  throw notYours(`Paper ${byPartyId}`, `A notice of ${byPartyId} is recorded by ${byPartyId} or by the bureau.`);
}

/** Nobody takes back what the other side recorded; legal officers put mistakes of anyone right. */
function requireOwnRecord(state: ContractState, what: string, recordedBy: Actor, at: Circumstances): void {
  if (isOwn(state, recordedBy, at) || at.actor.role === 'legal') return;
  throw notYours(what, `${what} was recorded by ${recordedBy.id}; its party or a legal officer revokes it.`);
}

function notYours(what: string, message: string): Refusal {
  return new Refusal('NOT_YOUR_NOTICE', message, { what });
}

function requirePositive(no: string, field: string, { count }: Term): void {
  if (count > 0) return;
  throw new Refusal('TERM_NOT_POSITIVE', `The ${field} given on obligation ${no} must be at least one day.`, {
    no,
    field,
  });
}
