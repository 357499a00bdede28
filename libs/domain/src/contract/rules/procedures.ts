import type { Role } from '../../actor';
import type { ProcedureCommand } from '../../procedure/procedure.commands';
import type { ContractEvent } from '../contract.events';
import type { ContractState } from '../contract.state';
import { decideClawback } from './clawbacks';
import { dissolveInstrument, revokeDissolution } from './dissolutions';
import { revokeSuccession, succeedParty } from './successions';
import { decideTermination, type CaseCircumstances } from './terminations';

const RECORDERS: readonly Role[] = ['clerk', 'legal'];
const EITHER_SIDE: readonly Role[] = ['clerk', 'legal', 'enterprise'];

/** Who may give the commands of procedures. A termination is either side's to run; what a government decides is decided by
 *  its legal officers and leaders. */
export const PROCEDURE_ROLES: Readonly<Record<ProcedureCommand['type'], readonly Role[]>> = {
  OpenTerminationCase: EITHER_SIDE,
  ServeRectificationNotice: EITHER_SIDE,
  ServeTerminationIntent: EITHER_SIDE,
  OfferTerminationHearing: EITHER_SIDE,
  ConcludeTerminationHearing: EITHER_SIDE,
  DecideTermination: ['legal', 'leader', 'enterprise'],
  ServeTerminationNotice: EITHER_SIDE,
  CloseTerminationCase: EITHER_SIDE,
  RevokeTerminationStep: EITHER_SIDE,
  OpenClawbackCase: RECORDERS,
  DemandClawback: RECORDERS,
  HearClawback: RECORDERS,
  DecideClawback: ['legal', 'leader'],
  ServeClawbackDecision: RECORDERS,
  RecordRecovery: ['clerk', 'finance'],
  RequestClawbackEnforcement: RECORDERS,
  CloseClawbackCase: RECORDERS,
  RevokeClawbackStep: RECORDERS,
  RejectClawbackGround: RECORDERS,
  RevokeClawbackRejection: RECORDERS,
  SucceedParty: RECORDERS,
  RevokePartySuccession: RECORDERS,
  DissolveInstrument: RECORDERS,
  RevokeInstrumentDissolution: RECORDERS,
};

export function isProcedureCommand<Command extends { readonly type: string }>(
  command: Command,
): command is Command & ProcedureCommand {
  return Object.hasOwn(PROCEDURE_ROLES, command.type);
}

export function decideProcedure(
  state: ContractState,
  command: ProcedureCommand,
  at: CaseCircumstances,
): readonly ContractEvent[] {
  switch (command.type) {
    case 'SucceedParty':
      return succeedParty(state, command);
    case 'RevokePartySuccession':
      return revokeSuccession(state, command);
    case 'DissolveInstrument':
      return dissolveInstrument(state, command, at);
    case 'RevokeInstrumentDissolution':
      return revokeDissolution(state, command);
    case 'OpenClawbackCase':
    case 'DemandClawback':
    case 'HearClawback':
    case 'DecideClawback':
    case 'ServeClawbackDecision':
    case 'RecordRecovery':
    case 'RequestClawbackEnforcement':
    case 'CloseClawbackCase':
    case 'RevokeClawbackStep':
    case 'RejectClawbackGround':
    case 'RevokeClawbackRejection':
      return decideClawback(state, command, at);
    case 'OpenTerminationCase':
    case 'ServeRectificationNotice':
    case 'ServeTerminationIntent':
    case 'OfferTerminationHearing':
    case 'ConcludeTerminationHearing':
    case 'DecideTermination':
    case 'ServeTerminationNotice':
    case 'CloseTerminationCase':
    case 'RevokeTerminationStep':
      return decideTermination(state, command, at);
    default:
      return unhandled(command);
  }
}

function unhandled(command: never): never {
  throw new Error(`unhandled command ${JSON.stringify(command)}`);
}
