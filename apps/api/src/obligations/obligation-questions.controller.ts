import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { addDays, BOOKS, LIGHTS, OBLIGATION_STATUSES, SIDES, type Actor, type CivilDate } from '@heqi/domain';
import { amountSchema, civilDateSchema, idSchema, obligationNoSchema } from '@heqi/messages';
import { DueCalendar, ObligationLedger, type LedgerEntry } from '@heqi/views';
import { flagText, lightText, sideText, statusText } from '@heqi/wording';
import { z } from 'zod';
import { Bearer } from '../auth/authenticate.guard';
import type { DeepReadonly } from '../deep-readonly';
import { slipByBookSchema } from '../delay/present-delay';
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

const narrowed = {
  ...districtQuery,
  contractId: z.uuid().optional(),
  side: z.enum(SIDES).optional(),
  obligorId: idSchema.optional(),
  verifierId: idSchema.optional(),
  category: z.string().min(1).max(100).optional(),
  light: z.enum(LIGHTS).optional(),
  blockedBy: obligationNoSchema.optional().describe('Held up by this duty, at the root'),
  slipIn: z.enum(BOOKS).optional().describe('With at least a day of slip in this book'),
};
const ledgerQuery = z.strictObject({
  ...asOfQuery,
  ...pagingQuery,
  ...narrowed,
  status: z.enum(OBLIGATION_STATUSES).optional(),
});
const calendarQuery = z.strictObject({
  ...asOfQuery,
  ...narrowed,
  from: civilDateSchema.optional().describe('First day; the day asked about when left out'),
  until: civilDateSchema.optional().describe('Last day; 30 days after the first when left out'),
});

const entrySchema = z
  .object({
    contractId: z.uuid(),
    dealNumber: z.string(),
    contractTitle: z.string(),
    no: z.string(),
    side: codedSchema,
    title: z.string(),
    clause: z.string().nullable(),
    category: z.string().nullable(),
    obligorId: z.string().nullable(),
    obligorName: z.string().nullable(),
    verifierId: z.string().nullable(),
    verifierName: z.string().nullable(),
    status: codedSchema,
    light: codedSchema,
    flags: z.array(codedSchema),
    dueOn: civilDateSchema.nullable(),
    originalDueOn: civilDateSchema.nullable(),
    provisional: z.boolean(),
    fulfilledOn: civilDateSchema.nullable(),
    daysLate: z.number().int(),
    slip: slipByBookSchema,
    blockedBy: z.string().nullable().describe('The duty at the root of what holds it up'),
    target: amountSchema.nullable(),
    verifiedBasisPoints: z.number().int().nullable(),
    holds: z
      .object({ from: civilDateSchema, until: civilDateSchema.nullable() })
      .describe('The days on which this answer is the same, by what is known'),
  })
  .meta({ id: 'LedgerEntry' });
type LedgerEntryView = DeepReadonly<z.output<typeof entrySchema>>;
const ledgerSchema = z
  .object({
    asOf: civilDateSchema,
    freshness: freshnessSchema,
    total: z.number().int(),
    obligations: z.array(entrySchema),
  })
  .meta({ id: 'ObligationLedger' });
const calendarSchema = z
  .object({
    asOf: civilDateSchema,
    from: civilDateSchema,
    until: civilDateSchema,
    freshness: freshnessSchema,
    cutOff: z.boolean().describe('There is more than fits; the last days are left out whole'),
    days: z.array(z.object({ on: civilDateSchema, obligations: z.array(entrySchema) })),
  })
  .meta({ id: 'DueCalendar' });

/** 履约台账 and 到期日历: the duties of all deals, of both sides. */
@ApiTags('obligations')
@ApiBearerAuth()
@ApiHeader({ name: 'X-Heqi-Min-Position', required: false, description: 'Wait for the views to have this position' })
@Controller('v1')
export class ObligationQuestionsController {
  constructor(
    private readonly ledger: ObligationLedger,
    private readonly calendar: DueCalendar,
    private readonly questions: Questions,
  ) {}

  @Get('obligations')
  @ApiOperation({ summary: 'The ledger: every duty as of a day (履约台账)' })
  @ApiOkResponse({ standardSchema: ledgerSchema })
  async find(
    @Bearer() actor: Actor,
    @Query({ schema: ledgerQuery }) query: z.infer<typeof ledgerQuery>,
  ): Promise<DeepReadonly<z.output<typeof ledgerSchema>>> {
    const { asOf, offset, limit, status, light, ...rest } = query;
    const filter = { ...rest, statuses: status && [status], lights: light && [light] };
    const day = this.questions.dayOf(asOf);
    const { rows, total, freshness } = await this.ledger.find(day, this.questions.within(actor, filter), {
      offset,
      limit,
    });
    return { asOf: day, freshness, total, obligations: rows.map(present) };
  }

  @Get('due-calendar')
  @ApiOperation({ summary: 'What falls due when, still owed as of a day (到期日历)' })
  @ApiOkResponse({ standardSchema: calendarSchema })
  async dueBetween(
    @Bearer() actor: Actor,
    @Query({ schema: calendarQuery }) query: z.infer<typeof calendarQuery>,
  ): Promise<DeepReadonly<z.output<typeof calendarSchema>>> {
    const { asOf, from: given, until: end, light, ...rest } = query;
    const day = this.questions.dayOf(asOf);
    const from = given ?? day;
    const until = end ?? addDays(from, CALENDAR_DAYS);
    if (until < from) throw new Problem('bad-request', `until (${until}) comes before from (${from}).`);
    const filter = this.questions.within(actor, { ...rest, lights: light && [light] });
    const { days, cutOff, freshness } = await this.calendar.between(day, from, until, filter);
    return {
      asOf: day,
      from,
      until,
      freshness,
      cutOff,
      days: days.map(({ on, obligations }) => ({ on: on as CivilDate, obligations: obligations.map(present) })),
    };
  }
}

const CALENDAR_DAYS = 30;

function present(entry: LedgerEntry): LedgerEntryView {
  const { side, status, light, flags } = entry;
  return {
    contractId: entry.contractId,
    dealNumber: entry.dealNumber,
    contractTitle: entry.contractTitle,
    no: entry.no,
    side: inBoth(side, sideText),
    title: entry.title,
    clause: entry.clause,
    category: entry.category,
    obligorId: entry.obligorId,
    obligorName: entry.obligorName,
    verifierId: entry.verifierId,
    verifierName: entry.verifierName,
    status: inBoth(status, statusText),
    light: inBoth(light, lightText),
    flags: flags.map((flag) => inBoth(flag, flagText)),
    dueOn: entry.dueOn as CivilDate | null,
    originalDueOn: entry.originalDueOn as CivilDate | null,
    provisional: entry.provisional,
    fulfilledOn: entry.fulfilledOn as CivilDate | null,
    daysLate: entry.daysLate,
    slip: entry.slip,
    blockedBy: entry.blockedBy,
    target: entry.target,
    verifiedBasisPoints: entry.verifiedBasisPoints,
    holds: { from: entry.holds.from as CivilDate, until: entry.holds.until as CivilDate | null },
  };
}
