import { Body, Controller, Param, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { ContractOutcome } from '@heqi/commands';
import { civilDateSchema, idSchema, obligationNoSchema, plannedDateSchema } from '@heqi/messages';
import { z } from 'zod';
import {
  correctTermsRequestSchema,
  obligationRequestSchema,
  on,
  reasonRequestSchema,
  type ObligationRequest,
} from '../contracts/contracts.request';
import { EvidenceRefs, evidenceRequestSchema } from '../evidence/evidence-refs';
import { ContractWriter } from '../writing/contract-writer';
import { Writing, type WriteContext } from '../writing/write-context';
import { WriteReplyInterceptor } from '../writing/write-reply.interceptor';
import { WritesContract, WritesTerms } from '../writing/writes-contract.decorator';

const contractId = { schema: z.uuid() };
const id = { schema: idSchema };
const obligationNo = { schema: obligationNoSchema };

const moveDueDateRequestSchema = z
  .strictObject({
    instrumentId: idSchema.describe('The supplement (补充协议) that moves the date'),
    newDueOn: plannedDateSchema,
    moveId: idSchema.optional(),
  })
  .meta({ id: 'MoveDueDateRequest' });
const determineConditionRequestSchema = z
  .strictObject({
    met: z.boolean(),
    occurredOn: civilDateSchema.describe('The day on which the condition was, or was not, met'),
    decidedOn: civilDateSchema,
    evidence: evidenceRequestSchema,
    determinationId: idSchema.optional(),
  })
  .meta({ id: 'DetermineConditionRequest' });

/** Recording promises and commitments, and changing their terms. */
@ApiTags('obligations')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts/:contractId')
export class ObligationsController {
  constructor(
    private readonly writer: ContractWriter,
    private readonly evidence: EvidenceRefs,
  ) {}

  @Post('promises')
  @WritesTerms('Record what the government promised (政府承诺)')
  recordPromise(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: obligationRequestSchema }) body: ObligationRequest,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RecordObligation', obligation: on('government')(body) });
  }

  @Post('commitments')
  @WritesTerms('Record what the enterprise committed to (企业承诺)')
  recordCommitment(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: obligationRequestSchema }) body: ObligationRequest,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RecordObligation', obligation: on('enterprise')(body) });
  }

  @Post('obligations/:no/corrections')
  @WritesTerms('Put wrongly recorded terms right; they hold from the start, as known from now on (更正)')
  correctTerms(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: correctTermsRequestSchema }) body: z.infer<typeof correctTermsRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'CorrectObligationTerms', no, ...body });
  }

  @Post('obligations/:no/retraction')
  @WritesTerms('Retract a duty recorded by mistake; its number stays taken')
  retract(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RetractObligation', no, reason });
  }

  @Post('obligations/:no/due-moves')
  @WritesTerms('Move the due date by a signed supplement (延期)')
  moveDueDate(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: moveDueDateRequestSchema })
    { instrumentId, newDueOn, moveId }: z.infer<typeof moveDueDateRequestSchema>,
  ): Promise<ContractOutcome> {
    const move = moveId ?? context.derivedId('due-move');
    return this.writer.change(context, contract, { type: 'MoveDueDate', no, moveId: move, instrumentId, newDueOn });
  }

  @Post('obligations/:no/due-moves/:moveId/revocation')
  @WritesTerms('Take a wrongly recorded move of the due date back')
  revokeDueMove(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('moveId', id) moveId: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeDueDateMove', no, moveId, reason });
  }

  @Post('obligations/:no/conditions/:conditionId/determinations')
  @WritesContract('Find that a condition was met, or was not (条件成就认定)')
  async determineCondition(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('conditionId', id) conditionId: string,
    @Body({ schema: determineConditionRequestSchema }) body: z.infer<typeof determineConditionRequestSchema>,
  ): Promise<ContractOutcome> {
    const { evidence, determinationId, ...finding } = body;
    return this.writer.change(context, contract, {
      type: 'DetermineCondition',
      no,
      conditionId,
      determinationId: determinationId ?? context.derivedId('determination'),
      evidence: await this.evidence.resolve(evidence, context.actor),
      ...finding,
    });
  }

  @Post('obligations/:no/determinations/:determinationId/revocation')
  @WritesContract('Take a finding on a condition back')
  revokeDetermination(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('determinationId', id) determinationId: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeConditionDetermination', no, determinationId, reason });
  }
}
