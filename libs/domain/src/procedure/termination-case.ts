import type { Actor } from '../actor';
import type { Side } from '../contract/contract';
import type { EvidenceRef } from '../obligation/obligation';
import type { CivilDate } from '../time/civil-date';
import type { Instant } from '../time/instant';
import { dayAfterTerm, type CaseStep, type Counting, type NextStep } from './case-step';

/** The rungs of the ladder, in their order (Supreme Court, typical case 荆州: each of them was looked at). */
export const TERMINATION_STEPS = [
  'rectification_notice',
  'intent_notice',
  'hearing_offer',
  'hearing',
  'decision',
  'service',
] as const;
export type TerminationStepKind = (typeof TERMINATION_STEPS)[number];

/** How the right to be heard was used; `unanswered`: the offer was let pass. */
export const HEARING_OUTCOMES = ['held', 'waived', 'unanswered'] as const;
export type HearingOutcome = (typeof HEARING_OUTCOMES)[number];

export const TERMINATION_CLOSINGS = ['cured', 'withdrawn'] as const;
export type TerminationClosing = (typeof TERMINATION_CLOSINGS)[number];

/** One side's way to end the contract for the other's breach (单方解除). */
export interface TerminationCase {
  readonly caseId: string;
  readonly bySide: Side;
  /** Numbers of the other side's duties that are said to be in breach. */
  readonly grounds: readonly string[];
  readonly clause: string | null;
  readonly reason: string;
  readonly openedOn: CivilDate;
  readonly documentNumber: string | null;
  readonly evidence: readonly EvidenceRef[];
  readonly openedBy: Actor;
  readonly recordedAt: Instant;
  readonly eventId: string;
  readonly steps: readonly CaseStep<TerminationStepKind>[];
  readonly closed: CaseClosed<TerminationClosing> | null;
}

export interface CaseClosed<Outcome extends string> {
  readonly outcome: Outcome;
  readonly on: CivilDate;
  readonly reason: string;
  readonly by: Actor;
  readonly eventId: string;
}

/** What may come next and from which day on; nothing once the notice is served or the case is closed. */
export function nextTerminationSteps(
  { openedOn, steps, closed }: TerminationCase,
  counting: Counting,
): readonly NextStep<TerminationStepKind>[] {
  if (closed) return [];
  const last = steps.at(-1);
  if (!last) return [{ kind: 'rectification_notice', firstDay: openedOn }];
  const firstDay = dayAfterTerm(last, counting);
  switch (last.kind) {
    case 'rectification_notice':
      return [{ kind: 'intent_notice', firstDay }];
    case 'intent_notice':
      return [
        { kind: 'hearing_offer', firstDay },
        { kind: 'hearing', firstDay },
      ];
    case 'hearing_offer':
      return [{ kind: 'hearing', firstDay: last.on }];
    case 'hearing':
      return [{ kind: 'decision', firstDay }];
    case 'decision':
      return [{ kind: 'service', firstDay }];
    case 'service':
      return [];
    default:
      return unhandled(last.kind);
  }
}

/** The case as of a day: steps that were taken later are not told. Null before it was opened. */
export function terminationCaseOn(each: TerminationCase, day: CivilDate): TerminationCase | null {
  if (each.openedOn > day) return null;
  const closed = each.closed && each.closed.on <= day ? each.closed : null;
  return { ...each, steps: each.steps.filter(({ on }) => on <= day), closed };
}

function unhandled(kind: never): never {
  throw new Error(`unhandled step ${String(kind)}`);
}
