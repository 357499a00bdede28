import {
  EVIDENCE_GRADES,
  clocksOf,
  explainDueDate,
  partyNameOn,
  type AssessmentRules,
  type Calendar,
  type CivilDate,
  type Clocks,
  type ContractAssessment,
  type ContractState,
  type ObligationAssessment,
  type ObligationState,
  type QualityFinding,
} from '@heqi/domain';
import {
  actorSchema,
  amountSchema,
  civilDateSchema,
  contractDetailsSchema,
  evidenceRefSchema,
  instantSchema,
  instrumentSchema,
  landParcelSchema,
  obligationTermsSchema,
  partySchema,
} from '@heqi/messages';
import {
  evidenceGradeText,
  explainDue,
  explainStatus,
  flagText,
  lightText,
  quadrantText,
  statusText,
  type Names,
} from '@heqi/wording';
import { z } from 'zod';
import type { DeepReadonly } from '../deep-readonly';
import {
  blockerSchema,
  delayViewSchema,
  excuseViewSchema,
  presentDelay,
  presentExcuses,
  reliefViewSchema,
} from '../delay/present-delay';
import { findingSchema, presentFinding } from '../quality/present-finding';
import { codedSchema, inBoth } from '../questions/question';
import { noticesViewFields, presentNotices } from './present-notices';
import { presentProcedures, procedureViewFields } from './present-procedures';

const bothLanguages = z.object({ zh: z.string(), en: z.string() });

const decisionViewSchema = z.object({
  outcome: z.enum(['accepted', 'rejected']),
  decidedOn: civilDateSchema,
  by: actorSchema,
  recordedAt: instantSchema,
  eventId: z.string(),
  performedOn: civilDateSchema.optional(),
  value: amountSchema.nullable().optional(),
  grade: z.enum(EVIDENCE_GRADES).optional(),
  criterion: z.string().nullable().optional(),
  reason: z.string().optional(),
});
const claimViewSchema = z
  .object({
    claimId: z.string(),
    kind: z.enum(['performance', 'payment']),
    performedOn: civilDateSchema,
    value: amountSchema.nullable(),
    evidence: z.array(evidenceRefSchema),
    source: z.string().nullable(),
    claimedBy: actorSchema,
    recordedAt: instantSchema,
    eventId: z.string(),
    withdrawn: z.boolean(),
    decision: decisionViewSchema.nullable(),
  })
  .meta({ id: 'ClaimView' });
const determinationViewSchema = z
  .object({
    determinationId: z.string(),
    conditionId: z.string(),
    met: z.boolean(),
    occurredOn: civilDateSchema,
    decidedOn: civilDateSchema,
    evidence: z.array(evidenceRefSchema),
    by: actorSchema,
    eventId: z.string(),
  })
  .meta({ id: 'DeterminationView' });
const dueMoveViewSchema = z
  .object({ moveId: z.string(), instrumentId: z.string(), newDueOn: civilDateSchema, eventId: z.string() })
  .meta({ id: 'DueMoveView' });

const roleHolderSchema = z.object({ id: z.string(), name: z.string().nullable() }).nullable();

const obligationViewSchema = z
  .object({
    terms: obligationTermsSchema,
    status: codedSchema.extend({ sentence: bothLanguages }),
    light: codedSchema,
    due: z.object({
      current: civilDateSchema.nullable().describe('The effective due date; late from the day after it, and only then'),
      original: civilDateSchema.nullable().describe('As agreed at first, before any extension'),
      base: civilDateSchema.nullable().describe('By the terms, from what has happened'),
      currentBase: civilDateSchema.nullable().describe('By the last extension that was served; the base without one'),
      ifAccepted: civilDateSchema.nullable().describe('The effective date if the undecided excuses are accepted'),
      moves: z.boolean().describe('What excuses it goes on: `current` is the date if that ended today'),
      projected: civilDateSchema.nullable().describe('Where a start or condition is still awaited'),
      provisional: z.boolean().describe('Rests on a year whose holiday notice is not known yet'),
      explanation: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
    }),
    fulfilledOn: civilDateSchema.nullable(),
    daysLate: z.number().int(),
    delay: delayViewSchema,
    blocker: blockerSchema.nullable(),
    suspension: z
      .array(z.object({ excuseId: z.string(), partyId: z.string().nullable(), since: civilDateSchema }))
      .nullable(),
    progress: z
      .object({
        target: amountSchema,
        verified: amountSchema.nullable(),
        claimed: amountSchema.nullable(),
        belowGrade: amountSchema
          .nullable()
          .describe('Verified on any grade, where some of it does not count for its grade'),
        verifiedBasisPoints: z.number().int(),
        plannedBasisPoints: z.number().int().nullable(),
        basisPointsBehind: z.number().int().nullable(),
      })
      .nullable(),
    flags: z.array(codedSchema),
    roles: z
      .object({
        obligor: roleHolderSchema,
        performer: roleHolderSchema,
        obligee: roleHolderSchema,
        verifier: roleHolderSchema,
      })
      .describe('Who held them on the day asked about, as they were called then; `terms` names them as agreed'),
    verification: z
      .object({ claimIds: z.array(z.string()), waitingDays: z.number().int(), verifierId: z.string().nullable() })
      .nullable(),
    belowGrade: z
      .object({
        minimum: codedSchema,
        claims: z.array(z.object({ claimId: z.string(), grade: codedSchema })),
      })
      .nullable()
      .describe('Claims that do not count: their evidence is below the grade that the contract asks for'),
    openConditions: z.array(z.string()),
    claims: z.array(claimViewSchema),
    determinations: z.array(determinationViewSchema),
    dueMoves: z.array(dueMoveViewSchema),
    ...noticesViewFields,
    reliefs: z.array(reliefViewSchema),
    eventIds: z.array(z.string()).describe('The events this answer came from'),
  })
  .meta({ id: 'ObligationView' });

export const contractViewSchema = z
  .object({
    contractId: z.uuid(),
    bureauId: z.string(),
    dealNumber: z.string(),
    timeZone: z.string(),
    details: contractDetailsSchema,
    parties: z.array(partySchema),
    instruments: z.array(instrumentSchema),
    parcels: z.array(landParcelSchema),
    excuses: z.array(excuseViewSchema).describe('Days for which duties are claimed to be excused (免责期间)'),
    recordedAt: instantSchema,
    revision: z.number().int(),
    terminated: z
      .object({ terminatedOn: civilDateSchema.nullable(), statedAsOf: civilDateSchema, reason: z.string() })
      .nullable(),
    asOf: civilDateSchema,
    knownAt: instantSchema.nullable().describe('Null: everything recorded'),
    calendarVersion: z.string(),
    rulesVersion: z.number().int(),
    quadrant: codedSchema,
    promises: z.array(obligationViewSchema),
    commitments: z.array(obligationViewSchema),
    quality: z
      .array(findingSchema)
      .describe('What its terms leave open, and what in its reports asks for a second look'),
    ...procedureViewFields,
  })
  .meta({ id: 'ContractView' });
export type ContractView = DeepReadonly<z.output<typeof contractViewSchema>>;
type ObligationView = DeepReadonly<z.output<typeof obligationViewSchema>>;

/** A contract as people read it: both halves side by side, every light and date with its reason, in both languages. */
export function presentContract(
  state: ContractState,
  assessment: ContractAssessment,
  quality: readonly QualityFinding[],
  by: { calendar: Calendar; rules: AssessmentRules; knownAt: ContractState['recordedAt'] | null },
): ContractView {
  const { obligations, termination, procedures: _procedures, lastRecordedAt: _, ...contract } = state;
  const names = namesIn(state, assessment.asOf);
  const clocks = clocksOf(state, assessment, by.calendar);
  const views = assessment.obligations.map((each) => ({
    side: each.side,
    view: presentObligation(
      state,
      obligations.find(({ terms }) => terms.no === each.no)!,
      each,
      assessment,
      clocks.get(each.no),
      by,
    ),
  }));
  return {
    ...contract,
    excuses: presentExcuses(state),
    terminated: termination && {
      terminatedOn: termination.terminatedOn,
      statedAsOf: termination.statedAsOf,
      reason: termination.reason,
    },
    asOf: assessment.asOf,
    knownAt: by.knownAt,
    calendarVersion: assessment.calendarVersion,
    rulesVersion: assessment.rulesVersion,
    quadrant: inBoth(assessment.quadrant, quadrantText),
    promises: views.filter(({ side }) => side === 'government').map(({ view }) => view),
    commitments: views.filter(({ side }) => side === 'enterprise').map(({ view }) => view),
    quality: quality.map((finding) => presentFinding(finding, names)),
    ...presentProcedures(state, assessment, by.calendar),
  };
}

function presentObligation(
  state: ContractState,
  obligation: ObligationState,
  assessed: ObligationAssessment,
  assessment: ContractAssessment,
  clocks: Clocks | undefined,
  { calendar, rules }: { calendar: Calendar; rules: AssessmentRules },
): ObligationView {
  const { terms, claims, determinations, moves, reliefs } = obligation;
  const { asOf } = assessment;
  const steps = explainDueDate(state, terms.no, asOf, calendar, rules);
  const names = namesIn(state, asOf);
  const { due } = assessed;
  return {
    terms,
    status: {
      ...inBoth(assessed.status, statusText),
      sentence: { zh: explainStatus(assessed, asOf, 'zh', names), en: explainStatus(assessed, asOf, 'en', names) },
    },
    light: inBoth(assessed.light, lightText),
    due: {
      current: due.current,
      original: due.original,
      base: due.base,
      currentBase: due.currentBase,
      ifAccepted: due.ifAccepted,
      moves: due.moves,
      projected: due.projected,
      provisional: due.provisional,
      explanation: { zh: explainDue(steps, 'zh', names), en: explainDue(steps, 'en', names) },
    },
    fulfilledOn: assessed.fulfilledOn,
    daysLate: assessed.daysLate,
    delay: presentDelay(assessed.delay),
    blocker: assessed.blocker,
    suspension: assessed.suspension,
    progress: assessed.progress,
    flags: assessed.flags.map((flag) => inBoth(flag, flagText)),
    roles: assessed.roles,
    verification: assessed.verification,
    belowGrade: assessed.belowGrade && {
      minimum: inBoth(assessed.belowGrade.minimum, evidenceGradeText),
      claims: assessed.belowGrade.claims.map(({ claimId, grade }) => ({
        claimId,
        grade: inBoth(grade, evidenceGradeText),
      })),
    },
    openConditions: due.openConditions,
    claims,
    determinations,
    dueMoves: moves,
    ...presentNotices(state, obligation, assessed, assessment, clocks, calendar, names),
    reliefs,
    eventIds: assessed.eventIds,
  };
}

/** How the things of a contract are called in sentences; parties as they were called on the day. */
export function namesIn(state: ContractState, day: CivilDate): Names {
  const { obligations, instruments } = state;
  const conditions = obligations.flatMap(({ terms }) => terms.conditions);
  return {
    party: (id) => partyNameOn(state, id, day) ?? undefined,
    obligation: (no) => obligations.find(({ terms }) => terms.no === no)?.terms.title,
    instrument: (id) => instruments.find((each) => each.id === id)?.title,
    condition: (id) => {
      const condition = conditions.find((each) => each.id === id);
      return condition?.kind === 'determined' ? condition.text : undefined;
    },
  };
}
