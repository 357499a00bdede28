import { Body, Controller, Get, Inject, Optional, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { civilDateIn, startOfDayIn, type Actor } from '@heqi/domain';
import { civilDateSchema, instantSchema } from '@heqi/messages';
import { Clock, SETTINGS, SharedSimulatedClock, type Settings } from '@heqi/runtime';
import { z } from 'zod';
import { Bearer } from '../auth/authenticate.guard';
import { Problem } from '../problems/problem';
import { REVIEW_PROGRESS, type ReviewProgress } from './review-progress';

const moveRequestSchema = z
  .strictObject({ to: z.union([instantSchema, civilDateSchema]).describe('An instant, or a day: its first moment') })
  .meta({ id: 'MoveClockRequest' });
const clockSchema = z
  .object({
    now: instantSchema,
    today: civilDateSchema,
    simulated: z.boolean(),
    reviewedThrough: civilDateSchema.nullable().describe('The last day the alerter has reviewed'),
  })
  .meta({ id: 'ClockReading' });
type ClockReading = z.input<typeof clockSchema>;

const REVIEW_MILLISECONDS_MAX = 5_000;

/** What time it is here; and, on a simulated clock, the way to move it. With the system clock that way does not exist. */
@ApiTags('clock')
@ApiBearerAuth()
@Controller('v1/clock')
export class ClockController {
  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Optional() @Inject(REVIEW_PROGRESS) private readonly progress?: ReviewProgress,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The time this server goes by' })
  @ApiOkResponse({ standardSchema: clockSchema })
  async read(): Promise<ClockReading> {
    const now = this.clock.now();
    return {
      now,
      today: civilDateIn(this.settings.HEQI_TIME_ZONE, now),
      simulated: this.clock.simulated,
      reviewedThrough: (await this.progress?.reviewedThrough()) ?? null,
    };
  }

  @Post()
  @ApiOperation({ summary: 'Move a simulated clock forward; answers when the days passed are reviewed, or after 5 s' })
  @ApiOkResponse({ standardSchema: clockSchema })
  async move(
    @Bearer() actor: Actor,
    @Body({ schema: moveRequestSchema }) { to }: z.infer<typeof moveRequestSchema>,
  ): Promise<ClockReading> {
    if (!(this.clock instanceof SharedSimulatedClock)) {
      throw new Problem(
        'clock-not-simulated',
        'This server runs on the system clock; start it with HEQI_CLOCK=simulated or --sample to move time.',
      );
    }
    if (actor.role === 'enterprise' || actor.role === 'auditor') {
      throw new Problem('forbidden', `Role ${actor.role} may not move the clock.`);
    }
    const instant =
      to.length === 10
        ? startOfDayIn(this.settings.HEQI_TIME_ZONE, civilDateSchema.parse(to))
        : instantSchema.parse(to);
    try {
      await this.clock.advance(instant, actor);
    } catch (error) {
      if (error instanceof RangeError) throw new Problem('clock-moves-forward-only', `${error.message}.`);
      throw error;
    }
    await this.progress?.whenReviewedThrough(
      civilDateIn(this.settings.HEQI_TIME_ZONE, instant),
      REVIEW_MILLISECONDS_MAX,
    );
    return this.read();
  }
}
