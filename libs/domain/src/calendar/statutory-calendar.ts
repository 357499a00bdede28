import { civilDateOf, dayNumber, weekdayOfDay, yearOf, type CivilDate } from '../time/civil-date';
import type { Instant } from '../time/instant';
import { holidayNotices, type HolidayNotice } from './holiday-notices';

export type DayKind = 'workday' | 'weekend' | 'statutory_holiday' | 'makeup_workday';

/** The working calendar of mainland China in one state of knowledge. The `…At` forms take day numbers, for loops. */
export interface Calendar {
  /** The number of the newest notice it knows; 'none' before the first. Equal versions are equal calendars. */
  readonly version: string;
  dayKind(date: CivilDate): DayKind;
  /** The holiday that a notice ties to the day: the one it is off for or, on a make-up workday, the one it makes up for. */
  holidayName(date: CivilDate): string | undefined;
  /** Workdays and make-up workdays. */
  isWorkday(date: CivilDate): boolean;
  /** The day's year has no notice yet (or none on file): only Monday to Friday is known of it, and that may change. */
  isProvisional(date: CivilDate): boolean;
  /** The number of the newest known notice about a year. */
  noticeFor(year: number): string | undefined;
  /** The number of the notice that made this day what it is; undefined for an ordinary day. */
  noticeOn(date: CivilDate): string | undefined;
  dayKindAt(day: number): DayKind;
  isWorkdayAt(day: number): boolean;
  isProvisionalAt(day: number): boolean;
}

/** The calendar as known at an instant. A notice counts from 00:00 (Asia/Shanghai) of the day after its publication. */
export function calendarKnownAt(instant: Instant): Calendar {
  const notices = holidayNotices();
  let known = notices.length;
  while (known > 0 && notices[known - 1]!.knownFrom > instant) known--;
  return calendarOfFirst(known);
}

/** With every notice on file. */
export function latestCalendar(): Calendar {
  return calendarOfFirst(holidayNotices().length);
}

/** The instants at which the known calendar changes, in order. */
export function calendarInstants(): readonly Instant[] {
  return instants;
}

const instants: readonly Instant[] = [...new Set(holidayNotices().map((notice) => notice.knownFrom))];
const calendars: (Calendar | undefined)[] = [];

// Two notices that become known at the same instant are never told apart: only the later index is asked for.
function calendarOfFirst(known: number): Calendar {
  return (calendars[known] ??= new NoticedCalendar(holidayNotices().slice(0, known)));
}

/** One byte per noticed day: what a notice says of it, or nothing. */
const ORDINARY = 0;
const HOLIDAY = 1;
const MAKEUP = 2;

class NoticedCalendar implements Calendar {
  readonly version: string;
  private readonly firstDay: number;
  private readonly kinds: Uint8Array;
  private readonly noted = new Map<number, { readonly holiday: string; readonly notice: string }>();
  private readonly noticeOfYear = new Map<number, string>();

  constructor(notices: readonly HolidayNotice[]) {
    this.version = notices.at(-1)?.number ?? 'none';
    const days = notices.flatMap((notice) => notice.days.map((noticed) => noticed.day));
    this.firstDay = days.length === 0 ? 0 : Math.min(...days);
    this.kinds = new Uint8Array(days.length === 0 ? 0 : Math.max(...days) - this.firstDay + 1);
    for (const notice of notices) this.take(notice);
  }

  private take(notice: HolidayNotice): void {
    this.noticeOfYear.set(notice.year, notice.number);
    for (const { day, kind, holiday } of notice.days) {
      this.kinds[day - this.firstDay] =
        kind === 'ordinary' ? ORDINARY : kind === 'statutory_holiday' ? HOLIDAY : MAKEUP;
      if (kind === 'ordinary') this.noted.delete(day);
      else this.noted.set(day, { holiday, notice: notice.number });
    }
  }

  dayKindAt(day: number): DayKind {
    const kind = this.kinds[day - this.firstDay];
    if (kind === HOLIDAY) return 'statutory_holiday';
    if (kind === MAKEUP) return 'makeup_workday';
    return weekdayOfDay(day) > 5 ? 'weekend' : 'workday';
  }

  isWorkdayAt(day: number): boolean {
    const kind = this.kinds[day - this.firstDay];
    if (kind === HOLIDAY) return false;
    return kind === MAKEUP || weekdayOfDay(day) <= 5;
  }

  isProvisionalAt(day: number): boolean {
    return this.isProvisional(civilDateOf(day));
  }

  dayKind(date: CivilDate): DayKind {
    return this.dayKindAt(dayNumber(date));
  }

  isWorkday(date: CivilDate): boolean {
    return this.isWorkdayAt(dayNumber(date));
  }

  isProvisional(date: CivilDate): boolean {
    return !this.noticeOfYear.has(yearOf(date));
  }

  holidayName(date: CivilDate): string | undefined {
    return this.noted.get(dayNumber(date))?.holiday;
  }

  noticeOn(date: CivilDate): string | undefined {
    return this.noted.get(dayNumber(date))?.notice;
  }

  noticeFor(year: number): string | undefined {
    return this.noticeOfYear.get(year);
  }
}
