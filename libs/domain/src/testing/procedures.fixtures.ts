import type { Party, Side } from '../contract/contract';
import type { ContractEvent } from '../contract/contract.events';
import type { ClawbackGround } from '../procedure/clawback-case';
import type * as Commands from '../procedure/procedure.commands';
import type { ProcedureEvent } from '../procedure/procedure.events';
import { civilDate } from '../time/civil-date';
import { by, type StampedFacts } from './facts.fixtures';
import { clerk, ENTERPRISE, legal } from './people.fixtures';
import { SUPPLEMENT } from './terms.fixtures';

type CommandOf<Type extends Commands.ProcedureCommand['type']> = Extract<Commands.ProcedureCommand, { type: Type }>;

const day = civilDate;
const termination = { caseId: 'T-1', documentNumber: null, evidence: [] };
const clawback = { caseId: 'C-1', documentNumber: null, evidence: [] };
const DAYS_60 = { count: 60, unit: 'natural_days' } as const;
const DAYS_30 = { count: 30, unit: 'natural_days' } as const;
const WORKING_DAYS_5 = { count: 5, unit: 'working_days' } as const;
const DAYS_10 = { count: 10, unit: 'natural_days' } as const;
const yuan = (amount: number) => ({ minor: `${amount * 100}`, currency: 'CNY' as const });
const consequences = '逾期将解除协议';

export function openTermination(
  parts: Partial<CommandOf<'OpenTerminationCase'>> = {},
): CommandOf<'OpenTerminationCase'> {
  const opening = { bySide: 'government' as Side, grounds: ['E-01'], clause: '第七十七条', reason: '停工' };
  return { type: 'OpenTerminationCase', ...termination, ...opening, openedOn: day('2025-02-05'), ...parts };
}
export function serveRectification(on: string, caseId = 'T-1'): CommandOf<'ServeRectificationNotice'> {
  return { type: 'ServeRectificationNotice', ...termination, caseId, servedOn: day(on), term: DAYS_60, consequences };
}
export function serveIntent(on: string): CommandOf<'ServeTerminationIntent'> {
  return { type: 'ServeTerminationIntent', ...termination, servedOn: day(on), term: DAYS_30, consequences };
}
export function offerHearing(on: string): CommandOf<'OfferTerminationHearing'> {
  return { type: 'OfferTerminationHearing', ...termination, offeredOn: day(on), term: WORKING_DAYS_5 };
}
export function concludeHearing(
  on: string,
  outcome: CommandOf<'ConcludeTerminationHearing'>['outcome'] = 'held',
): CommandOf<'ConcludeTerminationHearing'> {
  return { type: 'ConcludeTerminationHearing', ...termination, concludedOn: day(on), outcome };
}
export function decideTermination(on: string): CommandOf<'DecideTermination'> {
  return { type: 'DecideTermination', ...termination, decidedOn: day(on), consequences };
}
export function serveTermination(on: string): CommandOf<'ServeTerminationNotice'> {
  return { type: 'ServeTerminationNotice', ...termination, servedOn: day(on) };
}
export function closeTermination(on: string): CommandOf<'CloseTerminationCase'> {
  return { type: 'CloseTerminationCase', caseId: 'T-1', outcome: 'cured', closedOn: day(on), reason: '已复工' };
}
export const revokeTerminationStep: CommandOf<'RevokeTerminationStep'> = {
  type: 'RevokeTerminationStep',
  caseId: 'T-1',
  reason: '误录',
};

/** The rungs of a ladder as facts: opened on 5 February, climbed as fast as the periods allow, served on 16 June 2025. */
export function climbedTo(rung: Commands.TerminationStepCommand['type'] | 'opened'): StampedFacts {
  const rungs = [
    openTermination(),
    serveRectification('2025-02-10'),
    serveIntent('2025-04-14'),
    offerHearing('2025-05-19'),
    concludeHearing('2025-06-03'),
    decideTermination('2025-06-10'),
    serveTermination('2025-06-16'),
  ];
  const last = rung === 'opened' ? 0 : rungs.findIndex(({ type }) => type === rung);
  return by(
    clerk,
    ...rungs.slice(0, last + 1).map((each) => by(each.type === 'DecideTermination' ? legal : clerk, factOf(each))),
  );
}

export const PAYMENT_GROUND: ClawbackGround = { no: 'G-02', claimId: 'G-02-c1', reason: 'not_eligible' };
export const BREACH_GROUND: ClawbackGround = { no: 'E-01', claimId: null, reason: 'late_performance' };

export function openClawback(parts: Partial<CommandOf<'OpenClawbackCase'>> = {}): CommandOf<'OpenClawbackCase'> {
  const opening = { ground: PAYMENT_GROUND, statement: '不符合条件', openedOn: day('2025-02-05') };
  return { type: 'OpenClawbackCase', ...clawback, ...opening, ...parts };
}
export function demandClawback(on: string, amount = 1000): CommandOf<'DemandClawback'> {
  return { type: 'DemandClawback', ...clawback, servedOn: day(on), amount: yuan(amount), term: DAYS_10 };
}
export function hearClawback(on: string): CommandOf<'HearClawback'> {
  return { type: 'HearClawback', ...clawback, heardOn: day(on), outcome: 'statement' };
}
export function decideClawback(on: string, amount = 800): CommandOf<'DecideClawback'> {
  return { type: 'DecideClawback', ...clawback, decidedOn: day(on), amount: yuan(amount), term: DAYS_30, consequences };
}
export function serveClawback(on: string): CommandOf<'ServeClawbackDecision'> {
  return { type: 'ServeClawbackDecision', ...clawback, servedOn: day(on) };
}
export function recordRecovery(on: string, amount: number): CommandOf<'RecordRecovery'> {
  return { type: 'RecordRecovery', ...clawback, paidOn: day(on), amount: yuan(amount) };
}
export function requestEnforcement(on: string): CommandOf<'RequestClawbackEnforcement'> {
  return { type: 'RequestClawbackEnforcement', ...clawback, requestedOn: day(on) };
}
export function closeClawback(on: string): CommandOf<'CloseClawbackCase'> {
  return { type: 'CloseClawbackCase', caseId: 'C-1', closedOn: day(on), reason: '申辩成立' };
}
export const revokeClawbackStep: CommandOf<'RevokeClawbackStep'> = {
  type: 'RevokeClawbackStep',
  caseId: 'C-1',
  reason: '误录',
};
export function rejectGround(
  parts: Partial<CommandOf<'RejectClawbackGround'>> = {},
): CommandOf<'RejectClawbackGround'> {
  const judgment = { court: '区人民法院', judgmentNumber: '民初1号', effectiveOn: day('2025-03-21'), evidence: [] };
  return { type: 'RejectClawbackGround', rejectionId: 'R-1', ground: PAYMENT_GROUND, ...judgment, ...parts };
}
export const revokeRejection: CommandOf<'RevokeClawbackRejection'> = {
  type: 'RevokeClawbackRejection',
  rejectionId: 'R-1',
  reason: '再审改判',
};

export const newEnterprise: Party = { id: 'ent-new', kind: 'enterprise', name: '合并后公司', identifier: null };
export function succeed(parts: Partial<CommandOf<'SucceedParty'>> = {}): CommandOf<'SucceedParty'> {
  const merger = { kind: 'merger' as const, effectiveOn: day('2025-05-01'), documentNumber: '合〔1〕', evidence: [] };
  const data = { successionId: 'S-1', predecessorId: ENTERPRISE, successor: newEnterprise, ...merger };
  return { type: 'SucceedParty', ...data, ...parts };
}
export const revokeSuccession: CommandOf<'RevokePartySuccession'> = {
  type: 'RevokePartySuccession',
  successionId: 'S-1',
  predecessorId: ENTERPRISE,
  reason: '误录',
};

export function dissolve(on: string, instrumentId = SUPPLEMENT): CommandOf<'DissolveInstrument'> {
  const judgment = { court: '中级人民法院', judgmentNumber: '行终1号', evidence: [] };
  return { type: 'DissolveInstrument', instrumentId, dissolvedOn: day(on), ...judgment };
}
export const revokeDissolution: CommandOf<'RevokeInstrumentDissolution'> = {
  type: 'RevokeInstrumentDissolution',
  instrumentId: SUPPLEMENT,
  reason: '判决未生效',
};

type Asked = Exclude<Commands.ProcedureCommand, { type: 'RevokeTerminationStep' | 'RevokeClawbackStep' }>;

/** The event that a command comes to where nothing refuses it. */
export function factOf(command: Asked): ContractEvent {
  const { type, ...data } = command;
  return { type: EVENT_OF[type], data } as ProcedureEvent;
}

const EVENT_OF: Readonly<Record<Asked['type'], ProcedureEvent['type']>> = {
  OpenTerminationCase: 'TerminationCaseOpened',
  ServeRectificationNotice: 'RectificationNoticeServed',
  ServeTerminationIntent: 'TerminationIntentServed',
  OfferTerminationHearing: 'TerminationHearingOffered',
  ConcludeTerminationHearing: 'TerminationHearingConcluded',
  DecideTermination: 'TerminationDecided',
  ServeTerminationNotice: 'TerminationNoticeServed',
  CloseTerminationCase: 'TerminationCaseClosed',
  OpenClawbackCase: 'ClawbackCaseOpened',
  DemandClawback: 'ClawbackDemanded',
  HearClawback: 'ClawbackHeard',
  DecideClawback: 'ClawbackDecided',
  ServeClawbackDecision: 'ClawbackDecisionServed',
  RecordRecovery: 'ClawbackRecovered',
  RequestClawbackEnforcement: 'ClawbackEnforcementRequested',
  CloseClawbackCase: 'ClawbackCaseClosed',
  RejectClawbackGround: 'ClawbackGroundRejected',
  RevokeClawbackRejection: 'ClawbackRejectionRevoked',
  SucceedParty: 'PartySucceeded',
  RevokePartySuccession: 'PartySuccessionRevoked',
  DissolveInstrument: 'InstrumentDissolved',
  RevokeInstrumentDissolution: 'InstrumentDissolutionRevoked',
};
