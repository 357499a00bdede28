import { formatAmount } from '@heqi/domain';
import { wan } from '../amounts';
import { OFFICES } from '../district';
import { after, duty, type DutyTemplate } from './duty';
import { depositOf } from './incentives';

export const register: DutyTemplate = (sheet, key, no) =>
  duty(sheet, key, no, {
    title: '在园区注册独立法人项目公司',
    category: '注册登记',
    text: '乙方应于本协议签订之日起30日内，在甲方辖区注册具有独立法人资格、独立核算的项目公司。',
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.market,
    measure: { kind: 'milestone', criterion: '取得载有统一社会信用代码的营业执照' },
    due: after('signing', 30, 'natural_days'),
    evidence: 'licence',
  });

export const deposit: DutyTemplate = (sheet, key, no) => {
  const target = depositOf(sheet.deal.investmentWan);
  return duty(sheet, key, no, {
    title: `缴纳履约保证金${formatAmount(target, 'zh')}`,
    category: '保证金',
    text: `乙方应于本协议签订之日起10个工作日内，向甲方指定账户缴纳履约保证金${formatAmount(target, 'zh')}。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.finance,
    measure: { kind: 'amount', target, countedBy: 'payments' },
    due: after('signing', 10, 'working_days'),
    reporting: { kind: 'payments', instalments: 1 },
    evidence: 'bankReceipt',
  });
};

export const capital: DutyTemplate = (sheet, key, no) => {
  const target = wan(Math.round(sheet.deal.investmentWan / 50) * 10);
  const months = sheet.random.pick([3, 6, 9]);
  return duty(sheet, key, no, {
    title: `注册资本实缴到位${formatAmount(target, 'zh')}`,
    category: '资金到位',
    text: `项目公司注册资本不低于${formatAmount(target, 'zh')}，并于注册之日起${months}个月内实缴到位。`,
    obligor: sheet.deal.enterprise,
    obligee: OFFICES.investment,
    verifier: OFFICES.market,
    measure: { kind: 'amount', target, countedBy: 'payments' },
    due: after({ fulfilmentOf: sheet.noOf('register') }, months, 'months'),
    reporting: { kind: 'payments', instalments: sheet.random.int(1, 3) },
    evidence: 'bankReceipt',
  });
};
