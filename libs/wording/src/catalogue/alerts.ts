import type { AlertEvent, AlertLevel, AlertResolution, AlertRule } from '@heqi/domain';
import type { Words } from '../language';

export const alertRule = {
  due_soon: { zh: '临期预警', en: 'due soon' },
  overdue: { zh: '逾期预警', en: 'overdue' },
  behind_pace: { zh: '进度滞后预警', en: 'behind pace' },
  blocked: { zh: '受阻提示', en: 'blocked' },
} as const satisfies Record<AlertRule, Words>;

export const alertLevel = {
  yellow: { zh: '黄色', en: 'yellow' },
  red: { zh: '红色', en: 'red' },
} as const satisfies Record<AlertLevel, Words>;

export const alertResolution = {
  resolved: { zh: '已化解', en: 'resolved' },
  superseded: { zh: '已被替代', en: 'superseded' },
  moot: { zh: '已无必要', en: 'moot' },
  retracted: { zh: '已撤回', en: 'retracted' },
} as const satisfies Record<AlertResolution, Words>;

export const alertResolutionMeaning = {
  resolved: {
    zh: '已按要求履行、已追上进度或阻碍已消除',
    en: 'it was performed, caught up with its plan, or is no longer held up',
  },
  superseded: { zh: '期限已变更或由其他预警替代', en: 'another date or another alert took its place' },
  moot: { zh: '合同已终止，不再履行', en: 'nothing is owed any more' },
  retracted: { zh: '按现有记录，当日本不应发出', en: 'by what is known now it should not have been raised' },
} as const satisfies Record<AlertResolution, Words>;

export const alertEvent = {
  AlertRaised: { zh: '预警发出', en: 'raised' },
  AlertLevelChanged: { zh: '预警等级调整', en: 'level changed' },
  AlertCleared: { zh: '预警解除', en: 'cleared' },
} as const satisfies Record<AlertEvent['type'], Words>;
