import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { calendarKnownAt, civilDateIn, DEFAULT_ASSESSMENT_RULES, reciprocityOf, type Actor } from '@heqi/domain';
import { civilDateSchema, instantSchema, obligationNoSchema, sideSchema } from '@heqi/messages';
import { lightText, statusText } from '@heqi/wording';
import { z } from 'zod';
import { Bearer } from '../auth/authenticate.guard';
import type { DeepReadonly } from '../deep-readonly';
import { codedSchema, inBoth } from '../questions/question';
import { PastStates, replayQuery } from '../replay/past-states';
import { blockerSchema } from './present-delay';

const reciprocitySchema = z
  .object({
    contractId: z.uuid(),
    asOf: civilDateSchema,
    knownAt: instantSchema.nullable(),
    duties: z.array(
      z.object({
        no: obligationNoSchema,
        side: sideSchema,
        title: z.string(),
        status: codedSchema,
        light: codedSchema,
        heldUpBy: blockerSchema.nullable(),
      }),
    ),
    edges: z.array(
      z.object({
        from: obligationNoSchema.describe('The duty that waits'),
        to: obligationNoSchema.describe('The duty it waits for'),
        kind: z.enum(['anchor', 'condition', 'tolled_by']),
        conditionId: z.string().nullable(),
        holdsUpToday: z.boolean(),
      }),
    ),
    circles: z.array(z.array(obligationNoSchema)).describe('Duties that wait for each other in turn'),
  })
  .meta({ id: 'ReciprocityGraph' });

/** Who waits for whom (对待给付关系), straight from the log. */
@ApiTags('delay')
@ApiBearerAuth()
@Controller('v1/contracts/:contractId/reciprocity')
export class ReciprocityController {
  constructor(private readonly states: PastStates) {}

  @Get()
  @ApiOperation({ summary: 'Who waits for whom, and what holds up what, at the root (对待给付关系)' })
  @ApiOkResponse({ standardSchema: reciprocitySchema })
  async graph(
    @Bearer() actor: Actor,
    @Param('contractId', { schema: z.uuid() }) contractId: string,
    @Query({ schema: replayQuery }) query: z.infer<typeof replayQuery>,
  ): Promise<DeepReadonly<z.output<typeof reciprocitySchema>>> {
    const { state, now } = await this.states.at(actor, contractId, query.knownAt);
    const asOf = query.asOf ?? civilDateIn(state.timeZone, now);
    const { duties, edges, circles } = reciprocityOf(state, asOf, calendarKnownAt(now), DEFAULT_ASSESSMENT_RULES);
    const titles = new Map(state.obligations.map(({ terms }) => [terms.no, terms.title]));
    return {
      contractId,
      asOf,
      knownAt: query.knownAt ?? null,
      duties: duties.map(({ no, side, status, light, heldUpBy }) => ({
        ...{ no, side, heldUpBy },
        title: titles.get(no) ?? no,
        status: inBoth(status, statusText),
        light: inBoth(light, lightText),
      })),
      edges,
      circles,
    };
  }
}
