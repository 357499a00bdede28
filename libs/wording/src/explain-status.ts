import type { CivilDate, ObligationAssessment } from '@heqi/domain';
import type { Language } from './language';
import type { Names } from './names';
import { STATUSES_IN_ENGLISH } from './status-sentences.en';
import { belowGradeText } from './below-grade';
import { STATUSES_IN_CHINESE } from './status-sentences.zh';

/** Why a duty has its status on the day it was assessed for, in one sentence:
 *  '逾期 45 天：应不迟于 2025-06-30 完成，截至 2025-08-14 仍未核验认定。' */
export function explainStatus(
  assessment: ObligationAssessment,
  asOf: CivilDate,
  language: Language,
  names: Names = {},
): string {
  const told = { assessment, asOf, names };
  const { provisional } = assessment.due;
  if (language === 'zh') {
    return `${STATUSES_IN_CHINESE[assessment.status](told)}${provisional ? '（所涉年份节假日安排尚未公布，日期待定）' : ''}${belowGradeText(assessment, 'zh')}。`;
  }
  return `${STATUSES_IN_ENGLISH[assessment.status](told)}${provisional ? ' (provisional: the holidays of a year it rests on are not announced)' : ''}${belowGradeText(assessment, 'en')}.`;
}
