import {
  civilDate,
  instantOf,
  TIME_NOT_MONEY,
  type Actor,
  type AlertEvent,
  type AlertLevel,
  type AlertResolution,
  type AlertRule,
  type ContractEvent,
  type CorrectableTerms,
  type Currency,
  type Instant,
  type ObligationTerms,
  type Side,
} from '@heqi/domain';
import { procedureEventSamples } from '../../../messages/src/procedure-event-samples.fixtures';
import type { NewEvent, StoredEvent } from '@heqi/event-store';
import { alertStream, contractStream, encodeEvent } from '@heqi/messages';
import { v5 } from 'uuid';

export const d = civilDate;

const CLERK: Actor = { id: 'clerk-1', partyId: 'bureau-east', role: 'clerk' };
const NAMESPACE = '6a1f7a52-9d0c-4e0e-8d0f-6f5b3c2a1d10';

/** A log in memory, as the store would hand it out: streams, revisions and positions are counted here. */
export class LogOfTest {
  readonly events: StoredEvent[] = [];
  private readonly revisions = new Map<string, number>();
  private commands = 0;

  /** One command on a contract: all of its events, or none. */
  contract(contractId: string, ...events: readonly ContractEvent[]): this {
    return this.append(contractStream(contractId), events);
  }

  alerts(contractId: string, ...events: readonly AlertEvent[]): this {
    return this.append(alertStream(contractId), events);
  }

  /** An event that no version knows. */
  unreadable(contractId: string): this {
    const last = this.contract(contractId, { type: 'ContractTerminationRevoked', data: { reason: 'x' } }).events.pop()!;
    this.events.push({ ...last, type: 'NobodyKnowsWhatHappened' });
    return this;
  }

  private append(streamName: string, events: readonly (ContractEvent | AlertEvent)[]): this {
    for (const event of newEvents(events, ++this.commands)) {
      const revision = (this.revisions.get(streamName) ?? -1) + 1;
      this.revisions.set(streamName, revision);
      const position = BigInt(this.events.length) * 100n + 17n;
      this.events.push({ ...event, streamName, revision, position, created: new Date(0) });
    }
    return this;
  }
}

/** The events of one command, encoded as the write side does it. `n` tells commands apart. */
export function newEvents(events: readonly (ContractEvent | AlertEvent)[], n: number): NewEvent[] {
  const commandId = v5(`command ${n}`, NAMESPACE);
  return events.map((event, commandIndex) =>
    encodeEvent(event, {
      actor: CLERK,
      recordedAt: recordedAt(n),
      commandId,
      commandIndex,
      commandSize: events.length,
      $correlationId: commandId,
      $causationId: commandId,
    }),
  );
}

function recordedAt(n: number): Instant {
  return instantOf(Date.UTC(2025, 5, 1) + n * 60_000);
}

export const ENTERPRISE = { id: 'ent-1', kind: 'enterprise', name: '蓝岭传感', identifier: null } as const;
export const OFFICE = { id: 'gov-land', kind: 'government_office', name: '自然资源局', identifier: null } as const;
export const VERIFIER = { id: 'gov-stat', kind: 'government_office', name: '统计局', identifier: null } as const;

/** A deal signed on 2025-01-10 between ENTERPRISE and OFFICE, in park-1 of zone-1 unless said otherwise. */
export function dealRecorded(
  contractId: string,
  { parkId = 'park-1', title = `项目 ${contractId}` }: { parkId?: string; title?: string } = {},
): ContractEvent[] {
  return [
    {
      type: 'ContractRecorded',
      data: {
        contractId,
        bureauId: 'bureau-east',
        dealNumber: `D-${contractId}`,
        timeZone: 'Asia/Shanghai',
        title,
        parkId,
        zoneId: 'zone-1',
        industryCode: 'C3983',
        roll: { weekends: true },
        minimumEvidenceGrade: 'self',
        delayRules: TIME_NOT_MONEY,
        source: null,
      },
    },
    ...[ENTERPRISE, OFFICE, VERIFIER].map((party): ContractEvent => ({ type: 'PartyAdded', data: { party } })),
    {
      type: 'InstrumentSigned',
      data: {
        instrument: {
          id: 'agreement',
          kind: 'investment_agreement',
          title: '投资协议',
          documentNumber: null,
          signedOn: d('2025-01-10'),
          effectiveOn: null,
        },
      },
    },
  ];
}

/** A milestone due on 2025-09-30, owed by OFFICE (G-…) or ENTERPRISE (E-…). */
export function obligationRecorded(no: string, terms: Partial<CorrectableTerms> = {}): ContractEvent {
  return { type: 'ObligationRecorded', data: { obligation: obligation(no, terms) } };
}

export function obligation(no: string, terms: Partial<CorrectableTerms> = {}): ObligationTerms {
  const side: Side = no.startsWith('G') ? 'government' : 'enterprise';
  const [obligor, obligee] = side === 'government' ? [OFFICE, ENTERPRISE] : [ENTERPRISE, OFFICE];
  return {
    no,
    side,
    title: side === 'government' ? '交付净地' : '开工建设',
    clause: '第三条',
    quotedText: null,
    category: null,
    instrumentId: 'agreement',
    obligorId: obligor.id,
    performerId: null,
    obligeeId: obligee.id,
    verifierId: VERIFIER.id,
    measure: { kind: 'milestone', criterion: null },
    due: { kind: 'fixed', on: d('2025-09-30'), termAfterCondition: null },
    conditions: [],
    consequence: null,
    bindingness: 'binding',
    instalmentOf: null,
    tolledBy: [],
    survivesTermination: false,
    ...terms,
  };
}

export function claimed(no: string, claimId: string, performedOn: string): ContractEvent {
  return {
    type: 'PerformanceClaimed',
    data: { no, claimId, performedOn: d(performedOn), value: null, evidence: [], source: null, note: null },
  };
}

export function verified(no: string, claimId: string, performedOn: string): ContractEvent {
  return {
    type: 'PerformanceVerified',
    data: {
      no,
      claimId,
      performedOn: d(performedOn),
      value: null,
      decidedOn: d(performedOn),
      grade: 'self',
      criterion: null,
      note: null,
    },
  };
}

export function payment(no: string, claimId: string, paidOn: string, minor: string): ContractEvent {
  const amount = { minor, currency: 'CNY' } as const;
  return {
    type: 'PaymentRecorded',
    data: { no, claimId, paidOn: d(paidOn), amount, evidence: [], voucherNumber: null, note: null },
  };
}

export function rejected(no: string, claimId: string, decidedOn: string): ContractEvent {
  return { type: 'ClaimRejected', data: { no, claimId, decidedOn: d(decidedOn), reason: '资料不齐' } };
}

export const SUPPLEMENT = {
  id: 'supplement-1',
  kind: 'supplement',
  title: '补充协议',
  documentNumber: null,
  signedOn: d('2025-03-01'),
  effectiveOn: null,
} as const;

const FILE = {
  sha256: 'a'.repeat(64),
  fileName: '交地确认书.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 12,
  grade: 'self',
} as const;

/** An excuse and a relief with all that can become of them. */
function hindered(): ContractEvent[] {
  const [excuseId, reliefId, no] = ['x1', 'r1', 'E-02'];
  const decision = { decidedOn: d('2025-11-05'), reason: '复议' };
  const claimedExcuse = {
    obligations: [no],
    cause: 'conduct',
    ground: 'government',
    partyId: null,
    clause: null,
    description: '停工',
    firstDay: d('2025-04-01'),
    lastDay: null,
    notifiedOn: null,
    evidence: [],
  } as const;
  const relief = { kind: 'extension', newDueOn: d('2026-03-31') } as const;
  const request = { no, relief, requestedOn: d('2025-11-01'), reason: '申请', evidence: [] } as const;
  const approval = { no, reliefId, decidedOn: d('2025-11-06'), documentNumber: null, evidence: [], note: null };
  return [
    { type: 'ExcuseClaimed', data: { excuseId, ...claimedExcuse } },
    { type: 'ExcuseEnded', data: { excuseId, lastDay: d('2025-04-20'), evidence: [] } },
    { type: 'ExcuseRejected', data: { excuseId, ...decision } },
    { type: 'ExcuseDecisionRevoked', data: { excuseId, ...decision } },
    { type: 'ExcuseAccepted', data: { excuseId, ...decision } },
    { type: 'ExcuseClaimed', data: { excuseId: 'x2', ...claimedExcuse } },
    { type: 'ExcuseWithdrawn', data: { excuseId: 'x2', reason: '误报' } },
    { type: 'ReliefRequested', data: { reliefId, ...request } },
    { type: 'ReliefRefused', data: { no, reliefId, ...decision } },
    { type: 'ReliefDecisionRevoked', data: { no, reliefId, ...decision } },
    { type: 'ReliefApproved', data: approval },
    { type: 'ReliefServed', data: { no, reliefId, servedOn: d('2025-11-08'), evidence: [] } },
    { type: 'ReliefRequested', data: { ...request, reliefId: 'r2' } },
    { type: 'ReliefWithdrawn', data: { no, reliefId: 'r2', reason: '不再需要' } },
  ];
}

/** Every event of a procedure, in the order in which they can happen; without the files that the samples name. */
const procedureFacts = Object.values(procedureEventSamples).map(
  (event) => ('evidence' in event.data ? { ...event, data: { ...event.data, evidence: [] } } : event) as ContractEvent,
);

/** A deal in whose history every type of contract event occurs, and of its alerts every type too. */
export function eventfulDeal(log: LogOfTest, id: string): LogOfTest {
  const { no: _no, side: _side, ...terms } = obligation('E-01');
  const amount = { kind: 'amount', target: { minor: '100000', currency: 'CNY' }, countedBy: 'payments' } as const;
  const land = { id: 'land', kind: 'fulfilment', of: 'G-01' } as const;
  const permit = { id: 'permit', kind: 'determined', text: '取得施工许可证' } as const;
  const upToTheEnd = log
    .contract(id, ...dealRecorded(id), obligationRecorded('G-01'), obligationRecorded('E-01', { conditions: [land] }))
    .contract(id, {
      type: 'LandParcelAdded',
      data: {
        parcel: { id: 'p1', parcelCode: null, contractedArea: null, surveyedArea: null, surveyedOn: null },
      },
    })
    .contract(id, {
      type: 'LandParcelSurveyed',
      data: { parcelId: 'p1', surveyedArea: { value: '105.8', unit: 'mu' }, surveyedOn: d('2025-02-01') },
    })
    .contract(id, obligationRecorded('G-02', { measure: amount }), obligationRecorded('E-02', { conditions: [permit] }))
    .contract(id, { type: 'InstrumentSigned', data: { instrument: SUPPLEMENT } })
    .contract(id, {
      type: 'InstrumentCorrected',
      data: { instrument: { ...SUPPLEMENT, signedOn: d('2025-03-03') }, reason: '日期误记' },
    })
    .contract(id, {
      type: 'DueDateMoved',
      data: { no: 'E-02', moveId: 'm1', instrumentId: 'supplement-1', newDueOn: d('2026-01-31') },
    })
    .contract(id, claimed('G-01', 'k1', '2025-09-20'), {
      type: 'EvidenceAttached',
      data: { no: 'G-01', claimId: 'k1', evidence: FILE },
    })
    .contract(id, rejected('G-01', 'k1', '2025-09-25'))
    .contract(id, verificationRevoked('G-01', 'k1'))
    .contract(id, verified('G-01', 'k1', '2025-09-21'))
    .contract(id, payment('G-02', 'k2', '2025-08-01', '40000'), verifiedAmount('G-02', 'k2', '2025-08-01', '40000'))
    .contract(id, claimed('E-01', 'k3', '2025-10-10'))
    .contract(id, { type: 'ClaimWithdrawn', data: { no: 'E-01', claimId: 'k3', reason: '重复申报' } })
    .alerts(id, alertRaised(id, 'E-01', 'due_soon', 'yellow', '2025-09-15'))
    .alerts(
      id,
      alertCleared(id, 'E-01', 'due_soon', '2025-10-01', 'superseded'),
      alertRaised(id, 'E-01', 'overdue', 'red', '2025-10-01'),
    )
    .alerts(id, alertRaised(id, 'G-02', 'behind_pace', 'yellow', '2025-06-01'))
    .alerts(id, alertLevelChanged(id, 'G-02', 'behind_pace', '2025-07-01'))
    .contract(id, determined('E-02', 'permit', 'd1', '2025-11-01'))
    .contract(id, ...hindered())
    .contract(id, {
      type: 'ConditionDeterminationRevoked',
      data: { no: 'E-02', determinationId: 'd1', reason: '证照有误' },
    })
    .contract(id, { type: 'DueDateMoveRevoked', data: { no: 'E-02', moveId: 'm1', reason: '补充协议未生效' } })
    .contract(id, {
      type: 'ObligationTermsCorrected',
      data: { no: 'E-01', terms: { ...terms, title: '开工' }, reason: '名称误记' },
    })
    .contract(id, { type: 'PartyCorrected', data: { party: { ...OFFICE, name: '自然资源和规划局' }, reason: '更名' } })
    .contract(id, {
      type: 'ContractDetailsCorrected',
      data: {
        details: {
          title: `项目 ${id}（二期）`,
          parkId: 'park-2',
          zoneId: null,
          industryCode: null,
          roll: { weekends: true },
          minimumEvidenceGrade: 'self',
          delayRules: TIME_NOT_MONEY,
          source: null,
        },
        reason: '园区误记',
      },
    })
    .contract(id, obligationRecorded('E-99'))
    .contract(id, { type: 'ObligationRetracted', data: { no: 'E-99', reason: '重复' } })
    .contract(id, demandServed('G-02', 'd1', '2025-06-02'), acknowledged('G-02', 'a1', '2025-06-05'))
    .contract(id, breachNoticeServed('E-02', 'b1', '2025-10-02'))
    .contract(id, { type: 'DemandRevoked', data: { no: 'G-02', demandId: 'd1', reason: '未送达' } })
    .contract(id, { type: 'AcknowledgementRevoked', data: { no: 'G-02', acknowledgementId: 'a1', reason: '并非确认' } })
    .contract(id, { type: 'BreachNoticeRevoked', data: { no: 'E-02', noticeId: 'b1', reason: '未送达' } })
    .contract(id, frozenByLaw('G-02', '2025-09-01'))
    .contract(id, {
      type: 'ObligationUnfrozen',
      data: { no: 'G-02', unfrozenOn: d('2025-09-20'), reviewNumber: null, reason: '复审撤销' },
    })
    .contract(id, superseded('E-01', 'E-02', '2025-11-01'))
    .contract(id, { type: 'SupersessionRevoked', data: { no: 'E-01', reason: '补充协议未生效' } })
    .contract(id, terminated('2026-03-31'))
    .contract(id, { type: 'ContractTerminationRevoked', data: { reason: '误录' } });
  return procedureFacts.reduce((longer, fact) => longer.contract(id, fact), upToTheEnd);
}

export function verificationRevoked(no: string, claimId: string): ContractEvent {
  return { type: 'VerificationRevoked', data: { no, claimId, decidedOn: d('2025-09-26'), reason: '误判' } };
}

export function verifiedAmount(
  no: string,
  claimId: string,
  performedOn: string,
  minor: string,
  currency: Currency = 'CNY',
): ContractEvent {
  const on = d(performedOn);
  const value = { minor, currency };
  return {
    type: 'PerformanceVerified',
    data: { no, claimId, performedOn: on, value, grade: 'self', decidedOn: on, criterion: null, note: null },
  };
}

export function determined(no: string, conditionId: string, determinationId: string, on: string): ContractEvent {
  return {
    type: 'ConditionDetermined',
    data: { no, conditionId, determinationId, met: true, occurredOn: d(on), decidedOn: d(on), evidence: [] },
  };
}

const paperOf = (no: string) => ({
  byPartyId: no.startsWith('G') ? ENTERPRISE.id : OFFICE.id,
  documentNumber: null,
  evidence: [],
});
const THIRTY_DAYS = { count: 30, unit: 'natural_days' } as const;

/** Leaves 30 natural days. */
export function demandServed(no: string, demandId: string, on: string): ContractEvent {
  return { type: 'DemandServed', data: { no, demandId, servedOn: d(on), respite: THIRTY_DAYS, ...paperOf(no) } };
}

/** Gives 30 natural days for cure. */
export function breachNoticeServed(no: string, noticeId: string, on: string): ContractEvent {
  return { type: 'BreachNoticeServed', data: { no, noticeId, servedOn: d(on), cureTerm: THIRTY_DAYS, ...paperOf(no) } };
}

export function acknowledged(no: string, acknowledgementId: string, on: string): ContractEvent {
  const byPartyId = no.startsWith('G') ? OFFICE.id : ENTERPRISE.id;
  const paper = { byPartyId, documentNumber: null, evidence: [] };
  return { type: 'AcknowledgementRecorded', data: { no, acknowledgementId, acknowledgedOn: d(on), ...paper } };
}

export function frozenByLaw(no: string, on: string): ContractEvent {
  const review = { reviewNumber: '公平竞争审查〔2025〕7号', ground: '《公平竞争审查条例》第十条' };
  return {
    type: 'ObligationFrozen',
    data: { no, frozenOn: d(on), ...review, substituteNo: null, compensationNo: null },
  };
}

export function superseded(no: string, byNo: string, on: string): ContractEvent {
  return { type: 'ObligationSuperseded', data: { no, byNo, instrumentId: SUPPLEMENT.id, supersededOn: d(on) } };
}

export function terminated(terminatedOn: string): ContractEvent {
  return {
    type: 'ContractTerminated',
    data: { terminatedOn: d(terminatedOn), statedAsOf: d(terminatedOn), instrumentId: null, reason: '协商解除' },
  };
}

function alertKey(contractId: string, no: string, rule: AlertRule, day: string) {
  const side: Side = no.startsWith('G') ? 'government' : 'enterprise';
  return { contractId, no, rule, occurrence: 1, side, review: { position: '17', day: d(day) } };
}

export function alertRaised(
  contractId: string,
  no: string,
  rule: AlertRule,
  level: AlertLevel,
  day: string,
): AlertEvent {
  return {
    type: 'AlertRaised',
    data: {
      ...alertKey(contractId, no, rule, day),
      level,
      obligorId: no.startsWith('G') ? OFFICE.id : ENTERPRISE.id,
      dueOn: d('2025-09-30'),
      originalDueOn: d('2025-09-30'),
      daysLate: 0,
      basisPointsBehind: null,
      provisional: false,
      blockedBy: null,
      rulesVersion: 1,
      calendarVersion: 'none',
      arithmetic: [],
      becauseOf: [],
    },
  };
}

export function alertLevelChanged(contractId: string, no: string, rule: AlertRule, day: string): AlertEvent {
  const data = { ...alertKey(contractId, no, rule, day), from: 'yellow', to: 'red', basisPointsBehind: 3_100 } as const;
  return { type: 'AlertLevelChanged', data };
}

export function alertCleared(
  contractId: string,
  no: string,
  rule: AlertRule,
  day: string,
  resolution: AlertResolution,
): AlertEvent {
  return { type: 'AlertCleared', data: { ...alertKey(contractId, no, rule, day), resolution } };
}
