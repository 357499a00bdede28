import { civilDateSchema, idSchema, orNull, termSchema, text } from '@heqi/messages';
import { z } from 'zod';
import { evidenceRequestSchema } from '../evidence/evidence-refs';

const paper = {
  byPartyId: idSchema.describe('Whose paper it is'),
  documentNumber: orNull(text(100)).describe('文号'),
  evidence: evidenceRequestSchema,
};

export const serveDemandRequestSchema = z
  .strictObject({
    servedOn: civilDateSchema.describe('The day of service (送达)'),
    respite: orNull(termSchema).describe(
      'The time it leaves; needed where the duty has no date, for its end becomes the due date (Civil Code art. 511(4))',
    ),
    ...paper,
    demandId: idSchema.optional(),
  })
  .meta({ id: 'ServeDemandRequest' });
export const serveBreachNoticeRequestSchema = z
  .strictObject({
    servedOn: civilDateSchema.describe('The day of service; it counts only when it comes after the due date'),
    cureTerm: termSchema.describe('The period for cure (整改期限), from the day of service'),
    ...paper,
    noticeId: idSchema.optional(),
  })
  .meta({ id: 'ServeBreachNoticeRequest' });
export const recordAcknowledgementRequestSchema = z
  .strictObject({
    acknowledgedOn: civilDateSchema.describe('The day on which the obligor agreed that it owes'),
    ...paper,
    acknowledgementId: idSchema.optional(),
  })
  .meta({ id: 'RecordAcknowledgementRequest' });
