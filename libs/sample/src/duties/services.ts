import { addMonths } from '@heqi/domain';
import { quantity } from '../amounts';
import { OFFICES } from '../district';
import { after, duty, type DutyTemplate } from './duty';
import { siteNo, zhDate } from './site';

/** Its term runs from a condition: the file handed in. */
export const permit: DutyTemplate = (sheet, key, no) => {
  const days = sheet.random.pick([15, 20, 30]);
  return duty(sheet, key, no, {
    title: '代办并核发施工许可',
    category: '审批服务',
    text: `乙方提交齐全的施工许可申请材料后，甲方应于${days}个工作日内完成代办并核发施工许可证。`,
    obligor: OFFICES.housing,
    obligee: sheet.deal.enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'milestone', criterion: '施工许可证核发' },
    due: {
      kind: 'relative',
      from: { kind: 'condition', id: 'application' },
      term: { count: days, unit: 'working_days' },
      termAfterCondition: null,
    },
    evidence: 'permit',
    determined: [
      {
        condition: { id: 'application', kind: 'determined', text: '乙方提交齐全的施工许可申请材料' },
        afterNo: siteNo(sheet),
        days: [10, 35],
        by: 'enterprise',
      },
    ],
  });
};

/** To help is not to guarantee: of best effort. */
export const recruitment: DutyTemplate = (sheet, key, no) => {
  const persons = Math.max(10, Math.round(sheet.deal.jobs / 2));
  const begins = addMonths(sheet.deal.signedOn, 5);
  const months = sheet.random.int(9, 15);
  const plan = [0, 40, 100].map((share, index) => ({
    on: addMonths(begins, Math.round((months * index) / 2)),
    value: quantity(Math.floor((persons * share) / 100), 'person'),
  }));
  const on = plan.at(-1)!.on;
  return duty(sheet, key, no, {
    title: `协助招工${persons}人`,
    category: '用工保障',
    text: `甲方应于${zhDate(on)}前通过专场招聘、校企对接等方式，协助乙方累计招录员工不少于${persons}人。`,
    obligor: OFFICES.labour,
    obligee: sheet.deal.enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'progress_plan', target: quantity(persons, 'person'), countedBy: 'readings', plan },
    due: { kind: 'fixed', on, termAfterCondition: null },
    bindingness: 'best_effort',
    reporting: { kind: 'readings', everyMonths: 3 },
    evidence: 'jobs',
  });
};

/** Promised in the minutes of a meeting after the signing (会议纪要), not in the agreement. */
export const housing: DutyTemplate = (sheet, key, no) => {
  const flats = sheet.random.int(2, 12) * 5;
  const months = sheet.random.int(6, 12);
  return duty(sheet, key, no, {
    title: `提供人才公寓${flats}套`,
    category: '人才服务',
    text: `会议议定，由园区平台公司自本纪要印发之日起${months}个月内，为该企业提供人才公寓${flats}套。`,
    obligor: sheet.deal.park.committee,
    performer: sheet.deal.park.platform,
    obligee: sheet.deal.enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'amount', target: quantity(flats, 'set'), countedBy: 'readings' },
    due: after('signing', months, 'months'),
    instrumentId: sheet.instruments.minutes,
    evidence: 'service',
  });
};

/** Without a date: owed, but late only once it was demanded. */
export const school: DutyTemplate = (sheet, key, no) =>
  duty(sheet, key, no, {
    title: '协调企业高管子女入学',
    category: '人才服务',
    text: '甲方按照就近便利原则，协调解决乙方高级管理人员及技术骨干子女入学。',
    obligor: OFFICES.education,
    obligee: sheet.deal.enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'milestone', criterion: '首批申请人子女全部取得入学安排' },
    due: { kind: 'none' },
    evidence: 'service',
  });
