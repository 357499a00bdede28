import type { Claim, ContractState } from '../contract/contract.state';
import type { AmountJson } from '../money/amount';
import { gradeOfEvidence, reaches, type EvidenceGrade } from '../obligation/evidence-grade';
import type { Performance } from './performance';

/** What does not count because its evidence is below the grade that the contract asks for (最低佐证等级). */
export interface BelowGrade {
  readonly minimum: EvidenceGrade;
  readonly claims: readonly { readonly claimId: string; readonly grade: EvidenceGrade }[];
}

/** Whether a claim rests on too little to count: by the grade it was accepted on, while undecided by that of its evidence. */
export function isBelowGrade({ details }: ContractState, claim: Claim): boolean {
  return !reaches(gradeOf(claim), details.minimumEvidenceGrade);
}

/** What is left out of a duty's performance; null where nothing is. */
export function belowGradeOf({ details }: ContractState, { belowGrade }: Performance): BelowGrade | null {
  if (belowGrade.length === 0) return null;
  const claims = belowGrade.map((claim) => ({ claimId: claim.claimId, grade: gradeOf(claim) }));
  return { minimum: details.minimumEvidenceGrade, claims };
}

/** The level that all accepted claims come to, whatever their grade, where that differs from what counts; else null. */
export function levelBelowGrade({ belowGrade, acceptedOnAnyGrade }: Performance): AmountJson | null {
  return belowGrade.some((claim) => claim.decision !== null) ? acceptedOnAnyGrade : null;
}

function gradeOf({ decision, evidence }: Claim): EvidenceGrade {
  return decision?.outcome === 'accepted' ? decision.grade : gradeOfEvidence(evidence);
}
