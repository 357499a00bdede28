import { TIME_NOT_MONEY, type Party } from '../contract/contract';
import type * as Commands from '../contract/contract.commands';
import type { AmountJson } from '../money/amount';
import type { CorrectableTerms, ObligationTerms } from '../obligation/obligation';
import { civilDate } from '../time/civil-date';
import { investmentAgreement } from './facts.fixtures';
import { parties } from './people.fixtures';
import { commitmentTerms, file, promiseTerms, SUPPLEMENT, yuan } from './terms.fixtures';

const reason = '记录有误';
const DECIDED_ON = civilDate('2025-08-05');

/** A whole deal with one promise and one commitment. */
export function recordContract(parts: Partial<Commands.RecordContract> = {}): Commands.RecordContract {
  return {
    type: 'RecordContract',
    contractId: 'contract-1',
    bureauId: 'office-zs',
    dealNumber: '2025-001',
    timeZone: 'Asia/Shanghai',
    details: {
      title: '智能装备项目',
      parkId: null,
      zoneId: null,
      industryCode: null,
      roll: { weekends: true },
      minimumEvidenceGrade: 'self',
      delayRules: TIME_NOT_MONEY,
      source: null,
    },
    parties,
    instruments: [investmentAgreement],
    parcels: [],
    obligations: [promiseTerms(), commitmentTerms()],
    ...parts,
  };
}

export function addParty(party: Partial<Party> = {}): Commands.AddParty {
  return { type: 'AddParty', party: { id: 'ent-9', kind: 'enterprise', name: '新主体', identifier: null, ...party } };
}

export function correctParty(party: Party): Commands.CorrectParty {
  return { type: 'CorrectParty', party, reason };
}

export function signInstrument(parts: Partial<Commands.SignInstrument['instrument']> = {}): Commands.SignInstrument {
  const supplement = { ...investmentAgreement, id: SUPPLEMENT, kind: 'supplement' as const, title: '补充协议' };
  return { type: 'SignInstrument', instrument: { ...supplement, signedOn: civilDate('2025-05-20'), ...parts } };
}

export function correctInstrument(parts: Partial<Commands.SignInstrument['instrument']>): Commands.CorrectInstrument {
  return { type: 'CorrectInstrument', instrument: { ...investmentAgreement, ...parts }, reason };
}

export function addLandParcel(parts: Partial<Commands.AddLandParcel['parcel']> = {}): Commands.AddLandParcel {
  const parcel = { parcelCode: null, contractedArea: { value: '105.8', unit: 'mu' as const } };
  return {
    type: 'AddLandParcel',
    parcel: { id: 'parcel-1', ...parcel, surveyedArea: null, surveyedOn: null, ...parts },
  };
}

export function surveyLandParcel(parts: Partial<Commands.SurveyLandParcel> = {}): Commands.SurveyLandParcel {
  const surveyed = { surveyedArea: { value: '104.2', unit: 'mu' as const }, surveyedOn: civilDate('2025-04-01') };
  return { type: 'SurveyLandParcel', parcelId: 'parcel-1', ...surveyed, ...parts };
}

export function recordObligation(obligation: ObligationTerms): Commands.RecordObligation {
  return { type: 'RecordObligation', obligation };
}

/** The terms of a promise with this and that put right. */
export function correctPromise(corrected: Partial<CorrectableTerms>): Commands.CorrectObligationTerms {
  return { type: 'CorrectObligationTerms', no: 'G-01', terms: correctable(promiseTerms(corrected)), reason };
}

export function correctable(terms: ObligationTerms): CorrectableTerms {
  const { no: _, side: _side, ...rest } = terms;
  return rest;
}

export function retractObligation(no: string): Commands.RetractObligation {
  return { type: 'RetractObligation', no, reason };
}

export function moveDueDate(parts: Partial<Commands.MoveDueDate> = {}): Commands.MoveDueDate {
  const to = { moveId: 'm-1', instrumentId: SUPPLEMENT, newDueOn: civilDate('2025-12-31') };
  return { type: 'MoveDueDate', no: 'G-01', ...to, ...parts };
}

export function revokeDueDateMove(moveId: string): Commands.RevokeDueDateMove {
  return { type: 'RevokeDueDateMove', no: 'G-01', moveId, reason };
}

export function determineCondition(parts: Partial<Commands.DetermineCondition> = {}): Commands.DetermineCondition {
  const finding = { conditionId: 'c-1', determinationId: 'd-1', met: true, occurredOn: civilDate('2025-03-01') };
  return { type: 'DetermineCondition', no: 'G-01', ...finding, decidedOn: DECIDED_ON, evidence: [], ...parts };
}

export function revokeDetermination(determinationId: string): Commands.RevokeConditionDetermination {
  return { type: 'RevokeConditionDetermination', no: 'G-01', determinationId, reason };
}

export function claimPerformance(parts: Partial<Commands.ClaimPerformance> = {}): Commands.ClaimPerformance {
  const claim = { claimId: 'E-01-c1', performedOn: civilDate('2025-06-28'), value: null, evidence: [file()] };
  return { type: 'ClaimPerformance', no: 'E-01', ...claim, source: null, note: null, ...parts };
}

export function recordPayment(amount: AmountJson = yuan(500), no = 'G-01'): Commands.RecordPayment {
  const payment = { claimId: `${no}-p1`, paidOn: civilDate('2025-06-28'), amount, evidence: [] };
  return { type: 'RecordPayment', no, ...payment, voucherNumber: '记-17', note: null };
}

export function attachEvidence(digit: string, parts: Partial<Commands.AttachEvidence> = {}): Commands.AttachEvidence {
  return { type: 'AttachEvidence', no: 'E-01', claimId: 'E-01-c1', evidence: file(digit), ...parts };
}

export function withdrawClaim(claimId = 'E-01-c1', no = 'E-01'): Commands.WithdrawClaim {
  return { type: 'WithdrawClaim', no, claimId, reason };
}

export function verifyPerformance(parts: Partial<Commands.VerifyPerformance> = {}): Commands.VerifyPerformance {
  const asClaimed = { performedOn: null, value: null, grade: null, decidedOn: DECIDED_ON };
  const said = { criterion: '取得施工许可', note: null };
  return { type: 'VerifyPerformance', no: 'E-01', claimId: 'E-01-c1', ...asClaimed, ...said, ...parts };
}

export function rejectClaim(parts: Partial<Commands.RejectClaim> = {}): Commands.RejectClaim {
  return { type: 'RejectClaim', no: 'E-01', claimId: 'E-01-c1', decidedOn: DECIDED_ON, reason, ...parts };
}

export function revokeVerification(parts: Partial<Commands.RevokeVerification> = {}): Commands.RevokeVerification {
  return { type: 'RevokeVerification', no: 'E-01', claimId: 'E-01-c1', decidedOn: DECIDED_ON, reason, ...parts };
}

export function terminateContract(parts: Partial<Commands.TerminateContract> = {}): Commands.TerminateContract {
  const end = { terminatedOn: civilDate('2025-07-31'), statedAsOf: civilDate('2025-07-31'), instrumentId: null };
  return { type: 'TerminateContract', ...end, reason, ...parts };
}

export const revokeTermination: Commands.RevokeContractTermination = { type: 'RevokeContractTermination', reason };
