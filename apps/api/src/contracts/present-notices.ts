import {
  explainClocks,
  explainCure,
  type Calendar,
  type Clock,
  type Clocks,
  type ContractAssessment,
  type ContractState,
  type ExplanationStep,
  type ObligationAssessment,
  type ObligationState,
} from '@heqi/domain';
import { actorSchema, civilDateSchema, evidenceRefSchema, termSchema } from '@heqi/messages';
import { explainDue, type Names } from '@heqi/wording';
import { z } from 'zod';
import type { DeepReadonly } from '../deep-readonly';
import { presentRestart, restartSchema } from '../limitation/present-restart';

const explanationSchema = z.object({ zh: z.array(z.string()), en: z.array(z.string()) });
const paper = {
  byPartyId: z.string(),
  documentNumber: z.string().nullable(),
  evidence: z.array(evidenceRefSchema),
  recordedBy: actorSchema,
  eventId: z.string(),
};
const clock = {
  runsFrom: civilDateSchema.nullable().describe('The first day that counts; null while it does not run'),
  endsOn: civilDateSchema.nullable(),
  provisional: z.boolean(),
  lapsed: z.boolean(),
  explanation: explanationSchema,
};

/** What a duty's view says of notices, of ends without performance, and of the clocks of the law. */
export const noticesViewFields = {
  demands: z.array(
    z.object({ demandId: z.string(), servedOn: civilDateSchema, respite: termSchema.nullable(), ...paper }),
  ),
  breachNotices: z.array(z.object({ noticeId: z.string(), servedOn: civilDateSchema, cureTerm: termSchema, ...paper })),
  acknowledgements: z.array(z.object({ acknowledgementId: z.string(), acknowledgedOn: civilDateSchema, ...paper })),
  freezes: z.array(
    z.object({
      frozenOn: civilDateSchema,
      reviewNumber: z.string(),
      ground: z.string(),
      substituteNo: z.string().nullable(),
      compensationNo: z.string().nullable(),
      unfrozenOn: civilDateSchema.nullable(),
      eventId: z.string(),
    }),
  ),
  supersession: z
    .object({ byNo: z.string(), instrumentId: z.string(), supersededOn: civilDateSchema, eventId: z.string() })
    .nullable(),
  cure: z
    .object({
      noticeId: z.string(),
      servedOn: civilDateSchema,
      endsOn: civilDateSchema,
      provisional: z.boolean(),
      over: z.boolean(),
      explanation: explanationSchema,
    })
    .nullable()
    .describe('While late and a notice of breach that was served after the due date stands'),
  limitation: z
    .object({ ...clock, restartedBy: restartSchema.nullable() })
    .nullable()
    .describe('While late: when the claim lapses (诉讼时效)'),
  rescission: z.object(clock).nullable().describe('Once breached: when the right to rescind lapses (解除权)'),
};
const viewSchema = z.object(noticesViewFields);

export function presentNotices(
  state: ContractState,
  { notices, endings }: ObligationState,
  assessed: ObligationAssessment,
  assessment: ContractAssessment,
  clocks: Clocks | undefined,
  calendar: Calendar,
  names: Names,
): DeepReadonly<z.output<typeof viewSchema>> {
  const { cure } = assessed;
  const told = (steps: readonly ExplanationStep[]) => ({
    zh: explainDue(steps, 'zh', names),
    en: explainDue(steps, 'en', names),
  });
  const explained = clocks && explainClocks(state, assessment, assessed, calendar);
  const view = ({ runsFrom, endsOn, provisional, lapsed }: Clock, steps: readonly ExplanationStep[]) => ({
    ...{ runsFrom, endsOn, provisional, lapsed },
    explanation: told(steps),
  });
  return {
    ...notices,
    ...endings,
    cure: cure && { ...cure, explanation: told(explainCure(state, assessed.no, cure, calendar)) },
    limitation:
      clocks && explained
        ? {
            ...view(clocks.limitation, explained.limitation),
            restartedBy: presentRestart(clocks.limitation.restartedBy),
          }
        : null,
    rescission: clocks?.rescission && explained ? view(clocks.rescission, explained.rescission) : null,
  };
}
