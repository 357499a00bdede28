import type { RevokePartySuccession, SucceedParty } from '../../procedure/procedure.commands';
import type { Succession } from '../../procedure/succession';
import { Refusal } from '../../refusal';
import { sameJson } from '../../same-json';
import { sideOf } from '../contract';
import type { ContractEvent } from '../contract.events';
import type { ContractState } from '../contract.state';
import { partyOf } from './find';

/** Records a succession; one that is recorded already, word for word, is nothing new, so that it may be asked for again on
 *  every contract. The day may be announced ahead. */
export function succeedParty(state: ContractState, command: SucceedParty): ContractEvent[] {
  const { type: _, ...data } = command;
  const { successionId, predecessorId, successor, effectiveOn } = data;
  const earlier = state.procedures.successions.filter((each) => each.predecessorId === predecessorId);
  const same = earlier.find((each) => each.successionId === successionId);
  if (same) {
    if (sameJson(asAsked(same), data)) return [];
    throw new Refusal(
      'DUPLICATE_SUCCESSION',
      `Succession ${successionId} of ${predecessorId} is recorded on contract ${state.dealNumber} with other terms; revoke it first.`,
      { successionId, predecessorId },
    );
  }
  const predecessor = partyOf(state, predecessorId);
  const standing = earlier.find((each) => each.successor.id !== predecessorId || each.effectiveOn >= effectiveOn);
  if (standing) {
    throw new Refusal(
      'PARTY_ALREADY_SUCCEEDED',
      `Party ${predecessorId} was succeeded by ${standing.successor.id} from ${standing.effectiveOn} on (${standing.successionId}); record what happened to the successor, or revoke that succession.`,
      { predecessorId, successorId: standing.successor.id, effectiveOn: standing.effectiveOn },
    );
  }
  if (sideOf(predecessor.kind) !== sideOf(successor.kind)) {
    throw new Refusal(
      'SUCCESSOR_ON_THE_WRONG_SIDE',
      `${successor.id} stands on the ${sideOf(successor.kind)}'s side and cannot take the place of ${predecessorId} on the other; name a successor of the same side.`,
      { predecessorId, successorId: successor.id },
    );
  }
  return [{ type: 'PartySucceeded', data }];
}

export function revokeSuccession(state: ContractState, command: RevokePartySuccession): ContractEvent[] {
  const { type: _, ...data } = command;
  const { successionId, predecessorId } = data;
  const standing = state.procedures.successions.some(
    (each) => each.successionId === successionId && each.predecessorId === predecessorId,
  );
  if (!standing) {
    throw new Refusal(
      'SUCCESSION_NOT_FOUND',
      `Contract ${state.dealNumber} has no succession ${successionId} of ${predecessorId}.`,
      { successionId, predecessorId },
    );
  }
  return [{ type: 'PartySuccessionRevoked', data }];
}

function asAsked(recorded: Succession): Omit<SucceedParty, 'type'> {
  const { predecessor: _, eventId: _eventId, ...asked } = recorded;
  return asked;
}
