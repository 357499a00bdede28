import fc from 'fast-check';
import {
  addAmounts,
  amountKind,
  areComparable,
  compareAmounts,
  formatAmount,
  isMoney,
  progressBasisPoints,
  toDecimal,
  type AmountJson,
} from './amount';
import { formatDecimal } from './decimal';
import { convert, parseQuantity, sameDimension, UNITS, type Unit } from './quantity';

const units = Object.keys(UNITS) as Unit[];
const value = fc
  .record({ units: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), scale: fc.integer({ min: 0, max: 4 }) })
  .map(formatDecimal);
const areaUnit = fc.constantFrom<Unit>('square_metre', 'mu', 'hectare', 'square_kilometre');
const area = fc.record({ value, unit: areaUnit });
const mu = (text: string): AmountJson => ({ value: text, unit: 'mu' });
const fen = (minor: string): AmountJson => ({ minor, currency: 'CNY' });

describe('amounts of one dimension', () => {
  it.each([
    ['15', 'mu', '1', 'hectare'],
    ['3', 'mu', '2000', 'square_metre'],
    ['1500', 'mu', '1', 'square_kilometre'],
    ['2', 'year', '24', 'month'],
    ['65', 'percent', '0.65', 'ratio'],
    ['1', 'cubic_metre_per_hour', '24', 'cubic_metre_per_day'],
    ['150', 'ten_thousand_cny_per_mu', '2250', 'cny_per_square_metre'],
  ] as const)('%s %s equal %s %s', (a, unitA, b, unitB) => {
    expect(compareAmounts({ value: a, unit: unitA }, { value: b, unit: unitB })).toBe(0);
  });

  it('are totally ordered, whatever their units', () =>
    fc.assert(
      fc.property(area, area, area, (a, b, c) => {
        expect(compareAmounts(a, a)).toBe(0);
        expect(compareAmounts(a, b) + compareAmounts(b, a)).toBe(0);
        const [low, middle, high] = [a, b, c].toSorted(compareAmounts);
        expect(compareAmounts(low!, middle!)).toBeLessThanOrEqual(0);
        expect(compareAmounts(middle!, high!)).toBeLessThanOrEqual(0);
        expect(compareAmounts(low!, high!)).toBeLessThanOrEqual(0);
      }),
    ));

  it('tell 1 mu from 666.67 m²', () => {
    expect(compareAmounts(mu('1'), { value: '666.67', unit: 'square_metre' })).toBe(-1);
    expect(compareAmounts(mu('1'), { value: '666.66666666666666666666', unit: 'square_metre' })).toBe(1);
  });

  it('have an exact sum in one of the two units, for every pair of units', () => {
    for (const a of units) {
      for (const b of units.filter((other) => sameDimension(a, other))) {
        const one = { value: '1', unit: a };
        const sum = addAmounts(one, { value: '1', unit: b });
        expect(compareAmounts(sum, one)).toBe(1);
        expect([a, b]).toContain((sum as { unit: Unit }).unit);
      }
    }
  });

  it('add in the unit of the first where it can hold the sum, else of the second', () => {
    expect(addAmounts(mu('15'), { value: '1', unit: 'hectare' })).toEqual({ value: '30', unit: 'mu' });
    expect(addAmounts({ value: '1', unit: 'hectare' }, mu('15'))).toEqual({ value: '2', unit: 'hectare' });
    expect(addAmounts({ value: '1', unit: 'square_metre' }, mu('1'))).toEqual({ value: '1.0015', unit: 'mu' });
    expect(addAmounts(mu('105.8'), mu('0.25'))).toEqual({ value: '106.05', unit: 'mu' });
  });

  it('grow by what is added', () =>
    fc.assert(
      fc.property(area, area, (a, b) => {
        const sign = compareAmounts(b, { value: '0', unit: b.unit });
        expect(compareAmounts(addAmounts(a, b), a)).toBe(sign);
      }),
    ));

  it('have no decimal in a unit that cannot hold them', () => {
    expect(convert(parseQuantity({ value: '1', unit: 'mu' }), 'square_metre')).toBeUndefined();
    expect(convert(parseQuantity({ value: '1', unit: 'month' }), 'year')).toBeUndefined();
    expect(convert(parseQuantity({ value: '6', unit: 'month' }), 'year')).toEqual({
      value: { units: 5n, scale: 1 },
      unit: 'year',
    });
  });
});

describe('amounts of different dimensions', () => {
  it.each<[AmountJson, AmountJson, string]>([
    [
      mu('3'),
      { value: '3', unit: 'person' },
      '3 mu and 3 person cannot be compared: one is unit:mu, the other unit:person.',
    ],
    [
      fen('300'),
      { minor: '300', currency: 'USD' },
      '3.00 CNY and 3.00 USD cannot be compared: one is money:CNY, the other money:USD.',
    ],
    [fen('300'), mu('3'), '3.00 CNY and 3 mu cannot be compared: one is money:CNY, the other unit:mu.'],
  ])('%j and %j are not comparable', (a, b, message) => {
    expect(areComparable(a, b)).toBe(false);
    expect(() => compareAmounts(a, b)).toThrow(new RangeError(message));
    expect(() => compareAmounts(b, a)).toThrow(RangeError);
    expect(() => addAmounts(a, b)).toThrow(/cannot be added/);
    expect(() => progressBasisPoints(a, b)).toThrow(RangeError);
  });
  it('refuses a unit it does not know, and names those it knows', () =>
    expect(() => parseQuantity({ value: '1', unit: 'acre' })).toThrow(
      /"acre" is not a known unit: use one of square_metre, mu/,
    ));
});

describe('progress towards an amount', () => {
  it.each<[AmountJson, AmountJson, number]>([
    [fen('1'), fen('3'), 3333],
    [fen('3000000000'), fen('3000000000'), 10_000],
    [fen('2999999999'), fen('3000000000'), 9999],
    [{ value: '7', unit: 'hectare' }, mu('105'), 10_000],
    [mu('105.79'), mu('105.8'), 9999],
    [mu('-1'), mu('3'), -3334],
    [mu('0'), mu('0'), 10_000],
  ])('%j of %j is %d basis points', (actual, target, points) =>
    expect(progressBasisPoints(actual, target)).toBe(points),
  );
  it('refuses a negative target', () =>
    expect(() => progressBasisPoints(mu('1'), mu('-3'))).toThrow('No progress towards -3 mu'));
  it('is complete exactly when the target is reached, across units', () =>
    fc.assert(
      fc.property(area, area, (actual, target) => {
        fc.pre(compareAmounts(target, { value: '0', unit: 'mu' }) > 0);
        expect(progressBasisPoints(actual, target) >= 10_000).toBe(compareAmounts(actual, target) >= 0);
      }),
    ));
});

it('tells the kind, the figure and the writing of an amount', () => {
  expect([isMoney(fen('1')), isMoney(mu('1'))]).toEqual([true, false]);
  expect([amountKind(fen('1')), amountKind(mu('1'))]).toEqual(['money:CNY', 'unit:mu']);
  expect([formatDecimal(toDecimal(fen('12345'))), formatDecimal(toDecimal(mu('105.80')))]).toEqual([
    '123.45',
    '105.80',
  ]);
  expect([formatAmount(mu('1050.8'), 'zh'), formatAmount(mu('1050.8'), 'en')]).toEqual(['1,050.8亩', '1,050.8 mu']);
  expect([formatAmount({ value: '5', unit: 'percent' }, 'en'), formatAmount(fen('300000000'), 'zh')]).toEqual([
    '5%',
    '300万元',
  ]);
});
