import {
  civilDate,
  parseInstant,
  type AlertEvent,
  type ContractEvent,
  type CorrectableTerms,
  type EvidenceRef,
} from '@heqi/domain';
import type { EventMetadata } from './event-metadata';
import { procedureEventSamples } from './procedure-event-samples.fixtures';

const d = civilDate;
const contractId = '5b1d7c0e-2f43-5f0a-9d6b-1f6f0c2a8e11';

const handover: EvidenceRef = {
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  fileName: '交地确认书.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 182_044,
  grade: 'counter_signed',
};

const capital: CorrectableTerms = {
  title: '固定资产投资累计到位',
  clause: '第五条第二款',
  quotedText: '乙方应于2026年6月30日前完成固定资产投资3000万元。',
  category: '固定资产投资',
  instrumentId: 'agreement',
  obligorId: 'ent-blue-ridge',
  performerId: null,
  obligeeId: 'gov-park',
  verifierId: 'gov-statistics',
  measure: {
    kind: 'progress_plan',
    target: { minor: '3000000000', currency: 'CNY' },
    countedBy: 'readings',
    plan: [
      { on: d('2025-06-30'), value: { minor: '0', currency: 'CNY' } },
      { on: d('2026-06-30'), value: { minor: '3000000000', currency: 'CNY' } },
    ],
  },
  due: { kind: 'fixed', on: d('2026-06-30'), termAfterCondition: { count: 30, unit: 'working_days' } },
  conditions: [
    { id: 'land', kind: 'fulfilment', of: 'G-01' },
    { id: 'permit', kind: 'determined', text: '取得施工许可证' },
  ],
  consequence: '逾期未达到的，按未到位部分的1%支付违约金。',
  bindingness: 'binding',
  instalmentOf: null,
  tolledBy: ['G-01'],
  survivesTermination: false,
};

/** One of each event of a contract stream, with every kind of measure, due rule and condition somewhere among them. */
export const contractEventSamples: {
  readonly [Type in ContractEvent['type']]: Extract<ContractEvent, { type: Type }>;
} = {
  ContractRecorded: {
    type: 'ContractRecorded',
    data: {
      contractId,
      bureauId: 'bureau-east',
      dealNumber: '招商〔2025〕12号',
      timeZone: 'Asia/Shanghai',
      title: '年产50万套智能传感器项目',
      parkId: 'park-1',
      zoneId: null,
      industryCode: 'C3983',
      roll: { weekends: true },
      minimumEvidenceGrade: 'self',
      delayRules: { name: 'time_not_money', version: 1 },
      source: null,
    },
  },
  ContractDetailsCorrected: {
    type: 'ContractDetailsCorrected',
    data: {
      details: {
        title: '年产60万套智能传感器项目',
        parkId: 'park-1',
        zoneId: 'zone-1',
        industryCode: null,
        roll: { weekends: false },
        minimumEvidenceGrade: 'self',
        delayRules: { name: 'time_not_money', version: 1 },
        source: '项目台账2025年3月版',
      },
      reason: '协议载明产能为60万套',
    },
  },
  PartyAdded: {
    type: 'PartyAdded',
    data: {
      party: {
        id: 'ent-blue-ridge',
        kind: 'enterprise',
        name: '蓝岭传感器有限公司',
        identifier: { scheme: 'GB32100', value: '91512081MA62K0260E' },
      },
    },
  },
  PartyCorrected: {
    type: 'PartyCorrected',
    data: {
      party: { id: 'ent-blue-ridge', kind: 'enterprise', name: '蓝岭传感器（重庆）有限公司', identifier: null },
      reason: '名称变更登记',
    },
  },
  InstrumentSigned: {
    type: 'InstrumentSigned',
    data: {
      instrument: {
        id: 'agreement',
        kind: 'investment_agreement',
        title: '投资协议',
        documentNumber: '〔2025〕12号',
        signedOn: d('2025-03-10'),
        effectiveOn: null,
      },
    },
  },
  InstrumentCorrected: {
    type: 'InstrumentCorrected',
    data: {
      instrument: {
        id: 'agreement',
        kind: 'investment_agreement',
        title: '投资协议',
        documentNumber: null,
        signedOn: d('2025-03-11'),
        effectiveOn: d('2025-04-01'),
      },
      reason: '签订日录入有误',
    },
  },
  LandParcelAdded: {
    type: 'LandParcelAdded',
    data: {
      parcel: {
        id: 'parcel-1',
        parcelCode: '500153001002GB00012',
        contractedArea: { value: '105.8', unit: 'mu' },
        surveyedArea: null,
        surveyedOn: null,
      },
    },
  },
  LandParcelSurveyed: {
    type: 'LandParcelSurveyed',
    data: {
      parcelId: 'parcel-1',
      surveyedArea: { value: '70533.33', unit: 'square_metre' },
      surveyedOn: d('2025-05-06'),
    },
  },
  ObligationRecorded: {
    type: 'ObligationRecorded',
    data: {
      obligation: {
        ...capital,
        no: 'G-01',
        side: 'government',
        title: '交付净地',
        obligorId: 'gov-park',
        performerId: 'platform-land',
        obligeeId: 'ent-blue-ridge',
        verifierId: 'gov-natural-resources',
        measure: { kind: 'milestone', criterion: '交地确认书签署' },
        due: {
          kind: 'relative',
          from: { kind: 'signing' },
          term: { count: 60, unit: 'working_days' },
          termAfterCondition: null,
        },
        conditions: [],
        bindingness: 'best_effort',
        instalmentOf: 'site-debt',
      },
    },
  },
  ObligationTermsCorrected: {
    type: 'ObligationTermsCorrected',
    data: { no: 'E-02', terms: capital, reason: '目标值录入有误' },
  },
  ObligationRetracted: { type: 'ObligationRetracted', data: { no: 'E-09', reason: '重复录入' } },
  DueDateMoved: {
    type: 'DueDateMoved',
    data: { no: 'E-02', moveId: 'move-1', instrumentId: 'supplement-1', newDueOn: d('2026-12-31') },
  },
  DueDateMoveRevoked: { type: 'DueDateMoveRevoked', data: { no: 'E-02', moveId: 'move-1', reason: '补充协议未生效' } },
  ConditionDetermined: {
    type: 'ConditionDetermined',
    data: {
      no: 'E-02',
      conditionId: 'permit',
      determinationId: 'det-1',
      met: true,
      occurredOn: d('2025-08-01'),
      decidedOn: d('2025-08-05'),
      evidence: [handover],
    },
  },
  ConditionDeterminationRevoked: {
    type: 'ConditionDeterminationRevoked',
    data: { no: 'E-02', determinationId: 'det-1', reason: '许可证被撤回' },
  },
  PerformanceClaimed: {
    type: 'PerformanceClaimed',
    data: {
      no: 'E-02',
      claimId: 'claim-1',
      performedOn: d('2025-09-30'),
      value: { minor: '1200000000', currency: 'CNY' },
      evidence: [],
      source: '统计联网直报',
      note: null,
    },
  },
  PaymentRecorded: {
    type: 'PaymentRecorded',
    data: {
      no: 'G-04',
      claimId: 'pay-1',
      paidOn: d('2025-10-20'),
      amount: { minor: '50000000', currency: 'CNY' },
      evidence: [{ ...handover, fileName: '拨款凭证.pdf' }],
      voucherNumber: '2025-1020-7',
      note: null,
    },
  },
  EvidenceAttached: { type: 'EvidenceAttached', data: { no: 'G-01', claimId: 'claim-2', evidence: handover } },
  ClaimWithdrawn: {
    type: 'ClaimWithdrawn',
    data: { no: 'E-02', claimId: 'claim-1', reason: '数据口径有误，重新申报' },
  },
  PerformanceVerified: {
    type: 'PerformanceVerified',
    data: {
      no: 'G-01',
      claimId: 'claim-2',
      performedOn: d('2025-06-05'),
      value: null,
      grade: 'counter_signed',
      decidedOn: d('2025-06-12'),
      criterion: '交地确认书签署',
      note: null,
    },
  },
  ClaimRejected: {
    type: 'ClaimRejected',
    data: { no: 'E-02', claimId: 'claim-1', decidedOn: d('2025-10-09'), reason: '未附审计报告' },
  },
  VerificationRevoked: {
    type: 'VerificationRevoked',
    data: { no: 'G-01', claimId: 'claim-2', decidedOn: d('2025-07-01'), reason: '复核发现地上附着物未清' },
  },
  DemandServed: {
    type: 'DemandServed',
    data: {
      no: 'G-06',
      demandId: 'demand-1',
      servedOn: d('2025-09-01'),
      respite: { count: 30, unit: 'natural_days' },
      byPartyId: 'ent-blue-ridge',
      documentNumber: '蓝岭函〔2025〕3号',
      evidence: [{ ...handover, fileName: '催告函.pdf' }],
    },
  },
  DemandRevoked: { type: 'DemandRevoked', data: { no: 'G-06', demandId: 'demand-1', reason: '送达对象有误' } },
  BreachNoticeServed: {
    type: 'BreachNoticeServed',
    data: {
      no: 'E-02',
      noticeId: 'notice-1',
      servedOn: d('2026-07-20'),
      cureTerm: { count: 60, unit: 'natural_days' },
      byPartyId: 'gov-park',
      documentNumber: '荣招函〔2026〕18号',
      evidence: [{ ...handover, fileName: '违约整改通知书.pdf' }],
    },
  },
  BreachNoticeRevoked: { type: 'BreachNoticeRevoked', data: { no: 'E-02', noticeId: 'notice-1', reason: '文号误记' } },
  AcknowledgementRecorded: {
    type: 'AcknowledgementRecorded',
    data: {
      no: 'G-04',
      acknowledgementId: 'ack-1',
      acknowledgedOn: d('2026-03-02'),
      byPartyId: 'gov-park',
      documentNumber: null,
      evidence: [],
    },
  },
  AcknowledgementRevoked: {
    type: 'AcknowledgementRevoked',
    data: { no: 'G-04', acknowledgementId: 'ack-1', reason: '并非确认函' },
  },
  ObligationFrozen: {
    type: 'ObligationFrozen',
    data: {
      no: 'G-05',
      frozenOn: d('2025-08-01'),
      reviewNumber: '公平竞争审查〔2025〕7号',
      ground: '《公平竞争审查条例》第十条',
      substituteNo: 'G-07',
      compensationNo: null,
    },
  },
  ObligationUnfrozen: {
    type: 'ObligationUnfrozen',
    data: { no: 'G-05', unfrozenOn: d('2026-01-15'), reviewNumber: null, reason: '复审认定不违反规定' },
  },
  ObligationSuperseded: {
    type: 'ObligationSuperseded',
    data: { no: 'E-02', byNo: 'E-08', instrumentId: 'supplement-1', supersededOn: d('2026-01-01') },
  },
  SupersessionRevoked: { type: 'SupersessionRevoked', data: { no: 'E-02', reason: '补充协议未生效' } },
  ExcuseClaimed: {
    type: 'ExcuseClaimed',
    data: {
      excuseId: 'flood-2025',
      obligations: ['E-11', 'E-12'],
      cause: 'force_majeure',
      ground: 'neutral',
      partyId: null,
      clause: '第十二条；《民法典》第五百九十条',
      description: '特大暴雨致工地停工',
      firstDay: d('2025-07-03'),
      lastDay: null,
      notifiedOn: d('2025-07-04'),
      evidence: [handover],
    },
  },
  ExcuseEnded: {
    type: 'ExcuseEnded',
    data: { excuseId: 'flood-2025', lastDay: d('2025-07-15'), evidence: [] },
  },
  ExcuseAccepted: {
    type: 'ExcuseAccepted',
    data: { excuseId: 'flood-2025', decidedOn: d('2025-07-20'), reason: '气象证明属实' },
  },
  ExcuseRejected: {
    type: 'ExcuseRejected',
    data: { excuseId: 'flood-2025', decidedOn: d('2025-07-20'), reason: '未及时通知' },
  },
  ExcuseDecisionRevoked: {
    type: 'ExcuseDecisionRevoked',
    data: { excuseId: 'flood-2025', decidedOn: d('2025-08-02'), reason: '补充证明后复议' },
  },
  ExcuseWithdrawn: { type: 'ExcuseWithdrawn', data: { excuseId: 'flood-2025', reason: '重复主张' } },
  ReliefRequested: {
    type: 'ReliefRequested',
    data: {
      no: 'E-11',
      reliefId: 'extension-1',
      relief: { kind: 'extension', newDueOn: d('2026-12-31') },
      requestedOn: d('2026-05-06'),
      reason: '设备进口延误',
      evidence: [handover],
    },
  },
  ReliefApproved: {
    type: 'ReliefApproved',
    data: {
      no: 'E-11',
      reliefId: 'extension-1',
      decidedOn: d('2026-05-20'),
      documentNumber: '园管批〔2026〕8号',
      evidence: [],
      note: null,
    },
  },
  ReliefRefused: {
    type: 'ReliefRefused',
    data: { no: 'E-11', reliefId: 'extension-1', decidedOn: d('2026-05-20'), reason: '已延期一次' },
  },
  ReliefDecisionRevoked: {
    type: 'ReliefDecisionRevoked',
    data: { no: 'E-11', reliefId: 'extension-1', decidedOn: d('2026-05-22'), reason: '审批权限有误' },
  },
  ReliefServed: {
    type: 'ReliefServed',
    data: { no: 'E-11', reliefId: 'extension-1', servedOn: d('2026-05-25'), evidence: [handover] },
  },
  ReliefWithdrawn: {
    type: 'ReliefWithdrawn',
    data: { no: 'E-11', reliefId: 'extension-1', reason: '不再需要' },
  },
  ContractTerminated: {
    type: 'ContractTerminated',
    data: { terminatedOn: null, statedAsOf: d('2026-01-31'), instrumentId: null, reason: '双方协商解除' },
  },
  ContractTerminationRevoked: { type: 'ContractTerminationRevoked', data: { reason: '解除协议未生效' } },
  ...procedureEventSamples,
};

const key = {
  contractId,
  no: 'G-01',
  rule: 'overdue',
  occurrence: 1,
  review: { position: '4711', day: d('2025-08-14') },
  side: 'government',
} as const;

const notice = '国办发明电〔2024〕12号';

/** One of each event of an alert stream. */
export const alertEventSamples: { readonly [Type in AlertEvent['type']]: Extract<AlertEvent, { type: Type }> } = {
  AlertRaised: {
    type: 'AlertRaised',
    data: {
      ...key,
      level: 'red',
      obligorId: 'gov-park',
      dueOn: d('2025-06-30'),
      originalDueOn: d('2025-06-05'),
      daysLate: 45,
      basisPointsBehind: null,
      provisional: false,
      blockedBy: null,
      rulesVersion: 1,
      calendarVersion: '国办发明电〔2024〕12号',
      arithmetic: [
        { code: 'signed', instrumentId: 'agreement', on: d('2025-03-10') },
        { code: 'term', term: { count: 60, unit: 'working_days' }, from: d('2025-03-10') },
        { code: 'start_excluded', start: d('2025-03-10') },
        {
          code: 'working_days_counted',
          count: 60,
          from: d('2025-03-10'),
          to: d('2025-06-06'),
          skippedHolidays: [{ from: d('2025-04-04'), to: d('2025-04-06'), name: '清明节', notice }],
          countedMakeupDays: [{ date: d('2025-04-27'), name: '劳动节', notice }],
        },
        { code: 'rolled', from: d('2025-06-28'), to: d('2025-06-30'), because: 'weekend' },
      ],
      becauseOf: ['8a5a0e4c-6a0e-5c0f-8a35-2f6f5b7b9d01'],
    },
  },
  AlertLevelChanged: {
    type: 'AlertLevelChanged',
    data: {
      ...key,
      no: 'E-02',
      side: 'enterprise',
      rule: 'behind_pace',
      from: 'yellow',
      to: 'red',
      basisPointsBehind: 3100,
    },
  },
  AlertCleared: { type: 'AlertCleared', data: { ...key, resolution: 'resolved' } },
};

/** Every sample of both streams. */
export const eventSamples: readonly (ContractEvent | AlertEvent)[] = [
  ...Object.values(contractEventSamples),
  ...Object.values(alertEventSamples),
];

/** Metadata of the first event of a command of two. */
export const metadataSample: EventMetadata = {
  actor: { id: 'clerk-7', partyId: 'gov-park', role: 'clerk' },
  recordedAt: parseInstant('2025-08-14T02:15:00.123Z'),
  schemaVersion: 1,
  commandId: '0198a7c2-7c00-7e1a-9d55-0a4be3a1f001',
  commandIndex: 0,
  commandSize: 2,
  idempotencyKey: 'form-81',
  requestHash: 'a'.repeat(64),
  $correlationId: 'request-1',
  $causationId: '0198a7c2-7c00-7e1a-9d55-0a4be3a1f001',
};
