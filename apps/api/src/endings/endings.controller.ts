import { Body, Controller, Param, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { ContractOutcome } from '@heqi/commands';
import {
  civilDateSchema,
  idSchema,
  obligationNoSchema,
  orNull,
  plannedDateSchema,
  reasonSchema,
  text,
} from '@heqi/messages';
import { z } from 'zod';
import { reasonRequestSchema } from '../contracts/contracts.request';
import { ContractWriter } from '../writing/contract-writer';
import { Writing, type WriteContext } from '../writing/write-context';
import { WriteReplyInterceptor } from '../writing/write-reply.interceptor';
import { WritesContract } from '../writing/writes-contract.decorator';

const contractId = { schema: z.uuid() };
const obligationNo = { schema: obligationNoSchema };

const freezeRequestSchema = z
  .strictObject({
    frozenOn: civilDateSchema.describe('From this day on nothing is owed; what was performed up to it counts'),
    reviewNumber: text(100).describe('Number of the review that found it unlawful'),
    ground: text(2000).describe('The rule that forbids it'),
    substituteNo: orNull(obligationNoSchema).describe('The lawful duty in its place'),
    compensationNo: orNull(obligationNoSchema).describe('The duty to compensate'),
  })
  .meta({ id: 'FreezeObligationRequest' });
const unfreezeRequestSchema = z
  .strictObject({
    unfrozenOn: civilDateSchema.describe('From this day on it is owed again; the day of the freeze: it never held'),
    reviewNumber: orNull(text(100)).describe('Number of the decision that overturned the review'),
    reason: reasonSchema,
  })
  .meta({ id: 'UnfreezeObligationRequest' });
const supersedeRequestSchema = z
  .strictObject({
    byNo: obligationNoSchema.describe('The duty of the same side in its place'),
    instrumentId: idSchema.describe('The signed supplement (补充协议)'),
    supersededOn: plannedDateSchema.describe('From this day on the other duty is owed instead'),
  })
  .meta({ id: 'SupersedeObligationRequest' });

/** What ends a duty without performance, and takes such an end back. */
@ApiTags('endings')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts/:contractId/obligations/:no')
export class EndingsController {
  constructor(private readonly writer: ContractWriter) {}

  @Post('freeze')
  @WritesContract('Stop a duty that a review found unlawful; that is no default (依法停止)')
  freeze(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: freezeRequestSchema }) body: z.infer<typeof freezeRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'FreezeObligation', no, ...body });
  }

  @Post('freeze/lifting')
  @WritesContract('Lift a freeze: the review was overturned (恢复执行)')
  unfreeze(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: unfreezeRequestSchema }) body: z.infer<typeof unfreezeRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'UnfreezeObligation', no, ...body });
  }

  @Post('supersession')
  @WritesContract('Put another duty in the place of this one, by a signed supplement (替代)')
  supersede(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: supersedeRequestSchema }) body: z.infer<typeof supersedeRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'SupersedeObligation', no, ...body });
  }

  @Post('supersession/revocation')
  @WritesContract('Take back a supersession recorded by mistake')
  revokeSupersession(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeSupersession', no, reason });
  }
}
