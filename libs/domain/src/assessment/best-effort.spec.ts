import { breachNoticeServed } from '../testing/notices.fixtures';
import { commitment, contractRecorded, performed, promise } from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import { fixedOn, persons, plan } from '../testing/terms.fixtures';

const bindingness = 'best_effort' as const;

describe('a duty of best effort', () => {
  it.each([
    ['2025-06-01', 'not_yet_due', 'grey'],
    ['2025-06-30', 'due_soon', 'yellow'],
    ['2025-07-01', 'past_date', 'yellow'],
    ['2026-07-01', 'past_date', 'yellow'],
  ])('is as of %s %s, %s', (day, status, light) => {
    const duty = given(contractRecorded(), promise({ bindingness })).duty('G-01', day);
    expect(duty).toMatchObject({ status, light, daysLate: 0, flags: ['best_effort'] });
    expect(duty.signals.overdue).toBe(false);
    expect(duty.due.current).toBe('2025-06-30');
  });
  it('can be performed after its date', () => {
    const { status, light } = given(contractRecorded(), promise({ bindingness }), performed('G-01', '2025-07-20')).duty(
      'G-01',
      '2025-08-01',
    );
    expect([status, light]).toEqual(['fulfilled_late', 'green']);
  });
  it('is yellow however far it falls behind its plan', () => {
    const measure = plan(['2025-01-01', persons(0)], ['2026-01-01', persons(100)]);
    const far = { measure, due: fixedOn('2026-01-01') };
    const duty = (terms: object) =>
      given(contractRecorded(), commitment({ ...far, ...terms })).duty('E-01', '2025-10-01');
    expect(duty({})).toMatchObject({ status: 'behind_pace', light: 'red' });
    expect(duty({ bindingness })).toMatchObject({ status: 'behind_pace', light: 'yellow' });
  });
  it('is not in breach of a notice recorded while its terms said otherwise', () => {
    const history = [contractRecorded(), promise({ bindingness }), breachNoticeServed('G-01', '2025-07-10')];
    expect(given(...history).duty('G-01', '2025-12-01')).toMatchObject({ status: 'past_date', cure: null });
  });
  it('puts no side behind', () =>
    expect(given(contractRecorded(), promise({ bindingness })).asOf('2025-12-01').quadrant).toBe('both_keep'));
});
