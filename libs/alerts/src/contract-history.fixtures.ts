import {
  civilDate,
  TIME_NOT_MONEY,
  type Actor,
  type CivilDate,
  type ContractEvent,
  type Instrument,
  type Measure,
  type ObligationTerms,
  type Side,
} from '@heqi/domain';

/** Builders of contract events that read as sentences. */
export const CLERK: Actor = { id: 'clerk-1', partyId: 'gov-park', role: 'clerk' };

const money = (yuan: number) => ({ minor: String(yuan * 100), currency: 'CNY' as const });

export function contractRecorded(contractId: string, timeZone = 'Asia/Shanghai'): ContractEvent {
  return {
    type: 'ContractRecorded',
    data: {
      contractId,
      bureauId: 'bureau-1',
      dealNumber: contractId,
      timeZone,
      title: '智能传感器项目',
      parkId: null,
      zoneId: null,
      industryCode: null,
      roll: { weekends: true },
      minimumEvidenceGrade: 'self',
      delayRules: TIME_NOT_MONEY,
      source: null,
    },
  };
}

export function signed(id: string, on: string, kind: Instrument['kind'] = 'investment_agreement'): ContractEvent {
  const instrument = { id, kind, title: '协议', documentNumber: null, signedOn: civilDate(on), effectiveOn: null };
  return { type: 'InstrumentSigned', data: { instrument } };
}

const SIDES_LETTER = { government: 'G', enterprise: 'E' } as const;

/** `G-<number>` or `E-<number>`, a milestone with a fixed date unless told otherwise. */
export function dutyRecorded(side: Side, number: number, terms: Partial<ObligationTerms>): ContractEvent {
  const obligation: ObligationTerms = {
    no: `${SIDES_LETTER[side]}-${number}`,
    side,
    title: '事项',
    clause: null,
    quotedText: null,
    category: null,
    instrumentId: null,
    obligorId: null,
    performerId: null,
    obligeeId: null,
    verifierId: null,
    measure: { kind: 'milestone', criterion: null },
    due: { kind: 'none' },
    conditions: [],
    consequence: null,
    bindingness: 'binding',
    instalmentOf: null,
    tolledBy: [],
    survivesTermination: false,
    ...terms,
  };
  return { type: 'ObligationRecorded', data: { obligation } };
}

export function dueOn(on: string): Pick<ObligationTerms, 'due'> {
  return { due: { kind: 'fixed', on: civilDate(on), termAfterCondition: null } };
}

/** A level of 1,000 yuan, planned from 0 on `from` to the whole on `to`. */
export function planned(from: string, to: string): Measure {
  const plan = [
    { on: civilDate(from), value: money(0) },
    { on: civilDate(to), value: money(1000) },
  ];
  return { kind: 'progress_plan', target: money(1000), countedBy: 'readings', plan };
}

export function claimed(no: string, performedOn: string, yuan: number | null = null): ContractEvent {
  const claim = { claimId: `claim-${no}-${performedOn}`, performedOn: civilDate(performedOn), evidence: [] };
  return {
    type: 'PerformanceClaimed',
    data: { no, ...claim, value: yuan === null ? null : money(yuan), source: null, note: null },
  };
}

export function verified(
  no: string,
  performedOn: string,
  decidedOn: CivilDate,
  yuan: number | null = null,
): ContractEvent {
  return {
    type: 'PerformanceVerified',
    data: {
      no,
      claimId: `claim-${no}-${performedOn}`,
      performedOn: civilDate(performedOn),
      value: yuan === null ? null : money(yuan),
      decidedOn,
      grade: 'self',
      criterion: null,
      note: null,
    },
  };
}

export function dueMoved(no: string, instrumentId: string, newDueOn: string): ContractEvent {
  return { type: 'DueDateMoved', data: { no, moveId: `move-${no}`, instrumentId, newDueOn: civilDate(newDueOn) } };
}

export function terminated(on: string): ContractEvent {
  const day = civilDate(on);
  return {
    type: 'ContractTerminated',
    data: { terminatedOn: day, statedAsOf: day, instrumentId: null, reason: '解除' },
  };
}

/** The same history with the parties' sides swapped, numbers and all. */
export function mirrored(event: ContractEvent): ContractEvent {
  const swap = (no: string) => (no.startsWith('G') ? no.replace('G', 'E') : no.replace('E', 'G'));
  const text = JSON.stringify(event, (key, value: unknown) => {
    if (key === 'no' || key === 'of') return swap(value as string);
    if (key === 'side') return value === 'government' ? 'enterprise' : 'government';
    return value;
  });
  return JSON.parse(text) as ContractEvent;
}
