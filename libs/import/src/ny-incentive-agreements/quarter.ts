import { addMonths, civilDate, parseCivilDate, addDays, type CivilDate } from '@heqi/domain';
import { CellFault } from '../csv/cell-values';

/** The state of the data set that a row belongs to. */
export interface AsOf {
  /** As written, e.g. `Q4 SFY2023-24 (2024-03-31)`. */
  readonly text: string;
  /** The last day of the quarter: the day to which levels and statuses refer. */
  readonly day: CivilDate;
}

const FORM = /^Q([1-4]) SFY(\d{4})-(\d{2}) \((\d{4}-\d{2}-\d{2})\)$/;

/** Reads `Q4 SFY2023-24 (2024-03-31)`. New York's state fiscal year begins on 1 April of its first year, so that quarter and day must
 *  agree; where they do not, one of them was damaged. */
export function readAsOf(cell: string): AsOf {
  const [, quarter, year, nextYear, day] = FORM.exec(cell) ?? [];
  if (quarter === undefined || year === undefined || day === undefined) {
    throw new CellFault(cell === '' ? 'value_missing' : 'as_of_malformed');
  }
  if (Number(year) < 1990 || Number(year) > 2100) throw new CellFault('as_of_malformed');
  if ((Number(year) + 1) % 100 !== Number(nextYear)) throw new CellFault('as_of_contradicts_itself');
  if (day !== lastDayOf(Number(quarter), year)) throw new CellFault('as_of_contradicts_itself');
  return { text: cell, day: parseCivilDate(day) };
}

function lastDayOf(quarter: number, year: string): CivilDate {
  return addDays(addMonths(civilDate(`${year}-04-01`), quarter * 3), -1);
}
