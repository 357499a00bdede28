import {
  BINDINGNESS,
  EVIDENCE_GRADES,
  type Anchor,
  type Condition,
  type CorrectableTerms,
  type DueRule,
  type EvidenceRef,
  type Measure,
  type ObligationTerms,
} from '@heqi/domain';
import { z } from 'zod';
import { amountSchema, termSchema } from './amount-schemas';
import { sideSchema } from './contract-schemas';
import {
  addedLater,
  idSchema,
  obligationNoSchema,
  orNull,
  plannedDateSchema,
  sha256Schema,
  text,
} from './scalar-schemas';
import type { AllTrue, Same } from './same-type';

const grades =
  '佐证等级：自报、对方签认、第三方出具、官方登记 · Grade: self, counter-signed, third party, official register';

export const evidenceGradeSchema = z.enum(EVIDENCE_GRADES).meta({ id: 'EvidenceGrade', description: grades });

export const evidenceRefSchema = z
  .strictObject({
    sha256: sha256Schema,
    fileName: z
      .string()
      .regex(/^[^/\\\p{Cc}]{1,255}$/u, { error: 'a file name has 1 to 255 characters and no path' })
      .describe('文件名 · File name without a path.'),
    mediaType: z
      .string()
      .max(127)
      .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/, {
        error: 'a media type looks like application/pdf',
      })
      .describe('媒体类型 · Media type.'),
    sizeBytes: z
      .int()
      .min(1)
      .max(2 ** 40)
      .describe('字节数 · Size in bytes.'),
    grade: addedLater(evidenceGradeSchema.default('self')),
  })
  .meta({ id: 'EvidenceRef', description: '佐证材料 · A file by its content.' });

export const evidenceListSchema = z.array(evidenceRefSchema).max(100).default([]);

const target = amountSchema.describe('目标值 · The target.');
const countedBy = z
  .enum(['readings', 'payments'])
  .describe('累计值取最高，或逐笔相加 · Cumulative readings (the highest counts), or payments that add up.');

export const measureSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('milestone'),
      criterion: orNull(text(500)).describe('认定标准 · What counts as done.'),
    }),
    z.strictObject({ kind: z.literal('amount'), target, countedBy }),
    z.strictObject({
      kind: z.literal('progress_plan'),
      target,
      countedBy,
      plan: z
        .array(z.strictObject({ on: plannedDateSchema, value: amountSchema }))
        .min(1)
        .max(200)
        .describe('计划节点（累计值） · Cumulative points of the plan, linear between them.'),
    }),
  ])
  .meta({ id: 'Measure', description: '计量方式 · What has to be performed.' });

export const anchorSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('signing') }),
    z.strictObject({ kind: z.literal('fulfilment'), of: obligationNoSchema }),
    z.strictObject({ kind: z.literal('condition'), id: idSchema }),
  ])
  .meta({ id: 'Anchor', description: '起算点 · Where a relative term starts.' });

const termAfterCondition = orNull(termSchema).describe(
  '条件成就后的期限 · The term stated for a condition that is met only later.',
);

export const dueRuleSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), on: plannedDateSchema, termAfterCondition }),
    z.strictObject({ kind: z.literal('relative'), from: anchorSchema, term: termSchema, termAfterCondition }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .meta({ id: 'DueRule', description: '履约期限 · When it is due.' });

export const conditionSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ id: idSchema, kind: z.literal('fulfilment'), of: obligationNoSchema }),
    z.strictObject({ id: idSchema, kind: z.literal('determined'), text: text(2000) }),
  ])
  .meta({ id: 'Condition', description: '先决条件 · A condition precedent.' });

const correctable = {
  title: text(300).describe('事项 · What it is.'),
  clause: orNull(text(100)).describe('条款 · Clause.'),
  quotedText: orNull(text(4000)).describe('原文 · The words of the paper.'),
  category: orNull(text(100)).describe('类别 · Category.'),
  instrumentId: orNull(idSchema).describe('所在文书 · The paper it stands in.'),
  obligorId: orNull(idSchema).describe('义务主体 · Who owes it.'),
  performerId: orNull(idSchema).describe('履行主体 · Who performs it.'),
  obligeeId: orNull(idSchema).describe('权利主体 · To whom it is owed.'),
  verifierId: orNull(idSchema).describe('核验部门 · The verifying office.'),
  measure: measureSchema,
  due: dueRuleSchema,
  conditions: z.array(conditionSchema).max(50).default([]).describe('先决条件 · Conditions precedent.'),
  consequence: addedLater(orNull(text(1000)).describe('违约责任 · What follows when it is not kept.')),
  bindingness: addedLater(
    z
      .enum(BINDINGNESS)
      .default('binding')
      .describe('有约束力，或尽力协助 · Binding, or of best effort: tracked, but never in default.'),
  ),
  instalmentOf: addedLater(
    orNull(idSchema).describe('分期债务标识 · The debt of which it is one instalment; null where it stands alone.'),
  ),
  tolledBy: addedLater(
    z
      .array(obligationNoSchema)
      .max(50)
      .default([])
      .describe('对待事项：其迟延使本事项顺延 · Duties of the other side whose delay excuses this one.'),
  ),
  survivesTermination: addedLater(
    z.boolean().default(false).describe('合同终止后仍须履行 · Still owed when the contract has ended.'),
  ),
};

export const obligationTermsSchema = z
  .strictObject({ no: obligationNoSchema, side: sideSchema, ...correctable })
  .meta({ id: 'ObligationTerms', description: '履约事项 · A promise or a commitment.' });

export const correctableTermsSchema = z
  .strictObject(correctable)
  .meta({ id: 'CorrectableTerms', description: '可更正的内容 · The terms that a correction may replace.' });

export type ObligationSchemasMatchTheDomain = AllTrue<
  [
    Same<z.output<typeof evidenceRefSchema>, EvidenceRef>,
    Same<z.output<typeof measureSchema>, Measure>,
    Same<z.output<typeof anchorSchema>, Anchor>,
    Same<z.output<typeof dueRuleSchema>, DueRule>,
    Same<z.output<typeof conditionSchema>, Condition>,
    Same<z.output<typeof obligationTermsSchema>, ObligationTerms>,
    Same<z.output<typeof correctableTermsSchema>, CorrectableTerms>,
  ]
>;
