import type { CivilDate, ObligationAssessment, ObligationStatus } from '@heqi/domain';
import { percentText, pointsText } from './formats';
import type { Names } from './names';

/** What a sentence about a status may draw on. */
export interface Told {
  readonly asOf: CivilDate;
  readonly assessment: ObligationAssessment;
  readonly names: Names;
}

/** A sentence, without its full stop, for every status. */
export type StatusSentences = Readonly<Record<ObligationStatus, (told: Told) => string>>;

export function hasUndecidedClaim({ assessment }: Told): boolean {
  return assessment.flags.includes('unverified_claim');
}

/** The figures of a measured duty as people write them; `planned` is null where no plan is recorded. */
export function paceOf({ assessment: { progress } }: Told) {
  const planned = progress?.plannedBasisPoints ?? null;
  return {
    verified: percentText(progress?.verifiedBasisPoints ?? 0),
    planned: planned === null ? null : percentText(planned),
    pointsBehind: pointsText(progress?.basisPointsBehind ?? 0),
  };
}
