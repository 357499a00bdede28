import type { ProcedureEvent } from './procedure.events';

/** What a command says is what its event will say. */
type Asks<Type extends string, EventType extends ProcedureEvent['type'], Decided extends string = never> = {
  readonly type: Type;
} & Omit<Extract<ProcedureEvent, { type: EventType }>['data'], Decided>;

export type ProcedureCommand = TerminationCommand | ClawbackCommand | SuccessionCommand | DissolutionCommand;

export type TerminationCommand =
  | OpenTerminationCase
  | TerminationStepCommand
  | Asks<'CloseTerminationCase', 'TerminationCaseClosed'>
  | Asks<'RevokeTerminationStep', 'TerminationStepRevoked', 'step'>;
export type OpenTerminationCase = Asks<'OpenTerminationCase', 'TerminationCaseOpened'>;
export type TerminationStepCommand =
  | Asks<'ServeRectificationNotice', 'RectificationNoticeServed'>
  | Asks<'ServeTerminationIntent', 'TerminationIntentServed'>
  | Asks<'OfferTerminationHearing', 'TerminationHearingOffered'>
  | Asks<'ConcludeTerminationHearing', 'TerminationHearingConcluded'>
  | Asks<'DecideTermination', 'TerminationDecided'>
  | Asks<'ServeTerminationNotice', 'TerminationNoticeServed'>;

export type ClawbackCommand =
  | OpenClawbackCase
  | ClawbackStepCommand
  | Asks<'CloseClawbackCase', 'ClawbackCaseClosed'>
  | Asks<'RevokeClawbackStep', 'ClawbackStepRevoked', 'step'>
  | RejectClawbackGround
  | Asks<'RevokeClawbackRejection', 'ClawbackRejectionRevoked'>;
export type OpenClawbackCase = Asks<'OpenClawbackCase', 'ClawbackCaseOpened'>;
export type ClawbackStepCommand =
  | Asks<'DemandClawback', 'ClawbackDemanded'>
  | Asks<'HearClawback', 'ClawbackHeard'>
  | Asks<'DecideClawback', 'ClawbackDecided'>
  | Asks<'ServeClawbackDecision', 'ClawbackDecisionServed'>
  | Asks<'RecordRecovery', 'ClawbackRecovered'>
  | Asks<'RequestClawbackEnforcement', 'ClawbackEnforcementRequested'>;
export type RejectClawbackGround = Asks<'RejectClawbackGround', 'ClawbackGroundRejected'>;

export type SuccessionCommand = SucceedParty | RevokePartySuccession;
export type SucceedParty = Asks<'SucceedParty', 'PartySucceeded'>;
export type RevokePartySuccession = Asks<'RevokePartySuccession', 'PartySuccessionRevoked'>;

export type DissolutionCommand = DissolveInstrument | RevokeInstrumentDissolution;
export type DissolveInstrument = Asks<'DissolveInstrument', 'InstrumentDissolved'>;
export type RevokeInstrumentDissolution = Asks<'RevokeInstrumentDissolution', 'InstrumentDissolutionRevoked'>;
