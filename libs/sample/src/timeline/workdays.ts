import { addDays, latestCalendar, type CivilDate } from '@heqi/domain';

/** The first working day on or after a day. */
export function workdayFrom(date: CivilDate): CivilDate {
  let day = date;
  while (!latestCalendar().isWorkday(day)) day = addDays(day, 1);
  return day;
}

/** The last working day before a day. */
export function workdayBefore(date: CivilDate): CivilDate {
  let day = addDays(date, -1);
  while (!latestCalendar().isWorkday(day)) day = addDays(day, -1);
  return day;
}
