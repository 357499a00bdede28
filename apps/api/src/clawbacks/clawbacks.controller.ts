import { Body, Controller, Param, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { ContractOutcome } from '@heqi/commands';
import { idSchema } from '@heqi/messages';
import { z } from 'zod';
import { reasonRequestSchema } from '../contracts/contracts.request';
import { ContractWriter } from '../writing/contract-writer';
import { Writing, type WriteContext } from '../writing/write-context';
import { WriteReplyInterceptor } from '../writing/write-reply.interceptor';
import { WritesContract } from '../writing/writes-contract.decorator';
import {
  clawbackClosingRequestSchema,
  clawbackDecisionRequestSchema,
  clawbackHearingRequestSchema,
  clawbackServiceRequestSchema,
  demandRequestSchema,
  enforcementRequestSchema,
  openClawbackRequestSchema,
  recoveryRequestSchema,
  rejectGroundRequestSchema,
} from './clawbacks.request';

const contractId = { schema: z.uuid() };
const id = { schema: idSchema };

/** Getting money back (追缴): 催告 → 陈述申辩 → 决定 → 送达 → 到账 or 强制执行, and what a court has rejected. */
@ApiTags('clawbacks')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts/:contractId/clawbacks')
export class ClawbacksController {
  constructor(private readonly writer: ContractWriter) {}

  @Post()
  @WritesContract('Open a clawback case on a payment not owed, or a commitment not kept (追缴立案)')
  async open(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: openClawbackRequestSchema }) body: z.infer<typeof openClawbackRequestSchema>,
  ): Promise<ContractOutcome> {
    const caseId = body.caseId ?? context.derivedId('clawback');
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'OpenClawbackCase',
      caseId,
      evidence,
    }));
  }

  @Post('rejections')
  @WritesContract('Record that a court rejected a ground: it is not claimed again (法院驳回)')
  async reject(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: rejectGroundRequestSchema }) body: z.infer<typeof rejectGroundRequestSchema>,
  ): Promise<ContractOutcome> {
    const rejectionId = body.rejectionId ?? context.derivedId('rejection');
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'RejectClawbackGround',
      rejectionId,
      evidence,
    }));
  }

  @Post('rejections/:rejectionId/revocation')
  @WritesContract('Take the record of a rejection back: wrongly recorded, or set aside')
  revokeRejection(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('rejectionId', id) rejectionId: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeClawbackRejection', rejectionId, reason });
  }

  @Post(':caseId/demand')
  @WritesContract('Serve the demand (催告)')
  demand(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: demandRequestSchema }) body: z.infer<typeof demandRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'DemandClawback',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/hearing')
  @WritesContract('Record the statement or the hearing, or that there was none (陈述申辩、听证)')
  hear(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: clawbackHearingRequestSchema }) body: z.infer<typeof clawbackHearingRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'HearClawback',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/decision')
  @WritesContract('Decide what is to come back; not by who proposed it (追缴决定)')
  decide(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: clawbackDecisionRequestSchema }) body: z.infer<typeof clawbackDecisionRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'DecideClawback',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/service')
  @WritesContract('Serve the decision (决定送达)')
  serve(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: clawbackServiceRequestSchema }) body: z.infer<typeof clawbackServiceRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'ServeClawbackDecision',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/recoveries')
  @WritesContract('Record money that came back, all or an instalment (追缴到账)')
  recover(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: recoveryRequestSchema }) body: z.infer<typeof recoveryRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'RecordRecovery',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/enforcement')
  @WritesContract('Ask the court to enforce the decision (申请强制执行)')
  enforce(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: enforcementRequestSchema }) body: z.infer<typeof enforcementRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'RequestClawbackEnforcement',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/closing')
  @WritesContract('Withdraw the case (撤案)')
  close(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: clawbackClosingRequestSchema }) body: z.infer<typeof clawbackClosingRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { ...body, type: 'CloseClawbackCase', caseId });
  }

  @Post(':caseId/step-revocation')
  @WritesContract('Take the last, wrongly recorded step back')
  revokeStep(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: reasonRequestSchema }) body: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { ...body, type: 'RevokeClawbackStep', caseId });
  }
}
