import type {
  ClawbackClosing,
  ClawbackReason,
  ClawbackStepKind,
  ProcedureEvent,
  SuccessionKind,
  TerminationClosing,
  TerminationStepKind,
} from '@heqi/domain';
import type { Words } from '../language';

/** The events of procedures, as readers of a history call them. */
export const procedureEvent = {
  TerminationCaseOpened: { zh: '解除程序启动', en: 'termination case opened' },
  RectificationNoticeServed: { zh: '违约整改通知书送达', en: 'rectification notice served' },
  TerminationIntentServed: { zh: '终止意向通知送达', en: 'notice of intent served' },
  TerminationHearingOffered: { zh: '听证告知', en: 'hearing offered' },
  TerminationHearingConcluded: { zh: '听证结果', en: 'hearing concluded' },
  TerminationDecided: { zh: '解除决定', en: 'termination decided' },
  TerminationNoticeServed: { zh: '解除通知送达', en: 'termination notice served' },
  TerminationCaseClosed: { zh: '解除程序终结', en: 'termination case closed' },
  TerminationStepRevoked: { zh: '解除程序步骤撤销', en: 'termination step revoked' },
  ClawbackCaseOpened: { zh: '追缴立案', en: 'clawback case opened' },
  ClawbackDemanded: { zh: '追缴催告', en: 'clawback demanded' },
  ClawbackHeard: { zh: '陈述申辩', en: 'enterprise heard' },
  ClawbackDecided: { zh: '追缴决定', en: 'clawback decided' },
  ClawbackDecisionServed: { zh: '追缴决定送达', en: 'clawback decision served' },
  ClawbackRecovered: { zh: '追缴款到账', en: 'money recovered' },
  ClawbackEnforcementRequested: { zh: '申请强制执行', en: 'enforcement requested' },
  ClawbackCaseClosed: { zh: '追缴撤案', en: 'clawback case closed' },
  ClawbackStepRevoked: { zh: '追缴步骤撤销', en: 'clawback step revoked' },
  ClawbackGroundRejected: { zh: '法院驳回追缴事由', en: 'ground rejected by a court' },
  ClawbackRejectionRevoked: { zh: '驳回记录撤销', en: 'record of a rejection revoked' },
  PartySucceeded: { zh: '主体承继', en: 'party succeeded' },
  PartySuccessionRevoked: { zh: '主体承继撤销', en: 'succession revoked' },
  InstrumentDissolved: { zh: '补充协议判决解除', en: 'supplement dissolved by judgment' },
  InstrumentDissolutionRevoked: { zh: '解除记录撤销', en: 'record of a dissolution revoked' },
} as const satisfies Record<ProcedureEvent['type'], Words>;

/** The steps of cases. */
export const caseStep = {
  rectification_notice: { zh: '违约整改通知书', en: 'rectification notice' },
  intent_notice: { zh: '终止意向通知', en: 'notice of intent' },
  hearing_offer: { zh: '听证告知', en: 'offer of a hearing' },
  hearing: { zh: '听证、陈述申辩', en: 'hearing' },
  decision: { zh: '决定', en: 'decision' },
  service: { zh: '送达', en: 'service' },
  demand: { zh: '催告', en: 'demand' },
  recovery: { zh: '追缴款到账', en: 'money back' },
  enforcement: { zh: '申请强制执行', en: 'request for enforcement' },
  closing: { zh: '终结', en: 'closing' },
} as const satisfies Record<TerminationStepKind | ClawbackStepKind | 'closing', Words>;

/** Where a case stands. */
export const caseState = {
  open: { zh: '进行中', en: 'open' },
  terminated: { zh: '合同已解除', en: 'contract ended' },
  settled: { zh: '已追回', en: 'settled' },
  enforcement_requested: { zh: '已申请强制执行', en: 'enforcement requested' },
  cured: { zh: '已整改', en: 'cured' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  rejected_by_court: { zh: '法院驳回', en: 'rejected by a court' },
} as const satisfies Record<TerminationClosing | ClawbackClosing | CaseRunning, Words>;
type CaseRunning = 'open' | 'terminated' | 'settled' | 'enforcement_requested';

export const clawbackReason = {
  not_performed: { zh: '未履行', en: 'not performed' },
  late_performance: { zh: '逾期履行', en: 'late performance' },
  defective_performance: { zh: '履行不符合约定', en: 'defective performance' },
  condition_not_met: { zh: '兑付条件未成就', en: 'condition not met' },
  above_entitlement: { zh: '超出应得金额', en: 'above entitlement' },
  not_eligible: { zh: '不符合享受资格', en: 'not eligible' },
  unlawful_basis: { zh: '依据违法', en: 'unlawful basis' },
} as const satisfies Record<ClawbackReason, Words>;

export const successionKind = {
  merger: { zh: '合并', en: 'merger' },
  division: { zh: '分立', en: 'division' },
  rename: { zh: '更名', en: 'new name' },
  abolition: { zh: '撤销', en: 'abolition' },
} as const satisfies Record<SuccessionKind, Words>;
