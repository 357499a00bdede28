import { terminationDay, type ContractState } from '../contract/contract.state';
import type { ObligationTerms } from '../obligation/obligation';
import type { CivilDate } from '../time/civil-date';

/** The day on which a duty ends with its contract; null while the contract runs, and for a duty that survives it. */
export function endWithContract(
  { termination }: ContractState,
  { survivesTermination }: ObligationTerms,
): CivilDate | null {
  return termination === null || survivesTermination ? null : terminationDay(termination);
}

/** Whether a duty runs on although its contract has ended by the day. */
export function survivesOn(
  { termination }: ContractState,
  { survivesTermination }: ObligationTerms,
  day: CivilDate,
): boolean {
  return survivesTermination && termination !== null && terminationDay(termination) <= day;
}
