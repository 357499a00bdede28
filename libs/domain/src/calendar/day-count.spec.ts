import chineseDays from 'chinese-days/dist/chinese-days.json';
import fc from 'fast-check';
import { addDays, civilDate, civilDateOf, dayNumber, weekday, type CivilDate } from '../time/civil-date';
import { parseInstant } from '../time/instant';
import { addTerm, endOfFixed, endOfTerm, mayEndOn, rollForward, settleFixed } from './day-count';
import { calendarInstants, calendarKnownAt, latestCalendar } from './statutory-calendar';
import { TERM_UNITS, type TermUnit } from './term';

const weekends = { weekends: true };
const today = latestCalendar();

const end = (start: string, count: number, unit: TermUnit, calendar = today, rule = weekends) =>
  addTerm(civilDate(start), { count, unit }, calendar, rule);

const dayBetween = (from: string, to: string) =>
  fc.integer({ min: dayNumber(civilDate(from)), max: dayNumber(civilDate(to)) }).map(civilDateOf);
const day = dayBetween('2013-01-01', '2029-12-31');
const term = fc.record({ count: fc.integer({ min: 0, max: 90 }), unit: fc.constantFrom(...TERM_UNITS) });
const calendar = fc.constantFrom(...calendarInstants().map(calendarKnownAt));

/** The data of chinese-days as oracle; its functions answer for another day west of Greenwich. */
const oracleIsWorkday = (date: CivilDate) =>
  date in chineseDays.workdays || (!(date in chineseDays.holidays) && weekday(date) <= 5);

/** The days after `from`, up to `to`. */
function daysAfter(from: CivilDate, to: CivilDate): CivilDate[] {
  const days: CivilDate[] = [];
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) days.push(date);
  return days;
}

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

describe('counting as known at an instant', () => {
  const marchOf2019 = calendarKnownAt(parseInstant('2019-03-01T04:00:00.000Z'));

  it('ends 1 May 2019 + 1 working day on Sunday 5 May, a make-up workday, as known today', () =>
    expect(end('2019-05-01', 1, 'working_days')).toMatchObject({ date: '2019-05-05', provisional: false }));
  it('ended it on 2 May as known on 1 March 2019', () =>
    expect(end('2019-05-01', 1, 'working_days', marchOf2019)).toMatchObject({
      date: '2019-05-02',
      provisional: false,
    }));
  it('tells the two apart by their notices', () => {
    expect(end('2019-05-01', 1, 'working_days').steps[1]).toMatchObject({
      skippedHolidays: [{ from: '2019-05-02', to: '2019-05-04', name: '劳动节', notice: '国办发明电〔2019〕3号' }],
      countedMakeupDays: [{ date: '2019-05-05', name: '劳动节', notice: '国办发明电〔2019〕3号' }],
    });
    expect(end('2019-05-01', 1, 'working_days', marchOf2019).steps[1]).toMatchObject({
      skippedHolidays: [],
      countedMakeupDays: [],
    });
  });
});

describe('working days', () => {
  it('jump National Day: 30 September 2024 + 1 is 8 October', () =>
    expect(end('2024-09-30', 1, 'working_days')).toMatchObject({ date: '2024-10-08', provisional: false }));
  it('count a make-up Saturday: 9 October 2024 + 3 is 12 October', () => {
    expect(end('2024-10-09', 3, 'working_days').date).toBe('2024-10-12');
    expect(end('2024-10-09', 3, 'natural_days').date).toBe('2024-10-12');
    expect(end('2024-10-09', 4, 'working_days').date).toBe('2024-10-14');
  });
  it('are counted day by day, whatever the start', () =>
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 300 }), (start, count) => {
        const counted = endOfTerm(start, { count, unit: 'working_days' }, today, weekends).date;
        const walked = daysAfter(start, counted).filter((date) => today.isWorkday(date));
        expect(walked).toHaveLength(count);
        expect(walked.at(-1)).toBe(counted);
      }),
    ));
  it('are those that chinese-days counts, where it knows the year', () =>
    fc.assert(
      fc.property(dayBetween('2018-01-01', '2025-06-30'), fc.integer({ min: 1, max: 200 }), (start, count) => {
        let date = start;
        for (let left = count; left > 0;) if (oracleIsWorkday((date = addDays(date, 1)))) left--;
        expect(endOfTerm(start, { count, unit: 'working_days' }, today, weekends).date).toBe(date);
      }),
    ));
  it('of a term of none end where they start, rolled', () => {
    expect(end('2025-10-01', 0, 'working_days')).toMatchObject({
      date: '2025-10-09',
      unrolled: '2025-10-01',
      provisional: false,
    });
    expect(end('2025-09-15', 0, 'working_days')).toMatchObject({ date: '2025-09-15' });
  });
});

describe('rolling the last day', () => {
  it('moves a plain Saturday to Monday, terms and fixed dates alike', () => {
    expect(end('2025-06-10', 60, 'natural_days')).toMatchObject({ unrolled: '2025-08-09', date: '2025-08-11' });
    expect(settleFixed(civilDate('2025-08-09'), today, weekends)).toEqual({
      date: '2025-08-11',
      unrolled: '2025-08-09',
      provisional: false,
      steps: [
        { code: 'fixed', date: '2025-08-09' },
        { code: 'rolled', from: '2025-08-09', to: '2025-08-11', because: 'weekend' },
      ],
    });
  });
  it('leaves a plain Saturday where the contract says so, but never a statutory holiday', () => {
    expect(settleFixed(civilDate('2025-08-09'), today, { weekends: false })).toMatchObject({
      date: '2025-08-09',
      steps: [{ code: 'fixed' }, { code: 'weekend_kept', date: '2025-08-09' }],
    });
    expect(settleFixed(civilDate('2025-10-04'), today, { weekends: false }).date).toBe('2025-10-09');
  });
  it('tells a weekend from the holidays around it', () => {
    // 端午 2015: Saturday 20 and Monday 22 June were off by notice, the Sunday between them by itself.
    const notice = '国办发明电〔2014〕28号';
    expect(settleFixed(civilDate('2015-06-20'), today, weekends).steps).toEqual([
      { code: 'fixed', date: '2015-06-20' },
      { code: 'rolled', from: '2015-06-20', to: '2015-06-21', because: 'statutory_holiday', name: '端午节', notice },
      { code: 'rolled', from: '2015-06-21', to: '2015-06-22', because: 'weekend' },
      { code: 'rolled', from: '2015-06-22', to: '2015-06-23', because: 'statutory_holiday', name: '端午节', notice },
    ]);
    expect(settleFixed(civilDate('2015-06-20'), today, { weekends: false })).toMatchObject({
      date: '2015-06-21',
      steps: [{ code: 'fixed' }, { code: 'rolled', to: '2015-06-21' }, { code: 'weekend_kept', date: '2015-06-21' }],
    });
  });
  it('stops at a make-up workday', () =>
    expect(settleFixed(civilDate('2026-01-02'), today, weekends)).toMatchObject({
      date: '2026-01-04',
      steps: [
        { code: 'fixed' },
        { code: 'rolled', to: '2026-01-04' },
        { code: 'makeup_workday_kept', date: '2026-01-04', name: '元旦' },
      ],
    }));
  it('leads to the first day from the date on that may be a last day', () =>
    fc.assert(
      fc.property(day, fc.boolean(), (date, offWeekends) => {
        const rule = { weekends: offWeekends };
        const rolled = rollForward(date, today, rule).date;
        expect(mayEndOn(rolled, today, rule)).toBe(true);
        for (let at = date; at < rolled; at = addDays(at, 1)) expect(mayEndOn(at, today, rule)).toBe(false);
      }),
    ));
});

describe('a provisional date', () => {
  it('lies past the last year with a notice', () => {
    expect(end('2026-09-30', 6, 'months')).toMatchObject({
      date: '2027-03-30',
      provisional: true,
      steps: [{ code: 'start_excluded' }, { code: 'months_added' }, { code: 'provisional', year: 2027 }],
    });
    expect(settleFixed(civilDate('2027-10-01'), today, weekends)).toMatchObject({
      date: '2027-10-01',
      provisional: true,
    });
  });
  it('or before the first', () => {
    expect(end('2014-09-30', 1, 'working_days')).toMatchObject({ date: '2014-10-01', provisional: true });
    expect(end('2014-12-25', 10, 'working_days')).toMatchObject({
      provisional: true,
      steps: [{}, {}, { code: 'provisional', year: 2014 }],
    });
  });
  it('is one that working days reached through an unknown year', () =>
    expect(end('2026-12-31', 270, 'working_days').steps.filter((step) => step.code === 'provisional')).toEqual([
      { code: 'provisional', year: 2027 },
      { code: 'provisional', year: 2028 },
    ]));
  it('is not one that only passed through it: natural days and months do not look at the days between', () => {
    expect(end('2014-12-25', 30, 'natural_days')).toMatchObject({ date: '2015-01-26', provisional: false });
    expect(end('2014-11-30', 2, 'months').provisional).toBe(false);
    expect(end('2014-12-31', 1, 'working_days').provisional).toBe(false);
  });
  it('was 1 October 2026 until the notice of November 2025', () => {
    const before = calendarKnownAt(parseInstant('2025-11-04T04:00:00.000Z'));
    expect(end('2026-04-01', 6, 'months', before)).toMatchObject({ date: '2026-10-01', provisional: true });
    expect(end('2026-04-01', 6, 'months')).toMatchObject({ date: '2026-10-08', provisional: false });
  });
});

describe('the explained count', () => {
  it('gives the same as the fast one, under every calendar and rule', () =>
    fc.assert(
      fc.property(day, term, calendar, fc.boolean(), (start, counted, known, offWeekends) => {
        const { steps, ...explained } = addTerm(start, counted, known, { weekends: offWeekends });
        expect(explained).toEqual(endOfTerm(start, counted, known, { weekends: offWeekends }));
        const { steps: fixedSteps, ...settled } = settleFixed(start, known, { weekends: offWeekends });
        expect(settled).toEqual(endOfFixed(start, known, { weekends: offWeekends }));
        for (const one of [...steps, ...fixedSteps]) if (one.code === 'rolled') expect(one.from < one.to).toBe(true);
      }),
      { numRuns: 2000 },
    ));
  it('leads from the start to the answer without a gap', () =>
    fc.assert(
      fc.property(day, term, calendar, (start, counted, known) => {
        const answer = addTerm(start, counted, known, weekends);
        let at = start;
        for (const step of answer.steps) {
          if (!('from' in step)) continue;
          expect(step.from).toBe(at);
          at = step.to;
        }
        expect(at).toBe(answer.date);
      }),
    ));
  it('names the holiday and the notice of every day off that it says was skipped', () =>
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 120 }), (start, count) => {
        const [, step] = addTerm(start, { count, unit: 'working_days' }, today, weekends).steps;
        if (step?.code !== 'working_days_counted') throw new Error('no count');
        const walked = daysAfter(start, step.to);
        const said = step.skippedHolidays.flatMap((run) => walked.filter((date) => date >= run.from && date <= run.to));
        expect(said).toEqual(walked.filter((date) => today.dayKind(date) === 'statutory_holiday'));
        for (const run of step.skippedHolidays) expect(run.name !== '' && run.notice !== '').toBe(true);
        expect(step.countedMakeupDays.map((one) => one.date)).toEqual(
          walked.filter((date) => today.dayKind(date) === 'makeup_workday'),
        );
      }),
    ));
});

it.each([-1, 1.5, NaN, Infinity, 400_001])('refuses a term of %d days', (count) => {
  expect(() => end('2025-01-01', count, 'working_days')).toThrow(
    /cannot be counted: give a whole number from 0 to 400000/,
  );
  expect(() => endOfTerm(civilDate('2025-01-01'), { count, unit: 'natural_days' }, today, weekends)).toThrow(
    RangeError,
  );
});
it.each<TermUnit>(['natural_days', 'working_days', 'months', 'years'])('refuses an end past 2999 in %s', (unit) =>
  expect(() => end('2025-01-01', 399_999, unit)).toThrow(/outside the years 1900 to 2999/),
);
