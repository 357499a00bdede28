import { civilDate } from '../../time/civil-date';
import type { ClaimExcuse } from '../contract.commands';
import { by, commitment, contractRecorded, excuseAccepted, excuseClaimed, promise } from '../../testing/facts.fixtures';
import { given } from '../../testing/given.fixtures';
import {
  clerk,
  ENTERPRISE,
  LAND_OFFICE,
  leader,
  legal,
  manager,
  otherClerk,
  stranger,
} from '../../testing/people.fixtures';
import { file } from '../../testing/terms.fixtures';

const from = '2025-05-01';
const deal = [contractRecorded(), promise(), commitment()];
const claimed = by(manager, excuseClaimed('x-1', { from }));
const decided = { excuseId: 'x-1', decidedOn: civilDate('2025-08-01'), reason: '属实' };
const claim = (parts: Partial<ClaimExcuse> = {}): ClaimExcuse => {
  const { data } = excuseClaimed('x-1', { from }) as Extract<
    ReturnType<typeof excuseClaimed>,
    { type: 'ExcuseClaimed' }
  >;
  return { type: 'ClaimExcuse', ...data, ...parts };
};

describe('an excuse is claimed', () => {
  it('by the enterprise for its own duty, and nothing is decided by it', () =>
    given(...deal)
      .when(claim(), manager)
      .thenEvents(excuseClaimed('x-1', { from })));
  it('not for what another owes', () => {
    given(...deal)
      .when(claim({ obligations: ['G-01'], ground: 'enterprise' }), manager)
      .thenRefused('NOT_YOUR_OBLIGATION', 'G-01');
    given(...deal)
      .when(claim(), stranger)
      .thenRefused('CONTRACT_NOT_FOUND');
  });
  it('once under one id, but again after a withdrawal', () => {
    given(...deal, claimed)
      .when(claim())
      .thenRefused('DUPLICATE_EXCUSE', 'x-1');
    given(...deal, claimed, { type: 'ExcuseWithdrawn', data: { excuseId: 'x-1', reason: '误报' } })
      .when(claim())
      .thenEvents(excuseClaimed('x-1', { from }));
  });
  it('with a ground that fits its cause', () => {
    given(...deal)
      .when(claim({ cause: 'force_majeure' }))
      .thenRefused('EXCUSE_GROUND_DOES_NOT_FIT', 'neutral');
    given(...deal)
      .when(claim({ ground: 'neutral' }))
      .thenRefused('EXCUSE_GROUND_DOES_NOT_FIT', 'conduct');
    given(...deal)
      .when(claim({ partyId: ENTERPRISE }))
      .thenRefused('EXCUSE_GROUND_DOES_NOT_FIT', ENTERPRISE);
  });
  it('never by what lies with the side that owes', () =>
    given(...deal)
      .when(claim({ obligations: ['E-01', 'G-01'] }))
      .thenRefused('EXCUSE_BY_OWN_CONDUCT', 'G-01'));
  it('for days that come in order and have begun', () => {
    given(...deal)
      .when(claim({ lastDay: civilDate('2025-04-30') }))
      .thenRefused('EXCUSE_ENDS_BEFORE_IT_BEGINS');
    given(...deal)
      .when(claim({ firstDay: civilDate('2025-09-01') }))
      .thenRefused('DATE_IN_THE_FUTURE', 'firstDay');
  });
});

describe('the last day of an excuse', () => {
  const end = (lastDay: string) =>
    ({ type: 'EndExcuse', excuseId: 'x-1', lastDay: civilDate(lastDay), evidence: [] }) as const;
  it('is stated when what went on has ended, decided or not', () =>
    given(...deal, claimed, excuseAccepted('x-1'))
      .when(end('2025-06-01'))
      .thenEvents({ type: 'ExcuseEnded', data: { excuseId: 'x-1', lastDay: civilDate('2025-06-01'), evidence: [] } }));
  it('is nothing new when it stands already', () =>
    given(...deal, excuseClaimed('x-1', { from, to: '2025-06-01' }))
      .when(end('2025-06-01'))
      .thenNothing());
  it('is not put off after a decision', () =>
    given(...deal, excuseClaimed('x-1', { from, to: '2025-06-01' }), excuseAccepted('x-1'))
      .when(end('2025-06-02'))
      .thenRefused('EXCUSE_ALREADY_DECIDED', '2025-06-01'));
});

describe('an excuse is decided', () => {
  it('by another than its claimant', () => {
    given(...deal, claimed)
      .when({ type: 'AcceptExcuse', ...decided }, legal)
      .thenEvents({ type: 'ExcuseAccepted', data: decided });
    given(...deal, claimed)
      .when({ type: 'RejectExcuse', ...decided }, leader)
      .thenEvents({ type: 'ExcuseRejected', data: decided });
    given(...deal, by(legal, excuseClaimed('x-1', { from })))
      .when({ type: 'AcceptExcuse', ...decided }, legal)
      .thenRefused('CLAIMANT_DECIDES_OWN_EXCUSE', legal.id);
  });
  it('never by the party that it frees', () => {
    given(...deal, by(clerk, excuseClaimed('x-1', { from })))
      .when({ type: 'AcceptExcuse', ...decided }, manager)
      .thenRefused('CLAIMANT_DECIDES_OWN_EXCUSE', manager.id);
    given(...deal, by(clerk, excuseClaimed('x-1', { from, obligations: ['G-01'], ground: 'enterprise' })))
      .when({ type: 'AcceptExcuse', ...decided }, { ...leader, partyId: LAND_OFFICE })
      .thenRefused('CLAIMANT_DECIDES_OWN_EXCUSE', leader.id);
  });
  it('by the enterprise where it frees the government', () =>
    given(...deal, by(otherClerk, excuseClaimed('x-1', { from, obligations: ['G-01'], ground: 'enterprise' })))
      .when({ type: 'AcceptExcuse', ...decided }, manager)
      .thenEvents({ type: 'ExcuseAccepted', data: decided }));
  it('once, until the decision is taken back', () => {
    given(...deal, claimed, excuseAccepted('x-1'))
      .when({ type: 'RejectExcuse', ...decided }, legal)
      .thenRefused('EXCUSE_ALREADY_DECIDED', 'accepted');
    given(...deal, claimed, excuseAccepted('x-1'))
      .when({ type: 'RevokeExcuseDecision', ...decided }, legal)
      .thenEvents({ type: 'ExcuseDecisionRevoked', data: decided });
    given(...deal, claimed)
      .when({ type: 'RevokeExcuseDecision', ...decided }, legal)
      .thenRefused('EXCUSE_NOT_DECIDED', 'x-1');
    given(...deal)
      .when({ type: 'AcceptExcuse', ...decided }, legal)
      .thenRefused('EXCUSE_NOT_FOUND', 'none');
  });
  it('in favour of force majeure on notice and proof only (Civil Code art. 590)', () => {
    const flood = { from, cause: 'force_majeure', ground: 'neutral' } as const;
    const accept = { type: 'AcceptExcuse', ...decided } as const;
    given(...deal, excuseClaimed('x-1', flood))
      .when(accept, legal)
      .thenRefused('FORCE_MAJEURE_WITHOUT_NOTICE_AND_PROOF', 'proof');
    given(...deal, excuseClaimed('x-1', { ...flood, notifiedOn: null, evidence: [file()] }))
      .when(accept, legal)
      .thenRefused('FORCE_MAJEURE_WITHOUT_NOTICE_AND_PROOF', 'notice');
    given(...deal, excuseClaimed('x-1', { ...flood, evidence: [file()] }))
      .when(accept, legal)
      .thenEvents({ type: 'ExcuseAccepted', data: decided });
  });
});

describe('an excuse is withdrawn', () => {
  const withdraw = { type: 'WithdrawExcuse', excuseId: 'x-1', reason: '误报' } as const;
  it('by its claimant or that party, while it is undecided', () => {
    given(...deal, claimed)
      .when(withdraw, manager)
      .thenEvents({ type: 'ExcuseWithdrawn', data: { excuseId: 'x-1', reason: '误报' } });
    given(...deal, claimed)
      .when(withdraw, clerk)
      .thenRefused('NOT_YOUR_EXCUSE', manager.id);
    given(...deal, claimed, excuseAccepted('x-1'))
      .when(withdraw, manager)
      .thenRefused('EXCUSE_ALREADY_DECIDED');
  });
});
