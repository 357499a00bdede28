import type { Fact } from '../../testing/facts.fixtures';
import {
  by,
  claimed,
  claimWithdrawn,
  commitment,
  contractRecorded,
  paid,
  performed,
  promise,
  rejected,
  retracted,
  verified,
} from '../../testing/facts.fixtures';
import {
  attachEvidence,
  claimPerformance,
  recordPayment,
  rejectClaim,
  revokeVerification,
  verifyPerformance,
  withdrawClaim,
} from '../../testing/commands.fixtures';
import { given } from '../../testing/given.fixtures';
import {
  clerk,
  ENTERPRISE,
  finance,
  landVerifier,
  legal,
  manager,
  statistician,
  supervisor,
} from '../../testing/people.fixtures';
import { amount, file, persons, yuan } from '../../testing/terms.fixtures';
import type { EvidenceGrade } from '../../obligation/evidence-grade';
import { civilDate } from '../../time/civil-date';

const deal = (...facts: readonly Fact[]) => given(contractRecorded(), promise(), commitment(), ...facts);
const jobs = () => commitment({ no: 'E-02', measure: amount(persons(200)) });
const subsidy = () => promise({ no: 'G-02', measure: amount(yuan(1000), 'payments') });
const future = civilDate('2025-08-15');

describe('claiming performance', () => {
  it('records the claim with its evidence', () => {
    const { type: _, ...data } = claimPerformance();
    for (const actor of [clerk, finance, manager])
      deal().when(claimPerformance(), actor).thenEvents({ type: 'PerformanceClaimed', data });
  });
  it('refuses a claim id that is taken anywhere on the contract, even by a withdrawn claim', () => {
    deal(claimed('G-01', '2025-06-01', null, 'E-01-c1'))
      .when(claimPerformance())
      .thenRefused('DUPLICATE_CLAIM');
    deal(claimed('E-01', '2025-06-01'), claimWithdrawn('E-01')).when(claimPerformance()).thenRefused('DUPLICATE_CLAIM');
  });
  it('refuses a duty that does not stand', () => {
    deal()
      .when(claimPerformance({ no: 'E-09' }))
      .thenRefused('OBLIGATION_NOT_FOUND', 'it has G-01, E-01');
    deal(retracted('E-01')).when(claimPerformance()).thenRefused('OBLIGATION_RETRACTED', 'E-01');
  });
  it('refuses a performance of tomorrow', () =>
    deal()
      .when(claimPerformance({ performedOn: future }))
      .thenRefused('DATE_IN_THE_FUTURE', 'performedOn'));
  it('takes a level for what is measured and none for a milestone', () => {
    deal(jobs())
      .when(claimPerformance({ no: 'E-02' }))
      .thenRefused('VALUE_MISSING', 'person');
    deal(jobs())
      .when(claimPerformance({ no: 'E-02', value: yuan(3) }))
      .thenRefused('UNIT_MISMATCH', 'money:CNY');
    deal()
      .when(claimPerformance({ value: persons(3) }))
      .thenRefused('VALUE_NOT_MEASURED', 'milestone');
    deal(subsidy())
      .when(claimPerformance({ no: 'G-02', value: yuan(3) }))
      .thenRefused('READING_ON_AN_OBLIGATION_COUNTED_BY_PAYMENTS', 'G-02');
  });
  it('lets an enterprise speak for its own duties only, whether it owes or performs them', () => {
    deal()
      .when(claimPerformance({ no: 'G-01' }), manager)
      .thenRefused('NOT_YOUR_OBLIGATION', 'G-01');
    const performs = promise({ no: 'G-03', performerId: ENTERPRISE });
    const { type: _, ...data } = claimPerformance({ no: 'G-03' });
    deal(performs)
      .when(claimPerformance({ no: 'G-03' }), manager)
      .thenEvents({ type: 'PerformanceClaimed', data });
  });
});

describe('recording a payment', () => {
  it('records one sum on one day', () => {
    const { type: _, ...data } = recordPayment(yuan(500), 'G-02');
    deal(subsidy())
      .when(recordPayment(yuan(500), 'G-02'), finance)
      .thenEvents({ type: 'PaymentRecorded', data });
  });
  it('refuses a duty that is not counted by payments', () => {
    deal().when(recordPayment()).thenRefused('PAYMENT_ON_AN_OBLIGATION_NOT_COUNTED_BY_PAYMENTS', 'G-01');
    deal(jobs())
      .when(recordPayment(yuan(5), 'E-02'))
      .thenRefused('PAYMENT_ON_AN_OBLIGATION_NOT_COUNTED_BY_PAYMENTS');
  });
  it('refuses another currency, nothing, less than nothing, and a payment of tomorrow', () => {
    const dollars = { minor: '100', currency: 'USD' } as const;
    deal(subsidy()).when(recordPayment(dollars, 'G-02')).thenRefused('UNIT_MISMATCH', 'money:USD');
    deal(subsidy())
      .when(recordPayment(yuan(0), 'G-02'))
      .thenRefused('TARGET_NOT_POSITIVE');
    deal(subsidy())
      .when(recordPayment(yuan(-1), 'G-02'))
      .thenRefused('TARGET_NOT_POSITIVE');
    deal(subsidy())
      .when({ ...recordPayment(yuan(1), 'G-02'), paidOn: future })
      .thenRefused('DATE_IN_THE_FUTURE', 'paidOn');
  });
});

describe('attaching evidence', () => {
  it('adds a file to a claim, and to a decided one', () => {
    const attached = {
      type: 'EvidenceAttached',
      data: { no: 'E-01', claimId: 'E-01-c1', evidence: file('b') },
    } as const;
    deal(claimed('E-01', '2025-06-01')).when(attachEvidence('b'), manager).thenEvents(attached);
    deal(performed('E-01', '2025-06-01')).when(attachEvidence('b'), manager).thenEvents(attached);
  });
  it('refuses the same file twice, a claim that is not there, and another’s duty', () => {
    const once = { type: 'EvidenceAttached', data: { no: 'E-01', claimId: 'E-01-c1', evidence: file('b') } } as const;
    deal(claimed('E-01', '2025-06-01'), once).when(attachEvidence('b')).thenRefused('EVIDENCE_ALREADY_ATTACHED', 'bbb');
    deal().when(attachEvidence('b')).thenRefused('CLAIM_NOT_FOUND', 'E-01-c1');
    deal(claimed('G-01', '2025-06-01'))
      .when(attachEvidence('b', { no: 'G-01', claimId: 'G-01-c1' }), manager)
      .thenRefused('NOT_YOUR_OBLIGATION');
  });
});

describe('withdrawing a claim', () => {
  const claim = by(manager, claimed('E-01', '2025-06-01'));
  it('is for the claimant and the claimant’s party', () => {
    const colleague = { ...manager, id: 'u-manager-2' };
    const withdrawn = {
      type: 'ClaimWithdrawn',
      data: { no: 'E-01', claimId: 'E-01-c1', reason: withdrawClaim().reason },
    } as const;
    deal(claim).when(withdrawClaim(), manager).thenEvents(withdrawn);
    deal(claim).when(withdrawClaim(), colleague).thenEvents(withdrawn);
    deal(claim).when(withdrawClaim(), clerk).thenRefused('NOT_YOUR_CLAIM', 'u-manager');
  });
  it('comes before any decision, and once', () => {
    deal(claim, verified('E-01', '2025-06-01'))
      .when(withdrawClaim(), manager)
      .thenRefused('CLAIM_ALREADY_DECIDED', 'accepted');
    deal(claim, claimWithdrawn('E-01')).when(withdrawClaim(), manager).thenRefused('CLAIM_WITHDRAWN');
  });
});

describe('verifying a claim', () => {
  const claim = by(manager, claimed('E-01', '2025-06-28'));
  const accepted = {
    no: 'E-01',
    claimId: 'E-01-c1',
    grade: 'self',
    decidedOn: civilDate('2025-08-05'),
    criterion: '取得施工许可',
  } as const;

  it('accepts what was claimed where nothing else is said', () =>
    deal(claim)
      .when(verifyPerformance(), statistician)
      .thenEvents({
        type: 'PerformanceVerified',
        data: { ...accepted, performedOn: civilDate('2025-06-28'), value: null, note: null },
      }));

  it('accepts less, or another day, where the verifier finds so', () =>
    deal(jobs(), by(manager, claimed('E-02', '2025-06-28', persons(210))))
      .when(
        verifyPerformance({
          no: 'E-02',
          claimId: 'E-02-c1',
          performedOn: civilDate('2025-07-02'),
          value: persons(180),
        }),
        statistician,
      )
      .thenEvents({
        type: 'PerformanceVerified',
        data: {
          ...accepted,
          no: 'E-02',
          claimId: 'E-02-c1',
          performedOn: civilDate('2025-07-02'),
          value: persons(180),
          note: null,
        },
      }));

  it('confirms the grade of the best evidence, or finds a lower one, and never a higher one', () => {
    const withFiles = by(manager, {
      type: 'PerformanceClaimed',
      data: {
        ...{ no: 'E-01', claimId: 'E-01-c1', performedOn: civilDate('2025-06-28'), value: null },
        evidence: [file('a'), file('b', 'third_party')],
        ...{ source: null, note: null },
      },
    });
    const verifying = (grade: EvidenceGrade | null) => deal(withFiles).when(verifyPerformance({ grade }), statistician);
    const data = { ...accepted, performedOn: civilDate('2025-06-28'), value: null, note: null };
    verifying(null).thenEvents({ type: 'PerformanceVerified', data: { ...data, grade: 'third_party' } });
    verifying('counter_signed').thenEvents({ type: 'PerformanceVerified', data: { ...data, grade: 'counter_signed' } });
    verifying('official_register').thenRefused('GRADE_ABOVE_EVIDENCE', 'attach evidence of that grade first');
    deal(claim)
      .when(verifyPerformance({ grade: 'counter_signed' }), statistician)
      .thenRefused('GRADE_ABOVE_EVIDENCE');
  });

  it('is never for the claimant, nor for the party that owes or performs', () => {
    const clerkAsVerifier = { ...clerk, role: 'verifier' as const };
    deal(claimed('E-01', '2025-06-28'))
      .when(verifyPerformance(), clerkAsVerifier)
      .thenRefused('CLAIMANT_VERIFIES_OWN_CLAIM', 'u-clerk');
    deal(claimed('G-01', '2025-06-28'))
      .when(verifyPerformance({ no: 'G-01', claimId: 'G-01-c1' }), landVerifier)
      .thenRefused('CLAIMANT_VERIFIES_OWN_CLAIM', 'u-land-verifier');
  });

  it('is for the named office, where one is named', () => {
    deal(claim).when(verifyPerformance(), supervisor).thenRefused('NOT_THE_NAMED_VERIFIER', 'office-tj');
    const data = { ...accepted, performedOn: civilDate('2025-06-28'), value: null, note: null };
    given(contractRecorded(), commitment({ verifierId: null }), claim)
      .when(verifyPerformance(), supervisor)
      .thenEvents({ type: 'PerformanceVerified', data });
  });

  it('refuses days of tomorrow, values that are not measured and payments of nothing', () => {
    const verifying = (parts: Parameters<typeof verifyPerformance>[0]) =>
      deal(claim).when(verifyPerformance(parts), statistician);
    verifying({ performedOn: future }).thenRefused('DATE_IN_THE_FUTURE', 'performedOn');
    verifying({ decidedOn: future }).thenRefused('DATE_IN_THE_FUTURE', 'decidedOn');
    verifying({ value: persons(1) }).thenRefused('VALUE_NOT_MEASURED');
    deal(subsidy(), paid('G-02', '2025-06-01', yuan(5)))
      .when(verifyPerformance({ no: 'G-02', claimId: 'G-02-c1', value: yuan(-5) }), supervisor)
      .thenRefused('TARGET_NOT_POSITIVE');
  });

  it('is done once, on a claim that stands', () => {
    deal(claim, verified('E-01', '2025-06-28'))
      .when(verifyPerformance(), statistician)
      .thenRefused('CLAIM_ALREADY_DECIDED', 'revoke that decision first');
    deal(claim, claimWithdrawn('E-01')).when(verifyPerformance(), statistician).thenRefused('CLAIM_WITHDRAWN');
    deal().when(verifyPerformance(), statistician).thenRefused('CLAIM_NOT_FOUND');
  });
});

describe('rejecting a claim', () => {
  const claim = by(manager, claimed('E-01', '2025-06-28'));
  it('says why', () => {
    const { type: _, ...data } = rejectClaim();
    deal(claim).when(rejectClaim(), statistician).thenEvents({ type: 'ClaimRejected', data });
  });
  it('follows the rules of verifying', () => {
    deal(claim).when(rejectClaim(), supervisor).thenRefused('NOT_THE_NAMED_VERIFIER');
    deal(claim)
      .when(rejectClaim({ decidedOn: future }), statistician)
      .thenRefused('DATE_IN_THE_FUTURE');
    deal(claim, rejected('E-01')).when(rejectClaim(), statistician).thenRefused('CLAIM_ALREADY_DECIDED', 'rejected');
  });
});

describe('revoking a decision', () => {
  const claim = by(manager, claimed('E-01', '2025-06-28'));
  const { type: _, ...data } = revokeVerification();
  it('takes back an acceptance or a rejection, by the verifier or by the legal office', () => {
    for (const decision of [verified('E-01', '2025-06-28'), rejected('E-01')])
      for (const actor of [statistician, legal])
        deal(claim, decision).when(revokeVerification(), actor).thenEvents({ type: 'VerificationRevoked', data });
  });
  it('refuses where there is none, and who may not decide', () => {
    deal(claim).when(revokeVerification(), statistician).thenRefused('CLAIM_NOT_DECIDED', 'E-01-c1');
    deal(claim, rejected('E-01')).when(revokeVerification(), supervisor).thenRefused('NOT_THE_NAMED_VERIFIER');
    deal(claim, rejected('E-01'))
      .when(revokeVerification({ decidedOn: future }), statistician)
      .thenRefused('DATE_IN_THE_FUTURE');
  });
});
