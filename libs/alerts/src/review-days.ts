import {
  addDays,
  calendarKnownAt,
  civilDateIn,
  startOfDayIn,
  type Calendar,
  type CivilDate,
  type Instant,
} from '@heqi/domain';

/** The days that are reviewed: those of one zone, each at its first instant. A contract of another zone is looked at on
 *  the day that this instant falls on there, so that no duty is called late before its own day is over. */
export class ReviewDays {
  constructor(private readonly zone: string) {}

  /** The review day that an instant belongs to. */
  dayOf(instant: Instant): CivilDate {
    return civilDateIn(this.zone, instant);
  }

  startOf(day: CivilDate): Instant {
    return startOfDayIn(this.zone, day);
  }

  /** The calendar as known when the day begins. */
  calendarOf(day: CivilDate): Calendar {
    return calendarKnownAt(this.startOf(day));
  }

  /** Whether a holiday notice became known since the day before: any date may have moved. */
  bringsNewCalendar(day: CivilDate): boolean {
    return this.calendarOf(day).version !== this.calendarOf(addDays(day, -1)).version;
  }

  /** The first review day on which it is `day`, or later, in the contract's zone. */
  on(day: CivilDate, contractZone: string): CivilDate {
    if (contractZone === this.zone) return day;
    let reviewDay = addDays(day, -1);
    while (civilDateIn(contractZone, this.startOf(reviewDay)) < day) reviewDay = addDays(reviewDay, 1);
    return reviewDay;
  }
}
