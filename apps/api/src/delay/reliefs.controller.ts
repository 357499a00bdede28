import { Body, Controller, Param, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { ContractOutcome } from '@heqi/commands';
import {
  civilDateSchema,
  idSchema,
  noteSchema,
  obligationNoSchema,
  orNull,
  reasonSchema,
  reliefFields,
  text,
} from '@heqi/messages';
import { z } from 'zod';
import { reasonRequestSchema } from '../contracts/contracts.request';
import { evidenceRequestSchema } from '../evidence/evidence-refs';
import { ContractWriter } from '../writing/contract-writer';
import { Writing, type WriteContext } from '../writing/write-context';
import { WriteReplyInterceptor } from '../writing/write-reply.interceptor';
import { WritesContract } from '../writing/writes-contract.decorator';

const contractId = { schema: z.uuid() };
const id = { schema: idSchema };
const obligationNo = { schema: obligationNoSchema };

const requestReliefRequestSchema = z
  .strictObject({ ...reliefFields, evidence: evidenceRequestSchema, reliefId: idSchema.optional() })
  .meta({ id: 'RequestReliefRequest' });
const approveReliefRequestSchema = z
  .strictObject({
    decidedOn: civilDateSchema,
    documentNumber: orNull(text(100)).describe('Number of the approval (批准文号)'),
    evidence: evidenceRequestSchema,
    note: noteSchema,
  })
  .meta({ id: 'ApproveReliefRequest' });
const serveReliefRequestSchema = z
  .strictObject({
    servedOn: civilDateSchema.describe('The day it reached the obligor: from it the relief works (送达日)'),
    evidence: evidenceRequestSchema,
  })
  .meta({ id: 'ServeReliefRequest' });
const decisionRequestSchema = z
  .strictObject({ decidedOn: civilDateSchema, reason: reasonSchema })
  .meta({ id: 'ReliefDecisionRequest' });

/** Extension (延期), waiver (豁免), discharge (解除) and set-off (抵销): asked for, granted by another, and served. */
@ApiTags('delay')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts/:contractId/obligations/:no/reliefs')
export class ReliefsController {
  constructor(private readonly writer: ContractWriter) {}

  @Post()
  @WritesContract('Ask for an extension, a waiver, a discharge or a set-off (申请)')
  request(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: requestReliefRequestSchema }) body: z.infer<typeof requestReliefRequestSchema>,
  ): Promise<ContractOutcome> {
    const reliefId = body.reliefId ?? context.derivedId('relief');
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'RequestRelief',
      no,
      reliefId,
      evidence,
    }));
  }

  @Post(':reliefId/approval')
  @WritesContract('Grant what was asked for; it works once it is served (批准)')
  approve(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('reliefId', id) reliefId: string,
    @Body({ schema: approveReliefRequestSchema }) body: z.infer<typeof approveReliefRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'ApproveRelief',
      no,
      reliefId,
      evidence,
    }));
  }

  @Post(':reliefId/refusal')
  @WritesContract('Refuse what was asked for (不予批准)')
  refuse(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('reliefId', id) reliefId: string,
    @Body({ schema: decisionRequestSchema }) body: z.infer<typeof decisionRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RefuseRelief', no, reliefId, ...body });
  }

  @Post(':reliefId/decision/revocation')
  @WritesContract('Take the decision on a request back, with its service if there was one')
  revokeDecision(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('reliefId', id) reliefId: string,
    @Body({ schema: decisionRequestSchema }) body: z.infer<typeof decisionRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeReliefDecision', no, reliefId, ...body });
  }

  @Post(':reliefId/service')
  @WritesContract('Record that the approval was served: from that day it works (送达)')
  serve(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('reliefId', id) reliefId: string,
    @Body({ schema: serveReliefRequestSchema }) { servedOn, evidence }: z.infer<typeof serveReliefRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, evidence, (files) => ({
      type: 'ServeRelief',
      no,
      reliefId,
      servedOn,
      evidence: files,
    }));
  }

  @Post(':reliefId/withdrawal')
  @WritesContract('Withdraw a request that is not decided (撤回申请)')
  withdraw(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('reliefId', id) reliefId: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'WithdrawRelief', no, reliefId, reason });
  }
}
