import { z } from 'zod';
import { termSchema } from './amount-schemas';
import { evidenceListSchema } from './obligation-schemas';
import { civilDateSchema, idSchema, obligationNoSchema, orNull, reasonSchema, text } from './scalar-schemas';

const no = obligationNoSchema;
const paper = {
  byPartyId: idSchema.describe('出具单位 · Whose paper it is.'),
  documentNumber: orNull(text(100)).describe('文号 · Document number.'),
  evidence: evidenceListSchema,
};
const servedOn = civilDateSchema.describe('送达日 · Day of service.');

/** The data of the events about notices, by type. */
export const noticeEventDataSchemas = {
  DemandServed: z.strictObject({
    no,
    demandId: idSchema,
    servedOn,
    respite: orNull(termSchema).describe(
      '宽限期 · The time it leaves for performance; where the duty has no date, this makes one.',
    ),
    ...paper,
  }),
  DemandRevoked: z.strictObject({ no, demandId: idSchema, reason: reasonSchema }),
  BreachNoticeServed: z.strictObject({
    no,
    noticeId: idSchema,
    servedOn,
    cureTerm: termSchema.describe('整改期限 · The period for cure, from the day of service.'),
    ...paper,
  }),
  BreachNoticeRevoked: z.strictObject({ no, noticeId: idSchema, reason: reasonSchema }),
  AcknowledgementRecorded: z.strictObject({
    no,
    acknowledgementId: idSchema,
    acknowledgedOn: civilDateSchema.describe('确认日 · Day on which the obligor agreed that it owes.'),
    ...paper,
  }),
  AcknowledgementRevoked: z.strictObject({ no, acknowledgementId: idSchema, reason: reasonSchema }),
};
