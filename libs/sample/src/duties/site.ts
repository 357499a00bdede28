import { addMonths } from '@heqi/domain';
import { quantity } from '../amounts';
import { OFFICES } from '../district';
import { after, duty, type DutyTemplate, type Sheet } from './duty';

/** The duty that hands the site over: land, or a plant. */
export function siteNo(sheet: Sheet): string {
  return sheet.noOf(sheet.deal.site);
}

export const land: DutyTemplate = (sheet, key, no) => {
  const { areaMu, enterprise, park } = sheet.deal;
  const months = sheet.random.int(3, 6);
  return duty(sheet, key, no, {
    title: `交付净地${areaMu}亩`,
    category: '供地',
    text: `甲方应于本协议签订之日起${months}个月内，依法组织项目用地约${areaMu}亩的招拍挂出让，并以净地条件交付乙方，具体面积以实际丈量为准。`,
    obligor: OFFICES.land,
    performer: park.platform,
    obligee: enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'milestone', criterion: '双方签署交地确认书，地上附着物清理完毕' },
    due: after('signing', months, 'months'),
    evidence: 'handover',
  });
};

export const plant: DutyTemplate = (sheet, key, no) => {
  const { plantSquareMetres, enterprise, park } = sheet.deal;
  const days = sheet.random.pick([60, 90, 120]);
  const area = quantity(plantSquareMetres, 'square_metre');
  return duty(sheet, key, no, {
    title: `交付标准厂房${plantSquareMetres}平方米`,
    category: '厂房',
    text: `甲方应于本协议签订之日起${days}日内，将${park.name}标准厂房${plantSquareMetres}平方米交付乙方使用，交付时水、电接通至厂房。`,
    obligor: park.committee,
    performer: park.platform,
    obligee: enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'amount', target: area, countedBy: 'readings' },
    due: after('signing', days, 'natural_days'),
    evidence: 'handover',
  });
};

export const utilities: DutyTemplate = (sheet, key, no) => {
  const items = sheet.random.pick([3, 5, 7]);
  const days = sheet.random.pick([60, 90, 120]);
  return duty(sheet, key, no, {
    title: `${'〇一二三四五六七'[items]}通一平至用地红线`,
    category: '基础设施',
    text: `甲方应于交地之日起${days}日内，完成${'〇一二三四五六七'[items]}通一平，将相应设施接至项目用地红线边缘，费用由甲方承担。`,
    obligor: sheet.deal.park.committee,
    performer: sheet.deal.park.platform,
    obligee: sheet.deal.enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'amount', target: quantity(items, 'item'), countedBy: 'readings' },
    due: after({ fulfilmentOf: siteNo(sheet) }, days, 'natural_days'),
    reporting: { kind: 'readings', everyMonths: 3 },
    evidence: 'utilities',
  });
};

export const power: DutyTemplate = (sheet, key, no) => {
  const kva = sheet.random.int(2, 20) * 500;
  const months = sheet.random.int(4, 8);
  return duty(sheet, key, no, {
    title: `供电容量${kva}千伏安`,
    category: '要素保障',
    text: `甲方应于场地交付之日起${months}个月内，协调供电企业为乙方提供不低于${kva}千伏安的供电容量，并接入验收合格。`,
    obligor: OFFICES.economy,
    obligee: sheet.deal.enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'amount', target: quantity(kva, 'kva'), countedBy: 'readings' },
    due: after({ fulfilmentOf: siteNo(sheet) }, months, 'months'),
    evidence: 'utilities',
  });
};

export const road: DutyTemplate = (sheet, key, no) => {
  const begins = addMonths(sheet.deal.signedOn, 4);
  const months = sheet.random.int(12, 18);
  const plan = [0, 30, 70, 100].map((percent, index) => ({
    on: addMonths(begins, Math.round((months * index) / 3)),
    value: quantity(percent, 'percent'),
  }));
  const on = plan.at(-1)!.on;
  return duty(sheet, key, no, {
    title: '项目配套道路建成通车',
    category: '基础设施',
    text: `甲方负责建设项目配套道路，并于${zhDate(on)}前建成通车，各阶段形象进度按附件计划执行。`,
    obligor: OFFICES.transport,
    obligee: sheet.deal.enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'progress_plan', target: quantity(100, 'percent'), countedBy: 'readings', plan },
    due: { kind: 'fixed', on, termAfterCondition: null },
    reporting: { kind: 'readings', everyMonths: 3 },
    evidence: 'inspection',
  });
};

/** 2025年6月30日. */
export function zhDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}
