import type { Fact } from '../testing/facts.fixtures';
import {
  claimed,
  claimWithdrawn,
  commitment,
  contractRecorded,
  determined,
  dueDateMoveRevoked,
  movedBySupplement,
  paid,
  performed,
  promise,
  recordedOn,
  rejected,
  retracted,
  settled,
  terminated,
  terminationRevoked,
  termsCorrected,
  verificationRevoked,
  verified,
} from '../testing/facts.fixtures';
import { correctable } from '../testing/commands.fixtures';
import { given } from '../testing/given.fixtures';
import {
  afterFulfilmentOf,
  amount,
  commitmentTerms,
  fixedOn,
  NO_DEADLINE,
  onceDetermined,
  onceFulfilled,
  persons,
  plan,
  promiseTerms,
  yuan,
} from '../testing/terms.fixtures';
import type { Side } from '../contract/contract';

/** One rule each of the table of design.md §6, the same for both sides: D-01 is the duty, X-01 one of the other side. */
const SIDES: readonly (readonly [Side, (terms?: object) => Fact, (terms?: object) => Fact])[] = [
  ['government', (terms) => promise({ no: 'D-01', ...terms }), (terms) => commitment({ no: 'X-01', ...terms })],
  ['enterprise', (terms) => commitment({ no: 'D-01', ...terms }), (terms) => promise({ no: 'X-01', ...terms })],
];

describe.each(SIDES)('a duty of the %s’s side', (side, duty, other) => {
  const on = (day: string, ...facts: readonly Fact[]) => given(contractRecorded(), ...facts).duty('D-01', day);
  const jobs = amount(persons(100));

  it('is conditional while a condition precedent is open, and never late', () => {
    const facts = [duty({ conditions: [onceDetermined('c-1')] })];
    expect(on('2025-12-31', ...facts)).toMatchObject({ status: 'conditional', light: 'grey', daysLate: 0, side });
    expect(on('2025-12-31', ...facts).due).toMatchObject({ standing: 'conditional', openConditions: ['c-1'] });
  });

  it('is conditional as long as one of several conditions is open', () => {
    const conditions = [onceDetermined('c-1'), onceFulfilled('X-01', 'c-2')];
    const facts = [other(), duty({ conditions }), determined('D-01', 'c-1', '2025-02-01')];
    expect(on('2025-12-31', ...facts)).toMatchObject({ status: 'conditional', due: { openConditions: ['c-2'] } });
    expect(on('2025-12-31', ...facts, performed('X-01', '2025-03-01'))).toMatchObject({ status: 'overdue' });
  });

  it('awaits its anchor while the other duty that starts its term is not fulfilled', () => {
    const facts = [other(), duty({ due: afterFulfilmentOf('X-01', 6, 'months') })];
    expect(on('2026-12-31', ...facts)).toMatchObject({
      status: 'awaiting_anchor',
      light: 'grey',
      due: { current: null, awaitedNo: 'X-01', projected: '2027-06-30' },
    });
  });

  it('has no deadline where none was agreed', () => {
    expect(on('2029-12-31', duty({ due: NO_DEADLINE }))).toMatchObject({ status: 'no_deadline', light: 'grey' });
  });

  it('is not yet due while it runs and nothing is measured', () => {
    expect(on('2025-06-14', duty())).toMatchObject({ status: 'not_yet_due', light: 'grey' });
    expect(on('2025-06-14', duty({ measure: jobs }))).toMatchObject({
      status: 'not_yet_due',
      progress: { verified: null },
    });
  });

  it('is on track once a reading tells, or while it keeps up with its plan', () => {
    const read = [duty({ measure: jobs }), performed('D-01', '2025-03-01', persons(20))];
    expect(on('2025-03-01', ...read)).toMatchObject({ status: 'on_track', light: 'green', flags: ['part_performed'] });
    const planned = plan(['2025-01-01', persons(0)], ['2025-06-30', persons(100)]);
    const ahead = [duty({ measure: planned }), performed('D-01', '2025-02-01', persons(60))];
    expect(on('2025-04-01', ...ahead)).toMatchObject({ status: 'on_track', progress: { basisPointsBehind: 0 } });
  });

  it('is due soon from 15 natural days before its date to the date itself', () => {
    expect(on('2025-06-14', duty()).status).toBe('not_yet_due');
    expect(on('2025-06-15', duty())).toMatchObject({ status: 'due_soon', light: 'yellow' });
    expect(on('2025-06-30', duty())).toMatchObject({ status: 'due_soon', daysLate: 0 });
  });

  it('is overdue from the day after its date, each day counted', () => {
    expect(on('2025-07-01', duty())).toMatchObject({ status: 'overdue', light: 'red', daysLate: 1 });
    expect(on('2025-08-14', duty())).toMatchObject({ status: 'overdue', daysLate: 45 });
  });

  it('is behind its plan from 10 points (yellow) and from 30 (red), linear between the points', () => {
    const facts = [
      duty({ measure: plan(['2025-01-01', persons(0)], ['2025-04-11', persons(100)]), due: fixedOn('2025-04-11') }),
    ];
    expect(on('2025-01-10', ...facts)).toMatchObject({ status: 'on_track', progress: { basisPointsBehind: 900 } });
    expect(on('2025-01-11', ...facts)).toMatchObject({ status: 'behind_pace', light: 'yellow' });
    expect(on('2025-01-30', ...facts)).toMatchObject({ light: 'yellow', progress: { basisPointsBehind: 2900 } });
    expect(on('2025-01-31', ...facts)).toMatchObject({ status: 'behind_pace', light: 'red' });
  });

  it('is under verification while a claim of a performance in time is undecided: not overdue, its verifier waited for', () => {
    const facts = [duty(), recordedOn('2025-07-05', claimed('D-01', '2025-06-28'))];
    const assessed = on('2025-08-05', ...facts);
    expect(assessed).toMatchObject({ status: 'under_verification', light: 'green', daysLate: 0 });
    expect(assessed.signals).toEqual({ overdue: false, blocked: false, dueSoon: false, behindPace: null });
    expect(assessed.verification).toMatchObject({ claimIds: ['D-01-c1'], waitingDays: 31 });
    expect(assessed.flags).toEqual(['unverified_claim']);
  });

  it('stays overdue while the performance claimed was itself late, or falls short', () => {
    expect(on('2025-08-05', duty(), claimed('D-01', '2025-07-01'))).toMatchObject({
      status: 'overdue',
      flags: ['unverified_claim'],
      verification: null,
    });
    const short = [duty({ measure: jobs }), claimed('D-01', '2025-06-01', persons(99))];
    expect(on('2025-08-05', ...short).status).toBe('overdue');
  });

  it('is overdue again when the claim is rejected, as if it had never been made', () => {
    const facts = [duty(), claimed('D-01', '2025-06-28'), rejected('D-01')];
    expect(on('2025-07-01', ...facts)).toEqual({ ...on('2025-07-01', duty()), eventIds: expect.anything() });
    expect(on('2025-07-01', ...facts)).toMatchObject({ status: 'overdue', daysLate: 1 });
  });

  it('is fulfilled on time, whenever the verification came', () => {
    const facts = [duty(), claimed('D-01', '2025-06-30'), recordedOn('2025-09-01', verified('D-01', '2025-06-30'))];
    expect(on('2025-06-30', ...facts)).toMatchObject({
      status: 'fulfilled_on_time',
      light: 'green',
      fulfilledOn: '2025-06-30',
      daysLate: 0,
    });
    expect(on('2025-06-29', ...facts).status).toBe('due_soon');
  });

  it('is fulfilled late with the days it took', () => {
    expect(on('2025-12-31', duty(), performed('D-01', '2025-07-10'))).toMatchObject({
      status: 'fulfilled_late',
      light: 'green',
      fulfilledOn: '2025-07-10',
      daysLate: 10,
    });
  });

  it('is fulfilled on time where there was no date to miss', () => {
    expect(on('2026-01-01', duty({ due: NO_DEADLINE }), performed('D-01', '2025-12-31')).status).toBe(
      'fulfilled_on_time',
    );
    const conditional = duty({ conditions: [onceDetermined('c-1')] });
    expect(on('2026-01-01', conditional, performed('D-01', '2025-12-31')).status).toBe('fulfilled_on_time');
  });

  it('is terminated with the contract from that day on, unless fulfilled before', () => {
    expect(on('2025-07-30', duty(), terminated('2025-07-31')).status).toBe('overdue');
    expect(on('2025-07-31', duty(), terminated('2025-07-31'))).toMatchObject({ status: 'terminated', light: 'grey' });
    expect(on('2025-09-01', duty(), performed('D-01', '2025-07-31'), terminated('2025-07-31')).status).toBe(
      'fulfilled_late',
    );
    expect(on('2025-09-01', duty(), performed('D-01', '2025-08-01'), terminated('2025-07-31')).status).toBe(
      'terminated',
    );
    expect(on('2025-09-01', duty(), terminated('2025-07-31'), terminationRevoked).status).toBe('overdue');
  });

  it('is terminated by when it was stated, where the day is not known', () => {
    expect(on('2025-08-30', duty(), terminated(null, '2025-08-31')).status).toBe('overdue');
    expect(on('2025-08-31', duty(), terminated(null, '2025-08-31')).status).toBe('terminated');
  });

  it('is not assessed once retracted', () => {
    expect(given(contractRecorded(), duty(), retracted('D-01')).asOf('2025-08-01').obligations).toEqual([]);
  });

  it('forgets a claim that is withdrawn and a verification that is revoked', () => {
    expect(on('2025-08-01', duty(), claimed('D-01', '2025-06-01'), claimWithdrawn('D-01'))).toMatchObject({
      status: 'overdue',
      flags: [],
    });
    const revoked = [duty(), performed('D-01', '2025-06-01'), verificationRevoked('D-01')];
    expect(on('2025-08-01', ...revoked).status).toBe('under_verification');
    expect(on('2025-08-01', ...revoked, rejected('D-01')).status).toBe('overdue');
  });

  it('goes by the corrected terms from the start', () => {
    const terms = { no: 'D-01', due: fixedOn('2025-09-30') };
    const corrected = correctable(side === 'government' ? promiseTerms(terms) : commitmentTerms(terms));
    expect(on('2025-07-15', duty(), termsCorrected('D-01', corrected))).toMatchObject({
      status: 'not_yet_due',
      due: { current: '2025-09-30', original: '2025-09-30' },
    });
  });

  it('goes by the date a supplement set, from its signature on, as long as the move stands', () => {
    const moved = [duty(), movedBySupplement('D-01', '2025-10-31', '2025-07-15')];
    expect(on('2025-07-14', ...moved)).toMatchObject({ status: 'overdue', due: { current: '2025-06-30' } });
    expect(on('2025-07-15', ...moved)).toMatchObject({
      status: 'not_yet_due',
      due: { current: '2025-10-31', original: '2025-06-30' },
    });
    expect(on('2025-07-15', ...moved, dueDateMoveRevoked('D-01', 'D-01-sup-1')).status).toBe('overdue');
  });

  it('adds payments up, and is fulfilled on the day the sum reaches the target', () => {
    const pays = duty({ measure: amount(yuan(1000), 'payments') });
    const facts = [pays, settled('D-01', '2025-03-01', yuan(400)), settled('D-01', '2025-05-01', yuan(600), 'c2')];
    expect(on('2025-04-01', ...facts)).toMatchObject({
      status: 'on_track',
      progress: { verified: yuan(400), verifiedBasisPoints: 4000 },
    });
    expect(on('2025-06-01', ...facts)).toMatchObject({ status: 'fulfilled_on_time', fulfilledOn: '2025-05-01' });
    const unverified = [pays, settled('D-01', '2025-03-01', yuan(400)), paid('D-01', '2025-05-01', yuan(600), 'p2')];
    expect(on('2025-06-01', ...unverified)).toMatchObject({
      status: 'under_verification',
      progress: { verified: yuan(400), claimed: yuan(1000) },
    });
  });

  it('takes the highest of its readings, not their sum, and is fulfilled on the day of the first that reaches the target', () => {
    const facts = [
      duty({ measure: jobs }),
      performed('D-01', '2025-03-01', persons(60)),
      performed('D-01', '2025-04-01', persons(100), 'c2'),
      performed('D-01', '2025-05-01', persons(80), 'c3'),
    ];
    expect(on('2025-03-31', ...facts)).toMatchObject({ status: 'on_track', progress: { verified: persons(60) } });
    expect(on('2025-06-01', ...facts)).toMatchObject({
      status: 'fulfilled_on_time',
      fulfilledOn: '2025-04-01',
      progress: { verified: persons(100) },
    });
  });
});

describe('the quadrant of a contract', () => {
  it('says which side has a red light', () => {
    const quadrant = (...facts: readonly Fact[]) =>
      given(contractRecorded(), promise(), commitment(), ...facts).asOf('2025-08-01').quadrant;
    expect(quadrant()).toBe('both_behind');
    expect(quadrant(performed('G-01', '2025-07-05'))).toBe('enterprise_behind');
    expect(quadrant(performed('E-01', '2025-07-05'))).toBe('government_behind');
    expect(quadrant(performed('E-01', '2025-07-05'), performed('G-01', '2025-06-05'))).toBe('both_keep');
  });
});
