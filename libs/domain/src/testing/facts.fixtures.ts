import type { Actor } from '../actor';
import { TIME_NOT_MONEY, type Instrument } from '../contract/contract';
import type { ContractEvent } from '../contract/contract.events';
import type { ExcuseClaim } from '../contract/excuse';
import type { ReliefTerms } from '../contract/relief';
import type { AmountJson } from '../money/amount';
import type { EvidenceGrade } from '../obligation/evidence-grade';
import type { CorrectableTerms, ObligationTerms } from '../obligation/obligation';
import { civilDate } from '../time/civil-date';
import { parties } from './people.fixtures';
import { commitmentTerms, INVESTMENT_AGREEMENT, promiseTerms, SUPPLEMENT } from './terms.fixtures';

/** What has happened; a builder may give several events, and `by` and `recordedOn` say who and when. */
export type Fact = ContractEvent | readonly ContractEvent[] | StampedFacts;

export interface StampedFacts {
  readonly facts: readonly Fact[];
  readonly actor?: Actor;
  /** A civil day of Asia/Shanghai; later facts are recorded after it too. */
  readonly recordedOn?: string;
}

export function by(actor: Actor, ...facts: readonly Fact[]): StampedFacts {
  return { facts, actor };
}

export function recordedOn(day: string, ...facts: readonly Fact[]): StampedFacts {
  return { facts, recordedOn: day };
}

export const investmentAgreement: Instrument = {
  id: INVESTMENT_AGREEMENT,
  kind: 'investment_agreement',
  title: '投资协议',
  documentNumber: null,
  signedOn: civilDate('2025-01-06'),
  effectiveOn: null,
};

/** A deal with its parties and an investment agreement signed on 6 January 2025. */
export function contractRecorded(): readonly ContractEvent[] {
  return [
    {
      type: 'ContractRecorded',
      data: {
        contractId: 'contract-1',
        bureauId: 'office-zs',
        dealNumber: '2025-001',
        timeZone: 'Asia/Shanghai',
        title: '智能装备项目',
        parkId: null,
        zoneId: null,
        industryCode: null,
        roll: { weekends: true },
        minimumEvidenceGrade: 'self',
        delayRules: TIME_NOT_MONEY,
        source: null,
      },
    },
    ...parties.map((party): ContractEvent => ({ type: 'PartyAdded', data: { party } })),
    { type: 'InstrumentSigned', data: { instrument: investmentAgreement } },
  ];
}

export function promise(terms: Partial<ObligationTerms> = {}): ContractEvent {
  return { type: 'ObligationRecorded', data: { obligation: promiseTerms(terms) } };
}

export function commitment(terms: Partial<ObligationTerms> = {}): ContractEvent {
  return { type: 'ObligationRecorded', data: { obligation: commitmentTerms(terms) } };
}

export function supplementSigned(signedOn: string | null, id = SUPPLEMENT): ContractEvent {
  const instrument: Instrument = {
    id,
    kind: 'supplement',
    title: '补充协议',
    documentNumber: null,
    signedOn: signedOn === null ? null : civilDate(signedOn),
    effectiveOn: null,
  };
  return { type: 'InstrumentSigned', data: { instrument } };
}

export function dueDateMoved(no: string, to: string, instrumentId = SUPPLEMENT, moveId = `${no}-m1`): ContractEvent {
  return { type: 'DueDateMoved', data: { no, moveId, instrumentId, newDueOn: civilDate(to) } };
}

export function dueDateMoveRevoked(no: string, moveId = `${no}-m1`): ContractEvent {
  return { type: 'DueDateMoveRevoked', data: { no, moveId, reason: '补充协议无效' } };
}

/** `supplement signed on a day moves a due date`, in one. */
export function movedBySupplement(no: string, to: string, signedOn: string, id = SUPPLEMENT): readonly ContractEvent[] {
  return [supplementSigned(signedOn, id), dueDateMoved(no, to, id, `${no}-${id}`)];
}

export function determined(no: string, conditionId: string, on: string, met = true, id = 'd-1'): ContractEvent {
  return {
    type: 'ConditionDetermined',
    data: {
      no,
      conditionId,
      determinationId: id,
      met,
      occurredOn: civilDate(on),
      decidedOn: civilDate(on),
      evidence: [],
    },
  };
}

export function determinationRevoked(no: string, determinationId = 'd-1'): ContractEvent {
  return { type: 'ConditionDeterminationRevoked', data: { no, determinationId, reason: '认定有误' } };
}

export function claimed(no: string, on: string, value: AmountJson | null = null, claimId = `${no}-c1`): ContractEvent {
  return {
    type: 'PerformanceClaimed',
    data: { no, claimId, performedOn: civilDate(on), value, evidence: [], source: null, note: null },
  };
}

export function paid(no: string, on: string, amount: AmountJson, claimId = `${no}-c1`): ContractEvent {
  return {
    type: 'PaymentRecorded',
    data: { no, claimId, paidOn: civilDate(on), amount, evidence: [], voucherNumber: null, note: null },
  };
}

export function claimWithdrawn(no: string, claimId = `${no}-c1`): ContractEvent {
  return { type: 'ClaimWithdrawn', data: { no, claimId, reason: '填报有误' } };
}

export function verified(
  no: string,
  on: string,
  value: AmountJson | null = null,
  claimId = `${no}-c1`,
  grade: EvidenceGrade = 'self',
): ContractEvent {
  const day = civilDate(on);
  return {
    type: 'PerformanceVerified',
    data: { no, claimId, performedOn: day, value, grade, decidedOn: day, criterion: null, note: null },
  };
}

/** Claimed and verified, as of one day. */
export function performed(
  no: string,
  on: string,
  value: AmountJson | null = null,
  id = 'c1',
): readonly ContractEvent[] {
  return [claimed(no, on, value, `${no}-${id}`), verified(no, on, value, `${no}-${id}`)];
}

/** Paid and verified, as of one day. */
export function settled(no: string, on: string, amount: AmountJson, id = 'c1'): readonly ContractEvent[] {
  return [paid(no, on, amount, `${no}-${id}`), verified(no, on, amount, `${no}-${id}`)];
}

export function rejected(no: string, claimId = `${no}-c1`, decidedOn = '2025-07-10'): ContractEvent {
  return { type: 'ClaimRejected', data: { no, claimId, decidedOn: civilDate(decidedOn), reason: '材料不符' } };
}

export function verificationRevoked(no: string, claimId = `${no}-c1`, decidedOn = '2025-07-20'): ContractEvent {
  return { type: 'VerificationRevoked', data: { no, claimId, decidedOn: civilDate(decidedOn), reason: '复核有误' } };
}

export function termsCorrected(no: string, terms: CorrectableTerms): ContractEvent {
  return { type: 'ObligationTermsCorrected', data: { no, terms, reason: '与协议不符' } };
}

export function retracted(no: string): ContractEvent {
  return { type: 'ObligationRetracted', data: { no, reason: '误录' } };
}

/** An excuse, undecided; the government's conduct on the enterprise's duty E-01 unless said otherwise. */
export function excuseClaimed(
  excuseId: string,
  parts: Partial<ExcuseClaim> & { from: string; to?: string | null },
): ContractEvent {
  const { from, to = null, ...rest } = parts;
  return {
    type: 'ExcuseClaimed',
    data: {
      excuseId,
      obligations: ['E-01'],
      cause: 'conduct',
      ground: 'government',
      partyId: null,
      clause: null,
      description: '许可未批',
      firstDay: civilDate(from),
      lastDay: to === null ? null : civilDate(to),
      notifiedOn: civilDate(from),
      evidence: [],
      ...rest,
    },
  };
}

export function excuseAccepted(excuseId: string, decidedOn = '2025-08-01'): ContractEvent {
  return { type: 'ExcuseAccepted', data: { excuseId, decidedOn: civilDate(decidedOn), reason: null } };
}

/** Claimed and accepted. */
export function excused(excuseId: string, parts: Parameters<typeof excuseClaimed>[1]): readonly ContractEvent[] {
  return [excuseClaimed(excuseId, parts), excuseAccepted(excuseId)];
}

export function excuseEnded(excuseId: string, lastDay: string): ContractEvent {
  return { type: 'ExcuseEnded', data: { excuseId, lastDay: civilDate(lastDay), evidence: [] } };
}

export function reliefRequested(no: string, relief: ReliefTerms, reliefId = `${no}-r1`): ContractEvent {
  const request = { requestedOn: civilDate('2025-02-01'), reason: '申请', evidence: [] };
  return { type: 'ReliefRequested', data: { no, reliefId, relief, ...request } };
}

export function reliefApproved(no: string, decidedOn: string, reliefId = `${no}-r1`): ContractEvent {
  const paper = { documentNumber: null, evidence: [], note: null };
  return { type: 'ReliefApproved', data: { no, reliefId, decidedOn: civilDate(decidedOn), ...paper } };
}

export function reliefServed(no: string, servedOn: string, reliefId = `${no}-r1`): ContractEvent {
  return { type: 'ReliefServed', data: { no, reliefId, servedOn: civilDate(servedOn), evidence: [] } };
}

/** Asked for, approved and served on one day. */
export function relieved(
  no: string,
  relief: ReliefTerms,
  servedOn: string,
  reliefId = `${no}-r1`,
): readonly ContractEvent[] {
  return [
    reliefRequested(no, relief, reliefId),
    reliefApproved(no, servedOn, reliefId),
    reliefServed(no, servedOn, reliefId),
  ];
}

export function terminated(on: string | null, statedAsOf = on ?? '2025-07-31'): ContractEvent {
  return {
    type: 'ContractTerminated',
    data: {
      terminatedOn: on === null ? null : civilDate(on),
      statedAsOf: civilDate(statedAsOf),
      instrumentId: null,
      reason: '双方协商解除',
    },
  };
}

export const terminationRevoked: ContractEvent = { type: 'ContractTerminationRevoked', data: { reason: '误录' } };
