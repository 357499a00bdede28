import { clawbackMoney } from '../../procedure/clawback-case';
import { by, claimed, commitment, contractRecorded, promise, settled, type Fact } from '../../testing/facts.fixtures';
import { given } from '../../testing/given.fixtures';
import { clerk, finance, leader, legal } from '../../testing/people.fixtures';
import * as c from '../../testing/procedures.fixtures';
import { amount, yuan } from '../../testing/terms.fixtures';

/** A grant of 1,000 yuan, paid. */
const grant = [
  promise({ no: 'G-02', measure: amount(yuan(1000), 'payments') }),
  settled('G-02', '2025-01-20', yuan(1000)),
];
const deal = (...facts: readonly Fact[]) =>
  given(contractRecorded(), promise(), commitment(), ...grant.flat(), ...facts);
const opened = c.factOf(c.openClawback());
const demanded = [opened, c.factOf(c.demandClawback('2025-02-10'))];
const heard = [...demanded, c.factOf(c.hearClawback('2025-02-12'))];
const decided = [heard, by(legal, c.factOf(c.decideClawback('2025-02-24')))].flat();
const served = [...decided, c.factOf(c.serveClawback('2025-02-26'))];

describe('a clawback case', () => {
  it.each([
    ['opened on a payment', deal(), c.openClawback(), clerk],
    ['opened on a breach', deal(), c.openClawback({ ground: c.BREACH_GROUND }), clerk],
    ['demanded', deal(opened), c.demandClawback('2025-02-10'), clerk],
    ['heard', deal(...demanded), c.hearClawback('2025-02-12'), clerk],
    ['decided', deal(...heard), c.decideClawback('2025-02-21'), leader],
    ['served', deal(...decided), c.serveClawback('2025-02-26'), clerk],
    ['paid back in part', deal(...served), c.recordRecovery('2025-03-01', 300), finance],
    ['brought to a court', deal(...served), c.requestEnforcement('2025-08-27'), clerk],
    ['withdrawn', deal(...demanded), c.closeClawback('2025-02-11'), clerk],
    ['barred by a judgment', deal(...demanded), c.rejectGround(), clerk],
  ] as const)('is %s', (_, before, command, actor) => {
    before.when(command, actor, '2025-09-01').thenEvents(c.factOf(command));
  });

  it('shows what was demanded, decided, and what came back', () => {
    const part = [...served, c.factOf(c.recordRecovery('2025-03-01', 300))];
    const moneyAfter = (...facts: readonly Fact[]) => clawbackMoney(deal(...facts).state.procedures.clawbackCases[0]!);
    expect(moneyAfter(opened)).toEqual({ demanded: null, decided: null, recovered: null, outstanding: null });
    expect(moneyAfter(...part)).toEqual({
      ...{ demanded: yuan(1000), decided: yuan(800), recovered: yuan(300), outstanding: yuan(500) },
    });
    const rest = c.recordRecovery('2025-03-10', 500);
    deal(...part)
      .when(rest, finance)
      .thenEvents(c.factOf(rest));
    deal(...part, c.factOf(rest))
      .when(c.recordRecovery('2025-03-11', 1), finance)
      .thenRefused('CASE_STEP_OUT_OF_ORDER', 'none');
  });

  it('takes its steps in turn and not before their day', () => {
    deal(opened).when(c.hearClawback('2025-02-12')).thenRefused('CASE_STEP_OUT_OF_ORDER', 'demand');
    deal(...demanded)
      .when(c.decideClawback('2025-02-24'), legal)
      .thenRefused('CASE_STEP_OUT_OF_ORDER', 'hearing');
    deal(...heard)
      .when(c.decideClawback('2025-02-20'), legal)
      .thenRefused('CASE_STEP_TOO_EARLY', '2025-02-21');
    deal(...decided)
      .when(c.requestEnforcement('2025-08-01'))
      .thenRefused('CASE_STEP_OUT_OF_ORDER', 'service');
    deal(...served)
      .when(c.requestEnforcement('2025-08-14'))
      .thenRefused('CASE_STEP_TOO_EARLY', '2025-08-27');
    deal().when(c.demandClawback('2025-02-10')).thenRefused('CASE_NOT_FOUND', 'C-1');
    deal(...demanded, c.factOf(c.closeClawback('2025-02-11')))
      .when(c.hearClawback('2025-02-12'))
      .thenRefused('CASE_CLOSED');
  });

  it('is not decided by who proposed it', () =>
    deal(...heard)
      .when(c.decideClawback('2025-02-24'), { ...clerk, role: 'legal' })
      .thenRefused('PROPOSER_DECIDES'));

  it('asks for no more than was demanded, takes back no more than was decided, in its own currency', () => {
    deal(...heard)
      .when(c.decideClawback('2025-02-24', 1001), legal)
      .thenRefused('AMOUNT_ABOVE_CASE', '100100');
    deal(...served)
      .when(c.recordRecovery('2025-03-01', 801))
      .thenRefused('AMOUNT_ABOVE_CASE', 'C-1');
    deal(opened).when(c.demandClawback('2025-02-10', 0)).thenRefused('TARGET_NOT_POSITIVE');
    const dollars = { ...c.recordRecovery('2025-03-01', 1), amount: { minor: '1', currency: 'USD' as const } };
    deal(...served)
      .when(dollars)
      .thenRefused('UNIT_MISMATCH');
  });

  it('stands on a payment of the government, or on a commitment', () => {
    deal()
      .when(c.openClawback({ ground: { ...c.PAYMENT_GROUND, no: 'E-01' } }))
      .thenRefused('GROUND_ON_THE_WRONG_SIDE', 'E-01');
    deal()
      .when(c.openClawback({ ground: { ...c.BREACH_GROUND, no: 'G-01' } }))
      .thenRefused('GROUND_ON_THE_WRONG_SIDE', 'G-01');
    deal(claimed('G-01', '2025-01-20'))
      .when(c.openClawback({ ground: { ...c.PAYMENT_GROUND, no: 'G-01', claimId: 'G-01-c1' } }))
      .thenRefused('GROUND_IS_NO_PAYMENT');
  });

  it('is one for a ground: the same is not recovered twice', () => {
    deal(opened).when(c.openClawback()).thenRefused('DUPLICATE_CASE');
    const again = c.openClawback({ caseId: 'C-2', ground: { ...c.PAYMENT_GROUND, reason: 'unlawful_basis' } });
    deal(opened).when(again).thenRefused('GROUND_ALREADY_CLAIMED', 'C-1');
    const settledCase = [...served, c.factOf(c.recordRecovery('2025-03-01', 800))];
    deal(...settledCase)
      .when(again)
      .thenRefused('GROUND_ALREADY_CLAIMED', 'C-1');
    deal(opened, c.factOf(c.closeClawback('2025-02-11')))
      .when(again)
      .thenEvents(c.factOf(again));
  });

  it('takes its last step back', () => {
    const data = { caseId: 'C-1', reason: '误录' };
    deal(...demanded)
      .when(c.revokeClawbackStep)
      .thenEvents({ type: 'ClawbackStepRevoked', data: { ...data, step: 'demand' } });
    deal(...demanded, c.factOf(c.closeClawback('2025-02-11')))
      .when(c.revokeClawbackStep)
      .thenEvents({ type: 'ClawbackStepRevoked', data: { ...data, step: 'closing' } });
    deal(opened).when(c.revokeClawbackStep).thenRefused('CASE_HAS_NO_STEP');
  });
});

describe('a ground that a court rejected', () => {
  const rejected = c.factOf(c.rejectGround());
  const again = c.openClawback({ caseId: 'C-2' });

  it('closes the open case and is not claimed again: the refusal names the judgment', () => {
    const barred = deal(...demanded, rejected);
    expect(barred.state.procedures.clawbackCases[0]!.closed).toMatchObject({ outcome: 'rejected_by_court' });
    barred.when(again).thenRefused('GROUND_REJECTED_BY_COURT', '民初1号');
    barred.when(c.hearClawback('2025-03-22')).thenRefused('CASE_CLOSED', 'rejected_by_court');
    barred.when(c.revokeClawbackStep).thenRefused('CASE_CLOSED');
    barred.when(c.rejectGround({ rejectionId: 'R-2' })).thenRefused('DUPLICATE_REJECTION');
  });

  it('is another ground than that of another duty, payment or reason', () => {
    const breach = c.rejectGround({ ground: c.BREACH_GROUND });
    const other = c.openClawback({ ground: { ...c.BREACH_GROUND, reason: 'not_performed' } });
    deal(c.factOf(breach)).when(other).thenEvents(c.factOf(other));
    deal(c.factOf(breach)).when(c.openClawback()).thenEvents(opened);
    deal(c.factOf(breach))
      .when(c.openClawback({ ground: c.BREACH_GROUND }))
      .thenRefused('GROUND_REJECTED_BY_COURT', 'E-01');
  });

  it('is open again when the record is taken back, and so is its case', () => {
    deal(rejected).when(c.revokeRejection).thenEvents(c.factOf(c.revokeRejection));
    deal().when(c.revokeRejection).thenRefused('REJECTION_NOT_FOUND', 'R-1');
    const reopened = deal(...demanded, rejected, c.factOf(c.revokeRejection));
    expect(reopened.state.procedures.clawbackCases[0]!.closed).toBeNull();
  });
});
