import {
  CURRENCIES,
  dayOfMonth,
  formatAmount,
  monthOf,
  UNITS,
  yearOf,
  type AmountJson,
  type CivilDate,
  type Currency,
  type Term,
  type Unit,
} from '@heqi/domain';
import { counted, type Language } from './language';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** '2025年6月30日'; '30 June 2025'. Sentences about arithmetic keep YYYY-MM-DD. */
export function dateText(date: CivilDate, language: Language): string {
  const [year, month, day] = [yearOf(date), monthOf(date), dayOfMonth(date)];
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${year}`;
}

/** '3,000万元', '105.8亩'; 'CNY 30,000,000.00', '105.8 mu'. */
export function amountText(amount: AmountJson, language: Language): string {
  return formatAmount(amount, language);
}

export function unitText(unit: Unit, language: Language): string {
  return UNITS[unit][language];
}

export function currencyText(currency: Currency, language: Language): string {
  return CURRENCIES[currency][language];
}

/** '30个工作日', '6个月', '2年'; '30 working days'. */
export function termText({ count, unit }: Term, language: Language): string {
  switch (unit) {
    case 'natural_days':
      return language === 'zh' ? `${count}个自然日` : counted(count, 'natural day');
    case 'working_days':
      return language === 'zh' ? `${count}个工作日` : counted(count, 'working day');
    case 'months':
      return language === 'zh' ? `${count}个月` : counted(count, 'month');
    case 'years':
      return language === 'zh' ? `${count}年` : counted(count, 'year');
    default:
      return unhandled(unit);
  }
}

/** Basis points as a percentage, exactly: 6250 gives '62.5%', 10000 '100%'. */
export function percentText(basisPoints: number): string {
  return `${pointsText(basisPoints)}%`;
}

/** Basis points as percentage points, exactly: 3105 gives '31.05'. */
export function pointsText(basisPoints: number): string {
  return String(basisPoints / 100);
}

function unhandled(unit: never): never {
  throw new Error(`unhandled unit ${String(unit)}`);
}
