import type { RefusalCode } from '@heqi/domain';
import type { RefusalWords } from './refusals';

/** Broken rules of procedures. */
export const PROCEDURE_REFUSALS = {
  AMOUNT_ABOVE_CASE: {
    zh: '金额超出案件余额',
    en: 'Amount above what the case leaves',
    detail: '案件 {caseId} 余额为 {most}（最小货币单位，{currency}），所填 {amount} 已超出；请核对金额，或撤销上一步。',
  },
  CASE_ALREADY_OPEN: {
    zh: '解除程序进行中',
    en: 'Case already open',
    detail: '同一方的解除程序 {caseId} 尚在进行，请继续办理或先予终结。',
  },
  CASE_CLOSED: {
    zh: '案件已终结',
    en: 'Case closed',
    detail: '案件 {caseId} 已于 {on} 终结；请撤销终结，或另行启动。',
  },
  CASE_HAS_NO_STEP: {
    zh: '案件尚无步骤',
    en: 'Case has no step',
    detail: '案件 {caseId} 尚无可撤销的步骤；误启动的，请予终结。',
  },
  CASE_NOT_FOUND: { zh: '案件不存在', en: 'No such case', detail: '本项目没有此类案件 {caseId}，请先启动。' },
  CASE_STEP_OUT_OF_ORDER: {
    zh: '步骤顺序不符',
    en: 'Step out of order',
    detail: '案件 {caseId} 现在不能办理“{step}”；可办理的下一步：{next}。',
  },
  CASE_STEP_TOO_EARLY: {
    zh: '期限未满',
    en: 'Step too early',
    detail: '案件 {caseId} 的“{step}”最早可于 {firstDay} 办理，不得为 {on}：前一步的期限尚未届满。',
  },
  DUPLICATE_CASE: { zh: '案件重复', en: 'Duplicate case', detail: '案件 {id} 已存在，请另用标识。' },
  DUPLICATE_REJECTION: {
    zh: '驳回记录重复',
    en: 'Duplicate rejection',
    detail: '驳回记录 {id} 或同一事由的驳回已存在，请撤销原记录或另用标识。',
  },
  DUPLICATE_SUCCESSION: {
    zh: '承继记录不一致',
    en: 'Succession recorded otherwise',
    detail: '主体 {predecessorId} 的承继 {successionId} 已按其他内容登记，请先撤销。',
  },
  GROUND_ALREADY_CLAIMED: {
    zh: '同一事由已追缴',
    en: 'Ground already claimed',
    detail: '案件 {caseId} 已就同一事由（履约事项 {no}）追缴，请继续该案；不得重复追缴。',
  },
  GROUND_IS_NO_PAYMENT: {
    zh: '事由不是支付',
    en: 'Ground is no payment',
    detail: '履约事项 {no} 的申报 {claimId} 不是支付，无可追缴；请指明支付。',
  },
  GROUND_ON_THE_WRONG_SIDE: {
    zh: '事由所属一方不符',
    en: 'Ground on the wrong side',
    detail: '履约事项 {no} 所属一方与事由不符，请指明相对方的履约事项。',
  },
  GROUND_REJECTED_BY_COURT: {
    zh: '事由已被法院驳回',
    en: 'Ground rejected by a court',
    detail:
      '履约事项 {no} 的该事由已由{court}以 {judgmentNumber} 判决驳回，{effectiveOn} 生效；已裁判事项不得再行追缴。',
  },
  INSTRUMENT_ALREADY_DISSOLVED: {
    zh: '补充协议已解除',
    en: 'Supplement already dissolved',
    detail: '补充协议 {instrumentId} 已由 {judgmentNumber} 判决自 {dissolvedOn} 起解除；如记录有误，请先撤销。',
  },
  INSTRUMENT_NOT_DISSOLVED: {
    zh: '补充协议未解除',
    en: 'Instrument not dissolved',
    detail: '文书 {instrumentId} 未被解除，无可撤销。',
  },
  NOT_YOUR_CASE: {
    zh: '非本方案件',
    en: 'Not your case',
    detail: '案件 {caseId} 由政府方办理，企业只能办理本方的程序。',
  },
  ONLY_A_SUPPLEMENT_IS_DISSOLVED: {
    zh: '仅补充协议可单独解除',
    en: 'Only a supplement is dissolved',
    detail: '文书 {instrumentId} 不是补充协议；协议本身请办理合同终止。',
  },
  PARTY_ALREADY_SUCCEEDED: {
    zh: '主体已被承继',
    en: 'Party already succeeded',
    detail: '主体 {predecessorId} 已自 {effectiveOn} 起由 {successorId} 承继；请就承继主体办理，或先撤销原承继。',
  },
  PROPOSER_DECIDES: {
    zh: '不得自提自决',
    en: 'Proposer decides',
    detail: '{actor} 是案件 {caseId} 的提出人，不得作出决定；请由他人办理。',
  },
  REJECTION_NOT_FOUND: { zh: '驳回记录不存在', en: 'No such rejection', detail: '本项目没有驳回记录 {rejectionId}。' },
  SUCCESSION_NOT_FOUND: {
    zh: '承继不存在',
    en: 'No such succession',
    detail: '本项目没有主体 {predecessorId} 的承继 {successionId}。',
  },
  SUCCESSOR_ON_THE_WRONG_SIDE: {
    zh: '承继主体所属一方不符',
    en: 'Successor on the wrong side',
    detail: '{successorId} 与 {predecessorId} 不属同一方，不能承继；请指明同一方的主体。',
  },
} as const satisfies Partial<Record<RefusalCode, RefusalWords>>;
