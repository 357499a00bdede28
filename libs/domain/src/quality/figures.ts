import { isMoney, toDecimal, type AmountJson } from '../money/amount';
import { formatDecimal } from '../money/decimal';
import { UNITS } from '../money/unit';

/** Whether two equal figures of this kind are worth a look: shares, terms and small counts are often the same by nature. */
export function isTelling(amount: AmountJson): boolean {
  return isMoney(amount) || !COMMON.has(UNITS[amount.unit].dimension);
}

const COMMON: ReadonlySet<string> = new Set(['ratio', 'days', 'months', 'items', 'pieces', 'sets', 'enterprises']);

/** Equal texts for equal figures in one unit: 3000.0 万元 and 3000 万元 are one. */
export function figureKey(amount: AmountJson): string {
  const written = formatDecimal(toDecimal(amount));
  const plain = written.includes('.') ? written.replace(/\.?0+$/, '') : written;
  return `${plain} ${isMoney(amount) ? amount.currency : amount.unit}`;
}
