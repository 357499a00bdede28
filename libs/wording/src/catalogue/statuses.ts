import type { Flag, Light, ObligationStatus, Quadrant } from '@heqi/domain';
import type { Words } from '../language';

export const status = {
  fulfilled_on_time: { zh: '按期兑现', en: 'kept on time' },
  fulfilled_late: { zh: '逾期兑现', en: 'kept late' },
  terminated: { zh: '已终止', en: 'terminated' },
  conditional: { zh: '条件未成就', en: 'condition not met' },
  awaiting_anchor: { zh: '待起算', en: 'not yet running' },
  no_deadline: { zh: '未定期限', en: 'no deadline' },
  under_verification: { zh: '核验中', en: 'under verification' },
  overdue: { zh: '逾期', en: 'overdue' },
  behind_pace: { zh: '进度滞后', en: 'behind pace' },
  due_soon: { zh: '临期', en: 'due soon' },
  on_track: { zh: '正常', en: 'on track' },
  not_yet_due: { zh: '未到期', en: 'not yet due' },
} as const satisfies Record<ObligationStatus, Words>;

export const light = {
  grey: { zh: '灰灯', en: 'grey' },
  green: { zh: '绿灯', en: 'green' },
  yellow: { zh: '黄灯', en: 'yellow' },
  red: { zh: '红灯', en: 'red' },
} as const satisfies Record<Light, Words>;

export const lightMeaning = {
  grey: { zh: '无需行动', en: 'nothing runs' },
  green: { zh: '已兑现或按进度推进', en: 'kept, or level with it' },
  yellow: { zh: '需关注', en: 'look here' },
  red: { zh: '滞后', en: 'behind' },
} as const satisfies Record<Light, Words>;

export const quadrant = {
  both_keep: { zh: '双方守约', en: 'both keep' },
  government_behind: { zh: '政府方滞后', en: 'government behind' },
  enterprise_behind: { zh: '企业方滞后', en: 'enterprise behind' },
  both_behind: { zh: '双方滞后', en: 'both behind' },
} as const satisfies Record<Quadrant, Words>;

export const flag = {
  part_performed: { zh: '部分履行', en: 'part performed' },
  unverified_claim: { zh: '有待核验申报', en: 'unverified claim' },
  provisional: { zh: '日期待定', en: 'provisional date' },
} as const satisfies Record<Flag, Words>;
