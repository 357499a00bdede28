import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  addMonths,
  addYears,
  civilDate,
  civilDateOf,
  compareDates,
  dayNumber,
  daysBetween,
  earlier,
  FIRST_DAY,
  isCivilDate,
  LAST_DAY,
  later,
  parseCivilDate,
  weekday,
} from './civil-date';

const day = fc.integer({ min: FIRST_DAY, max: LAST_DAY });
const date = day.map(civilDateOf);

describe('a civil date', () => {
  it.each([
    ['2025-02-30', '2025-02-30 is not a date: 2025-02 has the days 01 to 28.'],
    ['2100-02-29', '2100-02-29 is not a date: 2100-02 has the days 01 to 28.'],
    ['2025-04-31', '2025-04-31 is not a date: 2025-04 has the days 01 to 30.'],
    ['2025-01-00', '2025-01-00 is not a date: 2025-01 has the days 01 to 31.'],
    ['2025-13-01', '2025-13-01 is not a date: there is no month 13.'],
    ['2025-00-01', '2025-00-01 is not a date: there is no month 00.'],
    ['1899-12-31', '1899-12-31 is out of range: the year must lie between 1900 and 2999.'],
    ['3000-01-01', '3000-01-01 is out of range: the year must lie between 1900 and 2999.'],
    ['2025-2-3', '"2025-2-3" is not a date: write YYYY-MM-DD, for example 2025-02-03.'],
    ['2025-02-03T00:00:00Z', '"2025-02-03T00:00:00Z" is not a date: write YYYY-MM-DD, for example 2025-02-03.'],
    ['2025-02-03\n', '"2025-02-03\\n" is not a date: write YYYY-MM-DD, for example 2025-02-03.'],
    ['', '"" is not a date: write YYYY-MM-DD, for example 2025-02-03.'],
  ])('refuses %j', (text, message) => {
    expect(() => parseCivilDate(text)).toThrow(new RangeError(message));
    expect(isCivilDate(text)).toBe(false);
  });
  it.each([20250203, null, undefined, new Date(0)])('is text, not %p', (value) =>
    expect(isCivilDate(value)).toBe(false),
  );
  it.each(['1900-01-01', '2000-02-29', '2024-02-29', '2999-12-31'])('may be %s', (text) =>
    expect(parseCivilDate(text)).toBe(text),
  );

  it('is every day from 1900-01-01 to 2999-12-31, once, in the order of its text, as Temporal counts them', () => {
    let previous = '';
    for (let number = FIRST_DAY; number <= LAST_DAY; number++) {
      const text = civilDateOf(number);
      if (!(text > previous) || dayNumber(text) !== number || !isCivilDate(text))
        throw new Error(`${text} is not day ${number}`);
      previous = text;
    }
    expect([civilDateOf(FIRST_DAY), civilDateOf(0), previous]).toEqual(['1900-01-01', '1970-01-01', '2999-12-31']);
  });
  it('has the day number that Temporal gives it', () =>
    fc.assert(
      fc.property(day, (number) =>
        expect(civilDateOf(number)).toBe(Temporal.PlainDate.from('1970-01-01').add({ days: number }).toString()),
      ),
      { numRuns: 1000 },
    ));
  it.each([FIRST_DAY - 1, LAST_DAY + 1, 0.5, NaN, Infinity])('is not made of day %d', (number) =>
    expect(() => civilDateOf(number)).toThrow(RangeError),
  );
});

describe('counting civil dates', () => {
  it('adding the days between two dates leads from one to the other', () =>
    fc.assert(fc.property(date, date, (from, to) => expect(addDays(from, daysBetween(from, to))).toBe(to))));
  it.each([
    ['2025-08-31', 6, '2026-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-28'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2025-01-31', -2, '2024-11-30'],
    ['2025-12-15', 1, '2026-01-15'],
  ])('%s + %d months is %s', (from, months, to) => expect(addMonths(civilDate(from), months)).toBe(to));
  it('29 February + 1 year is 28 February', () => {
    expect(addYears(civilDate('2024-02-29'), 1)).toBe('2025-02-28');
    expect(addYears(civilDate('2024-02-29'), 4)).toBe('2028-02-29');
  });
  it('adds months as Temporal does', () =>
    fc.assert(
      fc.property(date, fc.integer({ min: -240, max: 240 }), (from, months) => {
        const expected = Temporal.PlainDate.from(from).add({ months });
        fc.pre(expected.year >= 1900 && expected.year <= 2999);
        expect(addMonths(from, months)).toBe(expected.toString());
      }),
    ));
  it('refuses to leave the years 1900 to 2999', () => {
    expect(() => addDays(civilDate('2999-12-31'), 1)).toThrow(/outside the years 1900 to 2999/);
    expect(() => addYears(civilDate('1900-06-01'), -1)).toThrow(/outside the years 1900 to 2999/);
  });
  it('knows the day of the week as Temporal does', () =>
    fc.assert(fc.property(date, (one) => expect(weekday(one)).toBe(Temporal.PlainDate.from(one).dayOfWeek))));
  it('orders dates by time', () =>
    fc.assert(
      fc.property(date, date, (a, b) => {
        expect(compareDates(a, b)).toBe(Math.sign(dayNumber(a) - dayNumber(b)));
        expect([earlier(a, b), later(a, b)]).toEqual(dayNumber(a) <= dayNumber(b) ? [a, b] : [b, a]);
      }),
    ));
});
