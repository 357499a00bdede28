import { z } from 'zod';
import type { DeepReadonly } from '../deep-readonly';
import { freshnessSchema } from '../questions/question';

/** What became of a contract: its party's duties moved; they had moved before; or a rule forbids it. */
export const SUCCESSION_OUTCOMES = ['moved', 'unchanged', 'refused'] as const;

export const successionReportSchema = z
  .object({
    successionId: z.string(),
    freshness: freshnessSchema.describe('Of the list of contracts; where it is behind, ask again'),
    counts: z.record(z.enum(SUCCESSION_OUTCOMES), z.number().int()),
    contracts: z.array(
      z.object({
        contractId: z.uuid(),
        dealNumber: z.string(),
        outcome: z.enum(SUCCESSION_OUTCOMES),
        code: z.string().nullable().describe('Of the refusal'),
        reason: z.object({ zh: z.string(), en: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'SuccessionReport' });
export type SuccessionReport = DeepReadonly<z.output<typeof successionReportSchema>>;

export const successionListSchema = z
  .object({
    successionId: z.string(),
    freshness: freshnessSchema,
    total: z.number().int(),
    contracts: z.array(z.object({ contractId: z.uuid(), dealNumber: z.string(), title: z.string() })),
  })
  .meta({ id: 'SuccessionList' });
export type SuccessionList = DeepReadonly<z.output<typeof successionListSchema>>;
