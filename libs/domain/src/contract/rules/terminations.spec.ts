import { clerk, legal, leader, manager } from '../../testing/people.fixtures';
import { commitment, contractRecorded, promise, terminated, type Fact } from '../../testing/facts.fixtures';
import { given } from '../../testing/given.fixtures';
import * as c from '../../testing/procedures.fixtures';

const deal = (...facts: readonly Fact[]) => given(contractRecorded(), promise(), commitment(), ...facts);
const other = { ...manager, id: 'u-manager-2' };

describe('a termination case', () => {
  it.each([
    ['opened', deal(), c.openTermination()],
    ['warned', deal(c.climbedTo('opened')), c.serveRectification('2025-02-10')],
    ['announced', deal(c.climbedTo('ServeRectificationNotice')), c.serveIntent('2025-04-12')],
    ['heard', deal(c.climbedTo('ServeTerminationIntent')), c.concludeHearing('2025-05-15')],
    ['offered a hearing', deal(c.climbedTo('ServeTerminationIntent')), c.offerHearing('2025-05-19')],
    ['ended by service', deal(c.climbedTo('DecideTermination')), c.serveTermination('2025-06-16')],
    ['closed', deal(c.climbedTo('ServeRectificationNotice')), c.closeTermination('2025-03-01')],
  ] as const)('is %s', (_, before, command) => {
    before.when(command).thenEvents(c.factOf(command));
  });

  it.each([legal, leader])('is decided by $role', (decider) => {
    const command = c.decideTermination('2025-06-10');
    deal(c.climbedTo('ConcludeTerminationHearing')).when(command, decider).thenEvents(c.factOf(command));
  });

  it('is not decided by who proposed it, nor by a clerk', () => {
    const opener = { ...clerk, role: 'legal' as const };
    deal(c.climbedTo('ConcludeTerminationHearing'))
      .when(c.decideTermination('2025-06-10'), opener)
      .thenRefused('PROPOSER_DECIDES', clerk.id);
    deal(c.climbedTo('ConcludeTerminationHearing'))
      .when(c.decideTermination('2025-06-10'))
      .thenRefused('ROLE_NOT_ALLOWED');
  });

  // 10 February + 60 days is Friday 11 April; 14 April + 30 days is 14 May
  it.each([
    ['the notice of intent in the time to cure', 'ServeRectificationNotice', c.serveIntent('2025-04-11'), '2025-04-12'],
    ['a hearing while the sides talk', 'ServeTerminationIntent', c.concludeHearing('2025-05-14'), '2025-05-15'],
    ['an offer while the sides talk', 'ServeTerminationIntent', c.offerHearing('2025-05-14'), '2025-05-15'],
    ['a hearing before its offer', 'OfferTerminationHearing', c.concludeHearing('2025-05-18'), '2025-05-19'],
    [
      'an offer let pass too early',
      'OfferTerminationHearing',
      c.concludeHearing('2025-05-26', 'unanswered'),
      '2025-05-27',
    ],
    ['a service before the decision', 'DecideTermination', c.serveTermination('2025-06-09'), '2025-06-10'],
    ['a closing before the last step', 'ServeRectificationNotice', c.closeTermination('2025-02-09'), '2025-02-10'],
  ] as const)('refuses %s and names the first day', (_, rung, command, firstDay) => {
    deal(c.climbedTo(rung)).when(command).thenRefused('CASE_STEP_TOO_EARLY', `from ${firstDay} on`);
  });

  it('counts the period from service, off a day on which no period ends', () => {
    // 11 February + 60 days is Saturday 12 April, rolled to Monday the 14th
    const warned = deal(c.climbedTo('opened'), c.factOf(c.serveRectification('2025-02-11')));
    warned.when(c.serveIntent('2025-04-14')).thenRefused('CASE_STEP_TOO_EARLY', '2025-04-15');
    warned.when(c.serveIntent('2025-04-15')).thenEvents(c.factOf(c.serveIntent('2025-04-15')));
  });

  it.each([
    ['intent before a warning', deal(c.climbedTo('opened')), c.serveIntent('2025-06-01')],
    ['a second warning', deal(c.climbedTo('ServeRectificationNotice')), c.serveRectification('2025-06-01')],
    [
      'a waiver without an offer',
      deal(c.climbedTo('ServeTerminationIntent')),
      c.concludeHearing('2025-06-01', 'waived'),
    ],
    ['service without a decision', deal(c.climbedTo('ConcludeTerminationHearing')), c.serveTermination('2025-06-20')],
  ] as const)('refuses %s', (_, before, command) => {
    before.when(command).thenRefused('CASE_STEP_OUT_OF_ORDER', 'what may come next');
  });

  it('refuses a decision without a hearing', () =>
    deal(c.climbedTo('OfferTerminationHearing'))
      .when(c.decideTermination('2025-06-20'), legal)
      .thenRefused('CASE_STEP_OUT_OF_ORDER', 'hearing'));

  it('takes an express waiver at once, and silence when its time is over', () => {
    for (const command of [c.concludeHearing('2025-05-20', 'waived'), c.concludeHearing('2025-05-27', 'unanswered')]) {
      deal(c.climbedTo('OfferTerminationHearing')).when(command).thenEvents(c.factOf(command));
    }
  });

  it('refuses steps of a case that is closed, or not there, and a second case beside an open one', () => {
    const closed = deal(c.climbedTo('opened'), c.factOf(c.closeTermination('2025-03-01')));
    closed.when(c.serveRectification('2025-03-02')).thenRefused('CASE_CLOSED', 'closed on 2025-03-01');
    closed.when(c.openTermination()).thenRefused('DUPLICATE_CASE', 'T-1');
    closed.when(c.openTermination({ caseId: 'T-2' })).thenEvents(c.factOf(c.openTermination({ caseId: 'T-2' })));
    deal().when(c.serveRectification('2025-03-02')).thenRefused('CASE_NOT_FOUND', 'T-1');
    deal(c.climbedTo('opened'))
      .when(c.openTermination({ caseId: 'T-2' }))
      .thenRefused('CASE_ALREADY_OPEN', 'T-1');
  });

  it('names duties of the other side, and days that have come', () => {
    deal()
      .when(c.openTermination({ grounds: ['E-01', 'G-01'] }))
      .thenRefused('GROUND_ON_THE_WRONG_SIDE', 'G-01');
    deal().when(c.openTermination(), clerk, '2025-02-04').thenRefused('DATE_IN_THE_FUTURE', 'openedOn');
    deal(c.climbedTo('opened')).when(c.serveRectification('2025-08-15')).thenRefused('DATE_IN_THE_FUTURE');
    deal(terminated('2025-03-01')).when(c.openTermination()).thenRefused('CONTRACT_TERMINATED');
  });

  it('is run by the enterprise just so, on a breach of the government', () => {
    const mirrored = c.openTermination({ bySide: 'enterprise', grounds: ['G-01'] });
    deal().when(mirrored, manager).thenEvents(c.factOf(mirrored));
    deal().when(c.openTermination(), manager).thenRefused('NOT_YOUR_CASE');
    deal(c.climbedTo('opened')).when(c.serveRectification('2025-02-10'), manager).thenRefused('NOT_YOUR_CASE', 'T-1');
    const ladder = [
      mirrored,
      c.serveRectification('2025-02-10'),
      c.serveIntent('2025-04-14'),
      c.concludeHearing('2025-05-15'),
    ].map(c.factOf);
    const heard = deal({ facts: ladder, actor: manager });
    heard.when(c.decideTermination('2025-05-16'), manager).thenRefused('PROPOSER_DECIDES');
    heard.when(c.decideTermination('2025-05-16'), other).thenEvents(c.factOf(c.decideTermination('2025-05-16')));
  });

  it('takes the last step back, one by one, and a closing', () => {
    const data = { caseId: 'T-1', reason: '误录' };
    deal(c.climbedTo('ServeTerminationNotice'))
      .when(c.revokeTerminationStep)
      .thenEvents({ type: 'TerminationStepRevoked', data: { ...data, step: 'service' } });
    deal(c.climbedTo('opened'), c.factOf(c.closeTermination('2025-03-01')))
      .when(c.revokeTerminationStep)
      .thenEvents({ type: 'TerminationStepRevoked', data: { ...data, step: 'closing' } });
    deal(c.climbedTo('opened')).when(c.revokeTerminationStep).thenRefused('CASE_HAS_NO_STEP');
  });
});

describe('the contract', () => {
  it('ends on the day of service, not on that of the decision', () => {
    expect(deal(c.climbedTo('DecideTermination')).duty('E-01', '2025-06-20').status).not.toBe('terminated');
    const ended = deal(c.climbedTo('ServeTerminationNotice'));
    expect(ended.state.termination).toMatchObject({ terminatedOn: '2025-06-16', reason: '停工' });
    expect(ended.duty('E-01', '2025-06-15').status).toBe('due_soon');
    expect(ended.duty('E-01', '2025-06-16').status).toBe('terminated');
  });

  it('runs on when the service is taken back, either way, and the case stands at its decision', () => {
    const data = { caseId: 'T-1', step: 'service' as const, reason: '误录' };
    for (const undone of [
      { type: 'TerminationStepRevoked', data } as const,
      { type: 'ContractTerminationRevoked', data: { reason: '误录' } } as const,
    ]) {
      const { state } = deal(c.climbedTo('ServeTerminationNotice'), undone);
      expect(state.termination).toBeNull();
      expect(state.procedures.terminationCases[0]!.steps.at(-1)!.kind).toBe('decision');
    }
  });

  it('leaves alive what survives it, with the flag', () => {
    const survivor = commitment({ no: 'E-02', survivesTermination: true });
    const ended = deal(survivor, c.climbedTo('ServeTerminationNotice'));
    expect(ended.duty('E-02', '2025-06-15')).toMatchObject({ status: 'due_soon', flags: [] });
    expect(ended.duty('E-02', '2025-06-16')).toMatchObject({ status: 'due_soon', flags: ['surviving_termination'] });
    expect(ended.duty('E-02', '2025-07-02')).toMatchObject({ status: 'overdue', flags: ['surviving_termination'] });
    expect(ended.duty('E-01', '2025-07-02')).toMatchObject({ status: 'terminated', flags: [] });
  });
});
