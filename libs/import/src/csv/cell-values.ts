import {
  CURRENCIES,
  isCurrency,
  moneyFromMajor,
  parseCivilDate,
  parseDecimal,
  type CivilDate,
  type Currency,
  type Decimal,
  type Money,
} from '@heqi/domain';
import type { CellProblemCode } from '../problem-codes';

/** A cell that does not say what its column means. The importer turns it into a problem of the row. */
export class CellFault extends Error {
  constructor(readonly code: CellProblemCode) {
    super(code);
    this.name = 'CellFault';
  }
}

/** Eighteen digits of minor units fit every store's 64-bit column. */
const MONEY_MINOR_BELOW = 10n ** 18n;
const PERSONS_BELOW = 10n ** 9n;
/** Later than any agreement applies from: a year such as 2919 is a slip of the pen. */
const LAST_YEAR = '2199-12-31';
// Controls, and what remains of bytes that were not UTF-8 or of half a character.
const UNREADABLE = /\p{Control}|\p{Surrogate}|\uFFFD/u;

/** Text for people, 1 to `lengthMax` characters. */
export function readText(lengthMax: number): (cell: string) => string {
  return (cell) => {
    if (UNREADABLE.test(cell)) throw new CellFault('characters_unreadable');
    if (cell === '') throw new CellFault('value_missing');
    if (cell.length > lengthMax) throw new CellFault('text_too_long');
    return cell;
  };
}

/** An empty cell says "not stated": null. */
export function orNotStated<T>(read: (cell: string) => T): (cell: string) => T | null {
  return (cell) => (cell === '' ? null : read(cell));
}

export function readDate(cell: string): CivilDate {
  if (cell === '') throw new CellFault('value_missing');
  let date: CivilDate;
  try {
    date = parseCivilDate(cell);
  } catch {
    throw new CellFault('date_impossible');
  }
  if (date > LAST_YEAR) throw new CellFault('date_impossible');
  return date;
}

/** A number of persons: whole, not negative; `357.0` is 357. */
export function readPersons(cell: string): bigint {
  const { units, scale } = readNumber(cell);
  const one = 10n ** BigInt(scale);
  if (units % one !== 0n) throw new CellFault('number_fractional');
  if (units / one >= PERSONS_BELOW) throw new CellFault('number_too_large');
  return units / one;
}

/** A sum in whole dollars, yuan …, not negative, exact to the currency's decimals. */
export function readMoney(currency: Currency): (cell: string) => Money {
  return (cell) => {
    const major = readNumber(cell);
    let money: Money;
    try {
      money = moneyFromMajor(major, currency);
    } catch {
      throw new CellFault('money_too_fine');
    }
    if (money.minor >= MONEY_MINOR_BELOW) throw new CellFault('number_too_large');
    return money;
  };
}

export function readCurrency(cell: string): Currency {
  if (cell === '') throw new CellFault('value_missing');
  if (!isCurrency(cell)) throw new CellFault('currency_unknown');
  return cell;
}

/** The codes `readCurrency` accepts. */
export const KNOWN_CURRENCIES: readonly string[] = Object.keys(CURRENCIES);

function readNumber(cell: string): Decimal {
  if (cell === '') throw new CellFault('value_missing');
  let decimal: Decimal;
  try {
    decimal = parseDecimal(cell);
  } catch {
    throw new CellFault(/^[-+]?\d{31,}(\.\d*)?$/.test(cell) ? 'number_too_large' : 'number_malformed');
  }
  if (decimal.units < 0n) throw new CellFault('number_negative');
  return decimal;
}
