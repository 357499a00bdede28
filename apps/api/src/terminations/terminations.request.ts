import { idSchema, procedureEventDataSchemas, termSchema } from '@heqi/messages';
import { evidenceRequestSchema } from '../evidence/evidence-refs';

const {
  TerminationCaseOpened,
  RectificationNoticeServed,
  TerminationIntentServed,
  TerminationHearingOffered,
  TerminationHearingConcluded,
  TerminationDecided,
  TerminationNoticeServed,
  TerminationCaseClosed,
} = procedureEventDataSchemas;

const told = { caseId: true } as const;
const evidence = { evidence: evidenceRequestSchema };
const days = (count: number) => termSchema.default({ count, unit: 'natural_days' });

export const openTerminationRequestSchema = TerminationCaseOpened.omit(told)
  .extend({ ...evidence, caseId: idSchema.optional() })
  .meta({ id: 'OpenTerminationCaseRequest' });
export const rectificationRequestSchema = RectificationNoticeServed.omit(told)
  .extend({ ...evidence, term: days(60).describe('整改期 · Time to put things right; 60 days when left out.') })
  .meta({ id: 'RectificationNoticeRequest' });
export const intentRequestSchema = TerminationIntentServed.omit(told)
  .extend({ ...evidence, term: days(30).describe('协商期 · Time to talk; 30 days when left out.') })
  .meta({ id: 'TerminationIntentRequest' });
export const hearingOfferRequestSchema = TerminationHearingOffered.omit(told)
  .extend({
    ...evidence,
    term: termSchema
      .default({ count: 5, unit: 'working_days' })
      .describe(
        '申请期 · Time to ask for the hearing; 5 working days when left out (Administrative Penalty Law art. 64).',
      ),
  })
  .meta({ id: 'TerminationHearingOfferRequest' });
export const hearingRequestSchema = TerminationHearingConcluded.omit(told)
  .extend(evidence)
  .meta({ id: 'TerminationHearingRequest' });
export const terminationDecisionRequestSchema = TerminationDecided.omit(told)
  .extend(evidence)
  .meta({ id: 'TerminationDecisionRequest' });
export const terminationServiceRequestSchema = TerminationNoticeServed.omit(told)
  .extend(evidence)
  .meta({ id: 'TerminationServiceRequest' });
export const terminationClosingRequestSchema = TerminationCaseClosed.omit(told).meta({
  id: 'TerminationClosingRequest',
});
