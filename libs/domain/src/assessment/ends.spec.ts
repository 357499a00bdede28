import { reviewContract } from '../alert/alert-policy';
import { evolveAlerts, NO_ALERTS } from '../alert/alert-state';
import { latestCalendar } from '../calendar/statutory-calendar';
import {
  contractRecorded,
  performed,
  promise,
  relieved,
  supplementSigned,
  terminated,
} from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import { frozenByLaw, superseded, supersessionRevoked, unfrozen } from '../testing/notices.fixtures';
import { civilDate } from '../time/civil-date';
import { explainDueDate } from './assess';
import { DEFAULT_ASSESSMENT_RULES as rules } from './assessment-rules';

const deal = [contractRecorded(), promise(), promise({ no: 'G-02' }), supplementSigned('2025-05-20')];
const statuses = (history: ReturnType<typeof given>, ...days: readonly string[]) =>
  days.map((day) => history.duty('G-01', day).status);

describe('a duty stopped by law', () => {
  const frozen = given(...deal, frozenByLaw('G-01', '2025-05-01'));

  it('is owed until the day before, and no default after', () => {
    expect(statuses(frozen, '2025-04-30', '2025-05-01', '2025-12-31')).toEqual([
      'not_yet_due',
      'frozen_unlawful',
      'frozen_unlawful',
    ]);
    expect(frozen.duty('G-01', '2025-12-31')).toMatchObject({
      light: 'grey',
      daysLate: 0,
      signals: { overdue: false },
    });
    expect(frozen.asOf('2025-06-15').quadrant).toBe('both_keep');
  });
  it('counts what was performed up to that day, and nothing later', () => {
    const on = (day: string) =>
      given(...deal, performed('G-01', day), frozenByLaw('G-01', '2025-05-01')).duty('G-01', '2025-08-01').status;
    expect(on('2025-05-01')).toBe('fulfilled_on_time');
    expect(on('2025-05-02')).toBe('frozen_unlawful');
  });
  it('is owed again from the day on which the review was overturned', () =>
    expect(
      statuses(
        given(...deal, frozenByLaw('G-01', '2025-05-01'), unfrozen('G-01', '2025-08-01')),
        '2025-07-31',
        '2025-08-01',
        '2025-10-01',
      ),
    ).toEqual(['frozen_unlawful', 'not_yet_due', 'overdue']));
  it('slips no further than that day', () => {
    const late = given(...deal, frozenByLaw('G-01', '2025-07-10')).duty('G-01', '2025-12-31');
    expect(late.delay).toMatchObject({ days: 10, goesOn: false, byBook: { government: 9, neutral: 1 } });
  });
  it('has its date moved by the days frozen when the review was overturned', () => {
    const lifted = given(...deal, frozenByLaw('G-01', '2025-05-01'), unfrozen('G-01', '2025-05-31'));
    expect(lifted.duty('G-01', '2025-08-01')).toMatchObject({
      status: 'overdue',
      due: { original: '2025-06-30', current: '2025-07-30' },
      delay: { days: 32, byBook: { neutral: 30, government: 2 } },
    });
    const steps = explainDueDate(lifted.state, 'G-01', civilDate('2025-08-01'), latestCalendar(), rules);
    expect(steps).toContainEqual({
      ...{ code: 'excused_by_freeze', reviewNumber: '公平竞争审查〔2025〕7号' },
      ...{ from: '2025-05-01', to: '2025-05-30' },
    });
  });
  it('is neutral on the days frozen, where it was late before', () => {
    const lifted = given(...deal, frozenByLaw('G-01', '2025-07-10'), unfrozen('G-01', '2025-08-01'));
    expect(lifted.duty('G-01', '2025-08-10')).toMatchObject({
      due: { current: '2025-06-30' },
      delay: { days: 41, byBook: { government: 19, neutral: 22 } },
    });
  });
  it('was never frozen when the freeze is lifted on its own day', () =>
    expect(
      statuses(given(...deal, frozenByLaw('G-01', '2025-05-01'), unfrozen('G-01', '2025-05-01')), '2025-05-01'),
    ).toEqual(['not_yet_due']));
  it('makes its alerts moot', () => {
    const review = (facts: ReturnType<typeof given>, day: string, alerts = NO_ALERTS) =>
      reviewContract(
        facts.state,
        alerts,
        { position: '9', day: civilDate(day) },
        { calendar: latestCalendar(), rules },
      );
    const alerts = review(given(contractRecorded(), promise()), '2025-07-05').reduce(evolveAlerts, NO_ALERTS);
    const since = given(contractRecorded(), promise(), frozenByLaw('G-01', '2025-07-10'));
    expect(review(since, '2025-07-12', alerts)).toMatchObject([{ type: 'AlertCleared', data: { resolution: 'moot' } }]);
  });
});

describe('a superseded duty', () => {
  it('is owed until the day before', () =>
    expect(
      statuses(given(...deal, superseded('G-01', 'G-02', '2025-06-01')), '2025-05-31', '2025-06-01', '2025-12-31'),
    ).toEqual(['not_yet_due', 'superseded', 'superseded']));
  it('leaves the duty in its place as it is', () => {
    const { status } = given(...deal, superseded('G-01', 'G-02', '2025-06-01')).duty('G-02', '2025-07-01');
    expect(status).toBe('overdue');
  });
  it('is owed as before when that was a mistake', () =>
    expect(
      statuses(given(...deal, superseded('G-01', 'G-02', '2025-06-01'), supersessionRevoked('G-01')), '2025-07-01'),
    ).toEqual(['overdue']));
});

describe('a duty that several things ended', () => {
  it('is frozen only until something ends it, is named by what did so first, and counts what came before all of them', () => {
    const ends = [
      frozenByLaw('G-01', '2025-05-01'),
      superseded('G-01', 'G-02', '2025-06-01'),
      terminated('2025-07-01'),
    ];
    expect(statuses(given(...deal, ...ends), '2025-05-15', '2025-06-15', '2025-07-15')).toEqual([
      'frozen_unlawful',
      'superseded',
      'superseded',
    ]);
    expect(statuses(given(...deal, performed('G-01', '2025-05-15'), ...ends), '2025-07-15')).toEqual(['superseded']);
  });
  it('is named by the first in the order of statuses where they came on one day', () => {
    const ends = [terminated('2025-06-01'), ...relieved('G-01', { kind: 'waiver' }, '2025-06-01')];
    expect(statuses(given(...deal, ...ends), '2025-06-01')).toEqual(['waived']);
  });
  it('is named by the first day otherwise', () => {
    const ends = [...relieved('G-01', { kind: 'waiver' }, '2025-06-02'), terminated('2025-06-01')];
    expect(statuses(given(...deal, ...ends), '2025-07-01')).toEqual(['terminated']);
  });
});
