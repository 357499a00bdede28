import type { CountingStep } from '../calendar/day-count';
import type { Term } from '../calendar/term';
import type { ExcuseCause } from '../contract/excuse';
import type { Book } from '../delay/book';
import type { CivilDate } from '../time/civil-date';

/** What starts limitation anew: the claimant's demand or notice of breach, or the obligor's acknowledgement. */
export const LIMITATION_RESTARTS = ['demand', 'breach_notice', 'acknowledgement'] as const;
export type LimitationRestart = (typeof LIMITATION_RESTARTS)[number];

/** One step of the arithmetic behind a date, as data; `libs/wording` says it in Chinese and English. */
export type ExplanationStep =
  | { readonly code: 'fixed_date'; readonly on: CivilDate }
  | { readonly code: 'signed'; readonly instrumentId: string; readonly on: CivilDate }
  | { readonly code: 'anchor_fulfilled'; readonly no: string; readonly on: CivilDate }
  | { readonly code: 'anchor_projected'; readonly no: string; readonly on: CivilDate }
  | { readonly code: 'signing_awaited'; readonly instrumentId: string }
  | { readonly code: 'condition_met'; readonly id: string; readonly on: CivilDate }
  | { readonly code: 'condition_open'; readonly id: string }
  | { readonly code: 'term'; readonly term: Term; readonly from: CivilDate }
  | {
      readonly code: 'later_of';
      readonly base: CivilDate;
      readonly afterCondition: CivilDate;
      readonly date: CivilDate;
    }
  | { readonly code: 'condition_met_after_date'; readonly base: CivilDate; readonly metOn: CivilDate }
  | { readonly code: 'no_deadline_agreed' }
  /** A demand makes the date; the respite it left follows as a term. */
  | { readonly code: 'demand_served'; readonly on: CivilDate }
  /** A notice of breach came after the date; the period for cure follows as a term. */
  | { readonly code: 'breach_notice_served'; readonly noticeId: string; readonly on: CivilDate }
  /** Limitation is counted from this due date: the duty's own, or that of the last instalment of its debt. */
  | { readonly code: 'limitation_starts'; readonly due: CivilDate; readonly lastInstalmentNo: string | null }
  /** An instalment of the debt has no date yet, so limitation does not run. */
  | { readonly code: 'limitation_awaits_instalment'; readonly no: string }
  | { readonly code: 'limitation_restarted'; readonly by: LimitationRestart; readonly on: CivilDate }
  /** The cure period ended without performance: the ground to rescind is known. */
  | { readonly code: 'rescission_ground_known'; readonly on: CivilDate }
  | { readonly code: 'waits_in_a_circle'; readonly no: string }
  | {
      readonly code: 'moved_by_supplement';
      readonly instrumentId: string;
      readonly signedOn: CivilDate;
      readonly to: CivilDate;
    }
  | { readonly code: 'extended'; readonly reliefId: string; readonly servedOn: CivilDate; readonly to: CivilDate }
  /** An accepted excuse; the last day is that of the day asked about while it `goesOn`. */
  | {
      readonly code: 'excused';
      readonly excuseId: string;
      readonly cause: ExcuseCause;
      readonly from: CivilDate;
      readonly to: CivilDate;
      readonly goesOn: boolean;
    }
  /** Days by which a duty of the other side slipped, with the book they have there. */
  | {
      readonly code: 'excused_by_duty';
      readonly no: string;
      readonly book: Book;
      readonly from: CivilDate;
      readonly to: CivilDate;
      readonly goesOn: boolean;
    }
  /** Days on which a review forbade performance, before it was overturned. */
  | {
      readonly code: 'excused_by_freeze';
      readonly reviewNumber: string;
      readonly from: CivilDate;
      readonly to: CivilDate;
    }
  /** The excused days were made up by days that are not excused. */
  | { readonly code: 'tolled'; readonly from: CivilDate; readonly to: CivilDate; readonly inWorkingDays: boolean }
  /** Waits for this duty in turn: its delay is seen without any tolling from within the circle. */
  | { readonly code: 'circle_not_tolled'; readonly no: string }
  | { readonly code: 'if_accepted'; readonly date: CivilDate }
  | { readonly code: 'if_it_ended_today' }
  | CountingStep;
