import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ContractBusy, ContractRequest } from '@heqi/commands';
import { Refusal, requireRole, type Actor, type SucceedParty } from '@heqi/domain';
import { idSchema } from '@heqi/messages';
import { Contracts, type Fresh, type ListedContract } from '@heqi/views';
import { refusalText } from '@heqi/wording';
import type { FastifyReply } from 'fastify';
import { Bearer } from '../auth/authenticate.guard';
import { EvidenceRefs } from '../evidence/evidence-refs';
import { Problem } from '../problems/problem';
import { problemCodeOf } from '../problems/problem-codes';
import { Questions } from '../questions/question';
import { Writing, type WriteContext } from '../writing/write-context';
import {
  SUCCESSION_OUTCOMES,
  successionListSchema,
  successionReportSchema,
  type SuccessionList,
  type SuccessionReport,
} from './succession-report';
import { succeedRequestSchema, type SucceedRequest } from './successions.request';

const PAGE = 500;

/** A merger, a new name, a district that is abolished: one event for each contract of the party, all naming one succession. */
@ApiTags('successions')
@ApiBearerAuth()
@Controller('v1/successions')
export class SuccessionsController {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly contracts: Contracts,
    private readonly evidence: EvidenceRefs,
    private readonly questions: Questions,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Record a succession on every contract in which the predecessor stands; repeat it until none is refused',
  })
  @ApiHeader({ name: 'X-Heqi-Min-Position', required: false, description: 'Wait for the views to have this position' })
  @ApiOkResponse({ standardSchema: successionReportSchema })
  async succeed(
    @Writing() context: WriteContext,
    @Body({ schema: succeedRequestSchema }) body: SucceedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SuccessionReport> {
    if (context.expectation !== null) {
      throw new Problem('bad-request', 'A succession over many contracts takes no If-Match; leave the header out.');
    }
    const evidence = await this.evidence.resolve(body.evidence, context.actor);
    const command: SucceedParty = { ...body, type: 'SucceedParty', evidence };
    requireRole(command, context.actor);
    const { listed, freshness } = await this.all(context.actor, { partyId: body.predecessorId });
    const contracts: SuccessionReport['contracts'][number][] = [];
    let last = -1n;
    for (const { contractId, dealNumber } of listed) {
      const { position, ...told } = await this.onContract(context, command, contractId);
      contracts.push({ contractId, dealNumber, ...told });
      if (position > last) last = position;
    }
    if (last >= 0n) void reply.header('X-Heqi-Position', last.toString());
    const counts = Object.fromEntries(
      SUCCESSION_OUTCOMES.map((each) => [each, contracts.filter(({ outcome }) => outcome === each).length]),
    ) as SuccessionReport['counts'];
    return { successionId: body.successionId, freshness, counts, contracts };
  }

  @Get(':successionId')
  @ApiOperation({ summary: 'The contracts that a succession has moved, by deal number' })
  @ApiHeader({ name: 'X-Heqi-Min-Position', required: false, description: 'Wait for the views to have this position' })
  @ApiOkResponse({ standardSchema: successionListSchema })
  async one(
    @Bearer() actor: Actor,
    @Param('successionId', { schema: idSchema }) successionId: string,
  ): Promise<SuccessionList> {
    const { listed, freshness } = await this.all(actor, { successionId });
    const contracts = listed.map(({ contractId, dealNumber, title }) => ({ contractId, dealNumber, title }));
    return { successionId, freshness, total: contracts.length, contracts };
  }

  private async onContract(context: WriteContext, command: SucceedParty, contractId: string) {
    const { actor, idempotency, correlationId } = context;
    const commandId = context.derivedId(contractId);
    const request = new ContractRequest(
      ...([contractId, [command], actor, { kind: 'current' }, commandId, idempotency, correlationId] as const),
    );
    try {
      const { events, replayed, position } = await this.commandBus.execute(request);
      const outcome = events.length > 0 && !replayed ? ('moved' as const) : ('unchanged' as const);
      return { outcome, code: null, reason: null, position };
    } catch (error) {
      if (error instanceof Refusal) {
        const reason = { zh: refusalText(error, 'zh'), en: refusalText(error, 'en') };
        return { outcome: 'refused' as const, code: problemCodeOf(error.code), reason, position: -1n };
      }
      if (!(error instanceof ContractBusy)) throw error;
      const reason = { zh: '项目正被频繁更新，请重试。', en: error.message };
      return { outcome: 'refused' as const, code: 'contract-busy', reason, position: -1n };
    }
  }

  private async all(
    actor: Actor,
    filter: { readonly partyId?: string; readonly successionId?: string },
  ): Promise<Fresh<{ readonly listed: readonly ListedContract[] }>> {
    const listed: ListedContract[] = [];
    for (;;) {
      const page = await this.contracts.list(this.questions.within(actor, filter), {
        offset: listed.length,
        limit: PAGE,
      });
      listed.push(...page.rows);
      if (page.rows.length < PAGE) return { listed, freshness: page.freshness };
    }
  }
}
