import type { ContractEvent, ContractEventType } from '@heqi/domain';
import { z } from 'zod';
import { amountSchema, quantitySchema } from './amount-schemas';
import {
  contractDetailsFields,
  contractDetailsSchema,
  instrumentSchema,
  landParcelSchema,
  partySchema,
} from './contract-schemas';
import { endingEventDataSchemas } from './ending-event-schemas';
import { noticeEventDataSchemas } from './notice-event-schemas';
import { delayEventDataSchemas } from './delay-event-schemas';
import {
  correctableTermsSchema,
  evidenceGradeSchema,
  evidenceListSchema,
  evidenceRefSchema,
  obligationTermsSchema,
} from './obligation-schemas';
import { procedureEventDataSchemas } from './procedure-event-schemas';
import {
  addedLater,
  civilDateSchema,
  idSchema,
  obligationNoSchema,
  orNull,
  plannedDateSchema,
  reasonSchema,
  text,
  timeZoneSchema,
} from './scalar-schemas';
import type { AllTrue, Same } from './same-type';

export const noteSchema = orNull(text(2000)).describe('备注 · A note.');

const no = obligationNoSchema;
const claimId = idSchema.describe('申报标识 · The claim.');
const decidedOn = civilDateSchema.describe('认定日 · Day of the decision.');

/** The data of every event of a contract stream, by type. */
export const contractEventDataSchemas = {
  ContractRecorded: z.strictObject({
    contractId: idSchema,
    bureauId: idSchema,
    dealNumber: text(100).describe('项目编号 · Number of the deal at its bureau.'),
    timeZone: timeZoneSchema,
    ...contractDetailsFields,
  }),
  ContractDetailsCorrected: z.strictObject({ details: contractDetailsSchema, reason: reasonSchema }),
  PartyAdded: z.strictObject({ party: partySchema }),
  PartyCorrected: z.strictObject({ party: partySchema, reason: reasonSchema }),
  InstrumentSigned: z.strictObject({ instrument: instrumentSchema }),
  InstrumentCorrected: z.strictObject({ instrument: instrumentSchema, reason: reasonSchema }),
  LandParcelAdded: z.strictObject({ parcel: landParcelSchema }),
  LandParcelSurveyed: z.strictObject({
    parcelId: idSchema,
    surveyedArea: quantitySchema,
    surveyedOn: civilDateSchema,
  }),
  ObligationRecorded: z.strictObject({ obligation: obligationTermsSchema }),
  ObligationTermsCorrected: z.strictObject({ no, terms: correctableTermsSchema, reason: reasonSchema }),
  ObligationRetracted: z.strictObject({ no, reason: reasonSchema }),
  DueDateMoved: z.strictObject({ no, moveId: idSchema, instrumentId: idSchema, newDueOn: plannedDateSchema }),
  DueDateMoveRevoked: z.strictObject({ no, moveId: idSchema, reason: reasonSchema }),
  ConditionDetermined: z.strictObject({
    no,
    conditionId: idSchema,
    determinationId: idSchema,
    met: z.boolean().describe('是否成就 · Whether it was met.'),
    occurredOn: civilDateSchema.describe('成就之日 · Day on which it was (or was not) met.'),
    decidedOn,
    evidence: evidenceListSchema,
  }),
  ConditionDeterminationRevoked: z.strictObject({ no, determinationId: idSchema, reason: reasonSchema }),
  PerformanceClaimed: z.strictObject({
    no,
    claimId,
    performedOn: civilDateSchema.describe('履约日 · Day of the performance.'),
    value: orNull(amountSchema).describe('累计完成值 · Cumulative level reached; null for a milestone.'),
    evidence: evidenceListSchema,
    source: orNull(text(500)).describe('数据来源 · Whose figures these are, when not the claimant’s own.'),
    note: noteSchema,
  }),
  PaymentRecorded: z.strictObject({
    no,
    claimId,
    paidOn: civilDateSchema.describe('支付日 · Day of the payment.'),
    amount: amountSchema.describe('本次金额 · This one sum.'),
    evidence: evidenceListSchema,
    voucherNumber: orNull(text(100)).describe('凭证号 · Voucher number.'),
    note: noteSchema,
  }),
  EvidenceAttached: z.strictObject({ no, claimId, evidence: evidenceRefSchema }),
  ClaimWithdrawn: z.strictObject({ no, claimId, reason: reasonSchema }),
  PerformanceVerified: z.strictObject({
    no,
    claimId,
    performedOn: civilDateSchema.describe('认定的履约日 · Day of performance that is accepted.'),
    value: orNull(amountSchema).describe('认定值 · Level that is accepted.'),
    grade: addedLater(evidenceGradeSchema.default('self')),
    decidedOn,
    criterion: orNull(text(500)).describe('认定口径 · The definition applied.'),
    note: noteSchema,
  }),
  ClaimRejected: z.strictObject({ no, claimId, decidedOn, reason: reasonSchema }),
  VerificationRevoked: z.strictObject({ no, claimId, decidedOn, reason: reasonSchema }),
  ...noticeEventDataSchemas,
  ...endingEventDataSchemas,
  ...delayEventDataSchemas,
  ContractTerminated: z.strictObject({
    terminatedOn: orNull(civilDateSchema).describe('终止日 · Day of the end; null where unknown.'),
    statedAsOf: civilDateSchema.describe('截至此日已终止 · By this day it had ended.'),
    instrumentId: orNull(idSchema).describe('依据文书 · The paper that ended it.'),
    reason: reasonSchema,
  }),
  ContractTerminationRevoked: z.strictObject({ reason: reasonSchema }),
  ...procedureEventDataSchemas,
} satisfies { [Type in ContractEventType]: z.ZodType<DataOf<Type>> };

type DataOf<Type extends ContractEventType> = Extract<ContractEvent, { type: Type }>['data'];

/** The event types whose schema and domain type part ways; there must be none. */
type Drifted = {
  [Type in keyof typeof contractEventDataSchemas]: Type extends ContractEventType
    ? Same<z.output<(typeof contractEventDataSchemas)[Type]>, DataOf<Type>> extends true
      ? never
      : Type
    : Type;
}[keyof typeof contractEventDataSchemas];

export type ContractEventSchemasMatchTheDomain = AllTrue<[Same<Drifted, never>]>;

export const CONTRACT_EVENT_TYPES = Object.keys(contractEventDataSchemas) as readonly ContractEventType[];

export function isContractEventType(type: string): type is ContractEventType {
  return Object.hasOwn(contractEventDataSchemas, type);
}
