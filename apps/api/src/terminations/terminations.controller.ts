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
  hearingOfferRequestSchema,
  hearingRequestSchema,
  intentRequestSchema,
  openTerminationRequestSchema,
  rectificationRequestSchema,
  terminationClosingRequestSchema,
  terminationDecisionRequestSchema,
  terminationServiceRequestSchema,
} from './terminations.request';

const contractId = { schema: z.uuid() };
const id = { schema: idSchema };

/** The ladder to a termination for breach, rung by rung (整改 → 意向 → 听证 → 决定 → 送达). */
@ApiTags('terminations')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts/:contractId/terminations')
export class TerminationsController {
  constructor(private readonly writer: ContractWriter) {}

  @Post()
  @WritesContract("Open a case to end the contract for the other side's breach (启动解除程序)")
  async open(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: openTerminationRequestSchema }) body: z.infer<typeof openTerminationRequestSchema>,
  ): Promise<ContractOutcome> {
    const caseId = body.caseId ?? context.derivedId('termination');
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'OpenTerminationCase',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/rectification-notice')
  @WritesContract('Serve the notice to put the breach right (违约整改通知书)')
  warn(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: rectificationRequestSchema }) body: z.infer<typeof rectificationRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'ServeRectificationNotice',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/intent-notice')
  @WritesContract('Serve the notice of intent to terminate (终止意向通知)')
  announce(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: intentRequestSchema }) body: z.infer<typeof intentRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'ServeTerminationIntent',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/hearing-offer')
  @WritesContract('Offer a hearing (听证告知)')
  offerHearing(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: hearingOfferRequestSchema }) body: z.infer<typeof hearingOfferRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'OfferTerminationHearing',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/hearing')
  @WritesContract('Record that the hearing was held, waived or let pass (听证)')
  concludeHearing(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: hearingRequestSchema }) body: z.infer<typeof hearingRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'ConcludeTerminationHearing',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/decision')
  @WritesContract('Decide the notice of termination; not by who proposed it (解除决定)')
  decide(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: terminationDecisionRequestSchema }) body: z.infer<typeof terminationDecisionRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'DecideTermination',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/service')
  @WritesContract('Serve the notice of termination: on this day the contract ends (解除通知送达)')
  serve(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: terminationServiceRequestSchema }) body: z.infer<typeof terminationServiceRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'ServeTerminationNotice',
      caseId,
      evidence,
    }));
  }

  @Post(':caseId/closing')
  @WritesContract('Close the case: cured, or withdrawn')
  close(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: terminationClosingRequestSchema }) body: z.infer<typeof terminationClosingRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { ...body, type: 'CloseTerminationCase', caseId });
  }

  @Post(':caseId/step-revocation')
  @WritesContract('Take the last, wrongly recorded step back')
  revokeStep(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('caseId', id) caseId: string,
    @Body({ schema: reasonRequestSchema }) body: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { ...body, type: 'RevokeTerminationStep', caseId });
  }
}
