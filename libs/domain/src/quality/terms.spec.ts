import type { ContractEvent } from '../contract/contract.events';
import type { Condition, Measure, ObligationTerms } from '../obligation/obligation';
import {
  commitment,
  contractRecorded,
  movedBySupplement,
  promise,
  relieved,
  retracted,
  supplementSigned,
  type Fact,
} from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import {
  afterFulfilmentOf,
  afterSigning,
  amount,
  fixedOn,
  NO_DEADLINE,
  onceFulfilled,
  persons,
  plan,
  SUPPLEMENT,
  term,
  yuan,
} from '../testing/terms.fixtures';
import { civilDate } from '../time/civil-date';
import { qualityFindings, qualityOf } from './quality-of';
import type { QualityCode } from './quality-finding';

const CONSEQUENCE = '逾期的，按日支付万分之五违约金。';
const sound = (terms: Partial<ObligationTerms> = {}) => promise({ consequence: CONSEQUENCE, ...terms });
const deal = (...facts: readonly Fact[]) => given(contractRecorded(), ...facts).state;
const codes = (...facts: readonly Fact[]) => qualityFindings(deal(...facts)).map(({ code }) => code);
const only = (code: QualityCode, ...facts: readonly Fact[]) =>
  qualityFindings(deal(...facts)).filter((finding) => finding.code === code);
const determined = (text: string): Condition => ({ id: 'c-1', kind: 'determined', text });
const percent = (value: string): Measure => amount({ value, unit: 'percent' });

describe('sound terms', () => {
  it('have no warning', () => {
    expect(codes(sound())).toEqual([]);
    expect(
      codes(sound(), commitment({ consequence: CONSEQUENCE, due: afterFulfilmentOf('G-01', 180, 'natural_days') })),
    ).toEqual([]);
  });

  it('that were retracted are not looked at', () =>
    expect(codes(sound(), promise({ no: 'G-02', verifierId: null }), retracted('G-02'))).toEqual([]));
});

describe('duties in a circle', () => {
  const circle = [
    sound({ due: afterFulfilmentOf('E-01', 30, 'natural_days') }),
    commitment({
      consequence: CONSEQUENCE,
      conditions: [onceFulfilled('G-02')],
      due: fixedOn('2025-12-31', term(30, 'natural_days')),
    }),
    sound({ no: 'G-02', due: afterFulfilmentOf('G-01', 5, 'working_days') }),
    sound({ no: 'G-03', due: afterFulfilmentOf('G-01', 5, 'working_days') }),
  ];

  it('are told of once, by the first and all the others; who only waits for them is not in it', () =>
    expect(only('waits_in_a_circle', ...circle)).toMatchObject([
      { no: 'G-01', concerns: ['E-01', 'G-02'], clause: '第三条' },
    ]));

  it('are two where there are two', () => {
    const pair = (a: string, b: string) => [
      sound({ no: a, due: afterFulfilmentOf(b, 1, 'months') }),
      sound({ no: b, due: afterFulfilmentOf(a, 1, 'months') }),
    ];
    expect(only('waits_in_a_circle', ...pair('G-01', 'G-02'), ...pair('G-03', 'G-04'))).toMatchObject([
      { no: 'G-01', concerns: ['G-02'] },
      { no: 'G-03', concerns: ['G-04'] },
    ]);
  });

  it('may wait by the delay that excuses them as well', () =>
    expect(
      only(
        'waits_in_a_circle',
        sound({ tolledBy: ['E-01'] }),
        commitment({ consequence: CONSEQUENCE, due: afterFulfilmentOf('G-01', 1, 'months') }),
      ),
    ).toMatchObject([{ no: 'G-01', concerns: ['E-01'] }]));

  it('are not circles where the chain only is long', () => {
    const chain = Array.from({ length: 200 }, (_, n) =>
      sound({
        no: `G-${n}`,
        due: n === 0 ? fixedOn('2025-12-31') : afterFulfilmentOf(`G-${n - 1}`, 1, 'natural_days'),
      }),
    );
    expect(only('waits_in_a_circle', ...chain)).toEqual([]);
  });
});

describe('a deadline before its own signature', () => {
  const agreement = { instrumentId: 'inv-1', signedOn: '2025-01-06' };

  it.each(['2024-12-31', '2025-01-06'])('is a fixed date of %s: before the signing or on its day', (on) =>
    expect(only('deadline_before_signature', sound({ due: fixedOn(on) }))).toMatchObject([
      { no: 'G-01', details: { ...agreement, on } },
    ]),
  );

  it('is not the day after, nor one of a paper whose day of signature is unknown', () => {
    expect(codes(sound({ due: fixedOn('2025-01-07') }))).toEqual([]);
    expect(codes(sound({ due: fixedOn('2020-01-01'), instrumentId: null }))).toEqual([]);
  });

  it('is a point of a plan that asks for something; a plan may begin with nothing', () => {
    const begins = plan(['2025-01-06', persons(0)], ['2025-12-31', persons(100)]);
    const behind = plan(['2025-01-06', persons(10)], ['2025-12-31', persons(100)]);
    expect(only('deadline_before_signature', sound({ measure: begins }))).toEqual([]);
    expect(only('deadline_before_signature', sound({ measure: behind }))).toMatchObject([{ amount: persons(10) }]);
  });

  it('is one that a supplement moves to a day before the supplement: 中山案', () => {
    const moved = movedBySupplement('E-01', '2015-09-30', '2016-07-19');
    const state = deal(commitment({ due: fixedOn('2025-06-30'), consequence: CONSEQUENCE }), moved);
    const [finding] = qualityFindings(state);
    expect(finding).toMatchObject({
      code: 'deadline_before_signature',
      no: 'E-01',
      details: { on: '2015-09-30', signedOn: '2016-07-19', instrumentId: SUPPLEMENT },
      holds: { from: '2016-07-19', until: null },
    });
    expect(qualityOf(state, civilDate('2016-07-18'))).toEqual([]);
    expect(qualityOf(state, civilDate('2016-07-19'))).toEqual([finding]);
  });

  it('is one that an extension gives on or before the day it is served', () => {
    const extended = (to: string) =>
      deal(sound(), relieved('G-01', { kind: 'extension', newDueOn: civilDate(to) }, '2025-09-01'));
    const state = extended('2025-09-01');
    expect(qualityFindings(state)).toMatchObject([
      {
        code: 'deadline_before_service',
        no: 'G-01',
        details: { on: '2025-09-01', servedOn: '2025-09-01' },
        holds: { from: '2025-09-01', until: null },
      },
    ]);
    expect(qualityOf(state, civilDate('2025-08-31'))).toEqual([]);
    expect(qualityFindings(extended('2025-09-02'))).toEqual([]);
  });

  it('is healed by the next paper that moves it', () => {
    const state = deal(sound({ due: fixedOn('2024-12-31') }), movedBySupplement('G-01', '2025-12-31', '2025-03-01'));
    expect(qualityFindings(state)).toMatchObject([{ holds: { from: '2025-01-06', until: '2025-02-28' } }]);
    expect(qualityOf(state, civilDate('2025-03-01'))).toEqual([]);
  });
});

describe('what a record lacks', () => {
  it.each<[QualityCode, Partial<ObligationTerms>]>([
    ['no_verifier', { verifierId: null }],
    ['no_consequence', { consequence: null }],
    ['no_date', { due: NO_DEADLINE }],
    ['no_unit', { measure: amount({ value: '3', unit: 'ratio' }) }],
    ['figure_not_measured', { quotedText: '乙方总投资不低于3亿元。' }],
    ['share_without_base', { measure: percent('8'), title: '税收增长' }],
  ])('%s', (code, terms) => expect(codes(sound(terms))).toEqual([code]));

  it('names the figure that is not measured; days and months are no figures', () => {
    expect(only('figure_not_measured', sound({ title: '新增就业 500 人' }))).toMatchObject([
      { details: { figure: '500 人' } },
    ]);
    expect(codes(sound({ quotedText: '协议签订后30个工作日内、2025年6月30日前交付。' }))).toEqual([]);
  });

  it('heals from the day on which a supplement gives a date', () =>
    expect(
      only('no_date', sound({ due: NO_DEADLINE }), movedBySupplement('G-01', '2025-12-31', '2025-03-01')),
    ).toMatchObject([{ holds: { until: '2025-02-28' } }]));

  it('is no matter where a supplement of the same day gives the date', () =>
    expect(codes(sound({ due: NO_DEADLINE }), movedBySupplement('G-01', '2025-12-31', '2025-01-06'))).toEqual([]));
});

describe('a start without a day', () => {
  it('is the signature of a paper whose day is unknown', () => {
    const unsigned = [
      supplementSigned(null),
      sound({ instrumentId: SUPPLEMENT, due: afterSigning(30, 'natural_days') }),
    ];
    expect(only('signing_day_unknown', ...unsigned)).toMatchObject([{ details: { instrumentId: SUPPLEMENT } }]);
    expect(codes(sound({ due: afterSigning(30, 'natural_days') }))).toEqual([]);
  });

  it('is a duty that has no deadline itself', () => {
    const after = sound({ no: 'G-02', due: afterFulfilmentOf('G-01', 30, 'natural_days') });
    expect(only('anchor_without_deadline', sound({ due: NO_DEADLINE }), after)).toMatchObject([
      { no: 'G-02', concerns: ['G-01'] },
    ]);
    expect(only('anchor_without_deadline', sound(), after)).toEqual([]);
  });
});

describe('a condition', () => {
  const withTerm = fixedOn('2025-12-31', term(30, 'natural_days'));

  it('that has no term of its own leaves a fixed date open', () => {
    expect(codes(sound({ conditions: [determined('取得施工许可证')] }))).toEqual(['condition_without_term']);
    expect(codes(sound({ conditions: [determined('取得施工许可证')], due: withTerm }))).toEqual([]);
  });

  it('is nobody’s to determine where no office verifies', () =>
    expect(codes(sound({ conditions: [determined('取得施工许可证')], due: withTerm, verifierId: null }))).toEqual([
      'no_verifier',
      'condition_without_owner',
    ]));

  it.each(['条件成熟后', '视项目推进情况', 'when appropriate', '双方认为合适时'])(
    'that names nothing measurable: %s',
    (text) =>
      expect(codes(sound({ conditions: [determined(text)], due: withTerm }))).toEqual(['condition_not_measurable']),
  );

  it.each([
    '项目通过环评',
    '固定资产投资达到3000万元',
    '年纳税达到五千万元',
    '取得施工许可证',
    'the building permit is issued',
  ])('that can be established: %s', (text) =>
    expect(codes(sound({ conditions: [determined(text)], due: withTerm }))).toEqual([]),
  );
});

describe('a share', () => {
  it.each([
    ['按设备投资额的10%给予补助，最高500万元', []],
    ['按设备投资额的10%给予补助', ['share_without_cap']],
    ['给予10%奖励', ['share_without_base', 'share_without_cap']],
    ['a rebate of 10% of the investment, up to CNY 5,000,000', []],
    ['税收较上年增长8%', []],
  ])('%s', (title, expected) =>
    expect(
      codes(sound({ title, measure: { kind: 'amount', target: yuan(1), countedBy: 'readings' } })).filter((c) =>
        c.startsWith('share'),
      ),
    ).toEqual(expected.filter((code) => code !== 'share_without_cap')),
  );

  it('is not how far a work has come', () => {
    const percents = (value: string) => ({ value, unit: 'percent' }) as const;
    expect(codes(sound({ measure: plan(['2025-06-30', percents('40')], ['2025-12-31', percents('100')]) }))).toEqual(
      [],
    );
    expect(codes(sound({ measure: percent('100') }))).toEqual([]);
  });

  it('of what is recorded as done or not done needs a cap in its words', () => {
    const says = (title: string) => codes(sound({ title })).filter((code) => code.startsWith('share'));
    expect(says('按设备投资额的10%给予补助')).toEqual(['share_without_cap']);
    expect(says('按设备投资额的10%给予补助，最高不超过上年税收')).toEqual([]);
  });
});

describe('the same number', () => {
  const jobs = (no: string, terms: Partial<ObligationTerms> = {}): ContractEvent =>
    commitment({ no, measure: amount(persons(200)), consequence: CONSEQUENCE, ...terms });

  it('in two duties of a side is told of at the later one', () =>
    expect(only('same_number_twice', jobs('E-01'), jobs('E-02'), jobs('E-03'))).toMatchObject([
      { no: 'E-02', concerns: ['E-01'], amount: persons(200) },
      { no: 'E-03', concerns: ['E-01', 'E-02'] },
    ]));

  it('on both sides, or of small counts and shares, is none', () => {
    const mine = sound({ no: 'G-02', measure: amount(persons(200)) });
    expect(codes(jobs('E-01'), mine)).toEqual([]);
    const one = amount({ value: '1', unit: 'item' });
    expect(codes(jobs('E-01', { measure: one }), jobs('E-02', { measure: one }))).toEqual([]);
  });

  it('written otherwise is the same', () => {
    const area = (value: string) => amount({ value, unit: 'mu' });
    expect(codes(jobs('E-01', { measure: area('105.80') }), jobs('E-02', { measure: area('105.8') }))).toEqual([
      'same_number_twice',
    ]);
  });
});
