import { found, type AgreedDuty } from './agreed-duty';
import type { QualityFinding } from './quality-finding';

/** Conditions that nobody is named to determine, that name nothing one could establish, or that leave a fixed date without a
 *  term should they be met only after it (the duty then has no deadline until a demand: design.md §6). */
export function looseConditions(duties: readonly AgreedDuty[]): readonly QualityFinding[] {
  return duties.flatMap((duty) => {
    const { conditions, due, verifierId } = duty.terms;
    const determined = conditions.flatMap((condition) => (condition.kind === 'determined' ? [condition] : []));
    return [
      ...(due.kind === 'fixed' && due.termAfterCondition === null && conditions.length > 0
        ? [found('condition_without_term', duty, { details: { on: due.on } })]
        : []),
      ...determined.flatMap(({ id, text }) => {
        const parts = { what: id, details: { condition: text } };
        return [
          ...(verifierId === null ? [found('condition_without_owner', duty, parts)] : []),
          ...(ESTABLISHED.test(text) ? [] : [found('condition_not_measurable', duty, parts)]),
        ];
      }),
    ];
  });
}

/** Words of what can be established from outside: a figure, a day, or an act that leaves a paper. A lint, not a judgement: what
 *  has none of these ("条件成熟后", "when appropriate") can be met or not met at will. */
const ESTABLISHED = new RegExp(
  [
    String.raw`\d|[一二三四五六七八九十百千万亿两]+(?:个|元|亩|人|日|天|月|年|%)|百分之`,
    '取得|批准|批复|审批|审查|审核|核发|核准|许可|备案|登记|注册|验收|认定|公告|公示|评估|审计|鉴定|检测|证书|证照|执照|资质',
    '环评|能评|稳评|竣工|开工|动工|投产|试产|量产|达产|摘牌|成交|出让|签订|签署|签约|交付|移交|交地|拆迁|搬迁|腾退|平整|通电|通水|通气|接通',
    '缴纳|支付|到账|到位|拨付|结清|设立|成立|入库|纳统|上市|入选|中标|封顶|安装|调试|通过',
    String.raw`permit|approv|certif|licen[cs]|regist|record|grant|issu|sign|deliver|transfer|pay|paid|complet|accept|award|incorporat|list|install|audit|survey|assess|connect|occup|clos(?:e|ing)`,
  ].join('|'),
  'iu',
);
