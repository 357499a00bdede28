import fc from 'fast-check';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  parseDecimal,
  ratioInBasisPoints,
  subtractDecimals,
} from './decimal';

const decimal = fc.record({
  units: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  scale: fc.integer({ min: 0, max: 12 }),
});
const of = parseDecimal;

describe('a decimal', () => {
  it('is written as it was read', () =>
    fc.assert(fc.property(decimal, (one) => expect(parseDecimal(formatDecimal(one))).toEqual(one))));
  it.each(['0', '-3', '105.8', '105.80', '0.05', '-0.05', '9'.repeat(30)])('reads %s', (text) =>
    expect(formatDecimal(of(text))).toBe(text),
  );
  it.each(['NaN', 'Infinity', '1e3', '+1', '1,000', '01', '.5', '5.', '', ' 1', '1 ', '0x1', '１', '--1', '1.2.3'])(
    'refuses %j',
    (text) => expect(() => of(text)).toThrow(/is not a decimal number: write digits/),
  );
  it('refuses more than 30 digits, and says how many there were', () =>
    expect(() => of(`${'1'.repeat(20)}.${'1'.repeat(11)}`)).toThrow(/has 31 digits: at most 30 are kept/));
  it.each([1, null, undefined, {}])('refuses %p, which is not text', (value) =>
    expect(() => of(value as unknown as string)).toThrow(RangeError),
  );

  it('compares by value, not by writing', () => {
    expect(compareDecimals(of('1.5'), of('1.50'))).toBe(0);
    expect(compareDecimals(of('-1.5'), of('-1.49'))).toBe(-1);
    expect(compareDecimals(of('10'), of('9.99'))).toBe(1);
  });
  it('adds and subtracts exactly', () => {
    expect(formatDecimal(addDecimals(of('0.1'), of('0.2')))).toBe('0.3');
    fc.assert(
      fc.property(decimal, decimal, (a, b) =>
        expect(compareDecimals(subtractDecimals(addDecimals(a, b), b), a)).toBe(0),
      ),
    );
  });
});

describe('a ratio in basis points', () => {
  it.each([
    ['1', '3', 3333],
    ['2.99999', '3', 9999],
    ['3.0', '3', 10_000],
    ['4.5', '3', 15_000],
    ['0', '3', 0],
    ['-1', '3', -3334],
    ['0.0001', '1', 1],
  ])('%s of %s is %d, rounded down', (part, whole, points) =>
    expect(ratioInBasisPoints(of(part), of(whole))).toBe(points),
  );
  it('is all of a whole that is 0, for any part from 0 up', () => {
    expect(ratioInBasisPoints(of('0'), of('0.00'))).toBe(10_000);
    expect(ratioInBasisPoints(of('5'), of('0'))).toBe(10_000);
    expect(ratioInBasisPoints(of('-5'), of('0'))).toBe(0);
  });
  it('refuses a negative whole', () => expect(() => ratioInBasisPoints(of('1'), of('-3'))).toThrow('No ratio to -3'));
  it('reaches 10000 exactly when the part reaches the whole', () =>
    fc.assert(
      fc.property(decimal, decimal, (part, whole) => {
        fc.pre(whole.units > 0n);
        expect(ratioInBasisPoints(part, whole) >= 10_000).toBe(compareDecimals(part, whole) >= 0);
      }),
    ));
});
