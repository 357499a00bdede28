import type { Actor } from '../actor';
import { endOfTerm, type RollRule } from '../calendar/day-count';
import type { Calendar } from '../calendar/statutory-calendar';
import type { Term } from '../calendar/term';
import type { MoneyJson } from '../money/money';
import type { EvidenceRef } from '../obligation/obligation';
import { Refusal } from '../refusal';
import { addDays, type CivilDate } from '../time/civil-date';
import type { Instant } from '../time/instant';

/** One step of a procedure as it was taken: the paper, its day, and what it grants or says. */
export interface CaseStep<Kind extends string = string> {
  readonly kind: Kind;
  readonly on: CivilDate;
  /** The period that the paper grants; its first day is the one after `on`. */
  readonly term: Term | null;
  /** What follows if nothing is done, or from the end, as the paper states it. */
  readonly consequences: string | null;
  readonly outcome: string | null;
  readonly amount: MoneyJson | null;
  readonly documentNumber: string | null;
  readonly evidence: readonly EvidenceRef[];
  readonly by: Actor;
  readonly recordedAt: Instant;
  readonly eventId: string;
}

/** A step that may come next, and the first day on which it may be taken. */
export interface NextStep<Kind extends string = string> {
  readonly kind: Kind;
  readonly firstDay: CivilDate;
}

/** What periods are counted with. */
export interface Counting {
  readonly calendar: Calendar;
  readonly roll: RollRule;
}

/** The first day after the period that a step granted has run out; the step's own day where it granted none. */
export function dayAfterTerm({ on, term }: Pick<CaseStep, 'on' | 'term'>, { calendar, roll }: Counting): CivilDate {
  return term === null ? on : addDays(endOfTerm(on, term, calendar, roll).date, 1);
}

/** Refuses a step whose turn it is not, and one that comes before its first day. */
export function requireTurn(caseId: string, step: string, on: CivilDate, possible: readonly NextStep[]): void {
  const turn = possible.find(({ kind }) => kind === step);
  if (!turn) {
    const next = possible.map(({ kind }) => kind).join(', ') || 'none';
    throw new Refusal(
      'CASE_STEP_OUT_OF_ORDER',
      `Case ${caseId} cannot take the step ${step} now; what may come next: ${next}.`,
      { caseId, step, next },
    );
  }
  if (on >= turn.firstDay) return;
  throw new Refusal(
    'CASE_STEP_TOO_EARLY',
    `The step ${step} of case ${caseId} may be taken from ${turn.firstDay} on, not on ${on}: what comes before it has not run out.`,
    { caseId, step, on, firstDay: turn.firstDay },
  );
}

/** What a step's event says of the things that some steps have. */
export function stepOf(data: object): Omit<CaseStep, 'kind' | 'on' | 'by' | 'recordedAt' | 'eventId'> {
  const { term, consequences, outcome, amount, documentNumber, evidence } = data as Partial<CaseStep>;
  return {
    term: term ?? null,
    consequences: consequences ?? null,
    outcome: outcome ?? null,
    amount: amount ?? null,
    documentNumber: documentNumber ?? null,
    evidence: evidence ?? [],
  };
}
