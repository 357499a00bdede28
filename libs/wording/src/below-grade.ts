import type { ObligationAssessment } from '@heqi/domain';
import type { Language } from './language';
import { evidenceGradeText } from './say';

/** The end of a sentence about a status: which claims do not count for want of better evidence; '' where all do. */
export function belowGradeText({ belowGrade }: ObligationAssessment, language: Language): string {
  if (belowGrade === null) return '';
  const minimum = evidenceGradeText(belowGrade.minimum, language);
  const claims = belowGrade.claims.map(({ claimId, grade }) => {
    const own = evidenceGradeText(grade, language);
    return language === 'zh' ? `${claimId}（${own}）` : `${claimId} (${own})`;
  });
  return language === 'zh'
    ? `；本合同要求佐证不低于“${minimum}”，申报 ${claims.join('、')} 未予计入，补充佐证后可重新认定`
    : `; the contract asks for evidence of grade ${minimum} or better: ${claims.join(', ')} not counted until better evidence is verified`;
}
