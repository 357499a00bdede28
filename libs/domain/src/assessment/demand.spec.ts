import { latestCalendar } from '../calendar/statutory-calendar';
import { contractRecorded, determined, movedBySupplement, promise } from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import { demandRevoked, demandServed } from '../testing/notices.fixtures';
import { fixedOn, NO_DEADLINE, onceDetermined, term } from '../testing/terms.fixtures';
import { civilDate } from '../time/civil-date';
import { explainDueDate } from './assess';
import { DEFAULT_ASSESSMENT_RULES } from './assessment-rules';

const undated = [contractRecorded(), promise({ due: NO_DEADLINE })];

describe('a demand on a duty without a date', () => {
  it('makes the date: its service plus the respite', () => {
    const duty = given(...undated, demandServed('G-01', '2025-06-02'));
    expect(duty.duty('G-01', '2025-06-01')).toMatchObject({ status: 'no_deadline', due: { current: null } });
    expect(duty.duty('G-01', '2025-06-02')).toMatchObject({ status: 'not_yet_due', due: { current: '2025-07-02' } });
    expect(duty.duty('G-01', '2025-07-03')).toMatchObject({
      status: 'overdue',
      daysLate: 1,
      due: { original: '2025-07-02' },
    });
  });
  it('is decided by the one served first, in whatever order they were recorded', () => {
    const second = demandServed('G-01', '2025-06-20', term(5, 'natural_days'), 'second');
    const first = demandServed('G-01', '2025-06-02', term(30, 'natural_days'), 'first');
    expect(given(...undated, second, first).duty('G-01', '2025-08-01').due.current).toBe('2025-07-02');
    const revoked = given(...undated, second, first, demandRevoked('G-01', 'first'));
    expect(revoked.duty('G-01', '2025-08-01').due.current).toBe('2025-06-25');
  });
  it('without a respite makes none', () => {
    const { due, status } = given(...undated, demandServed('G-01', '2025-06-02', null)).duty('G-01', '2025-08-01');
    expect([status, due.current]).toEqual(['no_deadline', null]);
  });
  it('is in the place of the agreed date when a supplement moves it', () => {
    const history = [demandServed('G-01', '2025-06-02'), movedBySupplement('G-01', '2025-09-30', '2025-06-20')];
    const { due } = given(...undated, ...history).duty('G-01', '2025-07-10');
    expect(due).toMatchObject({ current: '2025-09-30', original: '2025-07-02' });
  });
  it('after a supplement gave a date makes none', () => {
    const history = [movedBySupplement('G-01', '2025-09-30', '2025-05-20'), demandServed('G-01', '2025-06-02')];
    const { due } = given(...undated, ...history).duty('G-01', '2025-07-10');
    expect(due).toMatchObject({ current: '2025-09-30', original: null });
  });
  it('explains itself', () => {
    const { state } = given(...undated, demandServed('G-01', '2025-06-02'));
    const steps = explainDueDate(state, 'G-01', civilDate('2025-07-01'), latestCalendar(), DEFAULT_ASSESSMENT_RULES);
    expect(steps).toEqual([
      { code: 'no_deadline_agreed' },
      { code: 'demand_served', on: '2025-06-02' },
      { code: 'term', term: term(30, 'natural_days'), from: '2025-06-02' },
      { code: 'start_excluded', start: '2025-06-02' },
      { code: 'natural_days_added', count: 30, from: '2025-06-02', to: '2025-07-02' },
    ]);
  });
});

describe('a demand where a condition was met after the date, and no term was stated', () => {
  const late = [
    contractRecorded(),
    promise({ due: fixedOn('2025-03-31'), conditions: [onceDetermined('c-1')] }),
    determined('G-01', 'c-1', '2025-05-06'),
  ];

  it('makes the date; the original one stays', () => {
    const { due, status } = given(...late, demandServed('G-01', '2025-05-12', term(20, 'working_days'))).duty(
      'G-01',
      '2025-05-20',
    );
    expect(due).toMatchObject({ current: '2025-06-10', original: '2025-03-31' }); // Dragon Boat: 31 May to 2 June
    expect(status).toBe('not_yet_due');
  });
  it('served before the condition was met demanded what was not owed, and makes none', () => {
    const early = given(...late, demandServed('G-01', '2025-05-05'));
    expect(early.duty('G-01', '2025-08-01').status).toBe('no_deadline');
  });
  it('changes nothing while the condition is open', () => {
    const open = given(...late.slice(0, 2), demandServed('G-01', '2025-05-12'));
    expect(open.duty('G-01', '2025-08-01').status).toBe('conditional');
  });
  it('changes nothing where the duty has its date', () => {
    const { due } = given(contractRecorded(), promise(), demandServed('G-01', '2025-05-12')).duty('G-01', '2025-06-01');
    expect(due.current).toBe('2025-06-30');
  });
});
