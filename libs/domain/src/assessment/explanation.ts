import type { CountingStep } from '../calendar/day-count';
import type { Term } from '../calendar/term';
import type { CivilDate } from '../time/civil-date';

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
  | { readonly code: 'waits_in_a_circle'; readonly no: string }
  | {
      readonly code: 'moved_by_supplement';
      readonly instrumentId: string;
      readonly signedOn: CivilDate;
      readonly to: CivilDate;
    }
  | CountingStep;
