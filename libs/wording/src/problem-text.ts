import {
  CURRENCIES,
  EVIDENCE_GRADES,
  isCurrency,
  isUnit,
  ROLES,
  UNITS,
  type EvidenceGrade,
  type Refusal,
  type RefusalCode,
  type Role,
} from '@heqi/domain';
import { caseStep } from './catalogue/procedures';
import { problem } from './catalogue/problems';
import { REFUSALS } from './catalogue/refusals';
import { fill, type Language, type Words } from './language';
import { evidenceGradeText, roleText } from './say';

/** The title of a problem document, by the code it carries: one of the HTTP edge, or a broken rule's ('duplicate-party').
 *  A code nobody knows is its own title. */
export function problemTitle(code: string, language: Language): string {
  const ofTheEdge: Readonly<Record<string, Words | undefined>> = problem;
  const ofRules: Readonly<Record<string, Words | undefined>> = REFUSALS;
  return (ofTheEdge[code] ?? ofRules[code.toUpperCase().replaceAll('-', '_')])?.[language] ?? code;
}

export function refusalTitle(code: RefusalCode, language: Language): string {
  return REFUSALS[code][language];
}

/** Why a command was refused and what to do instead. English is the refusal's own message; Chinese is filled from its details,
 *  or is the title alone where they are not all there. */
export function refusalText(refusal: Pick<Refusal, 'code' | 'message' | 'details'>, language: Language): string {
  if (language === 'en') return refusal.message;
  const words = REFUSALS[refusal.code];
  const params = inChinese(refusal.details);
  try {
    return fill(words.detail, params);
  } catch {
    return `${words.zh}。`;
  }
}

/** Details that are codes are worded; ids and days stay. `{id}` is the id in `what` ('Party gov-1'). */
function inChinese(details: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const params: Record<string, string> = { ...details };
  for (const [name, word] of Object.entries(WORDED)) {
    const value = details[name];
    if (value !== undefined) params[name] = word(value);
  }
  if (details['what'] !== undefined) params['id'] = details['what'].replace(/^\S+ /, '');
  return params;
}

const WORDED: Readonly<Record<string, (value: string) => string>> = {
  role: roleName,
  allowed: (roles) => roles.split(', ').map(roleName).join('或'),
  field: (field) => FIELDS[field] ?? field,
  outcome: (outcome) => (outcome === 'accepted' ? '已核验认定' : '已驳回'),
  claimed: gradeName,
  found: gradeName,
  expected: kindName,
  got: kindName,
  step: stepName,
  next: (steps) => (steps === 'none' ? '无' : steps.split(', ').map(stepName).join('、')),
};

const FIELDS: Readonly<Record<string, string>> = {
  performedOn: '履约日',
  paidOn: '支付日',
  decidedOn: '认定日',
  occurredOn: '条件成就日',
  signedOn: '签订日',
  servedOn: '送达日',
  acknowledgedOn: '确认日',
  frozenOn: '停止执行日',
  unfrozenOn: '恢复执行日',
  respite: '宽限期',
  cureTerm: '整改期限',
  surveyedOn: '实测日',
  terminatedOn: '终止日',
  statedAsOf: '截至日',
  on: '办理日',
  openedOn: '启动日',
  closedOn: '终结日',
  effectiveOn: '生效日',
  dissolvedOn: '解除日',
};

/** 'hearing', or 'hearing waived'. */
function stepName(step: string): string {
  const [kind = step] = step.split(' ');
  const known: Readonly<Record<string, Words | undefined>> = caseStep;
  return known[kind]?.zh ?? step;
}

function roleName(role: string): string {
  return (ROLES as readonly string[]).includes(role) ? roleText(role as Role, 'zh') : role;
}

function gradeName(grade: string): string {
  return (EVIDENCE_GRADES as readonly string[]).includes(grade)
    ? evidenceGradeText(grade as EvidenceGrade, 'zh')
    : grade;
}

/** 'money:CNY' or 'unit:mu', as the domain names kinds of amounts. */
function kindName(kind: string): string {
  const name = kind.slice(kind.indexOf(':') + 1);
  if (isCurrency(name)) return CURRENCIES[name].zh;
  return isUnit(name) && UNITS[name].zh !== '' ? UNITS[name].zh : name === 'ratio' ? '比率' : name;
}
