import type { QualityCode, QualityKind } from '@heqi/domain';
import type { Words } from '../language';

export const qualityKind = {
  terms: { zh: '约定质量', en: 'quality of the terms' },
  evidence: { zh: '填报疑点', en: 'doubts about reports' },
} as const satisfies Record<QualityKind, Words>;

/** What each warning is called. */
export const quality = {
  waits_in_a_circle: { zh: '互为前提', en: 'waits in a circle' },
  deadline_before_signature: { zh: '期限早于签订', en: 'deadline before its own signature' },
  deadline_before_service: { zh: '延期后期限早于送达', en: 'extended to a day before its service' },
  signing_day_unknown: { zh: '签订日不明', en: 'day of signature unknown' },
  anchor_without_deadline: { zh: '起算事项无期限', en: 'starts with a duty that has no deadline' },
  no_date: { zh: '无期限', en: 'no date' },
  no_verifier: { zh: '无核验部门', en: 'no verifier' },
  no_unit: { zh: '无计量单位', en: 'no unit' },
  figure_not_measured: { zh: '数值未计量', en: 'figure not measured' },
  no_consequence: { zh: '无违约责任', en: 'no consequence' },
  condition_without_owner: { zh: '条件无人认定', en: 'condition without owner' },
  condition_without_term: { zh: '条件成就后无期限', en: 'condition without a term' },
  condition_not_measurable: { zh: '条件不可衡量', en: 'condition not measurable' },
  share_without_base: { zh: '比例无基数', en: 'share without a base' },
  share_without_cap: { zh: '比例无上限', en: 'share without a cap' },
  same_number_twice: { zh: '同一数值重复承诺', en: 'same number promised twice' },
  equals_promise: { zh: '实绩与承诺完全相同', en: 'actual equals the promise' },
  same_value_repeated: { zh: '数值连续不变', en: 'same value again and again' },
  round_numbers: { zh: '均为整数', en: 'round numbers only' },
  jump_at_year_end: { zh: '年底突增', en: 'jump at the end of the year' },
  same_figure_in_two_duties: { zh: '同一数值计入两个事项', en: 'one figure in two duties' },
  evidence_in_two_deals: { zh: '同一佐证用于两个项目', en: 'same evidence in two deals' },
} as const satisfies Record<QualityCode, Words>;

/** What each warning says, and what to do about it. */
export interface QualityWords {
  readonly what: Words;
  readonly wayOut: Words;
}

/** Placeholders: {duty} and {others} are duties by number and title, {elsewhere} duties of other deals, {amount} the figure,
 *  {paper} an instrument; the rest stands in the finding's details. */
export const QUALITY_WORDS: Readonly<Record<QualityCode, QualityWords>> = {
  waits_in_a_circle: {
    what: {
      zh: '{duty}与{others}互为起算、先决条件或顺延依据，任何一项都无法先行确定',
      en: '{duty} and {others} wait for each other by starts, conditions or the delay that excuses them: none of them settles first',
    },
    wayOut: {
      zh: '请以补充协议为其中一项约定不依赖其他事项的期限；登记有误的，更正条款。',
      en: 'Agree by a supplement on a date for one of them that waits for none of the others; if recorded wrongly, correct the terms.',
    },
  },
  deadline_before_signature: {
    what: {
      zh: '{duty}的期限 {on} 不晚于{paper}的签订日 {signedOn}，签订时已届满',
      en: '{duty} is due on {on}, not after the signing of {paper} on {signedOn}: it had passed when it was agreed',
    },
    wayOut: {
      zh: '请核对签订日；确系倒签的，以补充协议另定期限，在此之前不宜据此追究逾期。',
      en: 'Check the day of signature; if it is so, agree on a new date by a supplement, and hold nobody to the old one until then.',
    },
  },
  deadline_before_service: {
    what: {
      zh: '{duty}延期至 {on}，不晚于延期决定的送达日 {servedOn}，送达时已届满',
      en: '{duty} was extended to {on}, not after the service of the extension on {servedOn}: it had passed when it was granted',
    },
    wayOut: {
      zh: '请核对送达日与新期限；确系如此的，另行延期或以补充协议另定期限。',
      en: 'Check the day of service and the new date; if they are so, extend once more or agree on a new date by a supplement.',
    },
  },
  signing_day_unknown: {
    what: {
      zh: '{duty}自{paper}签订之日起算，而签订日未载明',
      en: '{duty} is counted from the signing of {paper}, whose day is not recorded',
    },
    wayOut: { zh: '请更正该文书，补录签订日。', en: 'Correct that instrument: record its day of signature.' },
  },
  anchor_without_deadline: {
    what: {
      zh: '{duty}自{others}完成起算，而后者没有期限，可能永不起算',
      en: '{duty} is counted from {others}, which has no deadline: it may never begin',
    },
    wayOut: {
      zh: '请以补充协议为起算事项约定期限。',
      en: 'Agree by a supplement on a deadline for what it is counted from.',
    },
  },
  no_date: {
    what: {
      zh: '{duty}没有期限，经催告方能确定',
      en: '{duty} has no date: it is owed, and never late before a demand',
    },
    wayOut: { zh: '请以补充协议约定期限，或发出催告。', en: 'Agree on a date by a supplement, or serve a demand.' },
  },
  no_verifier: {
    what: { zh: '{duty}未指明核验部门', en: '{duty} names no office that verifies it' },
    wayOut: { zh: '请更正条款，指明核验部门。', en: 'Correct the terms: name the verifying office.' },
  },
  no_unit: {
    what: { zh: '{duty}的目标值 {amount} 没有计量单位', en: '{duty} has the target {amount}, a number without a unit' },
    wayOut: { zh: '请更正条款，写明计量单位。', en: 'Correct the terms: say in which unit it is counted.' },
  },
  figure_not_measured: {
    what: {
      zh: '{duty}的文字载有数值“{figure}”，而登记为“完成与否”，进度无从计量',
      en: '{duty} speaks of “{figure}” and is recorded as done or not done: nothing measures it',
    },
    wayOut: {
      zh: '请更正条款，改按数值或进度计划计量。',
      en: 'Correct the terms: measure it as an amount, or by a plan.',
    },
  },
  no_consequence: {
    what: { zh: '{duty}未载明不履行的后果', en: '{duty} says nothing of what follows when it is not kept' },
    wayOut: {
      zh: '协议有约定的，更正条款补录违约责任；没有的，以补充协议约定。',
      en: 'If the paper says so, correct the terms and record it; if not, agree on it by a supplement.',
    },
  },
  condition_without_owner: {
    what: {
      zh: '{duty}的条件“{condition}”是否成就，无人负责认定',
      en: 'nobody is named to determine the condition “{condition}” of {duty}',
    },
    wayOut: { zh: '请更正条款，指明核验部门。', en: 'Correct the terms: name the verifying office.' },
  },
  condition_without_term: {
    what: {
      zh: '{duty}期限为 {on}，未约定条件在此后成就时的期限；届时将成为无期限事项',
      en: '{duty} is due on {on} and states no term for a condition met after it: it would then have no deadline',
    },
    wayOut: {
      zh: '请以补充协议约定条件成就后的期限；协议已有约定的，更正条款。',
      en: 'Agree by a supplement on a term after the condition; if the paper has one, correct the terms.',
    },
  },
  condition_not_measurable: {
    what: {
      zh: '{duty}的条件“{condition}”没有可供认定的事实（数值、日期或文件）',
      en: 'the condition “{condition}” of {duty} names nothing that could be established: no figure, day or paper',
    },
    wayOut: {
      zh: '请以补充协议写明以何事实、何文件为准；登记不全的，更正条款。',
      en: 'Agree by a supplement on the fact or paper that decides; if recorded in part only, correct the terms.',
    },
  },
  share_without_base: {
    what: { zh: '{duty}约定了比例，而未载明基数', en: '{duty} is a share, and its words do not say of what' },
    wayOut: {
      zh: '请更正条款，补录原文中的基数；原文没有的，以补充协议约定。',
      en: 'Correct the terms and record the base from the paper; if it has none, agree on one by a supplement.',
    },
  },
  share_without_cap: {
    what: {
      zh: '{duty}按比例给予支持，而未载明上限，金额无从预计',
      en: '{duty} gives support by a share without a cap: nobody can say how much',
    },
    wayOut: {
      zh: '请更正条款，补录原文中的上限；原文没有的，以补充协议约定。',
      en: 'Correct the terms and record the cap from the paper; if it has none, agree on one by a supplement.',
    },
  },
  same_number_twice: {
    what: {
      zh: '{duty}与{others}约定了同一数值 {amount}，可能重复',
      en: '{duty} and {others} promise the same figure, {amount}: perhaps one promise told twice',
    },
    wayOut: {
      zh: '请对照原文；确属同一承诺的，撤回重复登记。',
      en: 'Compare the paper; if it is one promise, retract the duty recorded twice.',
    },
  },
  equals_promise: {
    what: {
      zh: '{duty} {on} 填报 {amount}，与承诺值完全相同',
      en: '{duty}: the report of {on} is {amount}, the promise to the last digit',
    },
    wayOut: {
      zh: '请核验原始凭证，或调取官方登记数据。',
      en: 'Verify it against the originals, or ask the official register.',
    },
  },
  same_value_repeated: {
    what: {
      zh: '{duty}自 {since} 起至 {on} 连续填报同一数值 {amount}',
      en: '{duty}: the same {amount} in every report from {since} to {on}',
    },
    wayOut: {
      zh: '请核实数据是否更新，必要时现场核查。',
      en: 'Ask whether the figure was taken anew; look at the place if need be.',
    },
  },
  round_numbers: {
    what: {
      zh: '{duty}自 {since} 起至 {on} 连续填报整数，最近为 {amount}',
      en: '{duty}: nothing but round numbers from {since} to {on}, the last {amount}',
    },
    wayOut: {
      zh: '请核验原始凭证，以凭证金额认定。',
      en: 'Verify against the originals, and accept what they say.',
    },
  },
  jump_at_year_end: {
    what: {
      zh: '{duty}自 {since} 至 {on} 的增量超过当年此前各月之和，达 {amount}',
      en: '{duty} rose from {since} to {on}, to {amount}, by more than in all the months of the year before',
    },
    wayOut: {
      zh: '请核验年底新增部分的凭证，并在次年首期复核是否回落。',
      en: 'Verify what came at the end of the year, and look again at the first report of the next.',
    },
  },
  same_figure_in_two_duties: {
    what: {
      zh: '{duty}与{others}在 {on} 由同一主体填报同一数值 {amount}，可能一数两计',
      en: '{duty} and {others}: one performer reported the same {amount} of {on} for both',
    },
    wayOut: {
      zh: '请按宗地或项目拆分数据，不属于本事项的不予认定。',
      en: 'Split the figure by parcel or project, and reject what does not belong to this duty.',
    },
  },
  evidence_in_two_deals: {
    what: {
      zh: '{duty}申报 {claimId} 的佐证“{fileName}”也用于{elsewhere}',
      en: '{duty}: the evidence “{fileName}” of claim {claimId} also stands behind {elsewhere}',
    },
    wayOut: {
      zh: '请核对佐证属于哪个项目；误用的撤回或不予认定，属官方登记的注明等级。',
      en: 'Find out whose evidence it is; withdraw or reject the claim it does not belong to, or grade it as an extract of an official register.',
    },
  },
};
