import {
  moneyToJson,
  quantityToJson,
  TIME_NOT_MONEY,
  type AmountJson,
  type ClaimPerformance,
  type ContractCommand,
  type Instrument,
  type ObligationTerms,
  type Party,
  type QuantityJson,
} from '@heqi/domain';
import { v5 } from 'uuid';
import { SOURCE, type AgreementRow, type Jobs } from './agreement-row';
import type { Agreement } from './agreements';
import { partyIdOf } from './party-id';

/** Fixed for ever: a claim imported twice must meet itself. */
const CLAIM_NAMESPACE = '1f887242-e9ab-4d4a-8e5e-b365ffea3816';
const TIME_ZONE = 'America/New_York';

/** The numbers of the two kinds of commitment, fixed whether or not the other one stands beside it. */
export const JOB_CREATION_NO = 'E-01';
export const RETENTION_NO = 'E-02';

/** A duty with the level that the file reports of it. */
interface Stated {
  readonly terms: ObligationTerms;
  readonly actual: AmountJson | null;
  readonly note: string;
}

/** What is asked of the write side to record one agreement: the deal, what was reported of it, its end. */
export function commandsOf(agreement: Agreement, contractId: string): readonly ContractCommand[] {
  const [first] = agreement.rows;
  const party: Party = {
    id: partyIdOf(first),
    kind: 'enterprise',
    name: first.company,
    identifier: first.ein === null ? null : { scheme: 'EIN', value: first.ein },
  };
  const stated = [...promises(agreement, party), ...commitments(agreement, party)];
  return [
    {
      type: 'RecordContract',
      contractId,
      bureauId: SOURCE,
      dealNumber: agreement.agreementId,
      timeZone: TIME_ZONE,
      details: {
        title: first.company,
        parkId: null,
        zoneId: null,
        industryCode: null,
        roll: { weekends: true },
        minimumEvidenceGrade: 'self',
        delayRules: TIME_NOT_MONEY,
        source: sourceOf(first),
      },
      parties: [party],
      instruments: agreement.rows.map(instrumentOf),
      parcels: [],
      obligations: stated.map(({ terms }) => terms),
    },
    ...stated.flatMap((each) => claimOf(first, each)),
    ...terminationOf(first),
  ];
}

/** Whose figures these are, and of when. */
function sourceOf(row: AgreementRow): string {
  return `New York State, Database of Economic Incentives (${SOURCE}), ${row.county} County, ${row.asOf.text}`;
}

/** Each benefit is an award of its own, with the day from which it applies: the start is not a signing. */
function instrumentOf(row: AgreementRow, index: number): Instrument {
  return {
    id: instrumentIdAt(index),
    kind: 'other',
    title: `${row.program}: ${row.benefitType}`,
    documentNumber: row.agreementId,
    signedOn: null,
    effectiveOn: row.startsOn,
  };
}

function promises({ rows }: Agreement, party: Party): readonly Stated[] {
  return rows.flatMap((row, index) => {
    const { promised, delivered } = row.benefit;
    if (promised.minor === 0n) return [];
    const terms: ObligationTerms = {
      ...NOTHING_STATED,
      no: `G-${String(index + 1).padStart(2, '0')}`,
      side: 'government',
      title: `${row.program}: ${row.benefitType}`,
      category: row.benefitType,
      instrumentId: instrumentIdAt(index),
      obligeeId: party.id,
      measure: { kind: 'amount', target: moneyToJson(promised), countedBy: 'readings' },
    };
    return [{ terms, actual: delivered && moneyToJson(delivered), note: CUMULATIVE }];
  });
}

function commitments({ rows }: Agreement, party: Party): readonly Stated[] {
  return [
    ...jobsOf(rows, (row) => row.creation, { no: JOB_CREATION_NO, title: '新增就业岗位 · Jobs to create' }, party),
    ...jobsOf(rows, (row) => row.retention, { no: RETENTION_NO, title: '保留就业岗位 · Jobs to retain' }, party),
  ];
}

/** One commitment, however many benefits it stands behind: rows that promise the same jobs promise them once. */
function jobsOf(
  rows: Agreement['rows'],
  jobs: (row: AgreementRow) => Jobs,
  { no, title }: { no: string; title: string },
  party: Party,
): readonly Stated[] {
  const behind = rows.flatMap((row, index) => (jobs(row).promised > 0n ? [{ ...jobs(row), index }] : []));
  const [first] = behind;
  if (!first) return [];
  const terms: ObligationTerms = {
    ...NOTHING_STATED,
    no,
    side: 'enterprise',
    title,
    category: '就业 · Jobs',
    instrumentId: behind.length === 1 ? instrumentIdAt(first.index) : null,
    obligorId: party.id,
    measure: { kind: 'amount', target: persons(first.promised), countedBy: 'readings' },
  };
  const echoed = no === RETENTION_NO && first.actual === first.promised;
  return [{ terms, actual: first.actual === null ? null : persons(first.actual), note: echoed ? ECHO : CUMULATIVE }];
}

/** What the file says nothing of stays unknown: the office that owes, who verifies, the clause, any deadline. */
const NOTHING_STATED = {
  clause: null,
  quotedText: null,
  obligorId: null,
  performerId: null,
  obligeeId: null,
  verifierId: null,
  due: { kind: 'none' },
  conditions: [],
  consequence: null,
  bindingness: 'binding',
  instalmentOf: null,
  tolledBy: [],
  survivesTermination: false,
} as const satisfies Partial<ObligationTerms>;

const CUMULATIVE = '截至该日的累计数，非当年数 · Cumulative up to that day, not of one year.';
const ECHO =
  '与承诺数相同，疑为照抄承诺而非实测 · Equals the promised number: likely an echo of the promise, not a measurement.';

function claimOf(row: AgreementRow, { terms: { no }, actual, note }: Stated): readonly ClaimPerformance[] {
  if (actual === null) return [];
  const claimId = v5([SOURCE, row.agreementId, no, row.asOf.day].join('\n'), CLAIM_NAMESPACE);
  const source = sourceOf(row);
  return [
    { type: 'ClaimPerformance', no, claimId, performedOn: row.asOf.day, value: actual, evidence: [], source, note },
  ];
}

function terminationOf(row: AgreementRow): readonly ContractCommand[] {
  if (!row.terminated) return [];
  const reason = `来源所载状态为 Terminated · Status "Terminated" in the source: ${sourceOf(row)}`;
  return [
    { type: 'TerminateContract', terminatedOn: row.endsOn, statedAsOf: row.asOf.day, instrumentId: null, reason },
  ];
}

function instrumentIdAt(index: number): string {
  return `award-${String(index + 1).padStart(2, '0')}`;
}

function persons(count: bigint): QuantityJson {
  return quantityToJson({ value: { units: count, scale: 0 }, unit: 'person' });
}
