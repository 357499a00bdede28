import type { CivilDate } from '../time/civil-date';

/** One step of the way to a date, as data: each can be told in any language from its code and parameters alone. */
export type CountingStep =
  /** The day on which a term starts is not counted (Civil Code art. 201). */
  | { readonly code: 'start_excluded'; readonly start: CivilDate }
  | { readonly code: 'natural_days_added'; readonly count: number; readonly from: CivilDate; readonly to: CivilDate }
  /** `skippedHolidays` are the runs of statutory days off between `from` and `to`, their weekends included; plain weekends are
   *  skipped unsaid. `countedMakeupDays` are the Saturdays and Sundays that counted. */
  | {
      readonly code: 'working_days_counted';
      readonly count: number;
      readonly from: CivilDate;
      readonly to: CivilDate;
      readonly skippedHolidays: readonly HolidayRun[];
      readonly countedMakeupDays: readonly NoticedWorkday[];
    }
  | { readonly code: 'months_added'; readonly count: number; readonly from: CivilDate; readonly to: CivilDate }
  | { readonly code: 'years_added'; readonly count: number; readonly from: CivilDate; readonly to: CivilDate }
  /** The month has no day `wantedDay`, so the term ends with the month (Civil Code art. 202). */
  | { readonly code: 'month_end'; readonly wantedDay: number; readonly to: CivilDate }
  /** The date was not counted: it stands in the paper. */
  | { readonly code: 'fixed'; readonly date: CivilDate }
  | RollStep
  /** The year's holidays are not known: Monday to Friday were taken as workdays. */
  | { readonly code: 'provisional'; readonly year: number };

/** `to` is the first day after the run of days off for that one reason. */
export type RollStep =
  | { readonly code: 'rolled'; readonly from: CivilDate; readonly to: CivilDate; readonly because: 'weekend' }
  | {
      readonly code: 'rolled';
      readonly from: CivilDate;
      readonly to: CivilDate;
      readonly because: 'statutory_holiday';
      readonly name: string;
      readonly notice: string;
    }
  /** A Saturday or Sunday on which the term ends all the same: a notice made it a workday. */
  | { readonly code: 'makeup_workday_kept'; readonly date: CivilDate; readonly name: string; readonly notice: string }
  /** A plain Saturday or Sunday on which the term ends all the same: the contract does not roll off weekends. */
  | { readonly code: 'weekend_kept'; readonly date: CivilDate };

/** A run of days off, both ends counted. */
export interface HolidayRun {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly name: string;
  readonly notice: string;
}

export interface NoticedWorkday {
  readonly date: CivilDate;
  /** The holiday it makes up for. */
  readonly name: string;
  readonly notice: string;
}
