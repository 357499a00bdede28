import { CURRENCIES, isCurrency, type Currency } from './currency';
import { divideHalfUp, formatDecimal, powerOfTen, type Decimal } from './decimal';

export { CURRENCIES, isCurrency, type Currency } from './currency';

/** Money on the wire: whole minor units (分, cents) as decimal text, {"minor":"12345","currency":"CNY"} for 123.45元. */
export interface MoneyJson {
  readonly minor: string;
  readonly currency: Currency;
}

/** Whole minor units of a currency. May be negative. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

const MINOR_FORM = /^(?:0|-?[1-9]\d{0,29})$/;

/** Throws a RangeError for minor units that are not a whole number of at most 30 digits, or a currency that CURRENCIES lacks. */
export function parseMoney(json: { readonly minor: string; readonly currency: string }): Money {
  const { minor, currency } = json;
  if (!isCurrency(currency)) {
    throw new RangeError(
      `${JSON.stringify(currency)} is not a known currency: use one of ${Object.keys(CURRENCIES).join(', ')}.`,
    );
  }
  if (typeof minor !== 'string' || !MINOR_FORM.test(minor)) {
    throw new RangeError(
      `${JSON.stringify(minor)} is not an amount of ${currency}: write whole minor units as text, at most 30 digits, for example "12345".`,
    );
  }
  return { minor: BigInt(minor), currency };
}

export function moneyToJson({ minor, currency }: Money): MoneyJson {
  return { minor: minor.toString(), currency };
}

/** Money from a figure in whole yuan, dollars …: '123.45' CNY is 12345 分. Throws a RangeError for a part of a minor unit. */
export function moneyFromMajor(major: Decimal, currency: Currency): Money {
  const scale = CURRENCIES[currency].decimals;
  if (major.scale <= scale) return { minor: major.units * powerOfTen(scale - major.scale), currency };
  const parts = powerOfTen(major.scale - scale);
  if (major.units % parts !== 0n)
    throw new RangeError(`${formatDecimal(major)} ${currency} is finer than its ${scale} decimals.`);
  return { minor: major.units / parts, currency };
}

/** The figure in whole yuan, dollars … */
export function moneyToMajor({ minor, currency }: Money): Decimal {
  return { units: minor, scale: CURRENCIES[currency].decimals };
}

/** Throws a RangeError for different currencies: no rate is ever assumed. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency)
    throw new RangeError(`${formatMoney(a, 'en')} and ${formatMoney(b, 'en')} cannot be added: currencies differ.`);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** `percent` hundredths of `money`, rounded once, to the minor unit, half up (四舍五入: −0.5 分 becomes −1 分, as 0.5 becomes 1). */
export function percentageOf(money: Money, percent: Decimal): Money {
  return {
    minor: divideHalfUp(money.minor * percent.units, 100n * powerOfTen(percent.scale)),
    currency: money.currency,
  };
}

/** For people. zh: whole 亿 or 万 where the sum is a whole number of them, else 元 ('2亿元', '3,000万元', '12,345.60元').
 *  en: the code and all decimals ('CNY 30,000,000.00'). Never rounded. */
export function formatMoney(money: Money, language: 'zh' | 'en'): string {
  const { decimals, zh } = CURRENCIES[money.currency];
  const magnitude = money.minor < 0n ? -money.minor : money.minor;
  const sign = money.minor < 0n ? '-' : '';
  const one = powerOfTen(decimals);
  const fraction = decimals === 0 ? '' : `.${(magnitude % one).toString().padStart(decimals, '0')}`;
  if (language === 'en') return `${money.currency} ${sign}${grouped(magnitude / one)}${fraction}`;
  for (const [step, name] of LARGE_STEPS) {
    if (magnitude !== 0n && magnitude % (step * one) === 0n)
      return `${sign}${grouped(magnitude / (step * one))}${name}${zh}`;
  }
  return `${sign}${grouped(magnitude / one)}${magnitude % one === 0n ? '' : fraction}${zh}`;
}

const LARGE_STEPS: readonly (readonly [bigint, string])[] = [
  [100_000_000n, '亿'],
  [10_000n, '万'],
];

function grouped(whole: bigint): string {
  return whole.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
