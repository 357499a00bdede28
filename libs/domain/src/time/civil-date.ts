/** A day of the Gregorian calendar in the zone of its contract's park, `YYYY-MM-DD`, 1900-01-01 to 2999-12-31. Fixed width,
 *  so the order of the strings is the order of the days. Parsed at the edge; inside, trusted. */
export type CivilDate = string & { readonly __brand: 'CivilDate' };

/** Days from 1970-01-01 to 1900-01-01 and to 2999-12-31. */
export const FIRST_DAY = -25_567;
export const LAST_DAY = 376_199;

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads `YYYY-MM-DD`. Throws a RangeError that says what is wrong: the form, the year (1900..2999), or a day that its month lacks. */
export function parseCivilDate(text: string): CivilDate {
  const fault = faultOf(text);
  if (fault) throw new RangeError(fault);
  return text as CivilDate;
}

/** The same, for dates written in code. */
export const civilDate = parseCivilDate;

export function isCivilDate(text: unknown): text is CivilDate {
  return faultOf(text) === undefined;
}

function faultOf(text: unknown): string | undefined {
  const parts = typeof text === 'string' ? FORM.exec(text) : null;
  if (!parts) return `${JSON.stringify(text)} is not a date: write YYYY-MM-DD, for example 2025-02-03.`;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  const day = Number(parts[3]);
  if (year < 1900 || year > 2999) return `${parts[0]} is out of range: the year must lie between 1900 and 2999.`;
  if (month < 1 || month > 12) return `${parts[0]} is not a date: there is no month ${parts[2]}.`;
  const last = daysInMonth(year, month);
  if (day < 1 || day > last) return `${parts[0]} is not a date: ${parts[1]}-${parts[2]} has the days 01 to ${last}.`;
  return undefined;
}

/** Days since 1970-01-01 (negative before it). Counting is done on these; no Date object is made. */
export function dayNumber(date: CivilDate): number {
  return daysFromCivil(yearOf(date), monthOf(date), digits(date, 8, 2));
}

/** The date of a day number. Throws a RangeError outside 1900..2999. Every day has one string, made once. */
export function civilDateOf(day: number): CivilDate {
  const known = written[day - FIRST_DAY];
  if (known !== undefined) return known;
  if (!Number.isInteger(day)) throw new RangeError(`${day} is not a day number: it must be an integer.`);
  if (day < FIRST_DAY || day > LAST_DAY)
    throw new RangeError(`Day ${day} from 1970-01-01 lies outside the years 1900 to 2999.`);
  const date = writeDay(day);
  written[day - FIRST_DAY] = date;
  return date;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return civilDateOf(dayNumber(date) + days);
}

/** The corresponding day `months` later (earlier if negative), or the last day of that month if it has none (Civil Code art. 202):
 *  addMonths('2025-08-31', 6) gives '2026-02-28'. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const count = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return civilDateOf(daysFromCivil(year, month, Math.min(dayOfMonth(date), daysInMonth(year, month))));
}

/** The corresponding day `years` later; 29 February becomes 28 February in a common year. */
export function addYears(date: CivilDate, years: number): CivilDate {
  return addMonths(date, years * 12);
}

/** Days to add to `from` to reach `to`; negative if `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from);
}

export function compareDates(a: CivilDate, b: CivilDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function earlier(a: CivilDate, b: CivilDate): CivilDate {
  return a <= b ? a : b;
}

export function later(a: CivilDate, b: CivilDate): CivilDate {
  return a >= b ? a : b;
}

/** ISO 8601 day of the week. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** 1 is Monday, 7 is Sunday. */
export function weekday(date: CivilDate): Weekday {
  return weekdayOfDay(dayNumber(date));
}

/** The same for a day number: 1970-01-01 was a Thursday. */
export function weekdayOfDay(day: number): Weekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

export function yearOf(date: CivilDate): number {
  return digits(date, 0, 4);
}

/** 1 to 12. */
export function monthOf(date: CivilDate): number {
  return digits(date, 5, 2);
}

/** 1 to 31. */
export function dayOfMonth(date: CivilDate): number {
  return digits(date, 8, 2);
}

/** `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

// The year is taken to begin on 1 March, so that the leap day is its last and every month's offset is linear.
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const monthFromMarch = month <= 2 ? month + 9 : month - 3;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - DAYS_TO_EPOCH;
}

/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_EPOCH = 719_468;

const written: (CivilDate | undefined)[] = new Array<CivilDate | undefined>(LAST_DAY - FIRST_DAY + 1);

function writeDay(day: number): CivilDate {
  let year = 1970 + Math.floor(day / 365.2425);
  if (day < daysFromCivil(year, 1, 1)) year -= 1;
  else if (day >= daysFromCivil(year + 1, 1, 1)) year += 1;
  let month = 1;
  let left = day - daysFromCivil(year, 1, 1);
  while (left >= daysInMonth(year, month)) left -= daysInMonth(year, month++);
  return `${year}-${two(month)}-${two(left + 1)}` as CivilDate;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

function digits(text: string, at: number, length: number): number {
  let number = 0;
  for (let i = at; i < at + length; i++) number = number * 10 + text.charCodeAt(i) - 48;
  return number;
}
