import { randomUUID } from 'node:crypto';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { contractIdOf } from '@heqi/commands';
import { ROLES, ROLES_FOR, type Actor, type ContractCommand } from '@heqi/domain';
import { EventStore } from '@heqi/event-store';
import { readIncentiveAgreements, type ImportReading } from '@heqi/import';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Bearer } from '../auth/authenticate.guard';
import { Problem } from '../problems/problem';
import { DealRecorder, type RecordedDeal } from './deal-recorder';
import { DEAL_OUTCOMES, importReportSchema, type ImportReport } from './import-report';
import { uploadedFile } from './uploaded-file';

/** What an import asks of the write side. */
const GIVEN: readonly ContractCommand['type'][] = ['RecordContract', 'ClaimPerformance', 'TerminateContract'];
const IMPORTERS = ROLES.filter((role) => GIVEN.every((type) => ROLES_FOR[type].includes(role)));

/** Ledgers that others keep, taken in: every deal whole or not at all, every row accounted for. */
@ApiTags('imports')
@ApiBearerAuth()
@Controller('v1/imports')
export class ImportsController {
  private readonly recorder: DealRecorder;
  constructor(commandBus: CommandBus, store: EventStore) {
    this.recorder = new DealRecorder(commandBus, store);
  }

  @Post('ny-incentive-agreements')
  @HttpCode(200)
  @ApiOperation({
    summary: "Import New York State's Database of Economic Incentives (CSV); a second import changes nothing",
  })
  @ApiConsumes('text/csv', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ standardSchema: importReportSchema })
  async incentiveAgreements(
    @Bearer() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportReport> {
    if (!IMPORTERS.includes(actor.role)) {
      throw new Problem(
        'forbidden',
        `Role ${actor.role} may not import deals, which records, claims and terminates; ask someone in role ${IMPORTERS.join(' or ')}.`,
      );
    }
    const reading = readIncentiveAgreements(await uploadedFile(request), contractIdOf);
    const correlationId = randomUUID();
    const recorded: RecordedDeal[] = [];
    for (const deal of reading.deals) recorded.push(await this.recorder.record(deal, actor, correlationId));
    const report = reportOf(reading, recorded);
    if (report.position !== null) void reply.header('X-Heqi-Position', report.position);
    return report;
  }
}

function reportOf({ problems, notes, counts }: ImportReading, recorded: readonly RecordedDeal[]): ImportReport {
  const deals = recorded.map(({ deal }) => deal);
  const positions = recorded.flatMap(({ position }) => position ?? []);
  const last = positions.reduce((latest, position) => (position > latest ? position : latest), -1n);
  const outcomes = Object.fromEntries(
    DEAL_OUTCOMES.map((outcome) => [outcome, deals.filter((deal) => deal.outcome === outcome).length]),
  ) as ImportReport['outcomes'];
  return {
    deals,
    problems: [...problems, ...recorded.flatMap((each) => each.problems)].toSorted((a, b) => a.row - b.row),
    notes,
    read: counts,
    outcomes,
    position: last < 0n ? null : last.toString(),
  };
}
