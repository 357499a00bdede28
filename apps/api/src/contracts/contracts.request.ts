import { type ContractCommand, type ObligationTerms, type Side } from '@heqi/domain';
import {
  civilDateSchema,
  contractDetailsSchema,
  correctableTermsSchema,
  instrumentSchema,
  landParcelSchema,
  obligationTermsSchema,
  partySchema,
  idSchema,
  orNull,
  quantitySchema,
  reasonSchema,
  text,
  timeZoneSchema,
} from '@heqi/messages';
import { z } from 'zod';

/** Terms without the side, where the route tells it. */
export const obligationRequestSchema = obligationTermsSchema.omit({ side: true }).meta({ id: 'ObligationRequest' });
export type ObligationRequest = z.infer<typeof obligationRequestSchema>;

export const recordContractRequestSchema = z
  .strictObject({
    bureauId: idSchema.describe('Id of the bureau that records the deal'),
    dealNumber: text(64).describe("The deal's number at that bureau; bureau and number identify the deal"),
    timeZone: timeZoneSchema
      .optional()
      .describe('Zone of all civil dates of the contract; the district’s when left out'),
    details: contractDetailsSchema,
    parties: z.array(partySchema).max(50).default([]),
    instruments: z.array(instrumentSchema).max(100).default([]),
    parcels: z.array(landParcelSchema).max(100).default([]),
    promises: z.array(obligationRequestSchema).max(500).default([]).describe('What the government promised (政府承诺)'),
    commitments: z
      .array(obligationRequestSchema)
      .max(500)
      .default([])
      .describe('What the enterprise committed to (企业承诺)'),
  })
  .meta({ id: 'RecordContractRequest' });
export type RecordContractRequest = z.infer<typeof recordContractRequestSchema>;

/** The command a new deal asks for. */
export function toRecordContract(
  request: RecordContractRequest,
  contractId: string,
  defaultZone: string,
): ContractCommand {
  const { promises, commitments, timeZone, ...rest } = request;
  return {
    type: 'RecordContract',
    ...rest,
    contractId,
    timeZone: timeZone ?? defaultZone,
    obligations: [...promises.map(on('government')), ...commitments.map(on('enterprise'))],
  };
}

export function on(side: Side): (request: ObligationRequest) => ObligationTerms {
  return (request) => ({ ...request, side });
}

export const correctDetailsRequestSchema = z
  .strictObject({ details: contractDetailsSchema, reason: reasonSchema })
  .meta({ id: 'CorrectContractDetailsRequest' });
export const correctPartyRequestSchema = z
  .strictObject({ party: partySchema.omit({ id: true }), reason: reasonSchema })
  .meta({ id: 'CorrectPartyRequest' });
export const correctInstrumentRequestSchema = z
  .strictObject({ instrument: instrumentSchema.omit({ id: true }), reason: reasonSchema })
  .meta({ id: 'CorrectInstrumentRequest' });
export const surveyRequestSchema = z
  .strictObject({ surveyedArea: quantitySchema, surveyedOn: civilDateSchema })
  .meta({ id: 'SurveyLandParcelRequest' });
export const terminateRequestSchema = z
  .strictObject({
    terminatedOn: orNull(civilDateSchema).describe('Null when only known to have ended by `statedAsOf`'),
    statedAsOf: civilDateSchema.optional().describe('Defaults to terminatedOn'),
    instrumentId: orNull(idSchema),
    reason: reasonSchema,
  })
  .refine((request) => request.terminatedOn !== null || request.statedAsOf !== undefined, {
    message: 'state terminatedOn, or statedAsOf (the day by which it had ended) when the day itself is unknown',
    path: ['statedAsOf'],
  })
  .meta({ id: 'TerminateContractRequest' });
export const reasonRequestSchema = z.strictObject({ reason: reasonSchema }).meta({ id: 'ReasonRequest' });
export const correctTermsRequestSchema = z
  .strictObject({ terms: correctableTermsSchema, reason: reasonSchema })
  .meta({ id: 'CorrectObligationTermsRequest' });
