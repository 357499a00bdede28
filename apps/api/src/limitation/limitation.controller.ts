import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, calendarKnownAt, daysBetween, DEFAULT_ASSESSMENT_RULES, SIDES, type Actor } from '@heqi/domain';
import { civilDateSchema, idSchema } from '@heqi/messages';
import { Clock } from '@heqi/runtime';
import { LapsingRights, type LapsingRight } from '@heqi/views';
import { clockKindText, sideText } from '@heqi/wording';
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
import { presentRestart, restartSchema } from './present-restart';

const DAYS_AHEAD = 180;
const DAYS_AHEAD_AT_MOST = 3_700;

const limitationQuery = z.strictObject({
  ...asOfQuery,
  ...districtQuery,
  ...pagingQuery,
  withinDays: z.coerce
    .number()
    .int()
    .min(0)
    .max(DAYS_AHEAD_AT_MOST)
    .default(DAYS_AHEAD)
    .describe('How many natural days ahead of the day asked about'),
  contractId: z.uuid().optional(),
  side: z.enum(SIDES).optional().describe('The side that owes the duty; the right of the other one lapses'),
  obligorId: idSchema.optional(),
  kind: z.enum(['limitation', 'rescission']).optional(),
});
const rightSchema = z
  .object({
    kind: codedSchema,
    contractId: z.uuid(),
    dealNumber: z.string(),
    contractTitle: z.string(),
    no: z.string(),
    side: codedSchema,
    title: z.string(),
    obligorId: z.string().nullable(),
    obligeeId: z.string().nullable(),
    runsFrom: civilDateSchema,
    endsOn: civilDateSchema,
    daysLeft: z.number().int(),
    provisional: z.boolean(),
    restartedBy: restartSchema.nullable(),
  })
  .meta({ id: 'LapsingRight' });
const limitationSchema = z
  .object({
    asOf: civilDateSchema,
    until: civilDateSchema,
    freshness: freshnessSchema,
    total: z.number().int(),
    rights: z.array(rightSchema),
  })
  .meta({ id: 'LapsingRights' });

/** 时效: which claims, and which rights to rescind, end soon if nobody acts; those of either side. */
@ApiTags('limitation')
@ApiBearerAuth()
@ApiHeader({ name: 'X-Heqi-Min-Position', required: false, description: 'Wait for the views to have this position' })
@Controller('v1/limitation')
export class LimitationController {
  constructor(
    private readonly rights: LapsingRights,
    private readonly questions: Questions,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What lapses within so many days, the first to end first (诉讼时效与解除权期限)' })
  @ApiOkResponse({ standardSchema: limitationSchema })
  async lapsing(
    @Bearer() actor: Actor,
    @Query({ schema: limitationQuery }) query: z.infer<typeof limitationQuery>,
  ): Promise<DeepReadonly<z.output<typeof limitationSchema>>> {
    const { asOf, withinDays, offset, limit, ...filter } = query;
    const day = this.questions.dayOf(asOf);
    const until = addDays(day, withinDays);
    const within = this.questions.within(actor, filter);
    const by = { calendar: calendarKnownAt(this.clock.now()), rules: DEFAULT_ASSESSMENT_RULES };
    const { rows, total, freshness } = await this.rights.between(day, until, by, within, { offset, limit });
    return { asOf: day, until, freshness, total, rights: rows.map((right) => present(right, day)) };
  }
}

function present(right: LapsingRight, day: LapsingRight['endsOn']): DeepReadonly<z.output<typeof rightSchema>> {
  const { kind, side, restartedBy, lapsed: _, ...rest } = right;
  return {
    ...rest,
    kind: inBoth(kind, clockKindText),
    side: inBoth(side, sideText),
    daysLeft: daysBetween(day, right.endsOn),
    restartedBy: presentRestart(restartedBy),
  };
}
