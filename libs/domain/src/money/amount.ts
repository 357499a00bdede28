import { basisPoints, compareBigints, formatDecimal, type Decimal } from './decimal';
import { addMoney, formatMoney, moneyToJson, moneyToMajor, parseMoney, type MoneyJson } from './money';
import {
  addQuantities,
  commonParts,
  formatQuantity,
  parseQuantity,
  quantityToJson,
  sameDimension,
  type QuantityJson,
} from './quantity';

/** What a duty is counted in: money, or a quantity with its unit; in its wire form. */
export type AmountJson = MoneyJson | QuantityJson;

export function isMoney(amount: AmountJson): amount is MoneyJson {
  return 'minor' in amount;
}

/** 'money:CNY' or 'unit:mu'. Equal kinds can be compared; different ones only within a dimension. */
export function amountKind(amount: AmountJson): string {
  return isMoney(amount) ? `money:${amount.currency}` : `unit:${amount.unit}`;
}

/** Whether two amounts can be compared, added and divided. */
export function areComparable(a: AmountJson, b: AmountJson): boolean {
  if (isMoney(a)) return isMoney(b) && a.currency === b.currency;
  return !isMoney(b) && sameDimension(a.unit, b.unit);
}

/** The figure as people write it: whole yuan, dollars … for money, the value for a quantity. Throws a RangeError for a malformed amount. */
export function toDecimal(amount: AmountJson): Decimal {
  return isMoney(amount) ? moneyToMajor(parseMoney(amount)) : parseQuantity(amount).value;
}

/** By size, exactly, across units of one dimension. Throws a RangeError that names both where they are not comparable. */
export function compareAmounts(a: AmountJson, b: AmountJson): -1 | 0 | 1 {
  const [left, right] = inCommonParts(a, b, 'compared');
  return compareBigints(left, right);
}

/** Exactly; the unit is that of `a`, or that of `b` where only it can hold the sum. Throws a RangeError that names both where they
 *  are not comparable. */
export function addAmounts(a: AmountJson, b: AmountJson): AmountJson {
  assertComparable(a, b, 'added');
  if (isMoney(a) && isMoney(b)) return moneyToJson(addMoney(parseMoney(a), parseMoney(b)));
  return quantityToJson(addQuantities(parseQuantity(a as QuantityJson), parseQuantity(b as QuantityJson)));
}

/** How much of `target` is reached, in hundredths of a percent, rounded down: 10000 is all of it, more is beyond. A target of 0 is reached
 *  by anything from 0 up. Throws a RangeError where the two are not comparable, and for a negative target. */
export function progressBasisPoints(actual: AmountJson, target: AmountJson): number {
  const [part, whole] = inCommonParts(actual, target, 'compared');
  if (whole < 0n)
    throw new RangeError(`No progress towards ${formatAmount(target, 'en')}: the target must not be negative.`);
  return basisPoints(part, whole);
}

/** For people: '3,000万元' or '105.8亩'; 'CNY 30,000,000.00' or '105.8 mu'. */
export function formatAmount(amount: AmountJson, language: 'zh' | 'en'): string {
  return isMoney(amount) ? formatMoney(parseMoney(amount), language) : formatQuantity(parseQuantity(amount), language);
}

function inCommonParts(a: AmountJson, b: AmountJson, verb: string): readonly [bigint, bigint] {
  assertComparable(a, b, verb);
  if (isMoney(a) && isMoney(b)) return [parseMoney(a).minor, parseMoney(b).minor];
  return commonParts(parseQuantity(a as QuantityJson), parseQuantity(b as QuantityJson));
}

function assertComparable(a: AmountJson, b: AmountJson, verb: string): void {
  if (areComparable(a, b)) return;
  throw new RangeError(
    `${named(a)} and ${named(b)} cannot be ${verb}: one is ${amountKind(a)}, the other ${amountKind(b)}.`,
  );
}

function named(amount: AmountJson): string {
  return `${formatDecimal(toDecimal(amount))} ${isMoney(amount) ? amount.currency : amount.unit}`;
}
