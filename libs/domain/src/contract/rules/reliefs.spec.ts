import { civilDate } from '../../time/civil-date';
import {
  by,
  commitment,
  contractRecorded,
  promise,
  reliefApproved,
  reliefRequested,
  reliefServed,
  relieved,
} from '../../testing/facts.fixtures';
import { given } from '../../testing/given.fixtures';
import { clerk, LAND_OFFICE, leader, legal, manager, otherClerk } from '../../testing/people.fixtures';
import { amount, file, yuan } from '../../testing/terms.fixtures';
import type { ApproveRelief, RequestRelief, ServeRelief } from '../contract.commands';
import type { ReliefTerms } from '../relief';

const extension: ReliefTerms = { kind: 'extension', newDueOn: civilDate('2025-12-31') };
const deal = [contractRecorded(), promise(), commitment()];
const asked = by(manager, reliefRequested('E-01', extension));
const askedForLand = by(otherClerk, reliefRequested('G-01', extension));
const request = (no: string, relief: ReliefTerms = extension): RequestRelief => ({
  ...{ type: 'RequestRelief', no, reliefId: `${no}-r1`, relief, reason: '申请' },
  ...{ requestedOn: civilDate('2025-02-01'), evidence: [] },
});
const approve = (no: string, parts: Partial<ApproveRelief> = {}): ApproveRelief => ({
  ...{ type: 'ApproveRelief', no, reliefId: `${no}-r1`, decidedOn: civilDate('2025-06-01') },
  ...{ documentNumber: null, evidence: [], note: null, ...parts },
});
const serve = (servedOn: string): ServeRelief => ({
  ...{ type: 'ServeRelief', no: 'E-01', reliefId: 'E-01-r1', servedOn: civilDate(servedOn), evidence: [] },
});
const decided = { no: 'E-01', reliefId: 'E-01-r1', decidedOn: civilDate('2025-06-01'), reason: '不符合条件' };

describe('a relief is asked for', () => {
  it('by the enterprise for what it owes, or gives up what is owed to it', () => {
    given(...deal)
      .when(request('E-01'), manager)
      .thenEvents(reliefRequested('E-01', extension));
    given(...deal)
      .when(request('G-01', { kind: 'waiver' }), manager)
      .thenEvents(reliefRequested('G-01', { kind: 'waiver' }));
  });
  it('not for a duty between others', () =>
    given(contractRecorded(), promise({ obligeeId: null }), commitment())
      .when(request('G-01'), manager)
      .thenRefused('NOT_YOUR_OBLIGATION', 'G-01'));
  it('once under one id', () =>
    given(...deal, asked)
      .when(request('E-01'))
      .thenRefused('DUPLICATE_RELIEF', 'E-01-r1'));
  it('as a set-off between sums that both sides owe (Civil Code art. 568)', () => {
    const inMoney = { measure: amount(yuan(1000), 'payments') };
    const setOff: ReliefTerms = { kind: 'set_off', against: 'G-01', amount: { minor: '5000', currency: 'CNY' } };
    const sums = [contractRecorded(), promise(inMoney), commitment(inMoney), commitment({ no: 'E-02', ...inMoney })];
    given(...sums)
      .when(request('E-01', setOff))
      .thenEvents(reliefRequested('E-01', setOff));
    given(...sums)
      .when(request('E-01', { ...setOff, against: 'E-02' }))
      .thenRefused('SET_OFF_NEEDS_BOTH_SIDES', 'E-02');
    given(...deal)
      .when(request('E-01', setOff))
      .thenRefused('SET_OFF_NEEDS_PAYMENTS', 'E-01');
    given(...sums)
      .when(request('E-01', { ...setOff, amount: { minor: '5000', currency: 'USD' } }))
      .thenRefused('UNIT_MISMATCH', 'E-01');
    given(...sums)
      .when(request('E-01', { ...setOff, amount: { minor: '0', currency: 'CNY' } }))
      .thenRefused('TARGET_NOT_POSITIVE', 'E-01');
  });
});

describe('a relief is decided', () => {
  it('by another than the one who asked, never by the side that owes', () => {
    given(...deal, asked)
      .when(approve('E-01'), leader)
      .thenEvents(reliefApproved('E-01', '2025-06-01'));
    given(...deal, asked)
      .when(approve('E-01'), manager)
      .thenRefused('MAKER_CHECKS_OWN_RELIEF', manager.id);
    given(...deal, by(legal, reliefRequested('E-01', extension)))
      .when(approve('E-01'), legal)
      .thenRefused('MAKER_CHECKS_OWN_RELIEF', legal.id);
    given(...deal, askedForLand)
      .when(approve('G-01'), { ...leader, partyId: LAND_OFFICE })
      .thenRefused('MAKER_CHECKS_OWN_RELIEF', leader.id);
  });
  it('for the government’s duty by the enterprise, or on the paper in which it agreed', () => {
    given(...deal, askedForLand)
      .when(approve('G-01'), manager)
      .thenEvents(reliefApproved('G-01', '2025-06-01'));
    given(...deal, askedForLand)
      .when(approve('G-01'), legal)
      .thenRefused('CONSENT_NOT_EVIDENCED', 'G-01');
    const { type: _, ...data } = approve('G-01', { evidence: [file()] });
    given(...deal, askedForLand)
      .when(approve('G-01', { evidence: [file()] }), legal)
      .thenEvents({ type: 'ReliefApproved', data });
  });
  it('once, until the decision is taken back', () => {
    given(...deal, asked, reliefApproved('E-01', '2025-06-01'))
      .when({ type: 'RefuseRelief', ...decided }, legal)
      .thenRefused('RELIEF_ALREADY_DECIDED', 'approved');
    given(...deal, asked, reliefApproved('E-01', '2025-06-01'))
      .when({ type: 'RevokeReliefDecision', ...decided }, legal)
      .thenEvents({ type: 'ReliefDecisionRevoked', data: decided });
    given(...deal, asked)
      .when({ type: 'RevokeReliefDecision', ...decided }, legal)
      .thenRefused('RELIEF_NOT_DECIDED');
    given(...deal)
      .when({ type: 'RefuseRelief', ...decided }, legal)
      .thenRefused('RELIEF_NOT_FOUND', 'E-01');
    given(...deal, asked)
      .when({ type: 'RefuseRelief', ...decided }, legal)
      .thenEvents({ type: 'ReliefRefused', data: decided });
  });
});

describe('an approval is served', () => {
  const approved = [...deal, asked, reliefApproved('E-01', '2025-06-01')];
  it('and works from that day', () =>
    given(...approved)
      .when(serve('2025-06-20'))
      .thenEvents(reliefServed('E-01', '2025-06-20')));
  it('only once it is given, and not before it', () => {
    given(...deal, asked)
      .when(serve('2025-06-20'))
      .thenRefused('RELIEF_NOT_APPROVED', 'not decided');
    given(...approved)
      .when(serve('2025-05-31'))
      .thenRefused('SERVED_BEFORE_DECIDED', '2025-06-01');
  });
  it('once', () => {
    given(...approved, reliefServed('E-01', '2025-06-20'))
      .when(serve('2025-06-20'))
      .thenNothing();
    given(...approved, reliefServed('E-01', '2025-06-20'))
      .when(serve('2025-06-21'))
      .thenRefused('RELIEF_ALREADY_SERVED');
  });
});

describe('a request is withdrawn', () => {
  const withdraw = { type: 'WithdrawRelief', no: 'E-01', reliefId: 'E-01-r1', reason: '不再需要' } as const;
  it('by the one who asked, while it is undecided', () => {
    const { type: _, ...data } = withdraw;
    given(...deal, asked)
      .when(withdraw, manager)
      .thenEvents({ type: 'ReliefWithdrawn', data });
    given(...deal, asked)
      .when(withdraw, clerk)
      .thenRefused('NOT_YOUR_RELIEF', manager.id);
    given(...deal, asked, reliefApproved('E-01', '2025-06-01'))
      .when(withdraw, manager)
      .thenRefused('RELIEF_ALREADY_DECIDED');
  });
});

describe('what a relief does, from its service on', () => {
  it.each([
    ['waiver', 'waived'],
    ['discharge', 'discharged'],
  ] as const)('%s: nothing is owed any more', (kind, status) => {
    const done = given(...deal, relieved('E-01', { kind }, '2025-06-20'));
    expect(done.duty('E-01', '2025-06-19').status).toBe('due_soon');
    expect(done.duty('E-01', '2025-06-20')).toMatchObject({ status, light: 'grey', daysLate: 0 });
  });
  it('set-off: the sum counts as paid on both duties', () => {
    const inMoney = { measure: amount(yuan(1000), 'payments') };
    const terms: ReliefTerms = { kind: 'set_off', against: 'G-01', amount: { minor: '100000', currency: 'CNY' } };
    const done = given(
      contractRecorded(),
      promise(inMoney),
      commitment(inMoney),
      relieved('E-01', terms, '2025-06-20'),
    );
    for (const no of ['E-01', 'G-01']) {
      expect(done.duty(no, '2025-06-19').fulfilledOn).toBeNull();
      expect(done.duty(no, '2025-06-20')).toMatchObject({ status: 'fulfilled_on_time', fulfilledOn: '2025-06-20' });
    }
  });
});
