import {
  daysBetween,
  type AlertCleared,
  type AlertEvent,
  type AlertLevelChanged,
  type AlertRaised,
} from '@heqi/domain';
import { wordsAt, alertLevelText, alertResolutionText, alertRuleText, dutyText } from './say';
import { pointsText } from './formats';
import { counted, type Language } from './language';
import { obligationName, partyName, type Names } from './names';

export interface AlertText {
  /** '政府承诺 G-01 逾期预警（红色）'. */
  readonly title: string;
  readonly sentence: string;
}

/** An event of an alert's life for people. Both sides are told in the same words. */
export function alertText(event: AlertEvent, language: Language, names: Names = {}): AlertText {
  switch (event.type) {
    case 'AlertRaised':
      return raisedText(event.data, language, names);
    case 'AlertLevelChanged':
      return levelChangedText(event.data, language, names);
    case 'AlertCleared':
      return clearedText(event.data, language, names);
    default:
      return unhandled(event);
  }
}

/** What an alert says, from its data: the title names the duty, the sentence its date and how far it is behind. */
export function raisedText(
  data: Pick<
    AlertRaised['data'],
    | 'no'
    | 'side'
    | 'rule'
    | 'level'
    | 'review'
    | 'obligorId'
    | 'dueOn'
    | 'originalDueOn'
    | 'daysLate'
    | 'basisPointsBehind'
    | 'provisional'
    | 'blockedBy'
  >,
  language: Language,
  names: Names = {},
): AlertText {
  const { no, side, rule, level } = data;
  const duty = named({ no, side }, language, names);
  const what = alertRuleText(rule, language);
  return language === 'zh'
    ? {
        title: `${duty} ${what}（${alertLevelText(level, language)}）`,
        sentence: `${duty} ${raisedZh(data, names)}${originalZh(data)}${obligor(data.obligorId, '；义务主体：', names)}。`,
      }
    : {
        title: `${duty}: ${what} (${alertLevelText(level, language)})`,
        sentence: `${duty} ${raisedEn(data, names)}${originalEn(data)}${obligor(data.obligorId, '; owed by ', names)}.`,
      };
}

type Raised = Parameters<typeof raisedText>[0];

function raisedZh({ rule, dueOn, daysLate, basisPointsBehind, blockedBy, review }: Raised, names: Names): string {
  switch (rule) {
    case 'overdue':
      return `已逾期 ${daysLate} 天：应不迟于 ${dueOn} 完成，截至 ${review.day} 仍未核验认定`;
    case 'due_soon':
      return `临近期限：应不迟于 ${dueOn} 完成，截至 ${review.day} 还有 ${daysBetween(review.day, dueOn)} 天`;
    case 'behind_pace':
      return `进度滞后：截至 ${review.day} 落后计划 ${pointsText(basisPointsBehind ?? 0)} 个百分点，应不迟于 ${dueOn} 完成`;
    case 'blocked':
      return `受阻：${blockedBy === null ? '对方事项' : `履约事项 ${obligationName(blockedBy, names)} `}迟延，本事项不计逾期；如 ${review.day} 终止，应不迟于 ${dueOn} 完成`;
    default:
      return unhandled(rule);
  }
}

function raisedEn({ rule, dueOn, daysLate, basisPointsBehind, blockedBy, review }: Raised, names: Names): string {
  switch (rule) {
    case 'overdue':
      return `is overdue by ${counted(daysLate, 'day')}: due by ${dueOn}, not verified as of ${review.day}`;
    case 'due_soon':
      return `is due soon: by ${dueOn}, ${counted(daysBetween(review.day, dueOn), 'day')} left as of ${review.day}`;
    case 'behind_pace':
      return `is ${pointsText(basisPointsBehind ?? 0)} points behind its plan as of ${review.day}, due by ${dueOn}`;
    case 'blocked':
      return `is blocked, not late: ${blockedBy === null ? 'a duty of the other side' : `obligation ${obligationName(blockedBy, names)}`} is; due by ${dueOn} if that ended on ${review.day}`;
    default:
      return unhandled(rule);
  }
}

function originalZh({ originalDueOn, dueOn, provisional }: Raised): string {
  const original = originalDueOn === null || originalDueOn === dueOn ? '' : `（原定期限 ${originalDueOn}）`;
  return provisional ? `${original}（节假日安排尚未公布，日期待定）` : original;
}

function originalEn({ originalDueOn, dueOn, provisional }: Raised): string {
  const original = originalDueOn === null || originalDueOn === dueOn ? '' : ` (originally ${originalDueOn})`;
  return provisional ? `${original} (provisional date)` : original;
}

function levelChangedText(data: AlertLevelChanged['data'], language: Language, names: Names): AlertText {
  const duty = named(data, language, names);
  const rule = alertRuleText(data.rule, language);
  const [from, to] = [alertLevelText(data.from, language), alertLevelText(data.to, language)];
  const behind = data.basisPointsBehind === null ? null : pointsText(data.basisPointsBehind);
  if (language === 'zh') {
    const why = behind === null ? '' : `，落后计划 ${behind} 个百分点`;
    return {
      title: `${duty} ${rule}调整为${to}`,
      sentence: `截至 ${data.review.day}，${duty} ${rule}由${from}调整为${to}${why}。`,
    };
  }
  const why = behind === null ? '' : `, ${behind} points behind its plan`;
  return {
    title: `${duty}: ${rule} now ${to}`,
    sentence: `${duty}: ${rule} changed from ${from} to ${to} as of ${data.review.day}${why}.`,
  };
}

function clearedText(data: AlertCleared['data'], language: Language, names: Names): AlertText {
  const duty = named(data, language, names);
  const rule = alertRuleText(data.rule, language);
  const resolution = alertResolutionText(data.resolution, language);
  const why = wordsAt(`alertResolutionMeaning.${data.resolution}`)[language];
  return language === 'zh'
    ? { title: `${duty} ${rule}解除（${resolution}）`, sentence: `${duty} ${rule}于 ${data.review.day} 解除：${why}。` }
    : {
        title: `${duty}: ${rule} cleared (${resolution})`,
        sentence: `${duty}: ${rule} cleared on ${data.review.day}: ${why}.`,
      };
}

function named({ no, side }: Pick<Raised, 'no' | 'side'>, language: Language, names: Names): string {
  const duty = dutyText(side, language);
  return `${language === 'zh' ? duty : duty.charAt(0).toUpperCase() + duty.slice(1)} ${obligationName(no, names)}`;
}

function obligor(obligorId: string | null, lead: string, names: Names): string {
  return obligorId === null ? '' : `${lead}${partyName(obligorId, names)}`;
}

function unhandled(value: never): never {
  throw new Error(`unhandled ${JSON.stringify(value)}`);
}
