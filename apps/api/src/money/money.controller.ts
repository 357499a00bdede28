import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  calendarKnownAt,
  civilDateIn,
  DEFAULT_ASSESSMENT_RULES,
  exposureByYear,
  moneyLedgerOf,
  PAYMENT_FAULTS,
  SIDES,
  type Actor,
  type MoneyLine,
  type Side,
} from '@heqi/domain';
import { civilDateSchema, instantSchema, moneySchema, obligationNoSchema } from '@heqi/messages';
import { Clock } from '@heqi/runtime';
import { ContractStates } from '@heqi/views';
import { paymentFaultText, sideText, statusText } from '@heqi/wording';
import { z } from 'zod';
import { Bearer } from '../auth/authenticate.guard';
import type { DeepReadonly } from '../deep-readonly';
import { asOfQuery, codedSchema, districtQuery, freshnessSchema, inBoth, Questions } from '../questions/question';
import { PastStates, replayQuery } from '../replay/past-states';

const lineSchema = z
  .object({
    no: obligationNoSchema,
    side: codedSchema,
    title: z.string(),
    status: codedSchema,
    promised: moneySchema,
    conditional: moneySchema.describe('Of it: waits for a condition'),
    due: moneySchema.describe('Of it: should have been paid by the day'),
    applied: moneySchema.describe('Reported as paid or applied for, and not decided'),
    paid: moneySchema.describe('Paid and verified'),
    setOff: moneySchema,
    recovered: moneySchema.describe('Of what was paid: came back by clawback'),
    outstanding: moneySchema.describe('Still to be paid if everything is performed'),
    dueOn: civilDateSchema.nullable(),
    dueIsProjected: z.boolean(),
    payments: z.array(z.object({ claimId: z.string(), paidOn: civilDateSchema, amount: moneySchema })),
    faults: z.array(
      z.object({
        kind: codedSchema,
        claimId: z.string().nullable(),
        on: civilDateSchema,
        amount: moneySchema,
      }),
    ),
  })
  .meta({ id: 'MoneyLine' });
const ledgerSchema = z
  .object({
    contractId: z.uuid(),
    asOf: civilDateSchema,
    knownAt: instantSchema.nullable(),
    lines: z.array(lineSchema),
  })
  .meta({ id: 'MoneyLedger' });
const exposureQuery = z.strictObject({
  ...asOfQuery,
  ...districtQuery,
  side: z.enum(SIDES).default('government').describe('Whose payments'),
});
const exposureSchema = z
  .object({
    asOf: civilDateSchema,
    side: codedSchema,
    freshness: freshnessSchema,
    deals: z.number().int(),
    years: z.array(
      z.object({
        year: z.number().int().nullable().describe('Null: no date can be projected'),
        certain: moneySchema.describe('Owed already'),
        conditional: moneySchema.describe('Owed once conditions are met and starts have happened'),
      }),
    ),
    faults: z
      .array(z.object({ kind: codedSchema, count: z.number().int() }))
      .describe('Payments of that side that are at fault, by kind'),
  })
  .meta({ id: 'FiscalExposure' });

/** What is promised, due, applied for, paid and set off (资金台账), and what is still to come (财政支出测算). */
@ApiTags('money')
@ApiBearerAuth()
@Controller('v1')
export class MoneyController {
  constructor(
    private readonly past: PastStates,
    private readonly states: ContractStates,
    private readonly questions: Questions,
    private readonly clock: Clock,
  ) {}

  @Get('contracts/:contractId/money')
  @ApiOperation({ summary: 'The money of a deal, duty by duty, with what is wrong with its payments (资金台账)' })
  @ApiOkResponse({ standardSchema: ledgerSchema })
  async ledger(
    @Bearer() actor: Actor,
    @Param('contractId', { schema: z.uuid() }) contractId: string,
    @Query({ schema: replayQuery }) query: z.infer<typeof replayQuery>,
  ): Promise<DeepReadonly<z.output<typeof ledgerSchema>>> {
    const { state, now } = await this.past.at(actor, contractId, query.knownAt);
    const asOf = query.asOf ?? civilDateIn(state.timeZone, now);
    const titles = new Map(state.obligations.map(({ terms }) => [terms.no, terms.title]));
    const lines = moneyLedgerOf(state, asOf, calendarKnownAt(now), DEFAULT_ASSESSMENT_RULES);
    return {
      contractId,
      asOf,
      knownAt: query.knownAt ?? null,
      lines: lines.map((line) => ({
        ...line,
        title: titles.get(line.no) ?? line.no,
        side: inBoth(line.side, sideText),
        status: inBoth(line.status, statusText),
        faults: line.faults.map((fault) => ({ ...fault, kind: inBoth(fault.kind, paymentFaultText) })),
      })),
    };
  }

  @Get('fiscal-exposure')
  @ApiOperation({ summary: 'What a side will have to pay by year if the other performs everything (财政支出测算)' })
  @ApiHeader({ name: 'X-Heqi-Min-Position', required: false, description: 'Wait for the views to have this position' })
  @ApiOkResponse({ standardSchema: exposureSchema })
  async exposure(
    @Bearer() actor: Actor,
    @Query({ schema: exposureQuery }) { asOf, side, ...district }: z.infer<typeof exposureQuery>,
  ): Promise<DeepReadonly<z.output<typeof exposureSchema>>> {
    const day = this.questions.dayOf(asOf);
    const calendar = calendarKnownAt(this.clock.now());
    const lines: MoneyLine[] = [];
    const { count, freshness } = await this.states.each(this.questions.within(actor, district), (state) =>
      lines.push(...moneyLedgerOf(state, day, calendar, DEFAULT_ASSESSMENT_RULES)),
    );
    return {
      asOf: day,
      side: inBoth(side, sideText),
      freshness,
      deals: count,
      years: exposureByYear(lines, side),
      faults: faultCounts(lines, side),
    };
  }
}

function faultCounts(lines: readonly MoneyLine[], side: Side) {
  const kinds = lines.filter((line) => line.side === side).flatMap(({ faults }) => faults.map(({ kind }) => kind));
  return PAYMENT_FAULTS.map((kind) => ({
    kind: inBoth(kind, paymentFaultText),
    count: kinds.filter((each) => each === kind).length,
  }));
}
