/** How far a piece of evidence is from the hand of the one it speaks for, from the least to the most: the performer's own word
 *  (单方自报), signed by the other side as well (对方签认), by someone who is no party (第三方出具), an extract of an official register
 *  or account (官方登记). Names are part of recorded events. */
export const EVIDENCE_GRADES = ['self', 'counter_signed', 'third_party', 'official_register'] as const;
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/** Whether evidence of `grade` is good enough where `minimum` is asked for. */
export function reaches(grade: EvidenceGrade, minimum: EvidenceGrade): boolean {
  return EVIDENCE_GRADES.indexOf(grade) >= EVIDENCE_GRADES.indexOf(minimum);
}

/** The grade of a claim: that of its best evidence; a bare word is the performer's own. */
export function gradeOfEvidence(evidence: readonly { readonly grade: EvidenceGrade }[]): EvidenceGrade {
  return evidence.reduce<EvidenceGrade>((best, { grade }) => (reaches(grade, best) ? grade : best), 'self');
}
