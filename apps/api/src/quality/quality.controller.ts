import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ContractReplay } from '@heqi/audit';
import {
  QUALITY_CODES,
  QUALITY_KINDS,
  SIDES,
  civilDateIn,
  mayKnowOf,
  type Actor,
  type QualityCode,
} from '@heqi/domain';
import { civilDateSchema, instantSchema, obligationNoSchema } from '@heqi/messages';
import { Clock } from '@heqi/runtime';
import { DealQuality } from '@heqi/views';
import { qualityCodeText } from '@heqi/wording';
import { z } from 'zod';
import { Bearer } from '../auth/authenticate.guard';
import { namesIn } from '../contracts/present-contract';
import type { DeepReadonly } from '../deep-readonly';
import { Problem } from '../problems/problem';
import {
  asOfQuery,
  codedSchema,
  districtQuery,
  freshnessSchema,
  inBoth,
  pagingQuery,
  Questions,
} from '../questions/question';
import { findingSchema, presentFinding } from './present-finding';
import { QualityReports } from './quality-reports';

const listQuery = z.strictObject({
  ...asOfQuery,
  ...pagingQuery,
  ...districtQuery,
  contractId: z.uuid().optional(),
  code: z.enum(QUALITY_CODES).optional(),
  kind: z.enum(QUALITY_KINDS).optional(),
  side: z.enum(SIDES).optional(),
  no: obligationNoSchema.optional(),
});
const ofOneQuery = z.strictObject({
  asOf: civilDateSchema.optional().describe('The day asked about; today when left out'),
  knownAt: instantSchema.optional().describe('Only what was recorded up to this instant'),
});
const listSchema = z
  .object({
    asOf: civilDateSchema,
    freshness: freshnessSchema,
    total: z.number().int(),
    counts: z.array(codedSchema.extend({ count: z.number().int() })).describe('Of all pages together, by code'),
    findings: z.array(
      findingSchema.extend({ contractId: z.uuid(), dealNumber: z.string(), contractTitle: z.string() }),
    ),
  })
  .meta({ id: 'QualityList' });
const reportSchema = z
  .object({
    contractId: z.uuid(),
    dealNumber: z.string(),
    asOf: civilDateSchema,
    knownAt: instantSchema.nullable().describe('Null: everything recorded'),
    revision: z.number().int(),
    findings: z.array(findingSchema),
  })
  .meta({ id: 'QualityReport' });

/** 约定质量与填报疑点: what the terms of deals leave open, and what in their reports asks for a second look. Nothing is refused or
 *  decided by it. */
@ApiTags('quality')
@ApiBearerAuth()
@Controller('v1')
export class QualityController {
  constructor(
    private readonly quality: DealQuality,
    private readonly reports: QualityReports,
    private readonly replay: ContractReplay,
    private readonly questions: Questions,
    private readonly clock: Clock,
  ) {}

  @Get('quality')
  @ApiOperation({ summary: 'Warnings about terms and reports of all deals, as of a day (约定质量与填报疑点)' })
  @ApiHeader({ name: 'X-Heqi-Min-Position', required: false, description: 'Wait for the views to have this position' })
  @ApiOkResponse({ standardSchema: listSchema })
  async list(
    @Bearer() actor: Actor,
    @Query({ schema: listQuery }) { asOf, offset, limit, ...filter }: z.infer<typeof listQuery>,
  ): Promise<DeepReadonly<z.output<typeof listSchema>>> {
    const day = this.questions.dayOf(asOf);
    const knownTo = actor.role === 'enterprise' ? { knownTo: actor.partyId ?? '' } : {};
    const within = this.questions.within(actor, { ...filter, ...knownTo });
    const { rows, counts, total, freshness } = await this.quality.find(day, within, { offset, limit });
    const counted = Object.entries(counts) as [QualityCode, number][];
    return {
      asOf: day,
      freshness,
      total,
      counts: counted.map(([code, count]) => ({ ...inBoth(code, qualityCodeText), count })),
      findings: rows.map(({ contractId, dealNumber, contractTitle, titles, ...finding }) => {
        const named = (id: string) => titles[id];
        return {
          contractId,
          dealNumber,
          contractTitle,
          ...presentFinding(finding, { obligation: named, instrument: named }),
        };
      }),
    };
  }

  @Get('contracts/:contractId/quality')
  @ApiOperation({ summary: 'Warnings about terms and reports of a deal, as of a day, as known at an instant' })
  @ApiOkResponse({ standardSchema: reportSchema })
  async ofOne(
    @Bearer() actor: Actor,
    @Param('contractId', { schema: z.uuid() }) contractId: string,
    @Query({ schema: ofOneQuery }) { asOf, knownAt }: z.infer<typeof ofOneQuery>,
  ): Promise<DeepReadonly<z.output<typeof reportSchema>>> {
    const now = this.clock.now();
    if (knownAt !== undefined && knownAt > now) {
      throw new Problem(
        'bad-request',
        `knownAt is ${knownAt}, after now (${now}); leave it out to ask by everything recorded.`,
      );
    }
    const today = await this.replay.stateAt(contractId);
    if (!today || !mayKnowOf(today, actor)) throw new Problem('not-found', `There is no contract ${contractId}.`);
    const state = knownAt === undefined ? today : await this.replay.stateAt(contractId, knownAt);
    if (!state) throw new Problem('not-found', `Contract ${contractId} was not known at ${knownAt}.`);
    const day = asOf ?? civilDateIn(state.timeZone, knownAt ?? now);
    const findings = await this.reports.of(state, day, actor, knownAt);
    const { dealNumber, revision } = state;
    const names = namesIn(state, day);
    return {
      contractId,
      dealNumber,
      asOf: day,
      knownAt: knownAt ?? null,
      revision,
      findings: findings.map((finding) => presentFinding(finding, names)),
    };
  }
}
