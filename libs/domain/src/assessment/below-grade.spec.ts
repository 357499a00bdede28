import { TIME_NOT_MONEY } from '../contract/contract';
import type { ContractEvent } from '../contract/contract.events';
import type { EvidenceGrade } from '../obligation/evidence-grade';
import {
  by,
  claimed,
  commitment,
  contractRecorded,
  performed,
  promise,
  verified,
  type Fact,
} from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import { manager } from '../testing/people.fixtures';
import { amount, file, persons } from '../testing/terms.fixtures';

const asksFor = (minimumEvidenceGrade: EvidenceGrade): ContractEvent => {
  const details = {
    title: '项目',
    parkId: null,
    zoneId: null,
    industryCode: null,
    delayRules: TIME_NOT_MONEY,
    source: null,
  };
  return {
    type: 'ContractDetailsCorrected',
    data: { details: { ...details, roll: { weekends: true }, minimumEvidenceGrade }, reason: '协议约定佐证要求' },
  };
};
const attached = (grade: EvidenceGrade): ContractEvent => ({
  type: 'EvidenceAttached',
  data: { no: 'E-01', claimId: 'E-01-c1', evidence: file('c', grade) },
});
const deal = (...facts: readonly Fact[]) => given(contractRecorded(), promise(), commitment(), ...facts);
const claim = by(manager, claimed('E-01', '2025-06-28'));

describe('evidence below the grade that the contract asks for', () => {
  it('does not count: the duty goes on as if nothing were verified, and says so', () => {
    const facts = [
      claim,
      attached('counter_signed'),
      verified('E-01', '2025-06-28', null, 'E-01-c1', 'counter_signed'),
    ];
    expect(deal(asksFor('counter_signed'), ...facts).duty('E-01', '2025-07-10')).toMatchObject({
      status: 'fulfilled_on_time',
      belowGrade: null,
      flags: [],
    });
    expect(deal(asksFor('third_party'), ...facts).duty('E-01', '2025-07-10')).toMatchObject({
      status: 'overdue',
      fulfilledOn: null,
      belowGrade: { minimum: 'third_party', claims: [{ claimId: 'E-01-c1', grade: 'counter_signed' }] },
      flags: ['below_grade'],
    });
  });

  it('holds no duty under verification: accepted as it is, it would not count', () => {
    const asked = asksFor('third_party');
    expect(deal(asked, claim).duty('E-01', '2025-07-10')).toMatchObject({
      status: 'overdue',
      flags: ['unverified_claim', 'below_grade'],
    });
    expect(deal(asked, claim, attached('third_party')).duty('E-01', '2025-07-10').status).toBe('under_verification');
  });

  it('leaves its value shown beside what counts', () => {
    const jobs = commitment({ no: 'E-02', measure: amount(persons(200)) });
    const high = [
      claimed('E-02', '2025-03-31', persons(80), 'r1'),
      verified('E-02', '2025-03-31', persons(80), 'r1', 'official_register'),
    ];
    const low = performed('E-02', '2025-06-30', persons(200), 'r2');
    expect(deal(asksFor('official_register'), jobs, high, low).duty('E-02', '2025-06-30')).toMatchObject({
      status: 'due_soon',
      progress: { verified: persons(80), belowGrade: persons(200), claimed: persons(80), verifiedBasisPoints: 4000 },
    });
    expect(deal(jobs, high, low).duty('E-02', '2025-06-30')).toMatchObject({
      status: 'fulfilled_on_time',
      progress: { verified: persons(200), belowGrade: null },
    });
  });

  it('is not told of before its day', () =>
    expect(deal(asksFor('third_party'), claim).duty('E-01', '2025-06-27')).toMatchObject({
      belowGrade: null,
      flags: [],
    }));
});
