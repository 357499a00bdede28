import { Refusal } from '../../refusal';
import type {
  CorrectObligationTerms,
  DetermineCondition,
  MoveDueDate,
  RetractObligation,
  RevokeConditionDetermination,
  RevokeDueDateMove,
  SurveyLandParcel,
  TerminateContract,
} from '../contract.commands';
import type { ContractEvent } from '../contract.events';
import type { ContractState } from '../contract.state';
import type { Circumstances } from './claims';
import { instrumentOf, notAfterToday, standingObligation } from './find';
import { checkTerms, requireSameMeasure } from './obligation-terms';
import { standingNumbers } from './recording';

/** The corrected terms must fit what has been claimed under the old ones. */
export function correctTerms(state: ContractState, command: CorrectObligationTerms): ContractEvent[] {
  const { no, terms, reason } = command;
  const obligation = standingObligation(state, no);
  checkTerms({ ...terms, no, side: obligation.terms.side }, state, standingNumbers(state));
  for (const claim of obligation.claims.filter((each) => !each.withdrawn)) {
    if (terms.measure.kind !== 'milestone' && claim.value !== null)
      requireSameMeasure(no, terms.measure.target, claim.value);
  }
  return [{ type: 'ObligationTermsCorrected', data: { no, terms, reason } }];
}

export function retractObligation(state: ContractState, command: RetractObligation): ContractEvent[] {
  const { no, reason } = command;
  standingObligation(state, no);
  const referring = state.obligations.find(({ retracted, terms }) => !retracted && names(terms, no));
  if (referring) {
    throw new Refusal(
      'OBLIGATION_STILL_REFERRED_TO',
      `Obligation ${no} cannot be retracted: ${referring.terms.no} depends on it. Correct the terms of ${referring.terms.no} first.`,
      { no, referredToBy: referring.terms.no },
    );
  }
  return [{ type: 'ObligationRetracted', data: { no, reason } }];
}

function names(terms: ContractState['obligations'][number]['terms'], no: string): boolean {
  const anchored = terms.due.kind === 'relative' && terms.due.from.kind === 'fulfilment' && terms.due.from.of === no;
  return anchored || terms.conditions.some((condition) => condition.kind === 'fulfilment' && condition.of === no);
}

export function moveDueDate(state: ContractState, command: MoveDueDate): ContractEvent[] {
  const { no, moveId, instrumentId, newDueOn } = command;
  standingObligation(state, no);
  const instrument = instrumentOf(state, instrumentId);
  if (instrument.kind !== 'supplement') {
    throw new Refusal(
      'INSTRUMENT_NOT_A_SUPPLEMENT',
      `A date is moved by a supplement (补充协议); ${instrumentId} is of kind ${instrument.kind}. A wrong record is put right by correcting the terms.`,
      { instrumentId },
    );
  }
  if (instrument.signedOn === null) {
    throw new Refusal(
      'INSTRUMENT_NOT_SIGNED',
      `Supplement ${instrumentId} has no day of signature; correct the instrument first.`,
      {
        instrumentId,
      },
    );
  }
  return [{ type: 'DueDateMoved', data: { no, moveId, instrumentId, newDueOn } }];
}

export function revokeDueDateMove(state: ContractState, command: RevokeDueDateMove): ContractEvent[] {
  const { no, moveId, reason } = command;
  if (!standingObligation(state, no).moves.some((move) => move.moveId === moveId)) {
    throw new Refusal('DUE_MOVE_NOT_FOUND', `Obligation ${no} has no standing move ${moveId} of its due date.`, {
      no,
      moveId,
    });
  }
  return [{ type: 'DueDateMoveRevoked', data: { no, moveId, reason } }];
}

export function determineCondition(
  state: ContractState,
  command: DetermineCondition,
  at: Circumstances,
): ContractEvent[] {
  const { type: _, ...data } = command;
  const { terms } = standingObligation(state, command.no);
  const condition = terms.conditions.find((each) => each.id === command.conditionId);
  if (condition?.kind !== 'determined') {
    const why = condition ? `follows from obligation ${condition.of} and is not determined by hand` : 'does not exist';
    throw new Refusal('CONDITION_NOT_FOUND', `Condition ${command.conditionId} of obligation ${command.no} ${why}.`, {
      no: command.no,
      conditionId: command.conditionId,
    });
  }
  if (at.actor.partyId !== null && (at.actor.partyId === terms.obligorId || at.actor.partyId === terms.performerId)) {
    throw new Refusal(
      'CLAIMANT_VERIFIES_OWN_CLAIM',
      `${at.actor.partyId} performs obligation ${command.no} and cannot decide on its condition; another office must.`,
      { no: command.no, actor: at.actor.id },
    );
  }
  notAfterToday('occurredOn', command.occurredOn, at.today);
  notAfterToday('decidedOn', command.decidedOn, at.today);
  return [{ type: 'ConditionDetermined', data }];
}

export function revokeDetermination(state: ContractState, command: RevokeConditionDetermination): ContractEvent[] {
  const { no, determinationId, reason } = command;
  if (!standingObligation(state, no).determinations.some((each) => each.determinationId === determinationId)) {
    throw new Refusal('DETERMINATION_NOT_FOUND', `Obligation ${no} has no standing determination ${determinationId}.`, {
      no,
      determinationId,
    });
  }
  return [{ type: 'ConditionDeterminationRevoked', data: { no, determinationId, reason } }];
}

export function surveyParcel(state: ContractState, command: SurveyLandParcel, at: Circumstances): ContractEvent[] {
  const { parcelId, surveyedArea, surveyedOn } = command;
  if (!state.parcels.some((parcel) => parcel.id === parcelId)) {
    throw new Refusal('PARCEL_NOT_FOUND', `Contract ${state.dealNumber} has no parcel ${parcelId}.`, { parcelId });
  }
  notAfterToday('surveyedOn', surveyedOn, at.today);
  return [{ type: 'LandParcelSurveyed', data: { parcelId, surveyedArea, surveyedOn } }];
}

export function terminate(state: ContractState, command: TerminateContract, at: Circumstances): ContractEvent[] {
  const { terminatedOn, statedAsOf, instrumentId, reason } = command;
  if (state.termination) {
    throw new Refusal(
      'CONTRACT_TERMINATED',
      `Contract ${state.dealNumber} is already terminated; revoke that termination to correct it.`,
    );
  }
  if (terminatedOn !== null) notAfterToday('terminatedOn', terminatedOn, at.today);
  notAfterToday('statedAsOf', statedAsOf, at.today);
  if (instrumentId !== null) instrumentOf(state, instrumentId);
  return [{ type: 'ContractTerminated', data: { terminatedOn, statedAsOf, instrumentId, reason } }];
}
