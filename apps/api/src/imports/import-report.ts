import { z } from 'zod';
import type { DeepReadonly } from '../deep-readonly';

const bilingualSchema = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Bilingual' });
const rows = z.array(z.number().int()).describe('As a spreadsheet counts: the header is row 1');

export const DEAL_OUTCOMES = ['recorded', 'unchanged', 'already_recorded_differently', 'refused'] as const;

const importedDealSchema = z
  .object({
    bureauId: z.string(),
    dealNumber: z.string(),
    contractId: z.uuid(),
    rows,
    outcome: z
      .enum(DEAL_OUTCOMES)
      .describe(
        'recorded now; unchanged: this very content was imported before; already_recorded_differently: nothing was changed; refused by a rule',
      ),
  })
  .meta({ id: 'ImportedDeal' });

export const importReportSchema = z
  .object({
    deals: z.array(importedDealSchema).describe('Every deal that could be read, with what became of it'),
    problems: z
      .array(
        z.object({
          row: z.number().int(),
          column: z.string().nullable(),
          value: z.string().nullable(),
          code: z.string(),
          reason: bilingualSchema,
          wayOut: bilingualSchema,
        }),
      )
      .describe('Every row that did not go in, and why; a deal goes in whole or not at all'),
    notes: z
      .array(z.object({ code: z.string(), rows, text: bilingualSchema }))
      .describe('What a reader of the figures must know: echoes, double counts, what stays unknown'),
    read: z
      .object({
        rows: z.number().int(),
        deals: z.number().int(),
        promises: z.number().int(),
        jobCreationCommitments: z.number().int(),
        retentionCommitments: z.number().int(),
        claims: z.number().int(),
        terminations: z.number().int(),
      })
      .describe('What was read from the file, whether it was recorded now or before'),
    outcomes: z.record(z.enum(DEAL_OUTCOMES), z.number().int()).describe('Deals by outcome'),
    position: z.string().nullable().describe('Send it as X-Heqi-Min-Position to read what you imported'),
  })
  .meta({ id: 'ImportReport' });

/** What became of an imported file. */
export type ImportReport = DeepReadonly<z.infer<typeof importReportSchema>>;
export type ImportedDeal = ImportReport['deals'][number];
export type RowProblem = ImportReport['problems'][number];
