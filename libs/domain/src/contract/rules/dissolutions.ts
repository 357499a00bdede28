import type { DissolveInstrument, RevokeInstrumentDissolution } from '../../procedure/procedure.commands';
import { Refusal } from '../../refusal';
import type { ContractEvent } from '../contract.events';
import type { ContractState } from '../contract.state';
import type { Circumstances } from './claims';
import { instrumentOf, notAfterToday } from './find';

/** A court ends a supplement; what ends the agreement itself is a termination. */
export function dissolveInstrument(
  state: ContractState,
  command: DissolveInstrument,
  at: Circumstances,
): ContractEvent[] {
  const { type: _, ...data } = command;
  const { instrumentId, dissolvedOn } = data;
  const { kind } = instrumentOf(state, instrumentId);
  if (kind !== 'supplement') {
    throw new Refusal(
      'ONLY_A_SUPPLEMENT_IS_DISSOLVED',
      `Instrument ${instrumentId} is of kind ${kind}; a supplement (补充协议) is dissolved by itself, an agreement by terminating the contract.`,
      { instrumentId },
    );
  }
  const known = state.procedures.dissolutions.find((each) => each.instrumentId === instrumentId);
  if (known) {
    throw new Refusal(
      'INSTRUMENT_ALREADY_DISSOLVED',
      `Supplement ${instrumentId} was dissolved as of ${known.dissolvedOn} by judgment ${known.judgmentNumber}; revoke that record to correct it.`,
      { instrumentId, dissolvedOn: known.dissolvedOn, judgmentNumber: known.judgmentNumber },
    );
  }
  notAfterToday('dissolvedOn', dissolvedOn, at.today);
  return [{ type: 'InstrumentDissolved', data }];
}

export function revokeDissolution(state: ContractState, command: RevokeInstrumentDissolution): ContractEvent[] {
  const { instrumentId, reason } = command;
  if (!state.procedures.dissolutions.some((each) => each.instrumentId === instrumentId)) {
    throw new Refusal('INSTRUMENT_NOT_DISSOLVED', `Instrument ${instrumentId} is not dissolved.`, { instrumentId });
  }
  return [{ type: 'InstrumentDissolutionRevoked', data: { instrumentId, reason } }];
}
