import { sharedEvidence, qualityOf, type ContractEvent, type EvidenceGrade } from '@heqi/domain';
import { Contracts } from '../contract-state/contract-state.query';
import { onEachDatabase } from '../testing/each-database.fixtures';
import { withEventStore } from '../testing/event-store.fixtures';
import { claimed, d, dealRecorded, ENTERPRISE, LogOfTest, obligationRecorded } from '../testing/log.fixtures';
import { project } from '../testing/project.fixtures';
import { readerOf } from '../testing/reader.fixtures';
import { DealQuality, type QualityFilter } from './quality.query';

const store = withEventStore();

onEachDatabase('the quality of deals', (views) => {
  const quality = () => new DealQuality(readerOf(views(), store()));
  const codes = async (day: string, filter: QualityFilter = {}) =>
    (await quality().find(d(day), filter)).rows.map(({ dealNumber, no, code }) => [dealNumber, no, code]);
  const attached = (no: string, claimId: string, digit: string, grade: EvidenceGrade = 'self'): ContractEvent => {
    const file = { fileName: `${digit}.pdf`, mediaType: 'application/pdf', sizeBytes: 12 };
    return { type: 'EvidenceAttached', data: { no, claimId, evidence: { ...file, sha256: digit.repeat(64), grade } } };
  };

  /** Two deals that use one file, and one that uses the extract of a register as the first does. */
  beforeEach(() =>
    project(
      views(),
      new LogOfTest()
        .contract(
          'c1',
          ...dealRecorded('c1'),
          obligationRecorded('G-01'),
          obligationRecorded('E-01', { verifierId: null }),
        )
        .contract(
          'c2',
          ...dealRecorded('c2', { parkId: 'park-2' }),
          obligationRecorded('E-01', { consequence: '支付违约金' }),
        )
        .contract('c3', ...dealRecorded('c3'), obligationRecorded('E-01', { consequence: '支付违约金' }))
        .contract(
          'c1',
          claimed('E-01', 'k1', '2025-04-01'),
          attached('E-01', 'k1', 'a'),
          attached('E-01', 'k1', 'b', 'official_register'),
        )
        .contract('c2', claimed('E-01', 'k2', '2025-05-01'), attached('E-01', 'k2', 'a', 'third_party'))
        .contract('c3', claimed('E-01', 'k3', '2025-05-01'), attached('E-01', 'k3', 'b', 'official_register')),
      { batchSize: 2 },
    ),
  );

  it('is told as of a day, by deal and duty, with what deals share', async () => {
    const ofTerms = [
      ['D-c1', 'E-01', 'no_consequence'],
      ['D-c1', 'E-01', 'no_verifier'],
      ['D-c1', 'G-01', 'no_consequence'],
    ];
    expect(await codes('2025-01-09')).toEqual([]);
    expect(await codes('2025-04-30')).toEqual(ofTerms);
    expect(await codes('2025-05-01')).toEqual([
      ['D-c1', 'E-01', 'evidence_in_two_deals'],
      ...ofTerms,
      ['D-c2', 'E-01', 'evidence_in_two_deals'],
    ]);
  });

  it('is in the views what the domain says of each deal', async () => {
    const day = d('2025-12-31');
    const contracts = new Contracts(readerOf(views(), store()));
    for (const contractId of ['c1', 'c2', 'c3']) {
      const { state } = (await contracts.find(contractId)).found!;
      const uses = await quality().usesElsewhere(
        contractId,
        ['a', 'b'].map((digit) => digit.repeat(64)),
      );
      const expected = [...qualityOf(state, day), ...sharedEvidence(state, uses, day)];
      const { rows } = await quality().find(day, { contractId });
      expect(rows).toHaveLength(expected.length);
      expect(rows.toSorted(byId)).toMatchObject(expected.toSorted(byId));
    }
  });

  it.each<[QualityFilter, number]>([
    [{}, 5],
    [{ code: 'no_consequence' }, 2],
    [{ kind: 'evidence' }, 2],
    [{ side: 'government' }, 1],
    [{ contractId: 'c2' }, 1],
    [{ no: 'G-01' }, 1],
    [{ parkId: 'park-2' }, 1],
    [{ bureauId: 'bureau-west' }, 0],
    [{ partyId: ENTERPRISE.id, zoneId: 'zone-1' }, 5],
    [{ knownTo: ENTERPRISE.id }, 5],
    [{ knownTo: 'ent-unknown' }, 3],
  ])('is narrowed by %j', async (filter, total) => {
    const answer = await quality().find(d('2025-12-31'), filter);
    expect([answer.total, answer.rows.length]).toEqual([total, total]);
  });

  it('comes in pages, with the counts of all of them', async () => {
    const answer = await quality().find(d('2025-12-31'), {}, { offset: 1, limit: 2 });
    expect(answer).toMatchObject({ total: 5, rows: [{ code: 'no_consequence' }, { code: 'no_verifier' }] });
    expect(answer.counts).toEqual({ evidence_in_two_deals: 2, no_consequence: 2, no_verifier: 1 });
  });

  it('shares no file any more when the claim is withdrawn', async () => {
    const log = new LogOfTest().contract('c4', ...dealRecorded('c4'), obligationRecorded('E-01'));
    log.contract('c4', claimed('E-01', 'k4', '2025-04-01'), attached('E-01', 'k4', 'c'));
    log.contract('c5', ...dealRecorded('c5'), obligationRecorded('E-01'));
    log.contract('c5', claimed('E-01', 'k5', '2025-04-01'), attached('E-01', 'k5', 'c'));
    const shared = () => codes('2025-12-31', { code: 'evidence_in_two_deals', contractId: 'c4' });
    await project(views(), log);
    expect(await shared()).toHaveLength(1);
    log.contract('c5', { type: 'ClaimWithdrawn', data: { no: 'E-01', claimId: 'k5', reason: '误用' } });
    await project(views(), log);
    expect(await shared()).toEqual([]);
  });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
