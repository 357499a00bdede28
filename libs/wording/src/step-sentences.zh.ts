import type { HolidayRun, NoticedWorkday } from '@heqi/domain';
import { excuseCause } from './catalogue/statuses';
import { termText } from './formats';
import { conditionName, instrumentName, obligationName } from './names';
import type { StepSentences } from './step-sentences';

export const STEPS_IN_CHINESE: StepSentences = {
  fixed_date: ({ on }) => `约定完成日期为 ${on}。`,
  signed: ({ instrumentId, on }, names) =>
    `${instrumentName(instrumentId, 'zh', names)}于 ${on} 签订，期限自签订之日起算。`,
  signing_awaited: ({ instrumentId }, names) =>
    `${instrumentName(instrumentId, 'zh', names)}尚未签订，暂按当日签订推算。`,
  anchor_fulfilled: ({ no, on }, names) => `履约事项 ${obligationName(no, names)} 已于 ${on} 履行，期限自该日起算。`,
  anchor_projected: ({ no, on }, names) => `履约事项 ${obligationName(no, names)} 尚未履行，暂按 ${on} 履行推算。`,
  condition_met: ({ id, on }, names) => `${conditionName(id, 'zh', names)}已于 ${on} 成就。`,
  condition_open: ({ id }, names) => `${conditionName(id, 'zh', names)}尚未成就。`,
  term: ({ term, from }) => `期限为${termText(term, 'zh')}，自 ${from} 起算。`,
  later_of: ({ base, afterCondition, date }) =>
    `约定期限 ${base} 与条件成就后的期限 ${afterCondition}，以较晚者为准，即 ${date}。`,
  condition_met_after_date: ({ base, metOn }) =>
    `条件于 ${metOn} 成就，晚于约定期限 ${base}，又未约定成就后的履行期限；期限待催告确定。`,
  no_deadline_agreed: () => '未约定履行期限；可随时催告，催告所定合理期限届满即为到期（《民法典》第五百一十一条）。',
  demand_served: ({ on }) => `催告于 ${on} 送达，所留宽限期届满即为完成期限（《民法典》第五百一十一条第四项）。`,
  breach_notice_served: ({ on }) => `期限届满后，违约整改通知于 ${on} 送达。`,
  limitation_starts: ({ due, lastInstalmentNo }, names) =>
    lastInstalmentNo === null
      ? `诉讼时效自完成期限 ${due} 的次日起算（《民法典》第一百八十八条）。`
      : `同一债务分期履行，诉讼时效自最后一期（履约事项 ${obligationName(lastInstalmentNo, names)}）期限 ${due} 的次日起算（《民法典》第一百八十九条）。`,
  limitation_awaits_instalment: ({ no }, names) =>
    `同一债务的履约事项 ${obligationName(no, names)} 尚无期限，诉讼时效尚未起算（《民法典》第一百八十九条）。`,
  limitation_restarted: ({ by, on }) =>
    `因${RESTARTS[by]}，诉讼时效自 ${on} 起重新计算（《民法典》${by === 'acknowledgement' ? '第一百九十二条、第一百九十五条' : '第一百九十五条'}）。`,
  rescission_ground_known: ({ on }) => `整改期于 ${on} 届满仍未履行，解除事由自此可知（《民法典》第五百六十四条）。`,
  waits_in_a_circle: ({ no }, names) => `履约事项 ${obligationName(no, names)} 与本事项互为起算前提，暂按当日推算。`,
  moved_by_supplement: ({ instrumentId, signedOn, to }, names) =>
    `${instrumentName(instrumentId, 'zh', names)}于 ${signedOn} 签订，完成期限变更为 ${to}。`,
  extended: ({ reliefId, servedOn, to }) => `延期（${reliefId}）经批准并于 ${servedOn} 送达，完成期限延至 ${to}。`,
  excused: ({ excuseId, cause, from, to, goesOn }) =>
    `${excuseCause[cause].zh}（${excuseId}）：${from} 至 ${to} ${goesOn ? '（仍在持续）' : ''}不计入履行期间。`,
  excused_by_duty: ({ no, from, to, goesOn }, names) =>
    `对方的履约事项 ${obligationName(no, names)} 迟延：${from} 至 ${to} ${goesOn ? '（仍在持续）' : ''}不计入履行期间。`,
  excused_by_freeze: ({ reviewNumber, from, to }) =>
    `经审查依法停止（${reviewNumber}），后准予恢复：${from} 至 ${to} 不计入履行期间。`,
  tolled: ({ from, to, inWorkingDays }) =>
    `扣除的${inWorkingDays ? '工作' : ''}日以其后未受阻的${inWorkingDays ? '工作' : ''}日补足，完成期限自 ${from} 顺延至 ${to}。`,
  circle_not_tolled: ({ no }, names) =>
    `履约事项 ${obligationName(no, names)} 与本事项互为等待，其迟延按互不顺延计算。`,
  if_accepted: ({ date }) => `另有免责主张尚未认定；如获认可，完成期限为 ${date}。`,
  if_it_ended_today: () => '阻碍仍在持续，以上期限按今日终止推算，随之逐日顺延。',
  start_excluded: ({ start }) => `开始的当日 ${start} 不计入，自下一日开始计算（《民法典》第二百零一条）。`,
  natural_days_added: ({ count, to }) => `计 ${count} 个自然日，至 ${to}。`,
  working_days_counted: ({ count, to, skippedHolidays, countedMakeupDays }) =>
    `计 ${count} 个工作日，至 ${to}${skippedHolidays.map(skipped).join('')}${countedMakeupDays.map(madeUp).join('')}。`,
  months_added: ({ count, to }) => `计 ${count} 个月，至 ${to}。`,
  years_added: ({ count, to }) => `计 ${count} 年，至 ${to}。`,
  month_end: ({ wantedDay, to }) => `当月没有 ${wantedDay} 日，以月末日 ${to} 为届满日（《民法典》第二百零二条）。`,
  fixed: ({ date }) => `${date} 为文书载明的日期，无需推算。`,
  rolled: (step) =>
    step.because === 'weekend'
      ? `${step.from} 为周末休息日，顺延至 ${step.to}。`
      : `${step.from} 为${step.name || '法定节'}假日${by(step.notice)}，顺延至 ${step.to}（《民法典》第二百零三条）。`,
  makeup_workday_kept: ({ date, name, notice }) => `${date} 虽逢周末，但系${name}调休上班日${by(notice)}，不顺延。`,
  weekend_kept: ({ date }) => `${date} 为周末；按本合同设定，届满日逢周末不顺延。`,
  provisional: ({ year }) => `${year} 年节假日安排尚未公布，暂按周一至周五为工作日推算，待公布后重算。`,
};

const RESTARTS = { demand: '催告', breach_notice: '违约整改通知', acknowledgement: '义务人确认' } as const;

function skipped({ from, to, name, notice }: HolidayRun): string {
  const days = from === to ? from : `${from} 至 ${to}`;
  return `；${days} ${name || '法定节'}假日不计${by(notice)}`;
}

function madeUp({ date, name, notice }: NoticedWorkday): string {
  return `；${date} 为${name}调休上班日，计入${by(notice)}`;
}

function by(notice: string): string {
  return notice === '' ? '' : `（${notice}）`;
}
