import { Body, Controller, Param, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { ContractOutcome } from '@heqi/commands';
import { civilDateSchema, excuseFields, idSchema, orNull, plannedDateSchema, reasonSchema } from '@heqi/messages';
import { z } from 'zod';
import { reasonRequestSchema } from '../contracts/contracts.request';
import { evidenceRequestSchema } from '../evidence/evidence-refs';
import { ContractWriter } from '../writing/contract-writer';
import { Writing, type WriteContext } from '../writing/write-context';
import { WriteReplyInterceptor } from '../writing/write-reply.interceptor';
import { WritesContract } from '../writing/writes-contract.decorator';

const contractId = { schema: z.uuid() };
const id = { schema: idSchema };

const claimExcuseRequestSchema = z
  .strictObject({ ...excuseFields, evidence: evidenceRequestSchema, excuseId: idSchema.optional() })
  .meta({ id: 'ClaimExcuseRequest' });
const endExcuseRequestSchema = z
  .strictObject({
    lastDay: plannedDateSchema.describe('The last day, counted (末日，计入)'),
    evidence: evidenceRequestSchema,
  })
  .meta({ id: 'EndExcuseRequest' });
const acceptExcuseRequestSchema = z
  .strictObject({ decidedOn: civilDateSchema, reason: orNull(reasonSchema) })
  .meta({ id: 'AcceptExcuseRequest' });
const decisionRequestSchema = z
  .strictObject({ decidedOn: civilDateSchema, reason: reasonSchema })
  .meta({ id: 'ExcuseDecisionRequest' });

/** Days for which duties are excused (免责期间): claimed by one, decided by another. */
@ApiTags('delay')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts/:contractId/excuses')
export class ExcusesController {
  constructor(private readonly writer: ContractWriter) {}

  @Post()
  @WritesContract('Claim that duties are excused for some days (免责事由主张)')
  claim(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: claimExcuseRequestSchema }) body: z.infer<typeof claimExcuseRequestSchema>,
  ): Promise<ContractOutcome> {
    const excuseId = body.excuseId ?? context.derivedId('excuse');
    return this.writer.changeWith(context, contract, body.evidence, (evidence) => ({
      ...body,
      type: 'ClaimExcuse',
      excuseId,
      evidence,
    }));
  }

  @Post(':excuseId/end')
  @WritesContract('State the last day of an excuse that goes on, or an earlier one than was stated (终结)')
  end(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('excuseId', id) excuseId: string,
    @Body({ schema: endExcuseRequestSchema }) { lastDay, evidence }: z.infer<typeof endExcuseRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.changeWith(context, contract, evidence, (files) => ({
      type: 'EndExcuse',
      excuseId,
      lastDay,
      evidence: files,
    }));
  }

  @Post(':excuseId/acceptance')
  @WritesContract('Accept an excuse: it counts from its first day (认可)')
  accept(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('excuseId', id) excuseId: string,
    @Body({ schema: acceptExcuseRequestSchema }) body: z.infer<typeof acceptExcuseRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'AcceptExcuse', excuseId, ...body });
  }

  @Post(':excuseId/rejection')
  @WritesContract('Reject an excuse (不予认可)')
  reject(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('excuseId', id) excuseId: string,
    @Body({ schema: decisionRequestSchema }) body: z.infer<typeof decisionRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RejectExcuse', excuseId, ...body });
  }

  @Post(':excuseId/decision/revocation')
  @WritesContract('Take the decision on an excuse back; it is undecided again')
  revokeDecision(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('excuseId', id) excuseId: string,
    @Body({ schema: decisionRequestSchema }) body: z.infer<typeof decisionRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeExcuseDecision', excuseId, ...body });
  }

  @Post(':excuseId/withdrawal')
  @WritesContract('Withdraw an excuse that is not decided (撤回主张)')
  withdraw(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('excuseId', id) excuseId: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'WithdrawExcuse', excuseId, reason });
  }
}
