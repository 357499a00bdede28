import fc from 'fast-check';
import { parseDecimal } from './decimal';
import {
  addMoney,
  CURRENCIES,
  formatMoney,
  moneyFromMajor,
  moneyToJson,
  moneyToMajor,
  parseMoney,
  percentageOf,
  type Currency,
} from './money';

const minor = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const currency = fc.constantFrom(...(Object.keys(CURRENCIES) as Currency[]));
const money = fc.record({ minor, currency });
const yuan = (text: string) => moneyFromMajor(parseDecimal(text), 'CNY');

describe('money', () => {
  it('survives the wire form', () =>
    fc.assert(
      fc.property(money, (one) => expect(parseMoney(JSON.parse(JSON.stringify(moneyToJson(one))))).toEqual(one)),
    ));

  it('survives the major form, whatever the decimals of its currency', () =>
    fc.assert(fc.property(money, (one) => expect(moneyFromMajor(moneyToMajor(one), one.currency)).toEqual(one))));

  it.each(['1.5', '', '+1', '01', '-0', '1e3', 'NaN', '1,000', '1'.repeat(31), ' 1'])(
    'refuses %j as minor units',
    (text) =>
      expect(() => parseMoney({ minor: text, currency: 'CNY' })).toThrow(
        /is not an amount of CNY: write whole minor units/,
      ),
  );
  it('refuses a JSON number as minor units', () =>
    expect(() => parseMoney({ minor: 100 as unknown as string, currency: 'CNY' })).toThrow(RangeError));
  it.each(['RMB', 'cny', '', 'toString'])('refuses %j as a currency, and names those known', (code) =>
    expect(() => parseMoney({ minor: '1', currency: code })).toThrow(/is not a known currency: use one of CNY, USD/),
  );

  it('adds within a currency, and refuses to add two', () => {
    expect(addMoney(yuan('1.05'), yuan('2'))).toEqual({ minor: 305n, currency: 'CNY' });
    expect(() => addMoney(yuan('1'), { minor: 1n, currency: 'USD' })).toThrow(
      'CNY 1.00 and USD 0.01 cannot be added: currencies differ.',
    );
  });

  it('refuses a part of a minor unit, but not zeros behind it', () => {
    expect(() => yuan('0.005')).toThrow('0.005 CNY is finer than its 2 decimals.');
    expect(() => moneyFromMajor(parseDecimal('0.5'), 'JPY')).toThrow(/finer than its 0 decimals/);
    expect(yuan('0.010')).toEqual({ minor: 1n, currency: 'CNY' });
  });
});

describe('a percentage of money', () => {
  it.each([
    ['0.10', '5', '0.01'], // half a fen goes up
    ['0.09', '5', '0.00'],
    ['-0.10', '5', '-0.01'], // the mirror image
    ['20000.00', '5', '1000.00'],
    ['33.33', '33.333', '11.11'],
    ['0.01', '50', '0.01'],
    ['0.01', '49.999999', '0.00'],
  ])('%s yuan: %s percent is %s yuan', (sum, percent, expected) =>
    expect(percentageOf(yuan(sum), parseDecimal(percent))).toEqual(yuan(expected)),
  );

  it('is off by half a minor unit at most, and rounds a half away from zero', () =>
    fc.assert(
      fc.property(
        money,
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.integer({ min: 0, max: 6 }),
        (whole, units, scale) => {
          const parts = 100n * 10n ** BigInt(scale);
          const error = percentageOf(whole, { units, scale }).minor * parts - whole.minor * units;
          expect(2n * (error < 0n ? -error : error)).toBeLessThanOrEqual(parts);
          if (2n * error === parts) expect(whole.minor).toBeGreaterThan(0n);
          if (2n * error === -parts) expect(whole.minor).toBeLessThan(0n);
        },
      ),
    ));
});

describe('money for people', () => {
  it.each([
    ['0', '0元', 'CNY 0.00'],
    ['30000000', '3,000万元', 'CNY 30,000,000.00'],
    ['200000000', '2亿元', 'CNY 200,000,000.00'],
    ['150000000', '15,000万元', 'CNY 150,000,000.00'],
    ['10000', '1万元', 'CNY 10,000.00'],
    ['1058000', '1,058,000元', 'CNY 1,058,000.00'],
    ['12345.60', '12,345.60元', 'CNY 12,345.60'],
    ['0.05', '0.05元', 'CNY 0.05'],
    ['-30000000', '-3,000万元', 'CNY -30,000,000.00'],
  ])('%s yuan', (sum, zh, en) => {
    expect(formatMoney(yuan(sum), 'zh')).toBe(zh);
    expect(formatMoney(yuan(sum), 'en')).toBe(en);
  });
  it('counts the decimals of the currency', () => {
    expect(formatMoney({ minor: 20_000n, currency: 'JPY' }, 'zh')).toBe('2万日元');
    expect(formatMoney({ minor: 20_000n, currency: 'JPY' }, 'en')).toBe('JPY 20,000');
    expect(formatMoney({ minor: 500_000_000n, currency: 'USD' }, 'zh')).toBe('500万美元');
  });
  it('loses nothing: what is written is the sum', () =>
    fc.assert(
      fc.property(minor, (sum) => {
        const written = formatMoney({ minor: sum, currency: 'CNY' }, 'zh').replaceAll(',', '').replace('元', '');
        const factor = written.endsWith('亿') ? 100_000_000n : written.endsWith('万') ? 10_000n : 1n;
        expect(yuan(written.replace(/[亿万]/, '')).minor * factor).toBe(sum);
      }),
    ));
});
