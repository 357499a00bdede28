import {
  CLAWBACK_HEARINGS,
  CLAWBACK_REASONS,
  CLAWBACK_STEPS,
  HEARING_OUTCOMES,
  SUCCESSION_KINDS,
  TERMINATION_CLOSINGS,
  TERMINATION_STEPS,
  type ClawbackGround,
} from '@heqi/domain';
import { z } from 'zod';
import { moneySchema, termSchema } from './amount-schemas';
import { partySchema, sideSchema } from './contract-schemas';
import { evidenceListSchema } from './obligation-schemas';
import { civilDateSchema, idSchema, obligationNoSchema, orNull, plannedDateSchema, text } from './scalar-schemas';
import type { AllTrue, Same } from './same-type';

const caseId = idSchema.describe('案件标识 · The case.');
const reason = text(2000).describe('理由 · The reason.');
const consequences = text(4000).describe('后果告知 · What follows, as the paper states it.');
const court = text(200).describe('法院 · The court.');
const judgmentNumber = text(100).describe('案号 · Number of the judgment.');
const paper = {
  caseId,
  documentNumber: orNull(text(100)).describe('文号 · Document number.'),
  evidence: evidenceListSchema,
};
const servedOn = civilDateSchema.describe('送达日 · Day of service.');
const term = termSchema.describe('期限 · The period it grants, from the day after.');

export const clawbackGroundSchema = z
  .strictObject({
    no: obligationNoSchema,
    claimId: orNull(idSchema).describe('无据支付 · The payment that was not owed; null for a duty that was not kept.'),
    reason: z.enum(CLAWBACK_REASONS).describe('事由 · Why the money is to come back.'),
  })
  .meta({ id: 'ClawbackGround', description: '追缴事由 · The ground of a clawback.' });

/** The data of the events of procedures, by type. */
export const procedureEventDataSchemas = {
  TerminationCaseOpened: z.strictObject({
    ...paper,
    bySide: sideSchema,
    grounds: z.array(obligationNoSchema).min(1).max(100).describe('违约事项 · Duties of the other side in breach.'),
    clause: orNull(text(100)).describe('条款 · The clause that gives the right.'),
    reason,
    openedOn: civilDateSchema,
  }),
  RectificationNoticeServed: z.strictObject({ ...paper, servedOn, term, consequences }),
  TerminationIntentServed: z.strictObject({ ...paper, servedOn, term, consequences }),
  TerminationHearingOffered: z.strictObject({ ...paper, offeredOn: civilDateSchema, term }),
  TerminationHearingConcluded: z.strictObject({
    ...paper,
    concludedOn: civilDateSchema,
    outcome: z.enum(HEARING_OUTCOMES).describe('已举行、放弃、逾期未申请 · How the right to be heard was used.'),
  }),
  TerminationDecided: z.strictObject({ ...paper, decidedOn: civilDateSchema, consequences }),
  TerminationNoticeServed: z.strictObject({ ...paper, servedOn }),
  TerminationCaseClosed: z.strictObject({
    caseId,
    outcome: z.enum(TERMINATION_CLOSINGS),
    closedOn: civilDateSchema,
    reason,
  }),
  TerminationStepRevoked: z.strictObject({ caseId, step: z.enum([...TERMINATION_STEPS, 'closing']), reason }),
  ClawbackCaseOpened: z.strictObject({
    ...paper,
    ground: clawbackGroundSchema,
    statement: text(2000).describe('事实与理由 · What is held against the enterprise.'),
    openedOn: civilDateSchema,
  }),
  ClawbackDemanded: z.strictObject({ ...paper, servedOn, amount: moneySchema, term }),
  ClawbackHeard: z.strictObject({
    ...paper,
    heardOn: civilDateSchema,
    outcome: z.enum(CLAWBACK_HEARINGS).describe('书面陈述、听证、放弃、逾期未答复 · How the enterprise was heard.'),
  }),
  ClawbackDecided: z.strictObject({ ...paper, decidedOn: civilDateSchema, amount: moneySchema, term, consequences }),
  ClawbackDecisionServed: z.strictObject({ ...paper, servedOn }),
  ClawbackRecovered: z.strictObject({ ...paper, paidOn: civilDateSchema, amount: moneySchema }),
  ClawbackEnforcementRequested: z.strictObject({ ...paper, requestedOn: civilDateSchema }),
  ClawbackCaseClosed: z.strictObject({ caseId, closedOn: civilDateSchema, reason }),
  ClawbackStepRevoked: z.strictObject({ caseId, step: z.enum([...CLAWBACK_STEPS, 'closing']), reason }),
  ClawbackGroundRejected: z.strictObject({
    rejectionId: idSchema,
    ground: clawbackGroundSchema,
    court,
    judgmentNumber,
    effectiveOn: civilDateSchema.describe('生效日 · Day from which the judgment binds.'),
    evidence: evidenceListSchema,
  }),
  ClawbackRejectionRevoked: z.strictObject({ rejectionId: idSchema, reason }),
  PartySucceeded: z.strictObject({
    successionId: idSchema.describe('承继标识，跨合同一致 · The same in every contract that the succession touches.'),
    predecessorId: idSchema,
    successor: partySchema,
    kind: z.enum(SUCCESSION_KINDS).describe('合并、分立、更名、撤销 · Why.'),
    effectiveOn: plannedDateSchema.describe('承继日 · From this day on.'),
    documentNumber: orNull(text(100)).describe('文号 · Document number.'),
    evidence: evidenceListSchema,
  }),
  PartySuccessionRevoked: z.strictObject({ successionId: idSchema, predecessorId: idSchema, reason }),
  InstrumentDissolved: z.strictObject({
    instrumentId: idSchema,
    dissolvedOn: civilDateSchema.describe('解除日 · Day from which it binds no more, as the judgment names it.'),
    court,
    judgmentNumber,
    evidence: evidenceListSchema,
  }),
  InstrumentDissolutionRevoked: z.strictObject({ instrumentId: idSchema, reason }),
} as const;

export type ProcedureSchemasMatchTheDomain = AllTrue<[Same<z.output<typeof clawbackGroundSchema>, ClawbackGround>]>;
