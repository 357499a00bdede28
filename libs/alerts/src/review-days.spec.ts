import { civilDate, civilDateIn } from '@heqi/domain';
import { ReviewDays } from './review-days';

describe('review days', () => {
  const days = new ReviewDays('Asia/Shanghai');

  it('begin at midnight of their zone', () => {
    expect(days.startOf(civilDate('2026-03-10'))).toBe('2026-03-09T16:00:00.000Z');
  });

  it.each([
    ['Asia/Shanghai', '2026-03-10'],
    ['America/New_York', '2026-03-11'], // it is still the 9th there when the 10th begins here
    ['Pacific/Auckland', '2026-03-10'], // already 05:00 there
  ])('reach a day of %s on the first of them that begins on it', (zone, expected) => {
    const on = days.on(civilDate('2026-03-10'), zone);
    expect(on).toBe(expected);
    expect(civilDateIn(zone, days.startOf(on))).toBe('2026-03-10');
  });

  it('bring a new calendar on the day after a notice was published', () => {
    const bringing = ['2025-11-04', '2025-11-05', '2025-11-06'].map((day) => days.bringsNewCalendar(civilDate(day)));
    expect(bringing).toEqual([false, true, false]);
  });
});
