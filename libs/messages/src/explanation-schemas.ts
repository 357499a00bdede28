import { BOOKS, EXCUSE_CAUSES, LIMITATION_RESTARTS, type ExplanationStep } from '@heqi/domain';
import { z } from 'zod';
import { termSchema } from './amount-schemas';
import { civilDateSchema, idSchema, obligationNoSchema, text } from './scalar-schemas';
import type { AllTrue, Same } from './same-type';

const date = civilDateSchema;
const no = obligationNoSchema;
const span = { count: z.int().min(0), from: date, to: date };
const noticed = {
  name: z.string().describe('节日 · The holiday.'),
  notice: z.string().describe('通知文号 · The notice.'),
};

const step = <Code extends string, Fields extends z.ZodRawShape>(code: Code, fields: Fields) =>
  z.strictObject({ code: z.literal(code), ...fields });

const rolled = z.discriminatedUnion('because', [
  step('rolled', { from: date, to: date, because: z.literal('weekend') }),
  step('rolled', { from: date, to: date, because: z.literal('statutory_holiday'), ...noticed }),
]);

/** One step of the arithmetic behind a date, as an alert carries it. An instrument's id may be empty: a duty without one. */
export const explanationStepSchema = z
  .discriminatedUnion('code', [
    step('fixed_date', { on: date }),
    step('signed', { instrumentId: idSchema.or(z.literal('')), on: date }),
    step('anchor_fulfilled', { no, on: date }),
    step('anchor_projected', { no, on: date }),
    step('signing_awaited', { instrumentId: idSchema.or(z.literal('')) }),
    step('condition_met', { id: idSchema, on: date }),
    step('condition_open', { id: idSchema }),
    step('term', { term: termSchema, from: date }),
    step('later_of', { base: date, afterCondition: date, date }),
    step('condition_met_after_date', { base: date, metOn: date }),
    step('no_deadline_agreed', {}),
    step('demand_served', { on: date }),
    step('breach_notice_served', { noticeId: idSchema, on: date }),
    step('limitation_starts', { due: date, lastInstalmentNo: no.nullable() }),
    step('limitation_awaits_instalment', { no }),
    step('limitation_restarted', { by: z.enum(LIMITATION_RESTARTS), on: date }),
    step('rescission_ground_known', { on: date }),
    step('waits_in_a_circle', { no }),
    step('moved_by_supplement', { instrumentId: idSchema, signedOn: date, to: date }),
    step('extended', { reliefId: idSchema, servedOn: date, to: date }),
    step('excused', { excuseId: idSchema, cause: z.enum(EXCUSE_CAUSES), from: date, to: date, goesOn: z.boolean() }),
    step('excused_by_duty', { no, book: z.enum(BOOKS), from: date, to: date, goesOn: z.boolean() }),
    step('excused_by_freeze', { reviewNumber: text(100), from: date, to: date }),
    step('tolled', { from: date, to: date, inWorkingDays: z.boolean() }),
    step('circle_not_tolled', { no }),
    step('if_accepted', { date }),
    step('if_it_ended_today', {}),
    step('start_excluded', { start: date }),
    step('natural_days_added', span),
    step('working_days_counted', {
      ...span,
      skippedHolidays: z.array(z.strictObject({ from: date, to: date, ...noticed })),
      countedMakeupDays: z.array(z.strictObject({ date, ...noticed })),
    }),
    step('months_added', span),
    step('years_added', span),
    step('month_end', { wantedDay: z.int().min(1).max(31), to: date }),
    step('fixed', { date }),
    rolled,
    step('makeup_workday_kept', { date, ...noticed }),
    step('weekend_kept', { date }),
    step('provisional', { year: z.int() }),
  ])
  .meta({ id: 'ExplanationStep', description: '期限推算步骤 · One step of the arithmetic behind a due date.' });

export type ExplanationSchemaMatchesTheDomain = AllTrue<
  [Same<z.output<typeof explanationStepSchema>, ExplanationStep>]
>;
