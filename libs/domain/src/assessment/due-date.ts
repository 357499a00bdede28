import type { ObligationState } from '../contract/contract.state';
import type { Book } from '../delay/book';
import { tollingOf, type Tolling, type TollingGround } from '../delay/tolling';
import { civilDateOf, type CivilDate } from '../time/civil-date';
import { explainBaseDate } from './base-date';
import type { ExplanationStep } from './explanation';
import { originalDateOf } from './original-date';
import type { Vantage } from './vantage';

/** When a duty is due, as of the day. */
export interface DueDates {
  /** `dated`, or why there is no date yet. */
  readonly standing: 'dated' | 'conditional' | 'awaiting_anchor' | 'no_deadline';
  /** The effective due date; null unless dated. A duty is late from the day after it, and only then. */
  readonly current: CivilDate | null;
  /** Before any extension, counted from the anchor's own original date, never later than the base. */
  readonly original: CivilDate | null;
  /** By the terms alone, from what has happened; null unless dated, or where only an extension gave a date. */
  readonly base: CivilDate | null;
  /** By the last extension that was approved and served; the base where there is none. */
  readonly currentBase: CivilDate | null;
  /** The effective date if the undecided excuses are accepted; null where none counts. */
  readonly ifAccepted: CivilDate | null;
  /** Something that excuses today goes on: `current` is the date if it ended today. */
  readonly moves: boolean;
  /** The date it would have if what it waits for happened today, or on its own due date when that is later. Null when dated. */
  readonly projected: CivilDate | null;
  /** A day that `current` rests on lies outside the years whose holiday notice is known. */
  readonly provisional: boolean;
  readonly openConditions: readonly string[];
  /** The duty whose fulfilment starts the term and has not happened. */
  readonly awaitedNo: string | null;
}

export function dueDatesOf(view: Vantage, obligation: ObligationState): DueDates {
  const { base, effective, ifAccepted, moves } = tollingOf(view, obligation);
  const { openConditions, awaitedNo, projected, extension } = base;
  const standing =
    openConditions.length > 0
      ? 'conditional'
      : projected && !extension
        ? 'awaiting_anchor'
        : effective === null
          ? 'no_deadline'
          : 'dated';
  const isDated = standing === 'dated' && effective !== null;
  return {
    standing,
    current: isDated ? effective.date : null,
    original: originalDateOf(view, obligation),
    base: isDated && !projected ? (base.base?.date ?? null) : null,
    currentBase: isDated ? (base.current?.date ?? null) : null,
    ifAccepted: isDated ? (ifAccepted?.date ?? null) : null,
    moves: isDated && moves,
    projected: isDated ? null : (effective?.date ?? null),
    provisional: isDated && effective.provisional,
    openConditions,
    awaitedNo,
  };
}

/** The steps that lead to the current or projected date. */
export function explainDates(view: Vantage, obligation: ObligationState): readonly ExplanationStep[] {
  const tolling = tollingOf(view, obligation);
  return [...explainBaseDate(view, obligation), ...tollingSteps(tolling)];
}

function tollingSteps(tolling: Tolling): ExplanationStep[] {
  const { base, grounds, since, effective, ifAccepted, inCircleWith, moves } = tolling;
  const steps: ExplanationStep[] = inCircleWith.map((no) => ({ code: 'circle_not_tolled', no }));
  for (const { source, runs, goesOn } of grounds) {
    for (const run of runs) {
      if (run.to <= since) continue;
      const days = { from: civilDateOf(Math.max(run.from, since + 1)), to: civilDateOf(run.to), goesOn };
      steps.push(stepOf(source, run.book, days));
    }
  }
  if (base.current !== null && effective !== null && effective.date !== base.current.date) {
    steps.push({ code: 'tolled', from: base.current.date, to: effective.date, inWorkingDays: base.inWorkingDays });
  }
  if (ifAccepted !== null) steps.push({ code: 'if_accepted', date: ifAccepted.date });
  if (moves) steps.push({ code: 'if_it_ended_today' });
  return steps;
}

function stepOf(
  source: TollingGround['source'],
  book: Book,
  days: { readonly from: CivilDate; readonly to: CivilDate; readonly goesOn: boolean },
): ExplanationStep {
  switch (source.kind) {
    case 'duty':
      return { code: 'excused_by_duty', no: source.no, book, ...days };
    case 'excuse':
      return { code: 'excused', excuseId: source.excuse.excuseId, cause: source.excuse.cause, ...days };
    case 'freeze':
      return { code: 'excused_by_freeze', reviewNumber: source.reviewNumber, from: days.from, to: days.to };
    default:
      return unhandled(source);
  }
}

function unhandled(source: never): never {
  throw new Error(`unhandled ground ${JSON.stringify(source)}`);
}
