import type { AssessmentRules, Calendar } from '@heqi/domain';

/** What days are computed with, besides the facts. */
export interface Reckoning {
  readonly calendar: Calendar;
  readonly rules: AssessmentRules;
}
