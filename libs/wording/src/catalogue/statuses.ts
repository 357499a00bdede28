import type {
  Book,
  ExcuseCause,
  Flag,
  Light,
  ObligationStatus,
  PaymentFault,
  Quadrant,
  ReliefKind,
} from '@heqi/domain';
import type { Words } from '../language';

export const status = {
  superseded: { zh: '已被替代', en: 'superseded' },
  frozen_unlawful: { zh: '依法停止', en: 'stopped by law' },
  fulfilled_on_time: { zh: '按期兑现', en: 'kept on time' },
  fulfilled_late: { zh: '逾期兑现', en: 'kept late' },
  waived: { zh: '已豁免', en: 'waived' },
  discharged: { zh: '已解除', en: 'discharged' },
  terminated: { zh: '已终止', en: 'terminated' },
  conditional: { zh: '条件未成就', en: 'condition not met' },
  awaiting_anchor: { zh: '待起算', en: 'not yet running' },
  no_deadline: { zh: '未定期限', en: 'no deadline' },
  suspended: { zh: '中止', en: 'suspended' },
  under_verification: { zh: '核验中', en: 'under verification' },
  blocked: { zh: '受阻', en: 'blocked' },
  in_cure: { zh: '整改期', en: 'in cure period' },
  breached: { zh: '违约', en: 'breached' },
  overdue: { zh: '逾期', en: 'overdue' },
  past_date: { zh: '已过约定日', en: 'past its date' },
  behind_pace: { zh: '进度滞后', en: 'behind pace' },
  due_soon: { zh: '临期', en: 'due soon' },
  on_track: { zh: '正常', en: 'on track' },
  not_yet_due: { zh: '未到期', en: 'not yet due' },
} as const satisfies Record<ObligationStatus, Words>;

export const light = {
  grey: { zh: '灰灯', en: 'grey' },
  blue: { zh: '蓝灯', en: 'blue' },
  green: { zh: '绿灯', en: 'green' },
  yellow: { zh: '黄灯', en: 'yellow' },
  red: { zh: '红灯', en: 'red' },
} as const satisfies Record<Light, Words>;

export const lightMeaning = {
  grey: { zh: '无需行动', en: 'nothing runs' },
  blue: { zh: '等待对方或他人', en: 'waits for someone else' },
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
  below_grade: { zh: '佐证等级不足', en: 'evidence below the grade asked for' },
  contested: { zh: '免责有争议', en: 'excuse undecided' },
  date_moves: { zh: '期限顺延中', en: 'date moving' },
  provisional: { zh: '日期待定', en: 'provisional date' },
  best_effort: { zh: '尽力协助', en: 'best effort' },
  surviving_termination: { zh: '终止后存续', en: 'survives the termination' },
} as const satisfies Record<Flag, Words>;

/** On whom a day of slip is booked. */
export const book = {
  agreed: { zh: '约定展期', en: 'agreed' },
  government: { zh: '政府方', en: 'government' },
  enterprise: { zh: '企业方', en: 'enterprise' },
  concurrent: { zh: '混合原因', en: 'concurrent' },
  neutral: { zh: '不归责任何一方', en: 'neutral' },
  contested: { zh: '待定', en: 'contested' },
} as const satisfies Record<Book, Words>;

export const excuseCause = {
  force_majeure: { zh: '不可抗力', en: 'force majeure' },
  order_of_law: { zh: '法律、法令禁止', en: 'order of law' },
  suspension_by_power: { zh: '有权机关或有权人中止', en: 'suspension by a power holder' },
  suspension_by_right: { zh: '对方行使履行抗辩权中止', en: 'suspension under a right to withhold' },
  conduct: { zh: '对方原因', en: 'conduct of the other side' },
} as const satisfies Record<ExcuseCause, Words>;

/** What can be wrong with a payment. */
export const paymentFault = {
  unpaid: { zh: '逾期未付', en: 'unpaid' },
  late: { zh: '逾期支付', en: 'paid late' },
  before_condition: { zh: '条件成就前支付', en: 'paid before its condition was met' },
  without_condition: { zh: '条件未成就而支付', en: 'paid though its condition is not met' },
  above_entitlement: { zh: '超额支付', en: 'paid above what was agreed' },
} as const satisfies Record<PaymentFault['kind'], Words>;

export const reliefKind = {
  extension: { zh: '延期', en: 'extension' },
  waiver: { zh: '豁免', en: 'waiver' },
  discharge: { zh: '合意解除', en: 'discharge' },
  set_off: { zh: '抵销', en: 'set-off' },
} as const satisfies Record<ReliefKind, Words>;
