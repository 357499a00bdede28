import type { ContractState } from '../contract/contract.state';
import { echoes } from '../evidence-checks/echoes';
import { sameFigures } from '../evidence-checks/same-figures';
import { yearEndJumps } from '../evidence-checks/year-end-jumps';
import type { CivilDate } from '../time/civil-date';
import { agreedDuties, type AgreedDuty } from './agreed-duty';
import { backDated } from './back-dated';
import { circles } from './circles';
import { looseConditions } from './loose-conditions';
import { missingTerms } from './missing-terms';
import type { QualityFinding } from './quality-finding';
import { shares } from './shares';
import { sameNumbers } from './same-numbers';
import { uncertainStarts } from './uncertain-starts';

/** Every warning about a contract, of whatever day: what its terms leave open, and what in its reports asks for a second look. Pure, and
 *  the same for both sides. What a contract shares with others is `sharedEvidence`'s to find. */
export function qualityFindings(state: ContractState): readonly QualityFinding[] {
  const duties = agreedDuties(state);
  return CHECKS.flatMap((check) => check(duties)).filter(
    ({ holds }) => holds.until === null || holds.from <= holds.until,
  );
}

/** The warnings as of a day. What is known is decided by which events were folded. */
export function qualityOf(state: ContractState, asOf: CivilDate): readonly QualityFinding[] {
  return qualityFindings(state).filter((finding) => holdsOn(finding, asOf));
}

export function holdsOn({ holds }: QualityFinding, day: CivilDate): boolean {
  return holds.from <= day && (holds.until === null || day <= holds.until);
}

type Check = (duties: readonly AgreedDuty[]) => readonly QualityFinding[];

const CHECKS: readonly Check[] = [
  circles,
  backDated,
  uncertainStarts,
  missingTerms,
  looseConditions,
  shares,
  sameNumbers,
  echoes,
  yearEndJumps,
  sameFigures,
];
