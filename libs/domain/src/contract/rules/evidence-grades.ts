import { gradeOfEvidence, reaches, type EvidenceGrade } from '../../obligation/evidence-grade';
import { Refusal } from '../../refusal';
import type { Claim } from '../contract.state';

/** The grade on which a claim is accepted: that of its evidence, or the lower one that the verifier finds. No verification makes
 *  evidence better than it is. */
export function acceptedGrade({ claimId, evidence }: Claim, found: EvidenceGrade | null): EvidenceGrade {
  const claimed = gradeOfEvidence(evidence);
  if (found === null || reaches(claimed, found)) return found ?? claimed;
  throw new Refusal(
    'GRADE_ABOVE_EVIDENCE',
    `Claim ${claimId} rests on evidence of grade ${claimed} and cannot be accepted as ${found}; attach evidence of that grade first.`,
    { claimId, claimed, found },
  );
}
