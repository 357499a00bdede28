import { Body, Controller, Param, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { ContractOutcome } from '@heqi/commands';
import {
  amountSchema,
  civilDateSchema,
  evidenceGradeSchema,
  idSchema,
  moneySchema,
  noteSchema,
  obligationNoSchema,
  orNull,
  reasonSchema,
  text,
} from '@heqi/messages';
import { z } from 'zod';
import { reasonRequestSchema } from '../contracts/contracts.request';
import { EvidenceRefs, evidenceRequestSchema, evidenceFileSchema } from '../evidence/evidence-refs';
import { ContractWriter } from '../writing/contract-writer';
import { Writing, type WriteContext } from '../writing/write-context';
import { WriteReplyInterceptor } from '../writing/write-reply.interceptor';
import { WritesContract } from '../writing/writes-contract.decorator';

const contractId = { schema: z.uuid() };
const id = { schema: idSchema };
const obligationNo = { schema: obligationNoSchema };

const claimRequestSchema = z
  .strictObject({
    performedOn: civilDateSchema.describe('The day of the performance, or the day to which the level refers'),
    value: orNull(amountSchema).describe('The cumulative level reached (累计); null for a milestone'),
    evidence: evidenceRequestSchema,
    source: orNull(text(500)).describe('Whose figures these are, when not your own'),
    note: noteSchema,
    claimId: idSchema.optional(),
  })
  .meta({ id: 'ClaimPerformanceRequest' });
const paymentRequestSchema = z
  .strictObject({
    paidOn: civilDateSchema,
    amount: moneySchema,
    evidence: evidenceRequestSchema,
    voucherNumber: orNull(text(100)),
    note: noteSchema,
    claimId: idSchema.optional(),
  })
  .meta({ id: 'RecordPaymentRequest' });
const verificationRequestSchema = z
  .strictObject({
    decidedOn: civilDateSchema,
    performedOn: orNull(civilDateSchema).describe('The performance day accepted; as claimed when null'),
    value: orNull(amountSchema).describe('The level accepted; as claimed when null'),
    grade: orNull(evidenceGradeSchema).describe(
      'The grade of evidence accepted: that of the claim when null, or lower',
    ),
    criterion: orNull(text(500)).describe('The definition applied (认定标准)'),
    note: noteSchema,
  })
  .meta({ id: 'VerifyPerformanceRequest' });
const decisionRequestSchema = z
  .strictObject({ decidedOn: civilDateSchema, reason: reasonSchema })
  .meta({ id: 'DecisionRequest' });

/** Claim (申报), evidence (佐证), verification (核验认定). */
@ApiTags('claims')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts/:contractId/obligations/:no')
export class ClaimsController {
  constructor(
    private readonly writer: ContractWriter,
    private readonly evidence: EvidenceRefs,
  ) {}

  @Post('claims')
  @WritesContract('Claim performance, or the level reached (申报)')
  async claim(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: claimRequestSchema }) body: z.infer<typeof claimRequestSchema>,
  ): Promise<ContractOutcome> {
    const evidence = await this.evidence.resolve(body.evidence, context.actor);
    const claimId = body.claimId ?? context.derivedId('claim');
    return this.writer.change(context, contract, { type: 'ClaimPerformance', no, ...body, evidence, claimId });
  }

  @Post('payments')
  @WritesContract('Record a payment on a duty counted by payments (拨付/缴纳)')
  async pay(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Body({ schema: paymentRequestSchema }) body: z.infer<typeof paymentRequestSchema>,
  ): Promise<ContractOutcome> {
    const evidence = await this.evidence.resolve(body.evidence, context.actor);
    const claimId = body.claimId ?? context.derivedId('claim');
    return this.writer.change(context, contract, { type: 'RecordPayment', no, ...body, evidence, claimId });
  }

  @Post('claims/:claimId/evidence')
  @WritesContract('Attach an uploaded file to a claim (补充佐证)')
  async attach(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('claimId', id) claimId: string,
    @Body({ schema: evidenceFileSchema }) body: z.infer<typeof evidenceFileSchema>,
  ): Promise<ContractOutcome> {
    const [evidence] = await this.evidence.resolve([body], context.actor);
    return this.writer.change(context, contract, { type: 'AttachEvidence', no, claimId, evidence: evidence! });
  }

  @Post('claims/:claimId/withdrawal')
  @WritesContract('Withdraw a claim that is not decided yet (撤回申报)')
  withdraw(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('claimId', id) claimId: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'WithdrawClaim', no, claimId, reason });
  }

  @Post('claims/:claimId/verification')
  @WritesContract('Accept a claim (核验认定)')
  verify(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('claimId', id) claimId: string,
    @Body({ schema: verificationRequestSchema }) body: z.infer<typeof verificationRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'VerifyPerformance', no, claimId, ...body });
  }

  @Post('claims/:claimId/rejection')
  @WritesContract('Reject a claim (不予认定)')
  reject(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('claimId', id) claimId: string,
    @Body({ schema: decisionRequestSchema }) body: z.infer<typeof decisionRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RejectClaim', no, claimId, ...body });
  }

  @Post('claims/:claimId/verification/revocation')
  @WritesContract('Take a decision on a claim back; the claim is undecided again (撤销认定)')
  revoke(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('no', obligationNo) no: string,
    @Param('claimId', id) claimId: string,
    @Body({ schema: decisionRequestSchema }) body: z.infer<typeof decisionRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeVerification', no, claimId, ...body });
  }
}
