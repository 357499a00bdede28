import {
  clawbackCaseOn,
  clawbackMoney,
  isSettled,
  nextClawbackSteps,
  nextTerminationSteps,
  terminationCaseOn,
  type CaseStep,
  type CivilDate,
  type ClawbackCase,
  type ClawbackStepKind,
  type ContractAssessment,
  type ContractState,
  type Counting,
  type NextStep,
  type Succession,
  type TerminationCase,
  type TerminationStepKind,
} from '@heqi/domain';
import {
  actorSchema,
  civilDateSchema,
  clawbackGroundSchema,
  evidenceRefSchema,
  instantSchema,
  moneySchema,
  partySchema,
  termSchema,
} from '@heqi/messages';
import {
  caseStateText,
  caseStepText,
  clawbackReasonText,
  sideText,
  statusText,
  successionKindText,
} from '@heqi/wording';
import { z } from 'zod';
import type { DeepReadonly } from '../deep-readonly';
import { codedSchema, inBoth, type Coded } from '../questions/question';

const stepViewSchema = z
  .object({
    step: codedSchema,
    on: civilDateSchema,
    term: termSchema.nullable(),
    consequences: z.string().nullable(),
    outcome: z.string().nullable(),
    amount: moneySchema.nullable(),
    documentNumber: z.string().nullable(),
    evidence: z.array(evidenceRefSchema),
    by: actorSchema,
    recordedAt: instantSchema,
    eventId: z.string(),
  })
  .meta({ id: 'CaseStepView' });
const caseFields = {
  caseId: z.string(),
  state: codedSchema,
  openedOn: civilDateSchema,
  openedBy: actorSchema,
  documentNumber: z.string().nullable(),
  evidence: z.array(evidenceRefSchema),
  eventId: z.string(),
  steps: z.array(stepViewSchema),
  next: z
    .array(z.object({ step: codedSchema, firstDay: civilDateSchema }))
    .describe('What may come next, and the first day on which it may be taken'),
  closed: z.object({ on: civilDateSchema, reason: z.string(), by: actorSchema, eventId: z.string() }).nullable(),
};
const terminationCaseViewSchema = z
  .object({
    ...caseFields,
    bySide: codedSchema,
    grounds: z
      .array(z.object({ no: z.string(), status: codedSchema.nullable() }))
      .describe('The duties said to be in breach, and where they stand on the day asked about'),
    clause: z.string().nullable(),
    reason: z.string(),
  })
  .meta({ id: 'TerminationCaseView' });
const clawbackCaseViewSchema = z
  .object({
    ...caseFields,
    ground: clawbackGroundSchema,
    reason: codedSchema,
    statement: z.string(),
    money: z.object({
      demanded: moneySchema.nullable(),
      decided: moneySchema.nullable(),
      recovered: moneySchema.nullable(),
      outstanding: moneySchema.nullable(),
    }),
  })
  .meta({ id: 'ClawbackCaseView' });

/** The procedures of a contract as of a day. */
export const procedureViewFields = {
  terminationCases: z.array(terminationCaseViewSchema),
  clawbackCases: z.array(clawbackCaseViewSchema),
  clawbackRejections: z.array(
    z.object({
      rejectionId: z.string(),
      ground: clawbackGroundSchema,
      court: z.string(),
      judgmentNumber: z.string(),
      effectiveOn: civilDateSchema,
      evidence: z.array(evidenceRefSchema),
      eventId: z.string(),
    }),
  ),
  successions: z.array(
    z.object({
      successionId: z.string(),
      predecessor: partySchema,
      successor: partySchema,
      kind: codedSchema,
      effectiveOn: civilDateSchema,
      documentNumber: z.string().nullable(),
      evidence: z.array(evidenceRefSchema),
      eventId: z.string(),
    }),
  ),
  dissolutions: z.array(
    z.object({
      instrumentId: z.string(),
      dissolvedOn: civilDateSchema,
      court: z.string(),
      judgmentNumber: z.string(),
      evidence: z.array(evidenceRefSchema),
      eventId: z.string(),
    }),
  ),
};
const proceduresSchema = z.object(procedureViewFields);
type ProceduresView = DeepReadonly<z.output<typeof proceduresSchema>>;

/** Every case with its steps up to the day, what may come next and from which day on. */
export function presentProcedures(
  { procedures, details }: ContractState,
  { asOf, obligations }: ContractAssessment,
  calendar: Counting['calendar'],
): ProceduresView {
  const counting = { calendar, roll: details.roll };
  const statusOf = (no: string) => obligations.find((each) => each.no === no)?.status;
  return {
    terminationCases: procedures.terminationCases.flatMap((each) => {
      const known = terminationCaseOn(each, asOf);
      return known ? [presentTermination(known, counting, statusOf)] : [];
    }),
    clawbackCases: procedures.clawbackCases.flatMap((each) => {
      const known = clawbackCaseOn(each, asOf);
      return known ? [presentClawback(known, counting)] : [];
    }),
    clawbackRejections: procedures.clawbackRejections.filter(({ effectiveOn }) => effectiveOn <= asOf),
    successions: procedures.successions.filter(({ effectiveOn }) => effectiveOn <= asOf).map(presentSuccession),
    dissolutions: procedures.dissolutions.filter(({ dissolvedOn }) => dissolvedOn <= asOf),
  };
}

function presentSuccession(each: Succession): ProceduresView['successions'][number] {
  const { kind, predecessorId: _, ...rest } = each;
  return { ...rest, kind: inBoth(kind, successionKindText) };
}

function presentTermination(
  each: TerminationCase,
  counting: Counting,
  statusOf: (no: string) => ContractAssessment['obligations'][number]['status'] | undefined,
): ProceduresView['terminationCases'][number] {
  const { steps, closed, bySide, grounds, recordedAt: _, ...rest } = each;
  const running = steps.at(-1)?.kind === 'service' ? 'terminated' : 'open';
  return {
    ...rest,
    bySide: inBoth(bySide, sideText),
    grounds: grounds.map((no) => {
      const status = statusOf(no);
      return { no, status: status ? inBoth(status, statusText) : null };
    }),
    state: inBoth(closed?.outcome ?? running, caseStateText),
    steps: steps.map(presentStep),
    next: presentNext(nextTerminationSteps(each, counting)),
    closed: closed && toldClosing(closed),
  };
}

function presentClawback(each: ClawbackCase, counting: Counting): ProceduresView['clawbackCases'][number] {
  const { steps, closed, ground, recordedAt: _, ...rest } = each;
  const enforced = steps.some(({ kind }) => kind === 'enforcement');
  const running = isSettled(each) ? 'settled' : enforced ? 'enforcement_requested' : 'open';
  return {
    ...rest,
    ground,
    reason: inBoth(ground.reason, clawbackReasonText),
    money: clawbackMoney(each),
    state: inBoth(closed?.outcome ?? running, caseStateText),
    steps: steps.map(presentStep),
    next: presentNext(nextClawbackSteps(each, counting)),
    closed: closed && toldClosing(closed),
  };
}

type StepKind = TerminationStepKind | ClawbackStepKind;

function presentStep({ kind, ...step }: CaseStep<StepKind>): Omit<CaseStep, 'kind'> & { readonly step: Coded } {
  return { step: inBoth(kind, caseStepText), ...step };
}

function presentNext(next: readonly NextStep<StepKind>[]): readonly { step: Coded; firstDay: CivilDate }[] {
  return next.map(({ kind, firstDay }) => ({ step: inBoth(kind, caseStepText), firstDay }));
}

function toldClosing({ on, reason, by, eventId }: NonNullable<TerminationCase['closed'] | ClawbackCase['closed']>) {
  return { on, reason, by, eventId };
}
