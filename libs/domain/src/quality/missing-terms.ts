import { isMoney } from '../money/amount';
import { found, untilMoved, type AgreedDuty } from './agreed-duty';
import { wordsOf } from './duty-words';
import type { QualityFinding } from './quality-finding';

/** What a duty needs and its record lacks: a date, a verifier, a unit, a consequence. */
export function missingTerms(duties: readonly AgreedDuty[]): readonly QualityFinding[] {
  return duties.flatMap((duty) => {
    const { due, verifierId, consequence } = duty.terms;
    return [
      ...(due.kind === 'none' ? [found('no_date', duty, { until: untilMoved(duty) })] : []),
      ...(verifierId === null ? [found('no_verifier', duty)] : []),
      ...unitOf(duty),
      ...(consequence === null ? [found('no_consequence', duty)] : []),
    ];
  });
}

/** A number that counts nothing, or a figure in the words of a duty that is recorded as done or not done. */
function unitOf(duty: AgreedDuty): QualityFinding[] {
  const { measure } = duty.terms;
  if (measure.kind === 'milestone') {
    const figure = FIGURE.exec(wordsOf(duty.terms))?.[0];
    return figure === undefined ? [] : [found('figure_not_measured', duty, { details: { figure: figure.trim() } })];
  }
  const { target } = measure;
  return !isMoney(target) && target.unit === 'ratio' ? [found('no_unit', duty, { amount: target })] : [];
}

/** A number with a unit that duties are measured in. Days and months are terms, not figures. */
const FIGURE =
  /(?:[$€£]\s?\d[\d,.]*(?:\s?(?:million|billion))?)|(?:\d[\d,.]*\s*(?:万|亿|千|百)?\s*(?:元|美元|欧元|亩|公顷|平方米|人|个岗位|吨|千瓦|兆瓦|千伏安|立方米|万套|%|％|CNY|USD|EUR|jobs|persons|employees|mu\b|hectares?|tonnes?|kW|MW))/u;
