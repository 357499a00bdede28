import type { EvidenceRef } from '../obligation/obligation';
import type { CivilDate } from '../time/civil-date';

/** A judgment ended a supplement as of a day (typical case 中山: the day on which the claim was served). */
export interface Dissolution {
  readonly instrumentId: string;
  readonly dissolvedOn: CivilDate;
  readonly court: string;
  readonly judgmentNumber: string;
  readonly evidence: readonly EvidenceRef[];
  readonly eventId: string;
}

/** Whether an instrument still binds on a day: what a dissolved supplement changed counts up to the day before. */
export function standsOn(dissolutions: readonly Dissolution[], instrumentId: string, day: CivilDate): boolean {
  return !dissolutions.some((each) => each.instrumentId === instrumentId && each.dissolvedOn <= day);
}
