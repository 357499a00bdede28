import type {
  Bindingness,
  Condition,
  CountedBy,
  EvidenceGrade,
  DueRule,
  InstrumentKind,
  LimitationRestart,
  Measure,
  PartyKind,
  Role,
  Side,
  TermUnit,
} from '@heqi/domain';
import type { Words } from '../language';

export const side = {
  government: { zh: '政府方', en: 'government' },
  enterprise: { zh: '企业方', en: 'enterprise' },
} as const satisfies Record<Side, Words>;

/** What a duty is called by its side. */
export const duty = {
  government: { zh: '政府承诺', en: 'promise' },
  enterprise: { zh: '企业承诺', en: 'commitment' },
} as const satisfies Record<Side, Words>;

export const role = {
  clerk: { zh: '经办人员', en: 'clerk' },
  verifier: { zh: '核验人员', en: 'verifier' },
  finance: { zh: '财政人员', en: 'finance officer' },
  legal: { zh: '法制审核人员', en: 'legal officer' },
  leader: { zh: '领导', en: 'leader' },
  auditor: { zh: '审计人员', en: 'auditor' },
  enterprise: { zh: '企业用户', en: 'enterprise' },
  service: { zh: '系统服务', en: 'service' },
} as const satisfies Record<Role, Words>;

export const evidenceGrade = {
  self: { zh: '单方自报', en: 'self-reported' },
  counter_signed: { zh: '对方签认', en: 'counter-signed' },
  third_party: { zh: '第三方出具', en: 'third party' },
  official_register: { zh: '官方登记', en: 'official register' },
} as const satisfies Record<EvidenceGrade, Words>;

export const partyKind = {
  government_office: { zh: '政府部门', en: 'government office' },
  platform_company: { zh: '平台公司', en: 'platform company' },
  enterprise: { zh: '企业', en: 'enterprise' },
} as const satisfies Record<PartyKind, Words>;

export const instrumentKind = {
  investment_agreement: { zh: '投资协议', en: 'investment agreement' },
  performance_agreement: { zh: '履约协议', en: 'performance agreement' },
  land_grant_contract: { zh: '出让合同', en: 'land grant contract' },
  supplement: { zh: '补充协议', en: 'supplement' },
  meeting_minutes: { zh: '会议纪要', en: 'meeting minutes' },
  other: { zh: '其他文书', en: 'other paper' },
} as const satisfies Record<InstrumentKind, Words>;

export const measureKind = {
  milestone: { zh: '节点事项', en: 'milestone' },
  amount: { zh: '累计指标', en: 'amount' },
  progress_plan: { zh: '计划进度', en: 'progress plan' },
} as const satisfies Record<Measure['kind'], Words>;

export const countedBy = {
  readings: { zh: '按累计值', en: 'by cumulative readings' },
  payments: { zh: '按逐笔支付', en: 'by payments' },
} as const satisfies Record<CountedBy, Words>;

export const dueKind = {
  fixed: { zh: '固定日期', en: 'fixed date' },
  relative: { zh: '相对期限', en: 'relative term' },
  none: { zh: '未约定期限', en: 'no deadline agreed' },
} as const satisfies Record<DueRule['kind'], Words>;

export const conditionKind = {
  fulfilment: { zh: '以另一事项履行为条件', en: 'fulfilment of another duty' },
  determined: { zh: '须经认定的条件', en: 'determined by hand' },
} as const satisfies Record<Condition['kind'], Words>;

export const bindingness = {
  binding: { zh: '有约束力', en: 'binding' },
  best_effort: { zh: '尽力协助', en: 'best effort' },
} as const satisfies Record<Bindingness, Words>;

export const limitationRestart = {
  demand: { zh: '催告', en: 'demand' },
  breach_notice: { zh: '违约整改通知', en: 'notice of breach' },
  acknowledgement: { zh: '义务人确认', en: 'acknowledgement by the obligor' },
} as const satisfies Record<LimitationRestart, Words>;

/** What ends with time about a late duty. */
export const clockKind = {
  limitation: { zh: '诉讼时效', en: 'limitation of the claim' },
  rescission: { zh: '解除权', en: 'right to rescind' },
} as const satisfies Record<string, Words>;

export const termUnit = {
  natural_days: { zh: '自然日', en: 'natural days' },
  working_days: { zh: '工作日', en: 'working days' },
  months: { zh: '个月', en: 'months' },
  years: { zh: '年', en: 'years' },
} as const satisfies Record<TermUnit, Words>;

export const claimKind = {
  performance: { zh: '履约申报', en: 'claim' },
  payment: { zh: '支付', en: 'payment' },
} as const satisfies Record<'performance' | 'payment', Words>;

export const claimState = {
  undecided: { zh: '待核验', en: 'undecided' },
  accepted: { zh: '已认定', en: 'accepted' },
  rejected: { zh: '已驳回', en: 'rejected' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
} as const satisfies Record<string, Words>;
