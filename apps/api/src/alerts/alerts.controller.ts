import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ALERT_RULES, SIDES, type Actor, type CivilDate, type Instant } from '@heqi/domain';
import { civilDateSchema, idSchema, instantSchema, obligationNoSchema } from '@heqi/messages';
import { AlertList, type Alert } from '@heqi/views';
import { alertLevelText, alertResolutionText, alertRuleText, explainDue, raisedText, sideText } from '@heqi/wording';
import { z } from 'zod';
import { Bearer } from '../auth/authenticate.guard';
import type { DeepReadonly } from '../deep-readonly';
import { codedSchema, districtQuery, freshnessSchema, inBoth, pagingQuery, Questions } from '../questions/question';

const alertsQuery = z.strictObject({
  ...districtQuery,
  ...pagingQuery,
  contractId: z.uuid().optional(),
  no: obligationNoSchema.optional(),
  side: z.enum(SIDES).optional(),
  rule: z.enum(ALERT_RULES).optional(),
  level: z.enum(['yellow', 'red']).optional(),
  state: z.enum(['raised', 'cleared']).optional(),
  obligorId: idSchema.optional(),
  raisedFrom: civilDateSchema.optional(),
  raisedUntil: civilDateSchema.optional(),
});
const bothLanguages = z.object({ zh: z.string(), en: z.string() });
const alertSchema = z
  .object({
    alertId: z.uuid(),
    contractId: z.uuid(),
    dealNumber: z.string().nullable(),
    contractTitle: z.string().nullable(),
    no: z.string(),
    dutyTitle: z.string().nullable(),
    side: codedSchema,
    rule: codedSchema,
    level: codedSchema,
    occurrence: z.int(),
    state: z.enum(['raised', 'cleared']),
    raisedOn: civilDateSchema.describe('The day reviewed'),
    recordedAt: instantSchema,
    clearedOn: civilDateSchema.nullable(),
    resolution: codedSchema.nullable(),
    dueOn: civilDateSchema,
    obligorId: z.string().nullable(),
    title: bothLanguages,
    sentence: bothLanguages,
    arithmetic: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }).describe('How the due date was reached'),
    rulesVersion: z.int(),
    calendarVersion: z.string(),
    becauseOf: z.array(z.string()).describe('The events of the contract it came from'),
  })
  .meta({ id: 'Alert' });
const alertsSchema = z
  .object({ freshness: freshnessSchema, total: z.int(), alerts: z.array(alertSchema) })
  .meta({ id: 'AlertList' });

/** 预警: what was raised about either side, and what became of it. */
@ApiTags('alerts')
@ApiBearerAuth()
@ApiHeader({ name: 'X-Heqi-Min-Position', required: false, description: 'Wait for the views to have this position' })
@Controller('v1/alerts')
export class AlertsController {
  constructor(
    private readonly alerts: AlertList,
    private readonly questions: Questions,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Alerts of both sides, the latest first (预警)' })
  @ApiOkResponse({ standardSchema: alertsSchema })
  async find(
    @Bearer() actor: Actor,
    @Query({ schema: alertsQuery }) { offset, limit, ...filter }: z.infer<typeof alertsQuery>,
  ): Promise<DeepReadonly<z.output<typeof alertsSchema>>> {
    const { rows, total, freshness } = await this.alerts.find(this.questions.within(actor, filter), { offset, limit });
    return { freshness, total, alerts: rows.map(present) };
  }
}

function present(alert: Alert): DeepReadonly<z.output<typeof alertSchema>> {
  const { data, duty } = alert;
  const names = {
    party: (id: string) => (id === alert.obligorId ? (duty?.obligorName ?? undefined) : undefined),
    obligation: (no: string) => (no === alert.no ? duty?.title : undefined),
  };
  const told = { zh: raisedText(data, 'zh', names), en: raisedText(data, 'en', names) };
  return {
    alertId: alert.alertId,
    contractId: alert.contractId,
    dealNumber: duty?.dealNumber ?? null,
    contractTitle: duty?.contractTitle ?? null,
    no: alert.no,
    dutyTitle: duty?.title ?? null,
    side: inBoth(alert.side, sideText),
    rule: inBoth(alert.rule, alertRuleText),
    level: inBoth(alert.level, alertLevelText),
    occurrence: alert.occurrence,
    state: alert.state,
    raisedOn: alert.raisedOn as CivilDate,
    recordedAt: alert.recordedAt as Instant,
    clearedOn: alert.clearedOn as CivilDate | null,
    resolution: alert.resolution && inBoth(alert.resolution, alertResolutionText),
    dueOn: alert.dueOn as CivilDate,
    obligorId: alert.obligorId,
    title: { zh: told.zh.title, en: told.en.title },
    sentence: { zh: told.zh.sentence, en: told.en.sentence },
    arithmetic: { zh: explainDue(data.arithmetic, 'zh'), en: explainDue(data.arithmetic, 'en') },
    rulesVersion: data.rulesVersion,
    calendarVersion: data.calendarVersion,
    becauseOf: data.becauseOf,
  };
}
