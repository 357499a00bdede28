import { reviewContract } from '../alert/alert-policy';
import { evolveAlerts, NO_ALERTS } from '../alert/alert-state';
import { latestCalendar } from '../calendar/statutory-calendar';
import { contractRecorded, performed, promise } from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import { breachNoticeRevoked, breachNoticeServed } from '../testing/notices.fixtures';
import { term } from '../testing/terms.fixtures';
import { civilDate } from '../time/civil-date';
import { DEFAULT_ASSESSMENT_RULES } from './assessment-rules';
import { explainCure } from './cure';

const noticed = [contractRecorded(), promise(), breachNoticeServed('G-01', '2025-07-10')];
const calendar = latestCalendar();

describe('a late duty of which notice was given', () => {
  it.each([
    ['2025-06-30', 'due_soon', 0],
    ['2025-07-09', 'overdue', 9],
    ['2025-07-10', 'in_cure', 10],
    ['2025-09-08', 'in_cure', 70],
    ['2025-09-09', 'breached', 71],
  ])('is as of %s %s', (day, status, daysLate) => {
    const duty = given(...noticed).duty('G-01', day);
    expect(duty).toMatchObject({ status, daysLate });
    expect(duty.light === 'red').toBe(daysLate > 0);
  });

  it('tells the end of its cure period, and whether that has come', () => {
    const cure = { noticeId: 'G-01-b1', servedOn: '2025-07-10', endsOn: '2025-09-08', provisional: false };
    expect(given(...noticed).duty('G-01', '2025-07-09').cure).toBeNull();
    expect(given(...noticed).duty('G-01', '2025-08-01').cure).toEqual({ ...cure, over: false });
    expect(given(...noticed).duty('G-01', '2026-08-01').cure).toEqual({ ...cure, over: true });
  });

  it('is never lost for good: performed after the cure period it is kept late', () => {
    const { status, daysLate, cure } = given(...noticed, performed('G-01', '2025-09-20')).duty('G-01', '2025-10-01');
    expect([status, daysLate, cure]).toEqual(['fulfilled_late', 82, null]);
  });

  it('is overdue only, when the notice came before it was late', () => {
    const premature = given(contractRecorded(), promise(), breachNoticeServed('G-01', '2025-06-30'));
    expect(premature.duty('G-01', '2025-12-01')).toMatchObject({ status: 'overdue', cure: null });
  });

  it('has the time that the last notice leaves, rolled like any term', () => {
    const again = breachNoticeServed('G-01', '2025-10-09', term(30, 'natural_days'), 'second');
    const duty = given(...noticed, again);
    expect(duty.duty('G-01', '2025-10-08').status).toBe('breached');
    expect(duty.duty('G-01', '2025-11-10')).toMatchObject({ status: 'in_cure', cure: { endsOn: '2025-11-10' } }); // 8 November: a Saturday
    expect(duty.duty('G-01', '2025-11-11').status).toBe('breached');
  });

  it('is overdue again when the notice is taken back', () =>
    expect(given(...noticed, breachNoticeRevoked('G-01')).duty('G-01', '2025-08-01').status).toBe('overdue'));

  it('explains its cure period', () => {
    const { state } = given(...noticed);
    const { cure } = given(...noticed).duty('G-01', '2025-08-01');
    expect(explainCure(state, 'G-01', cure!, calendar).map(({ code }) => code)).toEqual([
      'breach_notice_served',
      'term',
      'start_excluded',
      'natural_days_added',
    ]);
  });

  it('keeps the one alert that it is overdue', () => {
    const { state } = given(...noticed);
    const review = (day: string, alerts: typeof NO_ALERTS) =>
      reviewContract(
        state,
        alerts,
        { position: '9', day: civilDate(day) },
        { calendar, rules: DEFAULT_ASSESSMENT_RULES },
      );
    const raised = review('2025-07-05', NO_ALERTS);
    expect(raised.map(({ type, data }) => [type, data.rule])).toEqual([['AlertRaised', 'overdue']]);
    const alerts = raised.reduce(evolveAlerts, NO_ALERTS);
    expect(['2025-07-10', '2025-09-08', '2025-09-09'].flatMap((day) => review(day, alerts))).toEqual([]);
  });
});
