/** An exact decimal: `units` / 10^`scale`. The scale is the number of decimals as written, so '105.80' stays '105.80'. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const FORM = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;
const DIGITS_MAX = 30;

/** Reads plain decimal text such as '105.8' or '-3'. Throws a RangeError for anything else: 'NaN', exponents, a plus sign,
 *  thousands separators, leading zeros, or more than 30 digits. */
export function parseDecimal(text: string): Decimal {
  const parts = typeof text === 'string' ? FORM.exec(text) : null;
  if (!parts)
    throw new RangeError(
      `${shown(text)} is not a decimal number: write digits with at most one point, for example 105.8.`,
    );
  const fraction = parts[3] ?? '';
  const digits = parts[2]! + fraction;
  if (digits.length > DIGITS_MAX)
    throw new RangeError(`${shown(text)} has ${digits.length} digits: at most ${DIGITS_MAX} are kept.`);
  const units = BigInt(digits);
  return { units: parts[1] === '-' ? -units : units, scale: fraction.length };
}

/** All decimals of the scale are written, zeros too. */
export function formatDecimal({ units, scale }: Decimal): string {
  if (scale === 0) return units.toString();
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** By value: 1.5 equals 1.50. */
export function compareDecimals(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  return compareBigints(unitsAt(a, scale), unitsAt(b, scale));
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, { units: -b.units, scale: b.scale });
}

/** How much of `whole` is `part`, in hundredths of a percent (10000 is all of it), rounded down: 9999 means not yet all.
 *  A whole of 0 asks for nothing: any part from 0 up is all of it (10000), a negative part is none (0).
 *  Throws a RangeError for a negative whole. */
export function ratioInBasisPoints(part: Decimal, whole: Decimal): number {
  if (whole.units < 0n) throw new RangeError(`No ratio to ${formatDecimal(whole)}: the whole must not be negative.`);
  const scale = Math.max(part.scale, whole.scale);
  return basisPoints(unitsAt(part, scale), unitsAt(whole, scale));
}

/** The same for two integers of one scale; `whole` not negative. */
export function basisPoints(part: bigint, whole: bigint): number {
  if (whole === 0n) return part < 0n ? 0 : 10_000;
  return Number(floorDivide(part * 10_000n, whole));
}

/** a / b rounded to the nearest integer, halves away from zero (四舍五入); `b` positive. */
export function divideHalfUp(a: bigint, b: bigint): bigint {
  return a < 0n ? -divideHalfUp(-a, b) : (2n * a + b) / (2n * b);
}

export function compareBigints(a: bigint, b: bigint): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function unitsAt(decimal: Decimal, scale: number): bigint {
  return scale === decimal.scale ? decimal.units : decimal.units * powerOfTen(scale - decimal.scale);
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

function shown(text: unknown): string {
  const written = JSON.stringify(text) ?? String(text);
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}
