import { CATALOGUE, entries, type Key, type ParamsOf } from './catalogue/catalogue';
import { fill, type Language, type Params, type Words } from './language';

/** A label in a language: say('zh', 'status.overdue') gives '逾期', say('en', 'page.asOfDay', { day }) 'As of 2025-06-30'. */
export function say<At extends Key>(
  language: Language,
  key: At,
  ...params: [ParamsOf<At>] extends [never] ? [] : [Readonly<Record<ParamsOf<At>, string | number>>]
): string {
  return fill(wordsAt(key)[language], (params[0] ?? {}) as Params);
}

/** The words under a key, in both languages. */
export function wordsAt(key: Key): Words {
  const dot = key.indexOf('.');
  const group: Readonly<Record<string, Words>> = CATALOGUE[key.slice(0, dot) as keyof typeof CATALOGUE];
  return group[key.slice(dot + 1)]!;
}

/** All labels of a language by key, placeholders unfilled: what a page needs to speak. */
export function pageWords(language: Language): Readonly<Record<string, string>> {
  return Object.fromEntries(entries().map(([key, words]) => [key, words[language]]));
}

type Group = keyof typeof CATALOGUE;

function textOf<G extends Group>(group: G) {
  const labels: Readonly<Record<string, Words>> = CATALOGUE[group];
  return (code: keyof (typeof CATALOGUE)[G] & string, language: Language): string => labels[code]![language];
}

export const statusText = textOf('status');
export const lightText = textOf('light');
export const quadrantText = textOf('quadrant');
export const flagText = textOf('flag');
export const bookText = textOf('book');
export const excuseCauseText = textOf('excuseCause');
export const paymentFaultText = textOf('paymentFault');
export const reliefKindText = textOf('reliefKind');
export const caseStepText = textOf('caseStep');
export const caseStateText = textOf('caseState');
export const clawbackReasonText = textOf('clawbackReason');
export const successionKindText = textOf('successionKind');
export const sideText = textOf('side');
/** 政府承诺 or 企业承诺. */
export const dutyText = textOf('duty');
export const evidenceGradeText = textOf('evidenceGrade');
export const roleText = textOf('role');
export const partyKindText = textOf('partyKind');
export const instrumentKindText = textOf('instrumentKind');
export const measureKindText = textOf('measureKind');
export const alertRuleText = textOf('alertRule');
export const alertLevelText = textOf('alertLevel');
export const alertResolutionText = textOf('alertResolution');
export const qualityCodeText = textOf('quality');
export const qualityKindText = textOf('qualityKind');
export const bindingnessText = textOf('bindingness');
export const limitationRestartText = textOf('limitationRestart');
export const clockKindText = textOf('clockKind');
export const contractEventText = textOf('contractEvent');
