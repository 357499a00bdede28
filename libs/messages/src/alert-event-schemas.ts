import { ALERT_RULES, type AlertEvent } from '@heqi/domain';
import { z } from 'zod';
import { sideSchema } from './contract-schemas';
import { explanationStepSchema } from './explanation-schemas';
import { addedLater, civilDateSchema, idSchema, obligationNoSchema, orNull, uuidSchema } from './scalar-schemas';
import type { AllTrue, Same } from './same-type';

export type AlertEventType = AlertEvent['type'];

const level = z.enum(['yellow', 'red']);
const basisPointsBehind = orNull(z.int()).describe('落后计划（万分点） · Basis points behind the plan.');

const key = {
  contractId: idSchema,
  no: obligationNoSchema,
  rule: z.enum(ALERT_RULES).describe('预警规则 · The rule that fires.'),
  occurrence: z.int().min(1).describe('第几次 · 1 for the first time this rule fires for this duty.'),
  review: z
    .strictObject({
      position: z
        .string()
        .regex(/^\d{1,20}$/)
        .describe('日志位置 · After every event up to this log position.'),
      day: civilDateSchema.describe('所查之日 · The day that was reviewed.'),
    })
    .describe('本次核查 · The review that found it.'),
  side: sideSchema,
};

/** The data of every event of an alert stream, by type. */
export const alertEventDataSchemas = {
  AlertRaised: z.strictObject({
    ...key,
    level,
    obligorId: orNull(idSchema),
    dueOn: civilDateSchema.describe('应完成日 · Effective due date.'),
    originalDueOn: orNull(civilDateSchema).describe('原定完成日 · Original due date.'),
    daysLate: z.int().min(0).describe('逾期自然日 · Natural days past the due date.'),
    basisPointsBehind,
    provisional: z.boolean().describe('日期待定 · Rests on a year whose holidays are not announced.'),
    blockedBy: addedLater(orNull(obligationNoSchema).describe('受阻于 · The duty at the root of what holds it up.')),
    rulesVersion: z.int(),
    calendarVersion: z.string(),
    arithmetic: z.array(explanationStepSchema).describe('期限推算 · How the due date was reached.'),
    becauseOf: z.array(uuidSchema).describe('依据事件 · Events of the contract it came from.'),
  }),
  AlertLevelChanged: z.strictObject({ ...key, from: level, to: level, basisPointsBehind }),
  AlertCleared: z.strictObject({
    ...key,
    resolution: z
      .enum(['resolved', 'superseded', 'moot', 'retracted'])
      .describe('已化解、被替代、已无必要、撤回 · Why it ended.'),
  }),
} satisfies { [Type in AlertEventType]: z.ZodType<DataOf<Type>> };

type DataOf<Type extends AlertEventType> = Extract<AlertEvent, { type: Type }>['data'];

type Drifted = {
  [Type in AlertEventType]: Same<z.output<(typeof alertEventDataSchemas)[Type]>, DataOf<Type>> extends true
    ? never
    : Type;
}[AlertEventType];

export type AlertEventSchemasMatchTheDomain = AllTrue<[Same<Drifted, never>]>;

export const ALERT_EVENT_TYPES = Object.keys(alertEventDataSchemas) as readonly AlertEventType[];

export function isAlertEventType(type: string): type is AlertEventType {
  return Object.hasOwn(alertEventDataSchemas, type);
}
