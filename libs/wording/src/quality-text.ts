import { formatAmount, type QualityFinding } from '@heqi/domain';
import { QUALITY_WORDS } from './catalogue/quality';
import { fill, type Language } from './language';
import { instrumentName, obligationName, type Names } from './names';

/** What a warning about the quality of a deal says, in one sentence:
 *  '第三条，G-01 交付净地的期限 2025-01-06 不晚于《投资协议》的签订日 2025-01-06，签订时已届满。' */
export function qualityText(finding: QualityFinding, language: Language, names: Names = {}): string {
  const { code, clause } = finding;
  const said = fill(QUALITY_WORDS[code].what[language], paramsOf(finding, language, names));
  if (language === 'zh') return `${clause === null ? '' : `${clause}，`}${said}。`;
  return `${clause === null ? '' : `${clause}: `}${said}.`;
}

/** What to do about it. */
export function qualityWayOut({ code }: Pick<QualityFinding, 'code'>, language: Language): string {
  return QUALITY_WORDS[code].wayOut[language];
}

function paramsOf(
  { no, concerns, elsewhere, amount, details }: QualityFinding,
  language: Language,
  names: Names,
): Readonly<Record<string, string>> {
  const list = (items: readonly string[]) => items.join(language === 'zh' ? '、' : ', ');
  return {
    ...details,
    duty: obligationName(no, names),
    others: list(concerns.map((each) => obligationName(each, names))),
    elsewhere: list(elsewhere.map(({ dealNumber, no: duty }) => `${dealNumber} ${duty}`)),
    ...(amount && { amount: formatAmount(amount, language) }),
    ...(details['instrumentId'] !== undefined && { paper: instrumentName(details['instrumentId'], language, names) }),
  };
}
