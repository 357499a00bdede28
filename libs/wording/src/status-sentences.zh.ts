import { daysBetween } from '@heqi/domain';
import { conditionName, obligationName, partyName } from './names';
import { hasUndecidedClaim, paceOf, type StatusSentences, type Told } from './status-sentences';

export const STATUSES_IN_CHINESE: StatusSentences = {
  fulfilled_on_time: (told) => `按期兑现：${due(told)}已于 ${told.assessment.fulfilledOn} 完成，并经核验认定`,
  fulfilled_late: (told) =>
    `逾期兑现：${due(told)}于 ${told.assessment.fulfilledOn} 完成，逾期 ${told.assessment.daysLate} 天`,
  superseded: () => '已被替代：补充协议已另定事项替代本事项',
  frozen_unlawful: () => '依法停止：经审查不得继续执行，不属违约',
  waived: () => '已豁免：权利人已放弃，本事项不再履行',
  discharged: () => '已解除：经双方合意，本事项不再履行',
  terminated: () => '已终止：合同已终止，本事项不再履行',
  conditional: ({ assessment, names }) => {
    const open = assessment.due.openConditions.map((id) => conditionName(id, 'zh', names)).join('、');
    return `条件未成就：${open}尚未成就，不计逾期${projected(assessment.due.projected)}`;
  },
  awaiting_anchor: ({ assessment: { due: dates }, names }) => {
    const { awaitedNo } = dates;
    const awaited = awaitedNo === null ? '起算事由尚未发生' : `履约事项 ${obligationName(awaitedNo, names)} 尚未履行`;
    return `待起算：${awaited}，期限尚未起算${projected(dates.projected)}`;
  },
  no_deadline: () => '未定期限：应予履行，期限待催告确定',
  suspended: ({ assessment, names }) => {
    const by = (assessment.suspension ?? []).map(
      ({ partyId, since }) => `${partyId === null ? '' : `${partyName(partyId, names)}`}自 ${since} 起中止`,
    );
    return `中止：${by.join('；')}，不计逾期`;
  },
  under_verification: (told) => {
    const { waitingDays, verifierId } = told.assessment.verification ?? { waitingDays: 0, verifierId: null };
    const office = verifierId === null ? '' : `（核验部门：${partyName(verifierId, told.names)}）`;
    return `核验中：${due(told)}已申报，待核验 ${waitingDays} 天${office}`;
  },
  blocked: ({ assessment: { blocker, due: dates }, names }) =>
    `受阻：${blocker === null ? '' : `履约事项 ${obligationName(blocker.no, names)} 自 ${blocker.since} 起迟延，`}本事项不计逾期；如今日终止，应不迟于 ${dates.current} 完成`,
  overdue: (told) =>
    `逾期 ${told.assessment.daysLate} 天：${due(told)}截至 ${told.asOf} 仍未核验认定${hasUndecidedClaim(told) ? '（有申报待核验）' : ''}`,
  in_cure: (told) => `整改期：${late(told)}${noticed(told)}，整改期至 ${told.assessment.cure?.endsOn}`,
  breached: (told) =>
    `违约（仍应履行）：${late(told)}${noticed(told)}，整改期已于 ${told.assessment.cure?.endsOn} 届满`,
  past_date: (told) => `已过约定日：${due(told)}属尽力协助事项，不计违约，截至 ${told.asOf} 尚未核验认定`,
  behind_pace: (told) => {
    const { verified, planned, pointsBehind } = paceOf(told);
    return `进度滞后：${due(told)}截至 ${told.asOf} 计划应达 ${planned}，经核验达 ${verified}，落后 ${pointsBehind} 个百分点`;
  },
  due_soon: (told) => `临期：${due(told)}${remaining(told)}`,
  on_track: (told) => {
    const { verified, planned } = paceOf(told);
    return `正常：${due(told)}截至 ${told.asOf} 经核验达 ${verified}${planned === null ? '' : `，计划应达 ${planned}`}`;
  },
  not_yet_due: (told) => `未到期：${due(told)}${remaining(told)}`,
};

function due({ assessment }: Told): string {
  return assessment.due.current === null ? '' : `应不迟于 ${assessment.due.current} 完成，`;
}

function late(told: Told): string {
  return `${due(told)}已逾期 ${told.assessment.daysLate} 天`;
}

function noticed({ assessment: { cure } }: Told): string {
  return `，违约整改通知已于 ${cure?.servedOn} 送达`;
}

function projected(date: string | null): string {
  return date === null ? '' : `；按现有情况推算，完成期限为 ${date}`;
}

function remaining({ asOf, assessment }: Told): string {
  const days = assessment.due.current === null ? 0 : daysBetween(asOf, assessment.due.current);
  return days === 0 ? '今日到期' : `还有 ${days} 天`;
}
