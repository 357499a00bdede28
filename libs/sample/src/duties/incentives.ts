import { formatAmount } from '@heqi/domain';
import { wan } from '../amounts';
import { OFFICES } from '../district';
import { after, duty, type DutyTemplate } from './duty';

/** Paid on audited investment: conditional until the commitment is fulfilled and the audit has confirmed it. */
export const subsidy: DutyTemplate = (sheet, key, no) => {
  const percent = sheet.random.pick([3, 4, 5]);
  const target = wan(Math.min(1000, Math.round((sheet.deal.investmentWan * percent) / 100)));
  const days = sheet.random.pick([30, 45, 60]);
  const investmentNo = sheet.noOf('investment');
  const audited = sheet.random.chance(50);
  return duty(sheet, key, no, {
    title: `拨付固定资产投资补助${formatAmount(target, 'zh')}`,
    category: '政策兑现',
    text: `乙方固定资产投资达到约定数额${audited ? '并经专项审计确认' : ''}后，甲方按不超过${percent}%的比例给予补助，共计${formatAmount(target, 'zh')}，于投资达标之日起${days}个工作日内拨付${audited ? '；审计确认晚于该日的，自确认之日起30个工作日内拨付' : ''}。`,
    obligor: OFFICES.finance,
    obligee: sheet.deal.enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'amount', target, countedBy: 'payments' },
    due: {
      kind: 'relative',
      from: { kind: 'fulfilment', of: investmentNo },
      term: { count: days, unit: 'working_days' },
      termAfterCondition: { count: 30, unit: 'working_days' },
    },
    conditions: [{ id: 'invested', kind: 'fulfilment', of: investmentNo }],
    reporting: { kind: 'payments', instalments: sheet.random.int(1, 3) },
    evidence: 'payment',
    determined: audited
      ? [
          {
            condition: { id: 'audited', kind: 'determined', text: '专项审计报告确认固定资产投资额达到约定数额' },
            afterNo: investmentNo,
            days: [20, 60],
            by: 'government',
          },
        ]
      : [],
  });
};

export const rentSubsidy: DutyTemplate = (sheet, key, no) => {
  const perMonth = sheet.random.pick([6, 8, 10]);
  const target = wan(Math.max(1, Math.round((sheet.deal.plantSquareMetres * perMonth * 12) / 10_000)));
  return duty(sheet, key, no, {
    title: `兑现首年租金补贴${formatAmount(target, 'zh')}`,
    category: '政策兑现',
    text: `乙方投产后，甲方按每平方米每月${perMonth}元给予首年租金补贴，共计${formatAmount(target, 'zh')}，于投产之日起12个月内分期拨付。`,
    obligor: OFFICES.finance,
    performer: sheet.deal.park.platform,
    obligee: sheet.deal.enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'amount', target, countedBy: 'payments' },
    due: after({ fulfilmentOf: sheet.noOf('production') }, 12, 'months'),
    conditions: [{ id: 'producing', kind: 'fulfilment', of: sheet.noOf('production') }],
    reporting: { kind: 'payments', instalments: 4 },
    evidence: 'payment',
  });
};

export const depositBack: DutyTemplate = (sheet, key, no) => {
  const target = depositOf(sheet.deal.investmentWan);
  return duty(sheet, key, no, {
    title: `退还履约保证金${formatAmount(target, 'zh')}`,
    category: '保证金',
    text: `乙方项目投产并经认定后20个工作日内，甲方将履约保证金${formatAmount(target, 'zh')}无息退还乙方。`,
    obligor: OFFICES.finance,
    obligee: sheet.deal.enterprise,
    verifier: OFFICES.supervision,
    measure: { kind: 'amount', target, countedBy: 'payments' },
    due: after({ fulfilmentOf: sheet.noOf('production') }, 20, 'working_days'),
    reporting: { kind: 'payments', instalments: 1 },
    evidence: 'payment',
  });
};

/** One percent of the investment, in whole 万元. */
export function depositOf(investmentWan: number) {
  return wan(Math.max(5, Math.round(investmentWan / 100)));
}
