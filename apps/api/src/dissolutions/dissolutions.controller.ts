import { Body, Controller, Param, Post, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { ContractOutcome } from '@heqi/commands';
import { idSchema, procedureEventDataSchemas } from '@heqi/messages';
import { z } from 'zod';
import { reasonRequestSchema } from '../contracts/contracts.request';
import { EvidenceRefs, evidenceRequestSchema } from '../evidence/evidence-refs';
import { ContractWriter } from '../writing/contract-writer';
import { Writing, type WriteContext } from '../writing/write-context';
import { WriteReplyInterceptor } from '../writing/write-reply.interceptor';
import { WritesContract } from '../writing/writes-contract.decorator';

const contractId = { schema: z.uuid() };
const id = { schema: idSchema };
const dissolveRequestSchema = procedureEventDataSchemas.InstrumentDissolved.omit({ instrumentId: true })
  .extend({ evidence: evidenceRequestSchema })
  .meta({ id: 'DissolveInstrumentRequest' });

/** Supplements that a court dissolved. */
@ApiTags('contracts')
@ApiBearerAuth()
@UseInterceptors(WriteReplyInterceptor)
@Controller('v1/contracts/:contractId/instruments/:instrumentId/dissolution')
export class DissolutionsController {
  constructor(
    private readonly writer: ContractWriter,
    private readonly evidence: EvidenceRefs,
  ) {}

  @Post()
  @WritesContract(
    'Record that a judgment dissolved a supplement as of a day; the dates it moved move back from then on',
  )
  async dissolve(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('instrumentId', id) instrumentId: string,
    @Body({ schema: dissolveRequestSchema }) body: z.infer<typeof dissolveRequestSchema>,
  ): Promise<ContractOutcome> {
    const evidence = await this.evidence.resolve(body.evidence, context.actor);
    return this.writer.change(context, contract, { ...body, type: 'DissolveInstrument', instrumentId, evidence });
  }

  @Post('revocation')
  @WritesContract('Take the record of a dissolution back')
  revoke(
    @Writing() context: WriteContext,
    @Param('contractId', contractId) contract: string,
    @Param('instrumentId', id) instrumentId: string,
    @Body({ schema: reasonRequestSchema }) { reason }: z.infer<typeof reasonRequestSchema>,
  ): Promise<ContractOutcome> {
    return this.writer.change(context, contract, { type: 'RevokeInstrumentDissolution', instrumentId, reason });
  }
}
