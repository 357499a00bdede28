import { Body, Controller, Param, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { ContractOutcome } from '@heqi/commands';
import { idSchema, obligationNoSchema } from '@heqi/messages';
import { z } from 'zod';
import { reasonRequestSchema } from '../contracts/contracts.request';
import { EvidenceRefs } from '../evidence/evidence-refs';
import { ContractWriter } from '../writing/contract-writer';
import { Writing, type WriteContext } from '../writing/write-context';
import { WriteReplyInterceptor } from '../writing/write-reply.interceptor';
import { WritesContract } from '../writing/writes-contract.decorator';
import {
  recordAcknowledgementRequestSchema,
  serveBreachNoticeRequestSchema,
  serveDemandRequestSchema,
} from './notices.request';

const contractId = { schema: z.uuid() };
const id = { schema: idSchema };
const obligationNo = { schema: obligationNoSchema };

/** Demands, notices of breach and acknowledgements: of either side, about duties of either side. */
@ApiTags('notices')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts/:contractId/obligations/:no')
export class NoticesController {
  constructor(
    private readonly writer: ContractWriter,
    private readonly evidence: EvidenceRefs,
  ) {}

  @Post('demands')
  @WritesContract('Record that a written demand was served (催告); it makes the date of a duty that has none')
  async serveDemand(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: serveDemandRequestSchema }) body: z.infer<typeof serveDemandRequestSchema>,
  ): Promise<ContractOutcome> {
    const demandId = body.demandId ?? context.derivedId('demand');
    const evidence = await this.evidence.resolve(body.evidence, context.actor);
    return this.writer.change(context, contract, { type: 'ServeDemand', no, ...body, demandId, evidence });
  }

  @Post('demands/:demandId/revocation')
  @WritesContract('Take back a demand recorded by mistake')
  revokeDemand(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('demandId', id) demandId: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeDemand', no, demandId, reason });
  }

  @Post('breach-notices')
  @WritesContract('Record that a notice of breach with a period for cure was served (违约整改通知)')
  async serveBreachNotice(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: serveBreachNoticeRequestSchema }) body: z.infer<typeof serveBreachNoticeRequestSchema>,
  ): Promise<ContractOutcome> {
    const noticeId = body.noticeId ?? context.derivedId('breach-notice');
    const evidence = await this.evidence.resolve(body.evidence, context.actor);
    return this.writer.change(context, contract, { type: 'ServeBreachNotice', no, ...body, noticeId, evidence });
  }

  @Post('breach-notices/:noticeId/revocation')
  @WritesContract('Take back a notice of breach recorded by mistake')
  revokeBreachNotice(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('noticeId', id) noticeId: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeBreachNotice', no, noticeId, reason });
  }

  @Post('acknowledgements')
  @WritesContract('Record that the obligor acknowledged the duty (确认债务); limitation starts anew')
  async recordAcknowledgement(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: recordAcknowledgementRequestSchema }) body: z.infer<typeof recordAcknowledgementRequestSchema>,
  ): Promise<ContractOutcome> {
    const acknowledgementId = body.acknowledgementId ?? context.derivedId('acknowledgement');
    const evidence = await this.evidence.resolve(body.evidence, context.actor);
    const acknowledgement = { ...body, acknowledgementId, evidence };
    return this.writer.change(context, contract, { type: 'RecordAcknowledgement', no, ...acknowledgement });
  }

  @Post('acknowledgements/:acknowledgementId/revocation')
  @WritesContract('Take back an acknowledgement recorded by mistake')
  revokeAcknowledgement(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('acknowledgementId', id) acknowledgementId: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeAcknowledgement', no, acknowledgementId, reason });
  }
}
