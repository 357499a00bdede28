import { addDecimals, compareBigints, formatDecimal, parseDecimal, powerOfTen, type Decimal } from './decimal';
import { isUnit, sameDimension, UNITS, type Unit } from './unit';

export { isUnit, sameDimension, UNITS, type Unit } from './unit';

/** A quantity on the wire: {"value":"105.8","unit":"mu"}, the value as plain decimal text. */
export interface QuantityJson {
  readonly value: string;
  readonly unit: Unit;
}

export interface Quantity {
  readonly value: Decimal;
  readonly unit: Unit;
}

/** Throws a RangeError for a unit outside UNITS, or a value that is not plain decimal text. */
export function parseQuantity(json: { readonly value: string; readonly unit: string }): Quantity {
  const { value, unit } = json;
  if (!isUnit(unit))
    throw new RangeError(`${JSON.stringify(unit)} is not a known unit: use one of ${Object.keys(UNITS).join(', ')}.`);
  return { value: parseDecimal(value), unit };
}

export function quantityToJson({ value, unit }: Quantity): QuantityJson {
  return { value: formatDecimal(value), unit };
}

/** By size, exactly: 15 mu equal 1 hectare. Throws a RangeError for different dimensions. */
export function compareQuantities(a: Quantity, b: Quantity): -1 | 0 | 1 {
  const [left, right] = commonParts(a, b);
  return compareBigints(left, right);
}

/** The sum, exactly, in the unit of `a`, or in that of `b` where only that unit can hold it (15 mu and 1 m² are 10001 m²).
 *  Throws a RangeError for different dimensions, and where neither unit can. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const inA = convert(b, a.unit);
  if (inA) return { value: addDecimals(a.value, inA.value), unit: a.unit };
  const inB = convert(a, b.unit);
  if (inB) return { value: addDecimals(inB.value, b.value), unit: b.unit };
  throw new RangeError(`${formatQuantity(a, 'en')} and ${formatQuantity(b, 'en')} have no exact sum in either unit.`);
}

/** The same quantity in another unit of its dimension; undefined where no finite decimal holds it (1 mu is 666.666… m²).
 *  Throws a RangeError for another dimension. */
export function convert(quantity: Quantity, unit: Unit): Quantity | undefined {
  assertSameDimension(quantity, { value: quantity.value, unit });
  if (quantity.unit === unit) return quantity;
  const [numerator, denominator] = ratioOf(quantity.unit, unit);
  const whole = quantity.value.units * numerator;
  for (let decimals = 0; decimals <= DECIMALS_ADDED_MAX; decimals++) {
    const shifted = whole * powerOfTen(decimals);
    if (shifted % denominator === 0n)
      return { value: { units: shifted / denominator, scale: quantity.value.scale + decimals }, unit };
  }
  return undefined;
}

/** Both sizes in one integer measure, so that they can be compared and divided. Throws a RangeError for different dimensions. */
export function commonParts(a: Quantity, b: Quantity): readonly [bigint, bigint] {
  assertSameDimension(a, b);
  const [numerator, denominator] = ratioOf(a.unit, b.unit);
  return [
    a.value.units * numerator * powerOfTen(b.value.scale),
    b.value.units * denominator * powerOfTen(a.value.scale),
  ];
}

/** For people: '105.8亩', '105.8 mu'. */
export function formatQuantity({ value, unit }: Quantity, language: 'zh' | 'en'): string {
  const [whole = '', fraction] = formatDecimal(value).split('.');
  const figure = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  const name = UNITS[unit][language];
  return language === 'zh' || name === '' || name === '%' || name === '‰' ? figure + name : `${figure} ${name}`;
}

/** Every finite decimal among the units' ratios is reached within these. */
const DECIMALS_ADDED_MAX = 9;

/** One `from` is numerator/denominator `to`. */
function ratioOf(from: Unit, to: Unit): readonly [bigint, bigint] {
  const [a, b] = UNITS[from].inBase;
  const [c, d] = UNITS[to].inBase;
  return [a * d, b * c];
}

function assertSameDimension(a: Quantity, b: Quantity): void {
  if (sameDimension(a.unit, b.unit)) return;
  throw new RangeError(
    `${a.unit} and ${b.unit} measure different things: the first ${UNITS[a.unit].dimension}, the second ${UNITS[b.unit].dimension}.`,
  );
}
