import { addDays, dayNumber, parseCivilDate, weekdayOfDay, type CivilDate } from '../time/civil-date';
import { startOfDayIn, type Instant } from '../time/instant';
import published from './notices/calendar-notices.json';
import days2015 from './notices/2015.json';
import days2016 from './notices/2016.json';
import days2017 from './notices/2017.json';
import days2018 from './notices/2018.json';
import days2019 from './notices/2019.json';
import days2020 from './notices/2020.json';
import days2021 from './notices/2021.json';
import days2022 from './notices/2022.json';
import days2023 from './notices/2023.json';
import days2024 from './notices/2024.json';
import days2025 from './notices/2025.json';
import days2026 from './notices/2026.json';
import days2027 from './notices/2027.json';

/** A State Council notice on the holidays of one year (国务院办公厅关于部分节假日安排的通知). The first of a year rules all of it;
 *  a later one of the same year changes some days. */
export interface HolidayNotice {
  readonly year: number;
  /** 发文字号. */
  readonly number: string;
  /** 00:00 in Asia/Shanghai of the day after its publication: from then on the calendar counts it. */
  readonly knownFrom: Instant;
  /** What it says of each day it names; 'ordinary' takes back what an earlier notice said. */
  readonly days: readonly NoticedDay[];
}

export interface NoticedDay {
  readonly day: number;
  readonly kind: 'statutory_holiday' | 'makeup_workday' | 'ordinary';
  /** The holiday; for a make-up workday the holiday it makes up for; empty for an ordinary day. */
  readonly holiday: string;
}

/** All notices, in the order in which they became known. To add one: put its year file and its line into notices/. */
export function holidayNotices(): readonly HolidayNotice[] {
  return notices;
}

interface YearFile {
  readonly year: number;
  readonly days: readonly { readonly name: string; readonly date: string; readonly isOffDay: boolean }[];
}

/** `before`: what a second notice's days were until then; true off, false make-up workday, null an ordinary day of the week. */
interface PublishedNotice {
  readonly year: number;
  readonly number: string;
  readonly publishedOn: string;
  readonly before?: Readonly<Record<string, boolean | null | undefined>>;
}

const YEARS: readonly YearFile[] = [
  ...[days2015, days2016, days2017, days2018, days2019, days2020, days2021],
  ...[days2022, days2023, days2024, days2025, days2026, days2027],
];

const notices: readonly HolidayNotice[] = readNotices(YEARS, published.notices);

/** A year file holds the state after the year's last notice; walking its notices backwards through their `before` gives what each said. */
function readNotices(years: readonly YearFile[], all: readonly PublishedNotice[]): HolidayNotice[] {
  const read: HolidayNotice[] = [];
  for (const file of years) {
    const state = new Map(
      file.days.map((day) => [dayNumber(parseCivilDate(day.date)), noticed(day.date, day.isOffDay, day.name)]),
    );
    for (const notice of all.filter((one) => one.year === file.year).toReversed()) {
      read.push({
        year: notice.year,
        number: notice.number,
        knownFrom: knownFrom(notice),
        days: saidBy(notice, state),
      });
      undo(notice, state);
    }
  }
  return read.toSorted((a, b) => (a.knownFrom < b.knownFrom ? -1 : 1));
}

function saidBy(notice: PublishedNotice, state: ReadonlyMap<number, NoticedDay>): NoticedDay[] {
  if (!notice.before) return [...state.values()];
  return Object.keys(notice.before).map(
    (date) => state.get(dayNumber(parseCivilDate(date))) ?? noticed(date, null, ''),
  );
}

function undo(notice: PublishedNotice, state: Map<number, NoticedDay>): void {
  for (const [date, wasOff] of Object.entries(notice.before ?? {})) {
    const day = dayNumber(parseCivilDate(date));
    if (wasOff === null || wasOff === undefined) state.delete(day);
    else state.set(day, noticed(date, wasOff, state.get(day)?.holiday ?? ''));
  }
}

/** A weekday that a notice names as worked makes up for nothing: on Monday 3 February 2020 work was merely to begin again. */
function noticed(date: string, isOff: boolean | null, name: string): NoticedDay {
  const day = dayNumber(parseCivilDate(date));
  if (isOff === true) return { day, kind: 'statutory_holiday', holiday: name };
  if (isOff === false && weekdayOfDay(day) > 5) return { day, kind: 'makeup_workday', holiday: name };
  return { day, kind: 'ordinary', holiday: '' };
}

function knownFrom(notice: PublishedNotice): Instant {
  const publishedOn: CivilDate = parseCivilDate(notice.publishedOn);
  return startOfDayIn('Asia/Shanghai', addDays(publishedOn, 1));
}
