import type { Actor } from '../actor';
import type { Calendar } from '../calendar/statutory-calendar';
import type { Decider } from '../decider';
import type { ProcedureCommand } from '../procedure/procedure.commands';
import type { Recorded } from '../recorded';
import { Refusal } from '../refusal';
import { sameJson } from '../same-json';
import type { CivilDate } from '../time/civil-date';
import type { ContractCommand } from './contract.commands';
import type { ContractEvent } from './contract.events';
import { evolve } from './contract.evolve';
import type { ContractState } from './contract.state';
import { mayKnowOf, requireRole } from './permissions';
import * as changes from './rules/changes';
import * as claims from './rules/claims';
import * as endings from './rules/endings';
import * as excuses from './rules/excuses';
import { decideProcedure, isProcedureCommand } from './rules/procedures';
import { partyOf } from './rules/find';
import * as notices from './rules/notices';
import * as recording from './rules/recording';
import * as reliefs from './rules/reliefs';

/** What a decision may look at beside the state: who asks, the civil day in the park's zone, and the calendar known then. */
export interface DecisionContext {
  readonly actor: Actor;
  readonly today: CivilDate;
  readonly calendar: Calendar;
}

/** The contract as a decider: every rule of the write side is behind `decide`. */
export const contractDecider: Decider<
  ContractCommand,
  ContractEvent,
  ContractState | undefined,
  DecisionContext,
  Recorded<ContractEvent>
> = { initialState: undefined, decide, evolve };

function decide(
  command: ContractCommand,
  state: ContractState | undefined,
  context: DecisionContext,
): readonly ContractEvent[] {
  requireRole(command, context.actor);
  if (command.type === 'RecordContract') {
    if (state) {
      throw new Refusal(
        'CONTRACT_ALREADY_RECORDED',
        `Deal ${command.dealNumber} of bureau ${command.bureauId} is already recorded as contract ${state.contractId}; change that one.`,
        { contractId: state.contractId },
      );
    }
    return recording.recordContract(command, context.today);
  }
  if (!state || !mayKnowOf(state, context.actor)) {
    throw new Refusal('CONTRACT_NOT_FOUND', 'There is no such contract; record it first.');
  }
  if (isProcedureCommand(command)) return decideProcedure(state, command, context);
  return decideOn(state, command, context);
}

function decideOn(
  state: ContractState,
  command: Exclude<ContractCommand, { type: 'RecordContract' } | ProcedureCommand>,
  context: DecisionContext,
): readonly ContractEvent[] {
  switch (command.type) {
    case 'CorrectContractDetails':
      if (sameJson(command.details, state.details)) return [];
      return [{ type: 'ContractDetailsCorrected', data: { details: command.details, reason: command.reason } }];
    case 'AddParty':
      return [recording.addParty(state, command.party)];
    case 'CorrectParty':
      return correctParty(state, command);
    case 'SignInstrument':
      return [recording.signInstrument(state, command.instrument, context.today)];
    case 'CorrectInstrument':
      return changes.correctInstrument(state, command, context);
    case 'AddLandParcel':
      return [recording.addParcel(state, command.parcel)];
    case 'SurveyLandParcel':
      return changes.surveyParcel(state, command, context);
    case 'RecordObligation':
      return [recording.recordObligation(state, command.obligation)];
    case 'CorrectObligationTerms':
      return changes.correctTerms(state, command);
    case 'RetractObligation':
      return changes.retractObligation(state, command);
    case 'MoveDueDate':
      return changes.moveDueDate(state, command);
    case 'RevokeDueDateMove':
      return changes.revokeDueDateMove(state, command);
    case 'DetermineCondition':
      return changes.determineCondition(state, command, context);
    case 'RevokeConditionDetermination':
      return changes.revokeDetermination(state, command);
    case 'ClaimPerformance':
      return claims.claimPerformance(state, command, context);
    case 'RecordPayment':
      return claims.recordPayment(state, command, context);
    case 'AttachEvidence':
      return claims.attachEvidence(state, command, context);
    case 'WithdrawClaim':
      return claims.withdrawClaim(state, command, context);
    case 'VerifyPerformance':
      return claims.verifyPerformance(state, command, context);
    case 'RejectClaim':
      return claims.rejectClaim(state, command, context);
    case 'RevokeVerification':
      return claims.revokeVerification(state, command, context);
    case 'ServeDemand':
      return notices.serveDemand(state, command, context);
    case 'RevokeDemand':
      return notices.revokeDemand(state, command, context);
    case 'ServeBreachNotice':
      return notices.serveBreachNotice(state, command, context);
    case 'RevokeBreachNotice':
      return notices.revokeBreachNotice(state, command, context);
    case 'RecordAcknowledgement':
      return notices.recordAcknowledgement(state, command, context);
    case 'RevokeAcknowledgement':
      return notices.revokeAcknowledgement(state, command, context);
    case 'FreezeObligation':
      return endings.freezeObligation(state, command, context);
    case 'UnfreezeObligation':
      return endings.unfreezeObligation(state, command, context);
    case 'SupersedeObligation':
      return endings.supersedeObligation(state, command);
    case 'RevokeSupersession':
      return endings.revokeSupersession(state, command);
    case 'ClaimExcuse':
      return excuses.claimExcuse(state, command, context);
    case 'EndExcuse':
      return excuses.endExcuse(state, command, context);
    case 'AcceptExcuse':
      return excuses.acceptExcuse(state, command, context);
    case 'RejectExcuse':
      return excuses.rejectExcuse(state, command, context);
    case 'RevokeExcuseDecision':
      return excuses.revokeExcuseDecision(state, command, context);
    case 'WithdrawExcuse':
      return excuses.withdrawExcuse(state, command, context);
    case 'RequestRelief':
      return reliefs.requestRelief(state, command, context);
    case 'ApproveRelief':
      return reliefs.approveRelief(state, command, context);
    case 'RefuseRelief':
      return reliefs.refuseRelief(state, command, context);
    case 'RevokeReliefDecision':
      return reliefs.revokeReliefDecision(state, command, context);
    case 'ServeRelief':
      return reliefs.serveRelief(state, command, context);
    case 'WithdrawRelief':
      return reliefs.withdrawRelief(state, command, context);
    case 'TerminateContract':
      return changes.terminate(state, command, context);
    case 'RevokeContractTermination': {
      if (!state.termination)
        throw new Refusal('CONTRACT_NOT_TERMINATED', `Contract ${state.dealNumber} is not terminated.`);
      return [{ type: 'ContractTerminationRevoked', data: { reason: command.reason } }];
    }
    default:
      return unhandled(command);
  }
}

/** Name and identifier may be wrong; the side a party stands on is what duties were recorded against, and stays. */
function correctParty(
  state: ContractState,
  command: Extract<ContractCommand, { type: 'CorrectParty' }>,
): readonly ContractEvent[] {
  const known = partyOf(state, command.party.id);
  if (known.kind !== command.party.kind) {
    throw new Refusal(
      'OBLIGOR_ON_THE_WRONG_SIDE',
      `Party ${known.id} is recorded as ${known.kind} and cannot become ${command.party.kind}; add the right party and correct the obligations.`,
      { partyId: known.id },
    );
  }
  if (sameJson(known, command.party)) return [];
  return [{ type: 'PartyCorrected', data: { party: command.party, reason: command.reason } }];
}

function unhandled(command: never): never {
  throw new Error(`unhandled command ${JSON.stringify(command)}`);
}
