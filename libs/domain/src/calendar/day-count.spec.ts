import { civilDate } from '../time/civil-date';
import { parseInstant } from '../time/instant';
import { addTerm, endOfTerm, settleFixed } from './day-count';
import { calendarKnownAt, latestCalendar } from './statutory-calendar';
import type { TermUnit } from './term';

const weekends = { weekends: true };
const today = latestCalendar();

const end = (start: string, count: number, unit: TermUnit, calendar = today, rule = weekends) =>
  addTerm(civilDate(start), { count, unit }, calendar, rule);

describe('counting a term (Civil Code art. 200-204)', () => {
  it('counts 30 working days from 15 September 2025 to 31 October 2025', () => {
    expect(end('2025-09-15', 30, 'working_days')).toEqual({
      date: '2025-10-31',
      unrolled: '2025-10-31',
      provisional: false,
      steps: [
        { code: 'start_excluded', start: '2025-09-15' },
        {
          code: 'working_days_counted',
          count: 30,
          from: '2025-09-15',
          to: '2025-10-31',
          skippedHolidays: [
            { from: '2025-10-01', to: '2025-10-08', name: '国庆节、中秋节', notice: '国办发明电〔2024〕12号' },
          ],
          countedMakeupDays: [
            { date: '2025-09-28', name: '国庆节、中秋节', notice: '国办发明电〔2024〕12号' },
            { date: '2025-10-11', name: '国庆节、中秋节', notice: '国办发明电〔2024〕12号' },
          ],
        },
      ],
    });
  });

  it('counts 30 natural days from 15 September 2025 to 15 October 2025', () => {
    expect(end('2025-09-15', 30, 'natural_days')).toMatchObject({ date: '2025-10-15', unrolled: '2025-10-15' });
  });
  it('ends 31 August 2025 + 6 months with February, on a Saturday that is a make-up workday', () => {
    expect(end('2025-08-31', 6, 'months')).toEqual({
      date: '2026-02-28',
      unrolled: '2026-02-28',
      provisional: false,
      steps: [
        { code: 'start_excluded', start: '2025-08-31' },
        { code: 'months_added', count: 6, from: '2025-08-31', to: '2026-02-28' },
        { code: 'month_end', wantedDay: 31, to: '2026-02-28' },
        { code: 'makeup_workday_kept', date: '2026-02-28', name: '春节', notice: '国办发明电〔2025〕7号' },
      ],
    });
  });
  it('rolls 4 April 2025 + 6 months off National Day, to 9 October 2025', () => {
    expect(end('2025-04-04', 6, 'months')).toMatchObject({
      date: '2025-10-09',
      unrolled: '2025-10-04',
      steps: [
        { code: 'start_excluded' },
        { code: 'months_added' },
        {
          code: 'rolled',
          from: '2025-10-04',
          to: '2025-10-09',
          because: 'statutory_holiday',
          name: '国庆节、中秋节',
          notice: '国办发明电〔2024〕12号',
        },
      ],
    });
  });
});
