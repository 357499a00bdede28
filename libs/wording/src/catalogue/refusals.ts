import type { RefusalCode } from '@heqi/domain';
import type { Words } from '../language';
import { PROCEDURE_REFUSALS } from './procedure-refusals';

/** A broken rule: its title, and in Chinese the sentence that its details fill. The English sentence is the refusal's own message. */
export interface RefusalWords extends Words {
  readonly detail: string;
}

/** Placeholders are names of the refusal's details; `refusalText` says which of them it words first. */
export const REFUSALS: Readonly<Record<RefusalCode, RefusalWords>> = {
  CONTRACT_ALREADY_RECORDED: said(
    '项目已入账',
    'Deal already recorded',
    '该项目已入账，合同标识为 {contractId}，请在原记录上办理。',
  ),
  CONTRACT_NOT_FOUND: said('项目不存在', 'No such contract', '未找到该项目，请先入账。'),
  CONTRACT_TERMINATED: said('合同已终止', 'Contract terminated', '合同已终止；如记录有误，请先撤销终止。'),
  CONTRACT_NOT_TERMINATED: said('合同未终止', 'Contract not terminated', '合同未终止，无可撤销。'),
  DATE_IN_THE_FUTURE: said(
    '日期晚于今日',
    'Date in the future',
    '{field}为 {date}，晚于今日（{today}）；请待事实发生后记录。',
  ),
  DUPLICATE_CLAIM: said('申报重复', 'Duplicate claim', '申报 {id} 已存在，请更正原申报或另用标识。'),
  DUPLICATE_CONDITION: said(
    '先决条件重复',
    'Duplicate condition',
    '履约事项 {no} 有两个先决条件标识相同，请分别编号。',
  ),
  DUPLICATE_DETERMINATION: said('认定重复', 'Duplicate determination', '认定 {id} 已存在，请撤销原认定或另用标识。'),
  DUPLICATE_DUE_MOVE: said(
    '期限变更重复',
    'Duplicate move of a due date',
    '期限变更 {id} 已存在，请撤销原变更或另用标识。',
  ),
  DUPLICATE_INSTRUMENT: said('文书重复', 'Duplicate instrument', '文书 {id} 已存在，请更正原文书或另用标识。'),
  DUPLICATE_OBLIGATION_NUMBER: said(
    '序号重复',
    'Duplicate obligation number',
    '序号 {no} 已被占用且不得重复使用；请更正原事项，或另取序号。',
  ),
  DUPLICATE_PARCEL: said('宗地重复', 'Duplicate parcel', '宗地 {id} 已存在，请更正原宗地或另用标识。'),
  DUPLICATE_PARTY: said('主体重复', 'Duplicate party', '主体 {id} 已存在，请更正原主体或另用标识。'),
  EVIDENCE_ALREADY_ATTACHED: said(
    '佐证材料重复',
    'Evidence already attached',
    '该申报已附有此佐证材料（SHA-256：{sha256}）。',
  ),
  CLAIMANT_VERIFIES_OWN_CLAIM: said(
    '不得自报自核',
    'Claimant verifies own claim',
    '{actor} 系履约事项 {no} 的申报人或履行方人员，不得核验认定；请由核验部门其他人员办理。',
  ),
  CLAIM_ALREADY_DECIDED: said(
    '申报已有核验决定',
    'Claim already decided',
    '申报 {claimId} {outcome}；如需变更，请先撤销原决定。',
  ),
  CLAIM_NOT_DECIDED: said('申报尚无核验决定', 'Claim not decided', '申报 {claimId} 尚无核验决定，无可撤销。'),
  CLAIM_NOT_FOUND: said('申报不存在', 'No such claim', '履约事项 {no} 下没有申报 {claimId}。'),
  CLAIM_WITHDRAWN: said('申报已撤回', 'Claim withdrawn', '申报 {claimId} 已撤回，请重新申报。'),
  CONDITION_NOT_FOUND: said(
    '先决条件不存在',
    'No such condition',
    '履约事项 {no} 没有可认定的先决条件 {conditionId}。',
  ),
  CONDITION_NAMES_ITSELF: said(
    '不得以自身为条件',
    'Condition names itself',
    '履约事项 {no} 不得以自身履行为先决条件。',
  ),
  CONDITION_NAMES_MISSING_OBLIGATION: said(
    '条件所指事项不存在',
    'Condition names a missing obligation',
    '履约事项 {no} 的先决条件指向不存在的事项 {missing}，请先录入该事项。',
  ),
  DETERMINATION_NOT_FOUND: said(
    '条件认定不存在',
    'No such determination',
    '履约事项 {no} 没有有效的条件认定 {determinationId}。',
  ),
  DUE_MOVE_NOT_FOUND: said(
    '期限变更不存在',
    'No such move of the due date',
    '履约事项 {no} 没有有效的期限变更 {moveId}。',
  ),
  DUE_RULE_NAMES_ITSELF: said(
    '不得以自身履行起算',
    'Due rule names itself',
    '履约事项 {no} 的期限不得自其自身履行之日起算。',
  ),
  DUE_RULE_NAMES_MISSING_CONDITION: said(
    '起算条件不存在',
    'Due rule names a missing condition',
    '履约事项 {no} 的期限自条件 {missing} 成就起算，但未列明该条件，请补充。',
  ),
  DUE_RULE_NAMES_MISSING_OBLIGATION: said(
    '起算事项不存在',
    'Due rule names a missing obligation',
    '履约事项 {no} 的期限自事项 {missing} 履行起算，但该事项不存在，请先录入。',
  ),
  DUE_RULE_NEEDS_AN_INSTRUMENT: said(
    '未指明所在文书',
    'Due rule needs an instrument',
    '履约事项 {no} 的期限自签订之日起算，请指明所在文书。',
  ),
  GRADE_ABOVE_EVIDENCE: said(
    '佐证等级不足',
    'Grade above its evidence',
    '申报 {claimId} 的佐证为{claimed}，不能按{found}认定；请先补充相应等级的佐证。',
  ),
  INSTRUMENT_NOT_FOUND: said('文书不存在', 'No such instrument', '本项目没有文书 {instrumentId}，请先录入。'),
  INSTRUMENT_NOT_A_SUPPLEMENT: said(
    '文书不是补充协议',
    'Instrument is not a supplement',
    '变更约定须以补充协议为据，文书 {instrumentId} 不是补充协议；录入有误的，请办理更正。',
  ),
  INSTRUMENT_NOT_SIGNED: said(
    '文书无签订日',
    'Instrument not signed',
    '补充协议 {instrumentId} 没有签订日，请先更正文书信息。',
  ),
  NOT_AN_AREA: said('面积单位有误', 'Not an area', '宗地 {parcelId} 的面积须以亩、公顷或平方米计量。'),
  NOT_THE_NAMED_VERIFIER: said(
    '非指定核验部门',
    'Not the named verifier',
    '履约事项 {no} 由 {verifierId} 核验，请由该部门办理。',
  ),
  NOT_YOUR_CLAIM: said('非本人申报', 'Not your claim', '申报 {claimId} 只能由申报人或其所属单位撤回。'),
  NOT_YOUR_OBLIGATION: said('非本企业事项', 'Not your obligation', '履约事项 {no} 不由贵企业履行，不得申报。'),
  OBLIGATION_NOT_FOUND: said('履约事项不存在', 'No such obligation', '本项目没有履约事项 {no}。'),
  OBLIGATION_RETRACTED: said('履约事项已作废', 'Obligation retracted', '履约事项 {no} 因录入有误已作废，请另行录入。'),
  OBLIGATION_STILL_REFERRED_TO: said(
    '履约事项被引用',
    'Obligation still referred to',
    '履约事项 {no} 不得作废：事项 {referredToBy} 以其为前提，请先更正后者。',
  ),
  OBLIGOR_ON_THE_WRONG_SIDE: said(
    '主体与承诺方不符',
    'Obligor on the wrong side',
    '主体所属一方与记录不符；请核对承诺方，或新增正确的主体。',
  ),
  PARCEL_NOT_FOUND: said('宗地不存在', 'No such parcel', '本项目没有宗地 {parcelId}。'),
  PARTY_NOT_FOUND: said('主体不存在', 'No such party', '本项目没有主体 {partyId}，请先新增。'),
  PAYMENT_ON_AN_OBLIGATION_NOT_COUNTED_BY_PAYMENTS: said(
    '该事项不按支付计量',
    'Not counted by payments',
    '履约事项 {no} 不按逐笔支付计量；请改为申报，或更正计量方式。',
  ),
  READING_ON_AN_OBLIGATION_COUNTED_BY_PAYMENTS: said(
    '该事项按支付计量',
    'Counted by payments',
    '履约事项 {no} 按逐笔支付计量，请登记支付。',
  ),
  PLAN_NOT_RISING: said('计划未逐期递增', 'Plan not rising', '履约事项 {no} 的计划须按时间先后排列且累计值不得下降。'),
  PLAN_ENDS_OFF_TARGET: said('计划未达目标值', 'Plan ends off target', '履约事项 {no} 的计划末值须等于目标值。'),
  ROLE_NOT_ALLOWED: said('角色无此权限', 'Role not allowed', '{role}不得办理此项业务，须由{allowed}办理。'),
  TARGET_NOT_POSITIVE: said('数值须大于零', 'Not above zero', '履约事项 {no} 的目标值或支付金额须大于零。'),
  UNIT_MISMATCH: said('计量单位不符', 'Unit mismatch', '履约事项 {no} 以{expected}计量，所填为{got}，请先换算。'),
  VALUE_MISSING: said('缺少完成值', 'Value missing', '履约事项 {no} 须填写累计完成值。'),
  VALUE_NOT_MEASURED: said(
    '节点事项不填数值',
    'Value on a milestone',
    '履约事项 {no} 为节点事项，只认定是否完成，不填数值。',
  ),
  ACKNOWLEDGEMENT_NOT_FOUND: said(
    '债务确认不存在',
    'No such acknowledgement',
    '履约事项 {no} 没有有效的债务确认 {acknowledgementId}。',
  ),
  BREACH_NOTICE_NOT_FOUND: said(
    '违约整改通知不存在',
    'No such notice of breach',
    '履约事项 {no} 没有有效的违约整改通知 {noticeId}。',
  ),
  DEMAND_NEEDS_A_RESPITE: said(
    '催告未留宽限期',
    'Demand without a respite',
    '履约事项 {no} 未定期限，期限由催告确定；催告须留必要的准备时间（《民法典》第五百一十一条第四项），请填写宽限期。',
  ),
  DEMAND_NOT_FOUND: said('催告不存在', 'No such demand', '履约事项 {no} 没有有效的催告 {demandId}。'),
  DUPLICATE_ACKNOWLEDGEMENT: said(
    '债务确认重复',
    'Duplicate acknowledgement',
    '债务确认 {id} 已存在，请撤销原登记或另用标识。',
  ),
  DUPLICATE_BREACH_NOTICE: said(
    '违约整改通知重复',
    'Duplicate notice of breach',
    '违约整改通知 {id} 已存在，请撤销原登记或另用标识。',
  ),
  DUPLICATE_DEMAND: said('催告重复', 'Duplicate demand', '催告 {id} 已存在，请撤销原登记或另用标识。'),
  FREEZES_OVERLAP: said(
    '停止执行期间重叠',
    'Freezes overlap',
    '履约事项 {no} 的停止或恢复执行之日不得早于 {earliest}，请填写该日或以后的日期。',
  ),
  NOTICE_FROM_THE_WRONG_SIDE: said(
    '出具单位与事项不符',
    'Notice from the wrong side',
    '{byPartyId} 不得就履约事项 {no} 出具此文书：催告与违约通知由对方出具，债务确认由义务方出具；请核对出具单位。',
  ),
  NOT_YOUR_NOTICE: said(
    '非本方文书',
    'Not your notice',
    '文书（{id}）由其出具方登记和撤销；登记有误的，可由法制审核人员撤销。',
  ),
  OBLIGATION_ALREADY_FROZEN: said(
    '履约事项已停止执行',
    'Obligation already frozen',
    '履约事项 {no} 已自 {frozenOn} 起依法停止执行，请先办理恢复执行。',
  ),
  OBLIGATION_ALREADY_SUPERSEDED: said(
    '履约事项已被替代',
    'Obligation already superseded',
    '履约事项 {no} 已被 {byNo} 替代，请先撤销原替代。',
  ),
  OBLIGATION_NOT_BINDING: said(
    '尽力协助事项',
    'Obligation not binding',
    '履约事项 {no} 为尽力协助事项，逾约定日不构成违约；可先催告，协议有约束力的请更正条款。',
  ),
  OBLIGATION_NOT_FROZEN: said('履约事项未停止执行', 'Obligation not frozen', '履约事项 {no} 未停止执行，无可恢复。'),
  OBLIGATION_NOT_SUPERSEDED: said(
    '履约事项未被替代',
    'Obligation not superseded',
    '履约事项 {no} 未被替代，无可撤销。',
  ),
  REPLACED_BY_ITSELF: said('不得以自身替代', 'Replaced by itself', '履约事项 {no} 不得以自身替代或补偿，请另指事项。'),
  SUPERSEDED_ACROSS_SIDES: said(
    '替代事项不属同一方',
    'Superseded across sides',
    '履约事项 {no} 与 {byNo} 不属同一方，须由同一方的事项替代。',
  ),
  SUPERSEDED_IN_A_CIRCLE: said(
    '替代关系成环',
    'Superseded in a circle',
    '履约事项 {byNo} 已直接或辗转被 {no} 替代，请先撤销该替代。',
  ),
  TERM_NOT_POSITIVE: said('期限须大于零', 'Term not positive', '履约事项 {no} 的{field}至少为一日。'),
  VERIFIER_IS_THE_OBLIGOR: said(
    '核验部门与履行方相同',
    'Verifier is the obligor',
    '履约事项 {no} 的核验部门 {verifierId} 同时为履行方，请另行指定核验部门。',
  ),
  DUPLICATE_EXCUSE: said('免责主张重复', 'Duplicate excuse', '免责主张 {id} 已存在，请另用标识。'),
  DUPLICATE_RELIEF: said('申请重复', 'Duplicate request', '申请 {id} 已存在，请另用标识。'),
  CLAIMANT_DECIDES_OWN_EXCUSE: said(
    '不得自行认定',
    'Own excuse',
    '免责主张 {excuseId} 不能由主张人或因此免责的一方认定，须由他人认定。',
  ),
  CONSENT_NOT_EVIDENCED: said(
    '缺少同意凭据',
    'Consent not evidenced',
    '履约事项 {no} 的权利人为企业，登记其同意须附企业书面同意的材料。',
  ),
  EXCUSE_ALREADY_DECIDED: said(
    '免责主张已认定',
    'Excuse already decided',
    '免责主张 {excuseId} 已作认定；请先撤销该认定。',
  ),
  EXCUSE_BY_OWN_CONDUCT: said(
    '自身原因不免责',
    'Own conduct does not excuse',
    '履约事项 {no} 由该方自身承担；任何一方不因自身原因免责。',
  ),
  EXCUSE_ENDS_BEFORE_IT_BEGINS: said(
    '起止日期颠倒',
    'Ends before it begins',
    '末日 {lastDay} 早于首日 {firstDay}；首末两日均计入。',
  ),
  EXCUSE_GROUND_DOES_NOT_FIT: said(
    '归责与事由不符',
    'Ground does not fit',
    '免责主张 {excuseId} 的事由与归于何方不符：不可抗力和法律、法令禁止不归任何一方，其余须归于行为的一方。',
  ),
  EXCUSE_NOT_DECIDED: said('免责主张未认定', 'Excuse not decided', '免责主张 {excuseId} 尚未认定，无可撤销。'),
  EXCUSE_NOT_FOUND: said('免责主张不存在', 'No such excuse', '没有免责主张 {excuseId}。'),
  FORCE_MAJEURE_WITHOUT_NOTICE_AND_PROOF: said(
    '不可抗力缺少通知或证明',
    'Force majeure without notice and proof',
    '免责主张 {excuseId} 缺少及时通知或证明（《民法典》第五百九十条）；请撤回后补全再行主张。',
  ),
  MAKER_CHECKS_OWN_RELIEF: said(
    '不得自行批准',
    'Own request',
    '申请 {reliefId} 不能由申请人或义务一方批准，须由他人决定。',
  ),
  NOT_YOUR_EXCUSE: said('非本人主张', 'Not your excuse', '免责主张 {excuseId} 只能由主张人或其所在单位撤回。'),
  NOT_YOUR_RELIEF: said('非本人申请', 'Not your request', '申请 {reliefId} 只能由申请人或其所在单位撤回。'),
  RELIEF_ALREADY_DECIDED: said('申请已决定', 'Request already decided', '申请 {reliefId} 已作决定；请先撤销该决定。'),
  RELIEF_ALREADY_SERVED: said(
    '已送达',
    'Already served',
    '申请 {reliefId} 的批准已于 {servedOn} 送达；如有误，请撤销批准决定后重办。',
  ),
  RELIEF_NOT_APPROVED: said('未获批准', 'Not approved', '申请 {reliefId} 未获批准，不能送达。'),
  RELIEF_NOT_DECIDED: said('申请未决定', 'Request not decided', '申请 {reliefId} 尚未决定，无可撤销。'),
  RELIEF_NOT_FOUND: said('申请不存在', 'No such request', '履约事项 {no} 没有申请 {reliefId}。'),
  SERVED_BEFORE_DECIDED: said('送达早于批准', 'Served before approved', '申请 {reliefId} 的送达日早于批准日。'),
  SET_OFF_NEEDS_BOTH_SIDES: said(
    '抵销须互负债务',
    'Set-off needs both sides',
    '履约事项 {no} 只能与对方承担的事项抵销；{against} 与其同属一方（《民法典》第五百六十八条）。',
  ),
  SET_OFF_NEEDS_PAYMENTS: said(
    '抵销须为金钱支付',
    'Set-off needs payments',
    '履约事项 {no} 不按逐笔支付计量，无从抵销；可改为合意解除。',
  ),
  TOLLED_BY_ITSELF: said('自我顺延', 'Tolled by itself', '履约事项 {no} 不能因自身迟延而顺延。'),
  TOLLED_BY_MISSING_OBLIGATION: said(
    '对待事项不存在',
    'Tolled by a missing obligation',
    '履约事项 {no} 所列对待事项 {missing} 不存在，请先登记该事项。',
  ),
  TOLLED_BY_OWN_SIDE: said(
    '对待事项同属一方',
    'Tolled by its own side',
    '履约事项 {no} 与 {other} 同属一方，不能因其迟延而顺延；如需衔接，请以 {other} 的履行为起算点。',
  ),
  ...PROCEDURE_REFUSALS,
};

function said(zh: string, en: string, detail: string): RefusalWords {
  return { zh, en, detail };
}
