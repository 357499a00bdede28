import { Body, Controller, Param, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { ContractOutcome } from '@heqi/commands';
import { idSchema } from '@heqi/messages';
import { z } from 'zod';
import { EvidenceRefs } from '../evidence/evidence-refs';
import { ContractWriter } from '../writing/contract-writer';
import { Writing, type WriteContext } from '../writing/write-context';
import { WriteReplyInterceptor } from '../writing/write-reply.interceptor';
import { WritesContract } from '../writing/writes-contract.decorator';
import { revokeSuccessionRequestSchema, succeedRequestSchema, type SucceedRequest } from './successions.request';

const contractId = { schema: z.uuid() };
const id = { schema: idSchema };

/** A party's succession on one contract. */
@ApiTags('successions')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts/:contractId/successions')
export class ContractSuccessionsController {
  constructor(
    private readonly writer: ContractWriter,
    private readonly evidence: EvidenceRefs,
  ) {}

  @Post()
  @WritesContract(
    "Move a party's open duties to its successor from a day on (主体承继); the same asked again changes nothing",
  )
  async succeed(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Body({ schema: succeedRequestSchema }) body: SucceedRequest,
  ): Promise<ContractOutcome> {
    const evidence = await this.evidence.resolve(body.evidence, context.actor);
    return this.writer.change(context, contract, { ...body, type: 'SucceedParty', evidence });
  }

  @Post(':successionId/revocation')
  @WritesContract('Take a wrongly recorded succession back')
  revoke(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('successionId', id) successionId: string,
    @Body({ schema: revokeSuccessionRequestSchema }) body: z.infer<typeof revokeSuccessionRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { ...body, type: 'RevokePartySuccession', successionId });
  }
}
