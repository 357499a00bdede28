import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { civilDate, civilDateOf, dayNumber } from './civil-date';
import { civilDateIn, epochMilliseconds, instantOf, isInstant, parseInstant, startOfDayIn } from './instant';

const ZONES = [
  'Asia/Shanghai',
  'UTC',
  'America/New_York',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'America/Sao_Paulo',
];
const zone = fc.constantFrom(...ZONES);
const between = (from: string, to: string) => fc.integer({ min: Date.parse(from), max: Date.parse(to) }).map(instantOf);
const instant = between('1970-01-01T00:00:00.000Z', '2100-01-01T00:00:00.000Z');
const date = fc
  .integer({ min: dayNumber(civilDate('1970-01-02')), max: dayNumber(civilDate('2100-01-01')) })
  .map(civilDateOf);

describe('an instant', () => {
  it.each([
    '2025-02-30T00:00:00.000Z',
    '2025-02-03T00:00:00Z',
    '2025-02-03T00:00:00.000+08:00',
    '2025-02-03 00:00:00.000Z',
    '2025-02-03T24:00:00.000Z',
    '2025-02-03T23:59:60.000Z',
    '2025-02-03',
    '1899-12-31T23:59:59.999Z',
    '3000-01-01T00:00:00.000Z',
    '',
  ])('refuses %j and shows the form to write', (text) => {
    expect(isInstant(text)).toBe(false);
    expect(() => parseInstant(text)).toThrow(
      /is not an instant: write UTC with milliseconds and Z, for example 2025-02-03T04:05:06.789Z/,
    );
  });
  it('is not a number', () => expect(isInstant(0)).toBe(false));
  it('has one writing, whose order is the order of time', () =>
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        expect(parseInstant(instantOf(epochMilliseconds(a)))).toBe(a);
        expect(a < b).toBe(epochMilliseconds(a) < epochMilliseconds(b));
      }),
    ));
  it.each([NaN, Infinity, -3e12, 4e13])('is not made of %d ms', (milliseconds) =>
    expect(() => instantOf(milliseconds)).toThrow(RangeError),
  );
});

describe('the civil day of an instant', () => {
  it('begins in Shanghai at 16:00 UTC of the day before', () => {
    expect(civilDateIn('Asia/Shanghai', parseInstant('2025-06-30T15:59:59.999Z'))).toBe('2025-06-30');
    expect(civilDateIn('Asia/Shanghai', parseInstant('2025-06-30T16:00:00.000Z'))).toBe('2025-07-01');
    expect(startOfDayIn('Asia/Shanghai', civilDate('2025-07-01'))).toBe('2025-06-30T16:00:00.000Z');
  });
  it('knows the summer time that Shanghai had until 1991', () => {
    expect(civilDateIn('Asia/Shanghai', parseInstant('1990-07-01T15:30:00.000Z'))).toBe('1990-07-02');
    expect(startOfDayIn('Asia/Shanghai', civilDate('1990-07-02'))).toBe('1990-07-01T15:00:00.000Z');
  });
  it('is the one that Temporal gives, in every zone', () =>
    fc.assert(
      fc.property(zone, instant, (name, at) => {
        const expected = Temporal.Instant.from(at).toZonedDateTimeISO(name).toPlainDate().toString();
        expect(civilDateIn(name, at)).toBe(expected);
      }),
      { numRuns: 300 },
    ));
  it('starts when Temporal says, in every zone', () =>
    fc.assert(
      fc.property(zone, date, (name, on) => {
        const expected = Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: name });
        expect(epochMilliseconds(startOfDayIn(name, on))).toBe(expected.epochMilliseconds);
      }),
      { numRuns: 300 },
    ));
  it('starts an hour late where summer time begins at midnight', () =>
    expect(startOfDayIn('America/Sao_Paulo', civilDate('2018-11-04'))).toBe('2018-11-04T03:00:00.000Z'));
  it('refuses a zone that does not exist, and names it', () => {
    expect(() => civilDateIn('Asia/Chongqin', parseInstant('2025-01-01T00:00:00.000Z'))).toThrow(
      '"Asia/Chongqin" is not a time zone',
    );
    expect(() => startOfDayIn('', civilDate('2025-01-01'))).toThrow('"" is not a time zone');
  });
});
