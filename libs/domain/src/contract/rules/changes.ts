import { dutiesNamedIn, type ObligationTerms } from '../../obligation/obligation';
import { Refusal } from '../../refusal';
import { sameJson } from '../../same-json';
import type {
  CorrectInstrument,
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
import { checkClaimFits, heldBy, type Circumstances } from './claims';
import { refuseWhileInPlaceOfAnother } from './endings';
import { instrumentOf, notAfterToday, requireSignedSupplement, standingObligation, unused } from './find';
import { checkTerms } from './obligation-terms';
import { requireArea, standingNumbers } from './recording';

/** The corrected terms must fit what has been claimed under the old ones and still stands. */
export function correctTerms(state: ContractState, command: CorrectObligationTerms): ContractEvent[] {
  const { no, terms, reason } = command;
  const obligation = standingObligation(state, no);
  const corrected: ObligationTerms = { ...terms, no, side: obligation.terms.side };
  if (sameJson(corrected, obligation.terms)) return [];
  checkTerms(corrected, state, standingNumbers(state));
  for (const claim of obligation.claims) if (!claim.withdrawn) checkClaimFits(corrected, claim.kind, claim.value);
  return [{ type: 'ObligationTermsCorrected', data: { no, terms, reason } }];
}

export function retractObligation(state: ContractState, command: RetractObligation): ContractEvent[] {
  const { no, reason } = command;
  standingObligation(state, no);
  const referring = state.obligations.find(({ retracted, terms }) => !retracted && dutiesNamedIn(terms).includes(no));
  if (referring) {
    throw new Refusal(
      'OBLIGATION_STILL_REFERRED_TO',
      `Obligation ${no} cannot be retracted: ${referring.terms.no} depends on it. Correct the terms of ${referring.terms.no} first.`,
      { no, referredToBy: referring.terms.no },
    );
  }
  refuseWhileInPlaceOfAnother(state, no);
  return [{ type: 'ObligationRetracted', data: { no, reason } }];
}

export function moveDueDate(state: ContractState, command: MoveDueDate): ContractEvent[] {
  const { no, moveId, instrumentId, newDueOn } = command;
  const { moves } = standingObligation(state, no);
  const taken = moves.some((move) => move.moveId === moveId);
  unused(taken, 'DUPLICATE_DUE_MOVE', `Move ${moveId}`);
  requireSignedSupplement(instrumentOf(state, instrumentId));
  return [{ type: 'DueDateMoved', data: { no, moveId, instrumentId, newDueOn } }];
}

/** A supplement that has moved a date or put a duty in another's place stays a signed supplement. */
export function correctInstrument(
  state: ContractState,
  command: CorrectInstrument,
  at: Circumstances,
): ContractEvent[] {
  const { instrument, reason } = command;
  if (sameJson(instrument, instrumentOf(state, instrument.id))) return [];
  if (instrument.signedOn !== null) notAfterToday('signedOn', instrument.signedOn, at.today);
  const isReliedOn = state.obligations.some(
    ({ moves, endings }) =>
      moves.some((move) => move.instrumentId === instrument.id) || endings.supersession?.instrumentId === instrument.id,
  );
  if (isReliedOn) requireSignedSupplement(instrument);
  return [{ type: 'InstrumentCorrected', data: { instrument, reason } }];
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
  const { terms, determinations } = standingObligation(state, command.no);
  const taken = determinations.some((each) => each.determinationId === command.determinationId);
  unused(taken, 'DUPLICATE_DETERMINATION', `Determination ${command.determinationId}`);
  const condition = terms.conditions.find((each) => each.id === command.conditionId);
  if (condition?.kind !== 'determined') {
    const why = condition ? `follows from obligation ${condition.of} and is not determined by hand` : 'does not exist';
    throw new Refusal('CONDITION_NOT_FOUND', `Condition ${command.conditionId} of obligation ${command.no} ${why}.`, {
      no: command.no,
      conditionId: command.conditionId,
    });
  }
  const { obligorId, performerId } = heldBy(state, terms, at.today);
  if (at.actor.partyId !== null && (at.actor.partyId === obligorId || at.actor.partyId === performerId)) {
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
  const parcel = state.parcels.find((each) => each.id === parcelId);
  if (!parcel) {
    throw new Refusal('PARCEL_NOT_FOUND', `Contract ${state.dealNumber} has no parcel ${parcelId}.`, { parcelId });
  }
  if (parcel.surveyedOn === surveyedOn && sameJson(parcel.surveyedArea, surveyedArea)) return [];
  requireArea(parcelId, surveyedArea);
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
