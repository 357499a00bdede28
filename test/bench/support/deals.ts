import {
  addDays,
  civilDate,
  parseInstant,
  TIME_NOT_MONEY,
  type Actor,
  type ContractEvent,
  type DueRule,
  type Measure,
  type ObligationTerms,
  type Recorded,
} from '@heqi/domain';

const clerk: Actor = { id: 'u-clerk', partyId: 'office', role: 'clerk' };
const SIGNED = civilDate('2024-01-02');
const yuan = (amount: number) => ({ minor: `${amount * 100}`, currency: 'CNY' as const });

/** The history of a deal of so many duties and events: chains of promise and commitment that wait for each other, some in a circle, every second duty
 *  with a plan, and readings, verifications, excuses and extensions until there are enough events. */
export function dealHistory(duties: number, events: number): Recorded<ContractEvent>[] {
  const history: Recorded<ContractEvent>[] = [];
  const add = (event: ContractEvent) => {
    const revision = history.length;
    const place = { id: `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`, revision };
    const recordedAt = parseInstant('2026-01-05T01:00:00.000Z');
    history.push({ ...place, event, position: `${revision}`, recordedAt, actor: clerk, commandId: place.id });
  };
  for (const event of opening()) add(event);
  for (let n = 0; n < duties; n++) add({ type: 'ObligationRecorded', data: { obligation: dutyAt(n, duties) } });
  for (let n = 0; history.length < events; n++) for (const event of happening(n, duties)) add(event);
  return history.slice(0, Math.max(events, history.length));
}

const numberOf = (n: number) => `${n % 2 === 0 ? 'G' : 'E'}-${String(n + 1).padStart(2, '0')}`;

function opening(): ContractEvent[] {
  const details = { title: '基准项目', parkId: null, zoneId: null, industryCode: null, source: null };
  const party = (id: string, kind: 'government_office' | 'enterprise') =>
    ({ type: 'PartyAdded', data: { party: { id, kind, name: id, identifier: null } } }) as const;
  return [
    {
      type: 'ContractRecorded',
      data: {
        ...{ contractId: 'bench', bureauId: 'office', dealNumber: 'bench', timeZone: 'Asia/Shanghai' },
        ...{ ...details, roll: { weekends: true }, minimumEvidenceGrade: 'self', delayRules: TIME_NOT_MONEY },
      },
    },
    party('office', 'government_office'),
    party('verifier', 'government_office'),
    party('firm', 'enterprise'),
    {
      type: 'InstrumentSigned',
      data: {
        instrument: {
          ...{ id: 'agreement', kind: 'investment_agreement', title: '投资协议', documentNumber: null },
          ...{ signedOn: SIGNED, effectiveOn: null },
        },
      },
    },
  ];
}

/** Each duty waits for the one before it, by turns as its anchor and as what tolls it; of every ten the last two wait for each other. */
function dutyAt(n: number, duties: number): ObligationTerms {
  const side = n % 2 === 0 ? 'government' : 'enterprise';
  const before = n % 10 === 0 ? null : numberOf(n - 1);
  const inCircle = n % 10 === 8 && n + 1 < duties ? [numberOf(n + 1)] : [];
  const anchored = before !== null && n % 3 === 0;
  const due: DueRule = anchored
    ? {
        kind: 'relative',
        from: { kind: 'fulfilment', of: before },
        term: { count: 45, unit: 'working_days' },
        termAfterCondition: null,
      }
    : { kind: 'fixed', on: addDays(SIGNED, 180 + (n % 10) * 40), termAfterCondition: null };
  const target = yuan(1_000_000);
  const measure: Measure =
    n % 2 === 0
      ? { kind: 'milestone', criterion: null }
      : {
          kind: 'progress_plan',
          target,
          countedBy: 'readings',
          plan: [0, 1, 2, 3]
            .map((part) => ({ on: addDays(SIGNED, part * 150), value: yuan(Math.floor(333_333.34 * part)) }))
            .with(3, {
              on: addDays(SIGNED, 450),
              value: target,
            }),
        };
  return {
    ...{ no: numberOf(n), side, title: `事项 ${n}`, clause: null, quotedText: null, category: null },
    ...{ instrumentId: 'agreement', obligorId: side === 'government' ? 'office' : 'firm', performerId: null },
    ...{ obligeeId: null, verifierId: 'verifier', measure, due, conditions: [] },
    consequence: null,
    bindingness: 'binding',
    instalmentOf: null,
    survivesTermination: false,
    tolledBy: [...(before !== null && !anchored ? [before] : []), ...inCircle],
  };
}

/** What happens next: mostly readings and their verification, now and then an excuse. */
function happening(n: number, duties: number): ContractEvent[] {
  const index = (n * 7) % duties;
  const no = numberOf(index);
  const on = addDays(SIGNED, 20 + ((n * 3) % 700));
  if (n % 25 === 24) {
    const excuseId = `x-${n}`;
    const [firstDay, lastDay] = [on, addDays(on, 9)];
    const excuse = {
      cause: 'force_majeure',
      ground: 'neutral',
      partyId: null,
      clause: null,
      description: '停工',
    } as const;
    return [
      {
        type: 'ExcuseClaimed',
        data: { excuseId, obligations: [no], ...excuse, firstDay, lastDay, notifiedOn: on, evidence: [] },
      },
      { type: 'ExcuseAccepted', data: { excuseId, decidedOn: lastDay, reason: null } },
    ];
  }
  const claimId = `c-${n}`;
  const value = index % 2 === 0 ? null : yuan(1_000 + n);
  const verified = index % 2 === 1 || n > duties * 3;
  const claim = { no, claimId, performedOn: on, value };
  const claimed: ContractEvent = {
    type: 'PerformanceClaimed',
    data: { ...claim, evidence: [], source: null, note: null },
  };
  if (!verified) return [claimed, { type: 'ClaimRejected', data: { no, claimId, decidedOn: on, reason: '材料不全' } }];
  return [
    claimed,
    { type: 'PerformanceVerified', data: { ...claim, grade: 'self', decidedOn: on, criterion: null, note: null } },
  ];
}
