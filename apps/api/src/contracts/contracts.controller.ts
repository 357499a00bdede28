import { Body, Controller, Inject, Param, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { contractIdOf, type ContractOutcome } from '@heqi/commands';
import { idSchema, instrumentSchema, landParcelSchema, partySchema } from '@heqi/messages';
import { SETTINGS, type Settings } from '@heqi/runtime';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { WritesContract, WritesTerms } from '../writing/writes-contract.decorator';
import { ContractWriter } from '../writing/contract-writer';
import { Writing, type WriteContext } from '../writing/write-context';
import { WarnedReplyInterceptor, warnedReplySchema } from '../quality/warned-reply.interceptor';
import { WriteReplyInterceptor } from '../writing/write-reply.interceptor';
import {
  correctDetailsRequestSchema,
  correctInstrumentRequestSchema,
  correctPartyRequestSchema,
  reasonRequestSchema,
  recordContractRequestSchema,
  surveyRequestSchema,
  terminateRequestSchema,
  toRecordContract,
  type RecordContractRequest,
} from './contracts.request';

const contractId = { schema: z.uuid() };
const id = { schema: idSchema };

/** Recording deals and changing what stands in them beside the duties. */
@ApiTags('contracts')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts')
export class ContractsController {
  constructor(
    private readonly writer: ContractWriter,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Record a deal with its promises and commitments, whole or not at all (合同登记)' })
  @ApiCreatedResponse({ standardSchema: warnedReplySchema })
  @UseInterceptors(WarnedReplyInterceptor)
  async record(
    @Writing() context: WriteContext,
    @Body({ schema: recordContractRequestSchema }) body: RecordContractRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContractOutcome> {
    const newId = contractIdOf(body.bureauId, body.dealNumber);
    const outcome = await this.writer.create(context, newId, [
      toRecordContract(body, newId, this.settings.HEQI_TIME_ZONE),
    ]);
    void reply.header('Location', `/v1/contracts/${newId}`);
    return outcome;
  }

  @Post(':contractId/corrections')
  @WritesContract('Put the details of the deal right (更正)')
  correctDetails(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: correctDetailsRequestSchema }) body: z.infer<typeof correctDetailsRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'CorrectContractDetails', ...body });
  }

  @Post(':contractId/parties')
  @WritesContract('Add an office, a platform company or an enterprise (主体)')
  addParty(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: partySchema }) party: z.infer<typeof partySchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'AddParty', party });
  }

  @Post(':contractId/parties/:partyId/corrections')
  @WritesContract("Put a party's name or identifier right")
  correctParty(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('partyId', id) partyId: string,
    @Body({ schema: correctPartyRequestSchema }) { party, reason }: z.infer<typeof correctPartyRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'CorrectParty', party: { ...party, id: partyId }, reason });
  }

  @Post(':contractId/instruments')
  @WritesTerms('Record a signed paper: agreement, supplement, minutes (文书)')
  signInstrument(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: instrumentSchema }) instrument: z.infer<typeof instrumentSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'SignInstrument', instrument });
  }

  @Post(':contractId/instruments/:instrumentId/corrections')
  @WritesTerms('Put the record of a paper right')
  correctInstrument(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('instrumentId', id) instrumentId: string,
    @Body({ schema: correctInstrumentRequestSchema })
    { instrument, reason }: z.infer<typeof correctInstrumentRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, {
      type: 'CorrectInstrument',
      instrument: { ...instrument, id: instrumentId },
      reason,
    });
  }

  @Post(':contractId/parcels')
  @WritesContract('Add a parcel of land (宗地)')
  addParcel(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: landParcelSchema }) parcel: z.infer<typeof landParcelSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'AddLandParcel', parcel });
  }

  @Post(':contractId/parcels/:parcelId/surveys')
  @WritesContract('Record the surveyed area of a parcel (实际丈量)')
  survey(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('parcelId', id) parcelId: string,
    @Body({ schema: surveyRequestSchema }) body: z.infer<typeof surveyRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'SurveyLandParcel', parcelId, ...body });
  }

  @Post(':contractId/termination')
  @WritesContract('Terminate the contract (解除/终止)')
  terminate(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: terminateRequestSchema }) body: z.infer<typeof terminateRequestSchema>,
  ): Promise<ContractOutcome> {
    const { terminatedOn, instrumentId, reason } = body;
    const statedAsOf = body.statedAsOf ?? terminatedOn!;
    return this.writer.change(context, contract, {
      type: 'TerminateContract',
      terminatedOn,
      statedAsOf,
      instrumentId,
      reason,
    });
  }

  @Post(':contractId/termination/revocation')
  @WritesContract('Take a wrongly recorded termination back')
  revokeTermination(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeContractTermination', reason });
  }
}
