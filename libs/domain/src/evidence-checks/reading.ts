import type { Claim } from '../contract/contract.state';
import type { AmountJson } from '../money/amount';
import { gradeOfEvidence } from '../obligation/evidence-grade';
import type { AgreedDuty } from '../quality/agreed-duty';
import type { CivilDate } from '../time/civil-date';

/** A figure that was reported for a duty and that nobody has thrown out: as the verifier accepted it, else as it was claimed. */
export interface Reading {
  readonly claimId: string;
  readonly on: CivilDate;
  readonly value: AmountJson;
}

/** The readings of a duty, by day. Figures from an official register (官方登记) are left out: they come from no hand that could
 *  copy the promise. */
export function readingsOf({ obligation }: AgreedDuty): readonly Reading[] {
  return obligation.claims
    .flatMap((claim) => (stands(claim) ? [readingOf(claim)] : []))
    .filter((reading) => reading !== null)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function stands({ withdrawn, decision, evidence }: Claim): boolean {
  if (withdrawn || decision?.outcome === 'rejected') return false;
  return (decision?.grade ?? gradeOfEvidence(evidence)) !== 'official_register';
}

function readingOf({ claimId, performedOn, value, decision }: Claim): Reading | null {
  const accepted = decision?.outcome === 'accepted' ? decision : null;
  const said = accepted ? accepted.value : value;
  return said && { claimId, on: accepted?.performedOn ?? performedOn, value: said };
}
