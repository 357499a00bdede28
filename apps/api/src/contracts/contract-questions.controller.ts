import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  assess,
  calendarKnownAt,
  civilDateIn,
  DEFAULT_ASSESSMENT_RULES,
  mayKnowOf,
  parseInstant,
  type Actor,
} from '@heqi/domain';
import { instantSchema } from '@heqi/messages';
import { Clock } from '@heqi/runtime';
import { Contracts } from '@heqi/views';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Bearer } from '../auth/authenticate.guard';
import type { DeepReadonly } from '../deep-readonly';
import { Problem } from '../problems/problem';
import { QualityReports } from '../quality/quality-reports';
import { asOfQuery, districtQuery, freshnessSchema, pagingQuery, Questions } from '../questions/question';
import { contractViewSchema, presentContract } from './present-contract';

const listQuery = z.strictObject({
  ...districtQuery,
  ...pagingQuery,
  text: z.string().min(1).max(100).optional().describe('Part of the title or the deal number'),
  industryCode: z.string().min(1).max(8).optional(),
});
const listSchema = z
  .object({
    freshness: freshnessSchema,
    total: z.number().int(),
    contracts: z.array(
      z.object({
        contractId: z.uuid(),
        revision: z.number().int(),
        bureauId: z.string(),
        dealNumber: z.string(),
        title: z.string(),
        parkId: z.string().nullable(),
        zoneId: z.string().nullable(),
        industryCode: z.string().nullable(),
        partyIds: z.array(z.string()),
        recordedAt: instantSchema,
        lastRecordedAt: instantSchema,
      }),
    ),
  })
  .meta({ id: 'ContractList' });
const currentContractSchema = contractViewSchema
  .extend({
    freshness: freshnessSchema,
    parked: z
      .object({ revision: z.number().int(), reason: z.string() })
      .nullable()
      .describe('Why the views could not follow further'),
  })
  .meta({ id: 'CurrentContract' });
const contractQuery = z.strictObject(asOfQuery);

/** The deals, from the views. */
@ApiTags('contracts')
@ApiBearerAuth()
@ApiHeader({ name: 'X-Heqi-Min-Position', required: false, description: 'Wait for the views to have this position' })
@Controller('v1/contracts')
export class ContractQuestionsController {
  constructor(
    private readonly contracts: Contracts,
    private readonly questions: Questions,
    private readonly quality: QualityReports,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The deals you may know of, by deal number' })
  @ApiOkResponse({ standardSchema: listSchema })
  async list(
    @Bearer() actor: Actor,
    @Query({ schema: listQuery }) { offset, limit, ...filter }: z.infer<typeof listQuery>,
  ): Promise<DeepReadonly<z.output<typeof listSchema>>> {
    const { rows, total, freshness } = await this.contracts.list(this.questions.within(actor, filter), {
      offset,
      limit,
    });
    const contracts = rows.map((row) => ({
      ...row,
      recordedAt: parseInstant(row.recordedAt),
      lastRecordedAt: parseInstant(row.lastRecordedAt),
    }));
    return { freshness, total, contracts };
  }

  @Get(':contractId')
  @ApiOperation({ summary: 'Both halves of a deal: promises and commitments, lights, dates and their reasons' })
  @ApiOkResponse({ standardSchema: currentContractSchema })
  async one(
    @Bearer() actor: Actor,
    @Param('contractId', { schema: z.uuid() }) contractId: string,
    @Query({ schema: contractQuery }) { asOf }: z.infer<typeof contractQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeepReadonly<z.output<typeof currentContractSchema>>> {
    const { found, freshness } = await this.contracts.find(contractId);
    if (!found || !mayKnowOf(found.state, actor)) throw new Problem('not-found', `There is no contract ${contractId}.`);
    const { state, parked } = found;
    const now = this.clock.now();
    const calendar = calendarKnownAt(now);
    const day = asOf ?? civilDateIn(state.timeZone, now);
    const assessment = assess(state, day, calendar, DEFAULT_ASSESSMENT_RULES);
    const quality = await this.quality.of(state, day, actor);
    void reply.header('ETag', `"${state.revision}"`);
    const by = { calendar, rules: DEFAULT_ASSESSMENT_RULES, knownAt: null };
    return { ...presentContract(state, assessment, quality, by), freshness, parked };
  }
}
