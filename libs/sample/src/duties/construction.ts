import { addMonths, formatAmount } from '@heqi/domain';
import { quantity, shareOf, wan } from '../amounts';
import { OFFICES } from '../district';
import { after, duty, type DutyTemplate } from './duty';
import { siteNo, zhDate } from './site';

export const start: DutyTemplate = (sheet, key, no) => {
  const months = sheet.random.int(2, 5);
  return duty(sheet, key, no, {
    title: '项目开工建设',
    category: '建设进度',
    text: `乙方应于土地交付之日起${months}个月内开工建设。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.housing,
    measure: { kind: 'milestone', criterion: '取得施工许可证且基坑开挖或桩基施工完成三分之一' },
    due: after({ fulfilmentOf: siteNo(sheet) }, months, 'months'),
    evidence: 'permit',
  });
};

/** Levels by fixed days; when the site comes late, its own term runs from the hand-over. */
export const investment: DutyTemplate = (sheet, key, no) => {
  const { deal } = sheet;
  const target = wan(deal.investmentWan);
  const months = deal.site === 'land' ? sheet.random.int(18, 27) : sheet.random.int(9, 15);
  const begins = addMonths(deal.signedOn, deal.site === 'land' ? 7 : 4);
  const shares = sheet.random.pick([
    [0, 2500, 5500, 8000, 10_000],
    [0, 2000, 5000, 7500, 10_000],
    [0, 3500, 7000, 10_000],
  ]);
  const plan = shares.map((share, index) => ({
    on: addMonths(begins, Math.round((months * index) / (shares.length - 1))),
    value: shareOf(target, share),
  }));
  const on = plan.at(-1)!.on;
  return duty(sheet, key, no, {
    title: `固定资产投资${formatAmount(target, 'zh')}`,
    category: '固定资产投资',
    text: `乙方项目固定资产投资不低于${formatAmount(target, 'zh')}，应于${zhDate(on)}前完成；场地交付迟延的，自交付之日起${months}个月内完成，各阶段累计投资额按附件计划执行。`,
    obligor: deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.statistics,
    measure: { kind: 'progress_plan', target, countedBy: 'readings', plan },
    due: { kind: 'fixed', on, termAfterCondition: { count: months, unit: 'months' } },
    conditions: [{ id: 'site', kind: 'fulfilment', of: siteNo(sheet) }],
    instrumentId: sheet.instruments.performance,
    reporting: { kind: 'readings', everyMonths: 3 },
    evidence: 'investment',
  });
};

export const completion: DutyTemplate = (sheet, key, no) => {
  const months = sheet.random.int(10, 15);
  return duty(sheet, key, no, {
    title: '项目竣工验收',
    category: '建设进度',
    text: `乙方应于开工之日起${months}个月内完成厂房及配套设施建设并通过竣工验收。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.housing,
    measure: { kind: 'milestone', criterion: '竣工验收备案' },
    due: after({ fulfilmentOf: sheet.noOf('start') }, months, 'months'),
    evidence: 'completion',
  });
};

export const production: DutyTemplate = (sheet, key, no) => {
  const built = sheet.has('completion');
  const months = built ? sheet.random.int(3, 6) : sheet.random.int(4, 8);
  return duty(sheet, key, no, {
    title: '项目投产',
    category: '建设进度',
    text: `乙方应于${built ? '竣工验收' : '厂房交付'}之日起${months}个月内投产。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.economy,
    tolledBy: sheet.has('power') ? [sheet.noOf('power')] : [],
    measure: { kind: 'milestone', criterion: '主要生产线连续运行并产出合格产品' },
    due: after({ fulfilmentOf: built ? sheet.noOf('completion') : siteNo(sheet) }, months, 'months'),
    evidence: 'production',
  });
};

/** Judged on the surveyed area, once the building stands. */
export const intensity: DutyTemplate = (sheet, key, no) => {
  const { investmentWan, areaMu } = sheet.deal;
  const perMu = Math.floor((investmentWan / areaMu) * 0.9);
  return duty(sheet, key, no, {
    title: `投资强度不低于${perMu}万元/亩`,
    category: '投资强度',
    text: `项目固定资产投资强度不低于${perMu}万元/亩，于竣工验收之日起6个月内核定。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.land,
    measure: { kind: 'amount', target: quantity(perMu, 'ten_thousand_cny_per_mu'), countedBy: 'readings' },
    due: after({ fulfilmentOf: sheet.noOf('completion') }, 6, 'months'),
    instrumentId: sheet.instruments.performance,
    evidence: 'audit',
  });
};
