import { BOOKS, type ContractState, type ObligationAssessment } from '@heqi/domain';
import {
  actorSchema,
  civilDateSchema,
  evidenceRefSchema,
  excuseFields,
  instantSchema,
  obligationNoSchema,
  reliefFields,
  sideSchema,
} from '@heqi/messages';
import { bookText, excuseCauseText } from '@heqi/wording';
import { z } from 'zod';
import type { DeepReadonly } from '../deep-readonly';
import { codedSchema, inBoth } from '../questions/question';

const booksSchema = z.object(
  Object.fromEntries(BOOKS.map((book) => [book, z.number().int()])) as Record<(typeof BOOKS)[number], z.ZodNumber>,
);

/** Days by book: they add up to the slip. */
export const slipByBookSchema = booksSchema.describe(
  'Natural days of slip by book (延误归因); they add up to the slip',
);

export const delayViewSchema = z
  .object({
    days: z.number().int().describe('Natural days from the original date to the end, or to the day asked about'),
    byBook: slipByBookSchema,
    ledger: z.array(
      z.object({ from: civilDateSchema, to: civilDateSchema, days: z.number().int(), book: codedSchema }),
    ),
    goesOn: z.boolean().describe('It grows with every day'),
  })
  .meta({ id: 'DelayView' });

export const blockerSchema = z
  .object({
    no: obligationNoSchema.describe('The duty at the root of the hold-up'),
    side: sideSchema,
    obligorId: z.string().nullable(),
    since: civilDateSchema.describe('First day of its slip'),
    chain: z.array(obligationNoSchema).describe('From the duty that is held up to the root'),
  })
  .meta({ id: 'Blocker' });

const decisionSchema = z.object({
  outcome: z.enum(['accepted', 'rejected', 'approved', 'refused']),
  decidedOn: civilDateSchema,
  documentNumber: z.string().nullable().optional(),
  evidence: z.array(evidenceRefSchema).optional(),
  reason: z.string().nullable(),
  by: actorSchema,
  eventId: z.string(),
});

export const excuseViewSchema = z
  .object({
    excuseId: z.string(),
    ...excuseFields,
    causeText: codedSchema,
    claimedBy: actorSchema,
    recordedAt: instantSchema,
    eventId: z.string(),
    withdrawn: z.boolean(),
    decision: decisionSchema.nullable(),
  })
  .meta({ id: 'ExcuseView' });

export const reliefViewSchema = z
  .object({
    reliefId: z.string(),
    ...reliefFields,
    requestedBy: actorSchema,
    recordedAt: instantSchema,
    eventId: z.string(),
    withdrawn: z.boolean(),
    decision: decisionSchema.nullable(),
    service: z
      .object({
        servedOn: civilDateSchema,
        evidence: z.array(evidenceRefSchema),
        by: actorSchema,
        eventId: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'ReliefView' });

type DelayView = DeepReadonly<z.output<typeof delayViewSchema>>;

export function presentDelay({ days, byBook, ledger, goesOn }: ObligationAssessment['delay']): DelayView {
  return { days, byBook, goesOn, ledger: ledger.map((each) => ({ ...each, book: inBoth(each.book, bookText) })) };
}

export function presentExcuses({ excuses }: ContractState): DeepReadonly<z.output<typeof excuseViewSchema>>[] {
  return excuses.map((excuse) => ({ ...excuse, causeText: inBoth(excuse.cause, excuseCauseText) }));
}
