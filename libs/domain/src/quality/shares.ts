import { compareAmounts, isMoney, type AmountJson } from '../money/amount';
import type { Measure } from '../obligation/obligation';
import { found, type AgreedDuty } from './agreed-duty';
import { wordsOf } from './duty-words';
import type { QualityFinding } from './quality-finding';

/** Shares without a base, and incentives by share without a cap: nobody can say what they come to. A lint on what is recorded of the
 *  paper's words. */
export function shares(duties: readonly AgreedDuty[]): readonly QualityFinding[] {
  return duties.flatMap((duty) => {
    const { measure } = duty.terms;
    const words = wordsOf(duty.terms);
    const target = measure.kind === 'milestone' ? null : measure.target;
    if (!SHARE.test(words) && !isShareOfSomething(measure)) return [];
    const amount = target !== null && isRatio(target) ? target : null;
    const capped = CAP.test(words) || (target !== null && isMoney(target));
    return [
      ...(BASE.test(words) ? [] : [found('share_without_base', duty, { amount })]),
      ...(INCENTIVE.test(words) && !capped ? [found('share_without_cap', duty, { amount })] : []),
    ];
  });
}

/** How far a work has come is a share of the work itself: a plan in percent, or all of it. */
function isShareOfSomething(measure: Measure): boolean {
  return measure.kind === 'amount' && isRatio(measure.target) && compareAmounts(measure.target, WHOLE) !== 0;
}

const WHOLE: AmountJson = { value: '100', unit: 'percent' };

function isRatio(amount: AmountJson): boolean {
  return !isMoney(amount) && (amount.unit === 'percent' || amount.unit === 'permille');
}

const SHARE = /\d\s*[%％‰]|百分之|percent/iu;
/** "按设备投资额的10%", "较上年增长8%", "10% of the investment". */
const BASE =
  /的\s*(?:\d|百分之)|基数|占|较|同比|比上|为准|[%％]\s*(?:of|over|against)\s|percent\s+(?:of|over|against)\s/iu;
const INCENTIVE = /奖励|奖补|补贴|补助|返还|贴息|扶持|资助|subsid|rebate|reward|refund|incentive|abate/iu;
const CAP = /最高|不超过|上限|封顶|以内|累计不|up to|at most|not exceed|no more than|capped|maximum/iu;
