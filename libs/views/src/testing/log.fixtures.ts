import {
  civilDate,
  instantOf,
  type Actor,
  type AlertEvent,
  type ContractEvent,
  type CorrectableTerms,
  type Instant,
  type ObligationTerms,
  type Side,
} from '@heqi/domain';
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
      schemaVersion: 1,
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
      criterion: null,
      note: null,
    },
  };
}
