import chineseDays from 'chinese-days/dist/chinese-days.json';
import { addDays, civilDate, dayNumber, weekday, yearOf, type CivilDate } from '../time/civil-date';
import { instantOf, parseInstant } from '../time/instant';
import { holidayNotices } from './holiday-notices';
import { calendarInstants, calendarKnownAt, latestCalendar } from './statutory-calendar';

const today = latestCalendar();
const knownAt = (instant: string) => calendarKnownAt(parseInstant(instant));
const noon = (date: string) => knownAt(`${date}T04:00:00.000Z`);

/** The data of chinese-days as oracle; its functions answer for another day west of Greenwich. */
const oracleIsWorkday = (date: CivilDate) =>
  date in chineseDays.workdays || (!(date in chineseDays.holidays) && weekday(date) <= 5);

function* days(from: string, to: string): Generator<CivilDate> {
  for (let date = civilDate(from); date <= to; date = addDays(date, 1)) yield date;
}

describe('the calendar with every notice', () => {
  it('agrees with chinese-days on every workday from 2018 to 2026', () => {
    const differing = [...days('2018-01-01', '2026-12-31')].filter(
      (date) => today.isWorkday(date) !== oracleIsWorkday(date),
    );
    expect(differing).toEqual([]);
  });
  it.each([
    ['2025-10-01', 'statutory_holiday', '国庆节、中秋节', '国办发明电〔2024〕12号'],
    ['2026-02-28', 'makeup_workday', '春节', '国办发明电〔2025〕7号'],
    ['2018-12-29', 'makeup_workday', '元旦', '国办发明电〔2018〕15号'], // stands in the notice of 2019
    ['2019-05-02', 'statutory_holiday', '劳动节', '国办发明电〔2019〕3号'], // by the second notice
    ['2019-05-01', 'statutory_holiday', '劳动节', '国办发明电〔2018〕15号'], // by the first
    ['2025-08-09', 'weekend', undefined, undefined],
    ['2025-08-11', 'workday', undefined, undefined],
    ['2020-02-03', 'workday', undefined, undefined], // a Monday that its notice names as worked
  ])('knows %s as a %s', (text, kind, name, notice) => {
    const date = civilDate(text);
    expect([today.dayKind(date), today.holidayName(date), today.noticeOn(date)]).toEqual([kind, name, notice]);
    expect(today.dayKindAt(dayNumber(date))).toBe(kind);
  });
  it('is provisional before 2015 and after 2026, where it counts Monday to Friday', () => {
    for (const [text, kind] of [
      ['2027-10-01', 'workday'],
      ['2027-10-02', 'weekend'],
      ['2014-10-01', 'workday'],
    ] as const) {
      expect([today.isProvisional(civilDate(text)), today.dayKind(civilDate(text))]).toEqual([true, kind]);
    }
    for (const date of days('2015-01-01', '2026-12-31'))
      expect([date, today.isProvisional(date)]).toEqual([date, false]);
    expect([today.noticeFor(2027), today.noticeFor(2014), today.noticeFor(2020)]).toEqual([
      undefined,
      undefined,
      '国办发明电〔2020〕1号',
    ]);
  });
});

describe('the calendar as known at an instant', () => {
  it('counts a notice from 00:00 in Shanghai of the day after its publication', () => {
    expect(knownAt('2025-11-04T15:59:59.999Z').noticeFor(2026)).toBeUndefined();
    expect(knownAt('2025-11-04T16:00:00.000Z').noticeFor(2026)).toBe('国办发明电〔2025〕7号');
    expect(knownAt('2025-11-04T16:00:00.000Z').version).toBe('国办发明电〔2025〕7号');
  });
  it('knew nothing before the first notice', () => {
    const calendar = noon('2014-12-16');
    expect(calendar.version).toBe('none');
    expect([calendar.isProvisional(civilDate('2015-01-01')), calendar.isWorkday(civilDate('2015-01-01'))]).toEqual([
      true,
      true,
    ]);
  });

  it.each([
    [
      '2015-05-13',
      '2015-05-14',
      { '2015-09-03': 'workday', '2015-09-04': 'workday', '2015-09-05': 'weekend', '2015-09-06': 'weekend' },
    ],
    [
      '2019-03-22',
      '2019-03-23',
      {
        '2019-04-28': 'weekend',
        '2019-05-02': 'workday',
        '2019-05-03': 'workday',
        '2019-05-04': 'weekend',
        '2019-05-05': 'weekend',
      },
    ],
    ['2020-01-27', '2020-01-28', { '2020-01-31': 'workday', '2020-02-01': 'makeup_workday', '2020-02-02': 'weekend' }],
  ])('keeps what it said until %s, before a second notice of the year', (until, since, before) => {
    const [old, renewed] = [noon(until), noon(since)];
    for (const [date, kind] of Object.entries(before)) {
      expect([date, old.dayKind(civilDate(date))]).toEqual([date, kind]);
      expect(renewed.dayKind(civilDate(date))).not.toBe(kind);
    }
    const changed = [...days(`${until.slice(0, 4)}-01-01`, `${until.slice(0, 4)}-12-31`)].filter(
      (date) => old.dayKind(date) !== renewed.dayKind(date),
    );
    expect(changed).toEqual(Object.keys(before));
  });

  it('changes at its instants and nowhere between them', () => {
    const instants = calendarInstants();
    expect(instants).toEqual([...instants].sort());
    expect(instants).toHaveLength(holidayNotices().length);
    for (const instant of instants) {
      const justBefore = calendarKnownAt(instantOf(Date.parse(instant) - 1));
      expect(justBefore).not.toBe(calendarKnownAt(instant));
      expect(justBefore.version).not.toBe(calendarKnownAt(instant).version);
    }
    expect(calendarKnownAt(instants.at(-1)!)).toBe(latestCalendar());
  });
  it('is one object for one state of knowledge', () => expect(noon('2023-03-01')).toBe(noon('2023-09-30')));
});

describe('the notices on file', () => {
  it('say of every year they know where each of their days lies: that year, or the December before', () => {
    for (const notice of holidayNotices()) {
      expect(notice.days.length).toBeGreaterThan(0);
      for (const { day } of notice.days) {
        const inYear =
          day >= dayNumber(civilDate(`${notice.year}-01-01`)) && day <= dayNumber(civilDate(`${notice.year}-12-31`));
        const inDecemberBefore =
          !inYear &&
          day >= dayNumber(civilDate(`${notice.year - 1}-12-01`)) &&
          day < dayNumber(civilDate(`${notice.year}-01-01`));
        expect(inYear || inDecemberBefore).toBe(true);
      }
    }
  });
  it('make workdays of Saturdays and Sundays only', () => {
    const makeups = holidayNotices().flatMap((notice) =>
      notice.days.filter((noticed) => noticed.kind === 'makeup_workday'),
    );
    expect(makeups.length).toBeGreaterThan(50);
    const onWeekdays = makeups.filter((noticed) => ((noticed.day + 3) % 7) + 1 <= 5);
    expect(onWeekdays).toEqual([]);
  });
  it('were known before the year they rule, or changed it while it ran', () => {
    for (const notice of holidayNotices())
      expect([notice.year - 1, notice.year]).toContain(yearOf(civilDate(notice.knownFrom.slice(0, 10))));
  });
});
