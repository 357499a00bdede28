import type { Bilingual } from '../bilingual';

/** The words of each note. `{…}` stands for a detail of the occurrence. */
export const NOTE_WORDS = {
  retained_echoes_promise: {
    zh: '{of}行中有{echoed}行的“保留岗位实绩”与承诺数相同（承诺大于零的{promised}行中有{aboveZero}行）：应为照抄承诺，并非实测；只作申报登记，核验前不计入兑现。',
    en: 'In {echoed} of {of} rows "jobs retained" equals the promise ({aboveZero} of the {promised} that promise any): an echo, not a measurement. Recorded as claims, which count for nothing until verified.',
  },
  creation_behind_several_benefits: {
    zh: '协议 {agreementId} 的同一项新增{jobs}个岗位承诺对应{benefits}笔支持，只登记一次；逐行相加会重复计算。',
    en: 'Agreement {agreementId} promises the same {jobs} new jobs behind {benefits} benefits: recorded once; a sum over rows would count them twice.',
  },
  retention_behind_several_benefits: {
    zh: '协议 {agreementId} 的同一项保留{jobs}个岗位承诺对应{benefits}笔支持，只登记一次；逐行相加会重复计算。',
    en: 'Agreement {agreementId} promises to retain the same {jobs} jobs behind {benefits} benefits: recorded once; a sum over rows would count them twice.',
  },
  actuals_are_cumulative: {
    zh: '实绩是截至该季度末的累计数，不是当年数；按读数登记，不相加。',
    en: 'Actuals are cumulative up to the end of the quarter, not of one year: recorded as readings, never added up.',
  },
  actual_not_stated: {
    zh: '{count}行有未填写的实绩：未登记申报，不当作零。',
    en: '{count} rows leave an actual empty: no claim is recorded, and it is not taken for zero.',
  },
  ein_shared_by_several_names: {
    zh: '雇主识别号 {ein} 见于不同名称的企业（{names}）：是否同一企业，来源未说明，登记为不同主体。',
    en: 'EIN {ein} stands under different names ({names}): the source does not say whether they are one enterprise; recorded as different parties.',
  },
  ein_shared_by_several_agreements: {
    zh: '雇主识别号 {ein}（{names}）见于多份协议（{agreements}）：登记为同一主体。',
    en: 'EIN {ein} ({names}) stands in several agreements ({agreements}): recorded as one party.',
  },
  ein_missing: {
    zh: '{count}行没有雇主识别号：主体登记时不带识别号。',
    en: '{count} rows give no EIN: the party is recorded without an identifier.',
  },
  ein_form_unusual: {
    zh: '{count}行的雇主识别号不是 12-3456789 的形式：照原样登记，请核对。',
    en: '{count} rows give an EIN that is not of the form 12-3456789: recorded as written; please check.',
  },
  company_name_carries_status: {
    zh: '企业名称“{company}”带有状态（{status}）：名称照原样登记，未据此推断任何事实。',
    en: 'The company name "{company}" carries a status ({status}): recorded as written, and no fact is inferred from it.',
  },
  zero_benefit_not_recorded: {
    zh: '{count}行的支持金额为零：没有可登记的政府承诺。',
    en: '{count} rows promise a benefit of zero: there is no promise to record.',
  },
  zero_creation_not_recorded: {
    zh: '{count}行的新增岗位承诺为零：没有可登记的企业承诺。',
    en: '{count} rows promise to create no jobs: there is no such commitment to record.',
  },
  zero_retention_not_recorded: {
    zh: '{count}行的保留岗位承诺为零：没有可登记的企业承诺。',
    en: '{count} rows promise to retain no jobs: there is no such commitment to record.',
  },
  termination_day_unknown: {
    zh: '{count}行已终止而无终止日：登记为“截至该季度末已终止”，终止日未知。',
    en: '{count} rows are terminated without a day: recorded as ended by the end of the quarter, the day unknown.',
  },
  start_not_stated: {
    zh: '{count}行没有开始日：生效日未知。',
    en: '{count} rows state no start: the day of effect stays unknown.',
  },
  nothing_states_a_deadline: {
    zh: '没有一行载明履约期限：双方各项均登记为“未定期限”。',
    en: 'No row states a deadline: every duty of both sides is recorded without one.',
  },
  government_office_not_named: {
    zh: '来源未写明由哪一机构负责兑现：政府方义务主体未知。',
    en: 'The source does not name the office that owes the benefit: the obligor stays unknown.',
  },
  investment_not_recorded: {
    zh: '“总投资”是公私合计数，来源未说明是谁的承诺：只检查，不登记。',
    en: 'The total investment is public and private together, and not said to be promised by anyone: checked, not recorded.',
  },
  column_not_read: {
    zh: '列“{column}”不在映射之内：未读取。',
    en: 'The column "{column}" is no part of the mapping: not read.',
  },
} as const satisfies Record<string, Bilingual>;

export type NoteCode = keyof typeof NOTE_WORDS;
