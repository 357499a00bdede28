import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor, Quadrant } from '@heqi/domain';
import { civilDateSchema } from '@heqi/messages';
import { ContractBoard, type FulfilmentRate } from '@heqi/views';
import { dutyText, quadrantText, say } from '@heqi/wording';
import { z } from 'zod';
import { Bearer } from '../auth/authenticate.guard';
import type { DeepReadonly } from '../deep-readonly';
import {
  asOfQuery,
  codedSchema,
  districtQuery,
  freshnessSchema,
  inBoth,
  pagingQuery,
  Questions,
} from '../questions/question';

const boardQuery = z.strictObject({
  ...asOfQuery,
  ...districtQuery,
  limit: pagingQuery.limit.describe('Deals listed per quadrant; counts are whole'),
});
const lightCountsSchema = z.object({ grey: z.int(), green: z.int(), yellow: z.int(), red: z.int() });
const bothLanguages = z.object({ zh: z.string(), en: z.string() });
const dealSchema = z
  .object({
    contractId: z.uuid(),
    dealNumber: z.string(),
    title: z.string(),
    parkId: z.string().nullable(),
    zoneId: z.string().nullable(),
    government: lightCountsSchema,
    enterprise: lightCountsSchema,
    terminatedOn: z.string().nullable(),
  })
  .meta({ id: 'BoardDeal' });
const groupSchema = z.object({ count: z.int(), deals: z.array(dealSchema) });
const boardSchema = z
  .object({
    asOf: civilDateSchema,
    freshness: freshnessSchema,
    quadrants: z.array(groupSchema.extend({ quadrant: codedSchema })),
    ended: groupSchema.describe('Deals terminated by the day: they stand in no quadrant'),
    totals: z.object({ government: lightCountsSchema, enterprise: lightCountsSchema }),
    rates: z.array(
      z.object({
        code: z.string(),
        name: bothLanguages,
        numerator: z.int(),
        denominator: z.int(),
        percent: z.number().nullable(),
        definition: bothLanguages,
      }),
    ),
  })
  .meta({ id: 'Board' });

/** The four quadrants: both keep, government behind, enterprise behind, both behind. */
@ApiTags('board')
@ApiBearerAuth()
@ApiHeader({ name: 'X-Heqi-Min-Position', required: false, description: 'Wait for the views to have this position' })
@Controller('v1/board')
export class BoardController {
  constructor(
    private readonly board: ContractBoard,
    private readonly questions: Questions,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The four quadrants as of a day, with rates and their definitions (四象限)' })
  @ApiOkResponse({ standardSchema: boardSchema })
  async asOf(
    @Bearer() actor: Actor,
    @Query({ schema: boardQuery }) { asOf, limit, ...filter }: z.infer<typeof boardQuery>,
  ): Promise<DeepReadonly<z.output<typeof boardSchema>>> {
    const board = await this.board.asOf(this.questions.dayOf(asOf), this.questions.within(actor, filter), limit);
    const quadrants = Object.entries(board.quadrants) as [Quadrant, (typeof board.quadrants)[Quadrant]][];
    return {
      asOf: board.asOf,
      freshness: board.freshness,
      quadrants: quadrants.map(([quadrant, group]) => ({ quadrant: inBoth(quadrant, quadrantText), ...group })),
      ended: board.ended,
      totals: board.totals,
      rates: board.rates.map(present),
    };
  }
}

function present({ code, side, numerator, denominator, basisPoints, definition }: FulfilmentRate) {
  return {
    code: `${side}_${code}`,
    name: {
      zh: `${dutyText(side, 'zh')}${say('zh', `page.${code}`)}`,
      en: `${dutyText(side, 'en')} ${say('en', `page.${code}`)}`,
    },
    numerator,
    denominator,
    percent: basisPoints === null ? null : basisPoints / 100,
    definition,
  };
}
