import { idSchema, procedureEventDataSchemas, termSchema } from '@heqi/messages';
import { evidenceRequestSchema } from '../evidence/evidence-refs';

const {
  ClawbackCaseOpened,
  ClawbackDemanded,
  ClawbackHeard,
  ClawbackDecided,
  ClawbackDecisionServed,
  ClawbackRecovered,
  ClawbackEnforcementRequested,
  ClawbackCaseClosed,
  ClawbackGroundRejected,
} = procedureEventDataSchemas;

const told = { caseId: true } as const;
const evidence = { evidence: evidenceRequestSchema };

export const openClawbackRequestSchema = ClawbackCaseOpened.omit(told)
  .extend({ ...evidence, caseId: idSchema.optional() })
  .meta({ id: 'OpenClawbackCaseRequest' });
export const demandRequestSchema = ClawbackDemanded.omit(told)
  .extend({
    ...evidence,
    term: termSchema
      .default({ count: 10, unit: 'natural_days' })
      .describe('答复期 · Time to pay or to answer; 10 days when left out (Administrative Compulsion Law art. 54).'),
  })
  .meta({ id: 'ClawbackDemandRequest' });
export const clawbackHearingRequestSchema = ClawbackHeard.omit(told)
  .extend(evidence)
  .meta({ id: 'ClawbackHearingRequest' });
export const clawbackDecisionRequestSchema = ClawbackDecided.omit(told)
  .extend(evidence)
  .meta({ id: 'ClawbackDecisionRequest' });
export const clawbackServiceRequestSchema = ClawbackDecisionServed.omit(told)
  .extend(evidence)
  .meta({ id: 'ClawbackServiceRequest' });
export const recoveryRequestSchema = ClawbackRecovered.omit(told).extend(evidence).meta({ id: 'RecoveryRequest' });
export const enforcementRequestSchema = ClawbackEnforcementRequested.omit(told)
  .extend(evidence)
  .meta({ id: 'ClawbackEnforcementRequest' });
export const clawbackClosingRequestSchema = ClawbackCaseClosed.omit(told).meta({ id: 'ClawbackClosingRequest' });
export const rejectGroundRequestSchema = ClawbackGroundRejected.omit({ rejectionId: true })
  .extend({ ...evidence, rejectionId: idSchema.optional() })
  .meta({ id: 'RejectClawbackGroundRequest' });
