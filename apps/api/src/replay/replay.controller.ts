import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ContractReplay } from '@heqi/audit';
import { calendarKnownAt, civilDateIn, DEFAULT_ASSESSMENT_RULES, type Actor } from '@heqi/domain';
import { instantSchema } from '@heqi/messages';
import { Clock } from '@heqi/runtime';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Bearer } from '../auth/authenticate.guard';
import { contractViewSchema, presentContract, type ContractView } from '../contracts/present-contract';
import { QualityReports } from '../quality/quality-reports';
import { Problem } from '../problems/problem';
import { knownAtQuery, PastStates, replayQuery } from './past-states';

const contractId = { schema: z.uuid() };
const historySchema = z
  .object({
    contractId: z.uuid(),
    events: z.array(
      z.object({
        id: z.uuid(),
        revision: z.number().int(),
        position: z.string(),
        type: z.string(),
        recordedAt: instantSchema,
        actor: z.object({ id: z.string(), partyId: z.string().nullable(), role: z.string() }),
        commandId: z.string(),
        data: z.unknown(),
      }),
    ),
  })
  .meta({ id: 'ContractHistory' });

/** Straight from the log, past every view: what an auditor replays. */
@ApiTags('replay')
@ApiBearerAuth()
@Controller('v1/contracts/:contractId')
export class ReplayController {
  constructor(
    private readonly replay: ContractReplay,
    private readonly quality: QualityReports,
    private readonly states: PastStates,
    private readonly clock: Clock,
  ) {}

  @Get('history')
  @ApiOperation({ summary: 'Every event of the contract, with who and when (档案)' })
  @ApiOkResponse({ standardSchema: historySchema })
  async history(
    @Bearer() actor: Actor,
    @Param('contractId', contractId) id: string,
    @Query({ schema: knownAtQuery }) { knownAt }: z.infer<typeof knownAtQuery>,
  ): Promise<z.input<typeof historySchema>> {
    this.states.requirePast(knownAt);
    await this.states.requireKnown(actor, id);
    const history = await this.replay.history(id, { knownAt });
    return {
      contractId: id,
      events: history.map(({ id: eventId, revision, position, event, recordedAt, actor: by, commandId }) => ({
        id: eventId,
        revision,
        position,
        type: event.type,
        recordedAt,
        actor: by,
        commandId,
        data: event.data,
      })),
    };
  }

  @Get('assessment')
  @ApiOperation({ summary: 'Both halves as of a day, as known at an instant (截至某日 × 当时所知)' })
  @ApiOkResponse({ standardSchema: contractViewSchema })
  async assessment(
    @Bearer() actor: Actor,
    @Param('contractId', contractId) id: string,
    @Query({ schema: replayQuery }) query: z.infer<typeof replayQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContractView> {
    this.states.requirePast(query.knownAt);
    const { timeZone } = await this.states.requireKnown(actor, id);
    const now = query.knownAt ?? this.clock.now();
    const asOf = query.asOf ?? civilDateIn(timeZone, now);
    const replayed = await this.replay.assessmentAt(id, { asOf, knownAt: now });
    if (!replayed) throw new Problem('not-found', `Contract ${id} was not known at ${now}.`);
    void reply.header('ETag', `"${replayed.state.revision}"`);
    const quality = await this.quality.of(replayed.state, asOf, actor, query.knownAt);
    const by = { calendar: calendarKnownAt(now), rules: DEFAULT_ASSESSMENT_RULES, knownAt: query.knownAt ?? null };
    return presentContract(replayed.state, replayed.assessment, quality, by);
  }
}
