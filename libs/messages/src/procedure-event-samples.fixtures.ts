import { civilDate, type EvidenceRef, type ProcedureEvent } from '@heqi/domain';

const d = civilDate;
const notice: EvidenceRef = {
  sha256: 'c3ab8ff13720e8ad9047dd39466b3c8974e592c2fa383d4a3960714caef0c4f2',
  fileName: '送达回证.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 48_201,
  grade: 'self',
};
const paper = (caseId: string, documentNumber: string | null) => ({ caseId, documentNumber, evidence: [notice] });
const ladder = (documentNumber: string | null) => paper('termination-1', documentNumber);
const clawback = (documentNumber: string | null) => paper('clawback-1', documentNumber);
const ground = { no: 'G-04', claimId: 'pay-1', reason: 'not_eligible' } as const;
const amount = { minor: '50000000', currency: 'CNY' } as const;

/** One of each event of a procedure. */
export const procedureEventSamples: {
  readonly [Type in ProcedureEvent['type']]: Extract<ProcedureEvent, { type: Type }>;
} = {
  TerminationCaseOpened: {
    type: 'TerminationCaseOpened',
    data: {
      ...ladder('〔2026〕3号'),
      bySide: 'government',
      grounds: ['E-02'],
      clause: '第七十七条',
      reason: '项目自2025年7月起停滞',
      openedOn: d('2026-01-05'),
    },
  },
  RectificationNoticeServed: {
    type: 'RectificationNoticeServed',
    data: {
      ...ladder('整改〔2026〕1号'),
      servedOn: d('2026-01-08'),
      term: { count: 60, unit: 'natural_days' },
      consequences: '逾期未复工的，将考虑解除协议',
    },
  },
  TerminationIntentServed: {
    type: 'TerminationIntentServed',
    data: {
      ...ladder('意向〔2026〕2号'),
      servedOn: d('2026-04-01'),
      term: { count: 30, unit: 'natural_days' },
      consequences: '协商不成的，将解除协议',
    },
  },
  TerminationHearingOffered: {
    type: 'TerminationHearingOffered',
    data: { ...ladder(null), offeredOn: d('2026-05-06'), term: { count: 5, unit: 'working_days' } },
  },
  TerminationHearingConcluded: {
    type: 'TerminationHearingConcluded',
    data: { ...ladder('听证笔录'), concludedOn: d('2026-05-20'), outcome: 'held' },
  },
  TerminationDecided: {
    type: 'TerminationDecided',
    data: { ...ladder('解除〔2026〕1号'), decidedOn: d('2026-06-01'), consequences: '移交工程资料，另行审计、补偿' },
  },
  TerminationNoticeServed: {
    type: 'TerminationNoticeServed',
    data: { ...ladder('解除〔2026〕1号'), servedOn: d('2026-06-04') },
  },
  TerminationCaseClosed: {
    type: 'TerminationCaseClosed',
    data: { caseId: 'termination-2', outcome: 'cured', closedOn: d('2026-02-20'), reason: '已全面复工' },
  },
  TerminationStepRevoked: {
    type: 'TerminationStepRevoked',
    data: { caseId: 'termination-1', step: 'service', reason: '送达回证有误' },
  },
  ClawbackCaseOpened: {
    type: 'ClawbackCaseOpened',
    data: { ...clawback('〔2026〕7号'), ground, statement: '认定标准未达，补助无据', openedOn: d('2026-01-12') },
  },
  ClawbackDemanded: {
    type: 'ClawbackDemanded',
    data: {
      ...clawback('催告〔2026〕1号'),
      servedOn: d('2026-01-15'),
      amount,
      term: { count: 10, unit: 'natural_days' },
    },
  },
  ClawbackHeard: {
    type: 'ClawbackHeard',
    data: { ...clawback(null), heardOn: d('2026-01-20'), outcome: 'statement' },
  },
  ClawbackDecided: {
    type: 'ClawbackDecided',
    data: {
      ...clawback('决定〔2026〕1号'),
      decidedOn: d('2026-02-02'),
      amount,
      term: { count: 15, unit: 'working_days' },
      consequences: '逾期不缴的，申请人民法院强制执行',
    },
  },
  ClawbackDecisionServed: {
    type: 'ClawbackDecisionServed',
    data: { ...clawback('决定〔2026〕1号'), servedOn: d('2026-02-04') },
  },
  ClawbackRecovered: {
    type: 'ClawbackRecovered',
    data: {
      ...clawback('2026-0301-2'),
      paidOn: d('2026-03-01'),
      amount: { minor: '20000000', currency: 'CNY' },
    },
  },
  ClawbackEnforcementRequested: {
    type: 'ClawbackEnforcementRequested',
    data: { ...clawback('申请〔2026〕1号'), requestedOn: d('2026-08-10') },
  },
  ClawbackCaseClosed: {
    type: 'ClawbackCaseClosed',
    data: { caseId: 'clawback-2', closedOn: d('2026-01-30'), reason: '经陈述申辩，事由不成立' },
  },
  ClawbackStepRevoked: {
    type: 'ClawbackStepRevoked',
    data: { caseId: 'clawback-1', step: 'recovery', reason: '记账有误' },
  },
  ClawbackGroundRejected: {
    type: 'ClawbackGroundRejected',
    data: {
      rejectionId: 'judgment-1',
      ground: { no: 'E-02', claimId: null, reason: 'late_performance' },
      court: '温江区人民法院',
      judgmentNumber: '（2017）川0115民初1号',
      effectiveOn: d('2026-01-10'),
      evidence: [notice],
    },
  },
  ClawbackRejectionRevoked: {
    type: 'ClawbackRejectionRevoked',
    data: { rejectionId: 'judgment-1', reason: '再审改判' },
  },
  PartySucceeded: {
    type: 'PartySucceeded',
    data: {
      successionId: 'district-reform-2026',
      predecessorId: 'gov-park',
      successor: { id: 'gov-new-district', kind: 'government_office', name: '新区管理委员会', identifier: null },
      kind: 'abolition',
      effectiveOn: d('2026-03-01'),
      documentNumber: '国函〔2026〕1号',
      evidence: [notice],
    },
  },
  PartySuccessionRevoked: {
    type: 'PartySuccessionRevoked',
    data: { successionId: 'district-reform-2026', predecessorId: 'gov-park', reason: '录入有误' },
  },
  InstrumentDissolved: {
    type: 'InstrumentDissolved',
    data: {
      instrumentId: 'supplement-1',
      dissolvedOn: d('2026-04-29'),
      court: '中级人民法院',
      judgmentNumber: '（2026）粤20行终1号',
      evidence: [notice],
    },
  },
  InstrumentDissolutionRevoked: {
    type: 'InstrumentDissolutionRevoked',
    data: { instrumentId: 'supplement-1', reason: '判决未生效' },
  },
};
