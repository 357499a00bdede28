import { kindOfFinding, type QualityFinding } from '@heqi/domain';
import { amountSchema, civilDateSchema } from '@heqi/messages';
import { qualityCodeText, qualityKindText, qualityText, qualityWayOut, sideText, type Names } from '@heqi/wording';
import { z } from 'zod';
import type { DeepReadonly } from '../deep-readonly';
import { codedSchema, inBoth } from '../questions/question';

const bothLanguages = z.object({ zh: z.string(), en: z.string() });

export const findingSchema = z
  .object({
    id: z.string().describe('The same for the same warning, whenever asked'),
    code: codedSchema,
    kind: codedSchema,
    no: z.string().describe('The duty it is about'),
    side: codedSchema,
    clause: z.string().nullable(),
    concerns: z.array(z.string()).describe('Other duties of the deal'),
    elsewhere: z
      .array(z.object({ contractId: z.uuid(), dealNumber: z.string(), no: z.string() }))
      .describe('Duties of other deals'),
    amount: amountSchema.nullable(),
    sentence: bothLanguages,
    wayOut: bothLanguages,
    holds: z
      .object({ from: civilDateSchema, until: civilDateSchema.nullable() })
      .describe('The days as of which it holds'),
  })
  .meta({ id: 'QualityFinding' });
export type FindingView = DeepReadonly<z.output<typeof findingSchema>>;

/** A warning as people read it. */
export function presentFinding(finding: QualityFinding, names: Names): FindingView {
  const { id, code, no, side, clause, concerns, elsewhere, amount, holds } = finding;
  return {
    id,
    code: inBoth(code, qualityCodeText),
    kind: inBoth(kindOfFinding(code), qualityKindText),
    no,
    side: inBoth(side, sideText),
    clause,
    concerns,
    elsewhere,
    amount,
    sentence: { zh: qualityText(finding, 'zh', names), en: qualityText(finding, 'en', names) },
    wayOut: { zh: qualityWayOut(finding, 'zh'), en: qualityWayOut(finding, 'en') },
    holds,
  };
}
