import type { Actor } from '@heqi/domain';

/** Facts from the texts of the typical cases (最高人民法院行政协议典型案例, 10 December 2019). Where a text gives only the month, or no
 *  day at all, a day is assumed: `assumed` marks it. */
const assumed = (day: string): string => day;

export const COURT_PEOPLE = {
  clerk: { id: 'u-clerk', partyId: 'office-transport', role: 'clerk' },
  leader: { id: 'u-leader', partyId: 'office-transport', role: 'leader' },
  auditor: { id: 'u-auditor', partyId: null, role: 'auditor' },
} as const satisfies Record<string, Actor>;

const milestone = { kind: 'milestone' };
const due = (on: string) => ({ kind: 'fixed', on });

/** 荆州: an expressway by BOT; the works stand still from July 2015. */
export const jingzhouDeal = {
  bureauId: 'office-transport',
  dealNumber: '洪湖至监利段',
  details: { title: '武汉至监利高速公路洪湖至监利段项目' },
  parties: [
    { id: 'office-transport', kind: 'government_office', name: '荆州市交通运输局' },
    { id: 'ent-expressway', kind: 'enterprise', name: '湖北某高速公路有限公司' },
  ],
  instruments: [
    { id: 'concession', kind: 'investment_agreement', title: '特许权协议', signedOn: assumed('2008-06-30') },
  ],
  promises: [
    {
      no: 'G-01',
      title: '协议终止后的审计、补偿',
      instrumentId: 'concession',
      obligorId: 'office-transport',
      measure: milestone,
      due: { kind: 'none' },
      survivesTermination: true,
    },
  ],
  commitments: [
    {
      no: 'E-01',
      title: '组织资金、连续施工',
      instrumentId: 'concession',
      obligorId: 'ent-expressway',
      measure: milestone,
      due: due(assumed('2015-07-01')),
    },
    {
      no: 'E-02',
      title: '建成通车',
      instrumentId: 'concession',
      obligorId: 'ent-expressway',
      measure: milestone,
      due: due(assumed('2018-12-31')),
    },
  ],
};

interface Rung {
  readonly by: keyof typeof COURT_PEOPLE;
  readonly path: string;
  readonly body: Record<string, unknown>;
  /** A day on which the rung is refused, and the first on which it is not. */
  readonly tooEarly?: { readonly body: Record<string, unknown>; readonly firstDay: string };
}

/** The text gives the months: warning in November 2015, intent in November 2016, hearing and notice in July 2017. */
export const jingzhouLadder: readonly Rung[] = [
  {
    by: 'clerk',
    path: '',
    body: {
      caseId: 'jingzhou',
      bySide: 'government',
      grounds: ['E-01'],
      clause: '第七十七条',
      reason: '项目自2015年7月始停滞，协议目的不能实现',
      openedOn: assumed('2015-11-02'),
    },
  },
  {
    by: 'clerk',
    path: '/jingzhou/rectification-notice',
    body: {
      servedOn: assumed('2015-11-10'),
      term: { count: 60, unit: 'natural_days' },
      consequences: '否则将考虑是否解除特许权协议',
      documentNumber: '违约整改通知书',
    },
  },
  {
    by: 'clerk',
    path: '/jingzhou/intent-notice',
    body: {
      servedOn: assumed('2016-11-10'),
      term: { count: 30, unit: 'natural_days' },
      consequences: '协商不成的，单方面解除《特许权协议》',
      documentNumber: '终止（解除）协议意向通知',
    },
    tooEarly: { body: { servedOn: '2016-01-08' }, firstDay: '2016-01-12' }, // 60 days end on Saturday 9 January
  },
  {
    by: 'clerk',
    path: '/jingzhou/hearing',
    body: { concludedOn: assumed('2017-07-14'), outcome: 'held' },
    tooEarly: { body: { concludedOn: '2016-12-12' }, firstDay: '2016-12-13' }, // 30 days end on Saturday 10 December
  },
  {
    by: 'leader',
    path: '/jingzhou/decision',
    body: {
      decidedOn: assumed('2017-07-28'),
      consequences: '后续审计、补偿另行处理',
      documentNumber: '终止（解除）特许权协议通知',
    },
    tooEarly: { body: { decidedOn: '2017-07-13' }, firstDay: '2017-07-14' },
  },
  {
    by: 'clerk',
    path: '/jingzhou/service',
    body: { servedOn: assumed('2017-07-31') },
    tooEarly: { body: { servedOn: '2017-07-27' }, firstDay: '2017-07-28' },
  },
];

/** 温江: land sold on 9 January 2013; its price was paid late. */
export const wenjiangDeal = {
  bureauId: 'office-transport',
  dealNumber: '温江出让合同',
  details: { title: '国有建设用地使用权出让' },
  parties: [
    { id: 'office-land', kind: 'government_office', name: '温江区国土资源局' },
    { id: 'ent-trade', kind: 'enterprise', name: '成都某商贸有限公司' },
  ],
  instruments: [{ id: 'grant', kind: 'land_grant_contract', title: '出让合同', signedOn: '2013-01-09' }],
  commitments: [
    {
      no: 'E-01',
      title: '缴纳土地出让价款',
      instrumentId: 'grant',
      obligorId: 'ent-trade',
      measure: milestone,
      due: due(assumed('2013-03-09')),
    },
    {
      no: 'E-02',
      title: '开工建设',
      instrumentId: 'grant',
      obligorId: 'ent-trade',
      measure: milestone,
      due: due(assumed('2014-01-09')),
    },
  ],
};

const ground = { no: 'E-01', claimId: null, reason: 'late_performance' };

/** In force since 21 June 2018; its number is not in the text and is assumed. */
export const wenjiangJudgment = {
  court: '成都市温江区人民法院',
  ground,
  judgmentNumber: '（2017）川0115民初（案号未载）',
  effectiveOn: '2018-06-21',
};

/** 温国土资发（2018）366号 of 5 November 2018, which the courts quashed. */
export const wenjiangClawback = {
  ground,
  statement: '追缴逾期缴纳土地出让价款的违约金',
  openedOn: '2018-11-05',
  documentNumber: '温国土资发（2018）366号',
};

/** 中山: a supplement of 19 July 2016 that says work began on 30 September 2015 and ends in two years. */
export const zhongshanDeal = {
  bureauId: 'office-transport',
  dealNumber: '中山出让合同',
  details: { title: '国有土地使用权出让' },
  parties: [
    { id: 'office-land', kind: 'government_office', name: '中山市国土资源局' },
    { id: 'ent-estate', kind: 'enterprise', name: '中山市某房地产发展有限公司' },
  ],
  instruments: [
    { id: 'grant', kind: 'land_grant_contract', title: '出让合同', signedOn: assumed('2011-12-31') },
    { id: 'supplement', kind: 'supplement', title: '国有土地使用权出让合同补充协议', signedOn: '2016-07-19' },
  ],
  commitments: [
    {
      no: 'E-01',
      title: '动工开发',
      instrumentId: 'grant',
      obligorId: 'ent-estate',
      measure: milestone,
      due: due(assumed('2012-12-31')),
    },
    {
      no: 'E-02',
      title: '竣工',
      instrumentId: 'grant',
      obligorId: 'ent-estate',
      measure: milestone,
      due: due(assumed('2014-12-31')),
    },
  ],
};

/** The judgment's number is not in the text. */
export const zhongshanSteps: readonly (readonly [path: string, body: unknown])[] = [
  ['/obligations/E-01/due-moves', { instrumentId: 'supplement', newDueOn: '2015-09-30' }],
  ['/obligations/E-02/due-moves', { instrumentId: 'supplement', newDueOn: '2017-09-30' }],
  [
    '/instruments/supplement/dissolution',
    { dissolvedOn: '2019-04-29', court: '广东省中山市中级人民法院', judgmentNumber: '（案号未载）' },
  ],
];
