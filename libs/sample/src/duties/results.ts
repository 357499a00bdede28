import { formatAmount } from '@heqi/domain';
import { quantity, wan } from '../amounts';
import { OFFICES } from '../district';
import { after, duty, type DutyTemplate } from './duty';

export const jobs: DutyTemplate = (sheet, key, no) => {
  const { jobs: persons } = sheet.deal;
  const months = sheet.random.int(9, 15);
  return duty(sheet, key, no, {
    title: `新增就业${persons}人`,
    category: '就业',
    text: `乙方应于投产之日起${months}个月内累计新增就业不少于${persons}人，以缴纳社会保险人数为准。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.labour,
    measure: { kind: 'amount', target: quantity(persons, 'person'), countedBy: 'readings' },
    due: after({ fulfilmentOf: sheet.noOf('production') }, months, 'months'),
    instrumentId: sheet.instruments.performance,
    reporting: { kind: 'readings', everyMonths: 6 },
    evidence: 'jobs',
  });
};

export const upscale: DutyTemplate = (sheet, key, no) => {
  const months = sheet.random.int(8, 14);
  return duty(sheet, key, no, {
    title: '升规入统',
    category: '升规入统',
    text: `乙方应于投产之日起${months}个月内达到规模以上工业企业标准并纳入统计。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.statistics,
    measure: { kind: 'milestone', criterion: '纳入规模以上工业统计名录' },
    due: after({ fulfilmentOf: sheet.noOf('production') }, months, 'months'),
    evidence: 'output',
  });
};

/** Level by a day (达产): the output since production began, reported cumulatively. */
export const output: DutyTemplate = (sheet, key, no) => {
  const target = wan(sheet.deal.outputWan);
  const months = sheet.random.int(12, 18);
  return duty(sheet, key, no, {
    title: `达产：累计产值${formatAmount(target, 'zh')}`,
    category: '产值',
    text: `乙方应于投产之日起${months}个月内达产，累计实现产值不低于${formatAmount(target, 'zh')}。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.statistics,
    measure: { kind: 'amount', target, countedBy: 'readings' },
    due: after({ fulfilmentOf: sheet.noOf('production') }, months, 'months'),
    instrumentId: sheet.instruments.performance,
    reporting: { kind: 'readings', everyMonths: 6 },
    evidence: 'output',
  });
};

export const tax: DutyTemplate = (sheet, key, no) => {
  const target = wan(sheet.deal.taxWan);
  const months = sheet.random.int(12, 18);
  return duty(sheet, key, no, {
    title: `累计入库税收${formatAmount(target, 'zh')}`,
    category: '税收',
    text: `乙方应于投产之日起${months}个月内，在甲方辖区累计入库税收不低于${formatAmount(target, 'zh')}。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.tax,
    measure: { kind: 'amount', target, countedBy: 'readings' },
    due: after({ fulfilmentOf: sheet.noOf('production') }, months, 'months'),
    instrumentId: sheet.instruments.performance,
    reporting: { kind: 'readings', everyMonths: 6 },
    evidence: 'tax',
  });
};

export const research: DutyTemplate = (sheet, key, no) => {
  const tenths = sheet.random.int(10, 30);
  return duty(sheet, key, no, {
    title: `研发投入强度不低于${tenths / 10}%`,
    category: '研发投入',
    text: `乙方投产后首个完整年度研发投入占营业收入的比重不低于${tenths / 10}%，于投产之日起18个月内核定。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.statistics,
    measure: { kind: 'amount', target: quantity(tenths / 10, 'percent'), countedBy: 'readings' },
    due: after({ fulfilmentOf: sheet.noOf('production') }, 18, 'months'),
    instrumentId: sheet.instruments.performance,
    evidence: 'audit',
  });
};
