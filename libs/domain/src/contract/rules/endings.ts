import { Refusal } from '../../refusal';
import type { ContractEvent } from '../contract.events';
import type { ContractState } from '../contract.state';
import type {
  FreezeObligation,
  RevokeSupersession,
  SupersedeObligation,
  UnfreezeObligation,
} from '../endings.commands';
import { dutiesInPlaceOf, standingFreeze } from '../endings.state';
import type { Circumstances } from './claims';
import { instrumentOf, notAfterToday, requireSignedSupplement, standingObligation } from './find';

export function freezeObligation(state: ContractState, command: FreezeObligation, at: Circumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const { no, frozenOn } = command;
  const { endings } = standingObligation(state, no);
  const standing = standingFreeze(endings);
  if (standing) {
    throw new Refusal(
      'OBLIGATION_ALREADY_FROZEN',
      `Obligation ${no} is frozen since ${standing.frozenOn} (review ${standing.reviewNumber}); lift that freeze first.`,
      { no, frozenOn: standing.frozenOn },
    );
  }
  const lifted = endings.freezes.at(-1)?.unfrozenOn ?? null;
  if (lifted !== null && frozenOn < lifted) throw overlapping(no, lifted);
  notAfterToday('frozenOn', frozenOn, at.today);
  for (const other of [command.substituteNo, command.compensationNo]) if (other !== null) inPlaceOf(state, no, other);
  return [{ type: 'ObligationFrozen', data }];
}

export function unfreezeObligation(
  state: ContractState,
  command: UnfreezeObligation,
  at: Circumstances,
): ContractEvent[] {
  const { type: _, ...data } = command;
  const { no, unfrozenOn } = command;
  const standing = standingFreeze(standingObligation(state, no).endings);
  if (!standing) {
    throw new Refusal('OBLIGATION_NOT_FROZEN', `Obligation ${no} is not frozen; there is nothing to lift.`, { no });
  }
  if (unfrozenOn < standing.frozenOn) throw overlapping(no, standing.frozenOn);
  notAfterToday('unfrozenOn', unfrozenOn, at.today);
  return [{ type: 'ObligationUnfrozen', data }];
}

export function supersedeObligation(state: ContractState, command: SupersedeObligation): ContractEvent[] {
  const { type: _, ...data } = command;
  const { no, byNo, instrumentId } = command;
  const { terms, endings } = standingObligation(state, no);
  if (endings.supersession) {
    throw new Refusal(
      'OBLIGATION_ALREADY_SUPERSEDED',
      `Obligation ${no} is superseded by ${endings.supersession.byNo} already; revoke that first.`,
      { no, byNo: endings.supersession.byNo },
    );
  }
  const { side } = inPlaceOf(state, no, byNo).terms;
  if (side !== terms.side) {
    throw new Refusal(
      'SUPERSEDED_ACROSS_SIDES',
      `Obligation ${no} is owed by the ${terms.side}'s side and ${byNo} by the ${side}'s: a duty is superseded by one of its own side.`,
      { no, byNo },
    );
  }
  refuseCircle(state, no, byNo);
  requireSignedSupplement(instrumentOf(state, instrumentId));
  return [{ type: 'ObligationSuperseded', data }];
}

export function revokeSupersession(state: ContractState, command: RevokeSupersession): ContractEvent[] {
  const { no, reason } = command;
  if (!standingObligation(state, no).endings.supersession) {
    throw new Refusal('OBLIGATION_NOT_SUPERSEDED', `Obligation ${no} is not superseded; there is nothing to revoke.`, {
      no,
    });
  }
  return [{ type: 'SupersessionRevoked', data: { no, reason } }];
}

/** A duty that stands in for another is not retracted while it does. */
export function refuseWhileInPlaceOfAnother(state: ContractState, no: string): void {
  const replaced = state.obligations.find((each) => !each.retracted && dutiesInPlaceOf(each.endings).includes(no));
  if (!replaced) return;
  throw new Refusal(
    'OBLIGATION_STILL_REFERRED_TO',
    `Obligation ${no} cannot be retracted: it stands in the place of ${replaced.terms.no}. Revoke that first.`,
    { no, referredToBy: replaced.terms.no },
  );
}

function inPlaceOf(state: ContractState, no: string, other: string) {
  const found = standingObligation(state, other);
  if (other !== no) return found;
  throw new Refusal('REPLACED_BY_ITSELF', `Obligation ${no} cannot stand in its own place; name another.`, { no });
}

function refuseCircle(state: ContractState, no: string, byNo: string): void {
  let at: string | undefined = byNo;
  while (at !== undefined && at !== no) {
    at = state.obligations.find(({ terms }) => terms.no === at)?.endings.supersession?.byNo;
  }
  if (at === undefined) return;
  throw new Refusal(
    'SUPERSEDED_IN_A_CIRCLE',
    `Obligation ${byNo} is itself superseded by ${no}, at first or at last; revoke that supersession first.`,
    { no, byNo },
  );
}

function overlapping(no: string, earliest: string): Refusal {
  return new Refusal(
    'FREEZES_OVERLAP',
    `A freeze of obligation ${no} cannot begin, or end, before ${earliest}: give that day or a later one.`,
    { no, earliest },
  );
}
