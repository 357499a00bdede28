import { endOfFixed, endOfTerm, later, latestCalendar, type CivilDate, type Term } from '@heqi/domain';
import type { DutyPlan } from '../duties/duty';

/** Whether the last day of a term rolls off weekends: so in every deal of the sample. */
export const ROLL = { weekends: true } as const;

/** What has happened so far in a deal, for duties that wait for it. */
export interface Happened {
  /** The day on which a duty was fulfilled. */
  fulfilledOn(no: string): CivilDate | undefined;
  signedOn(instrumentId: string): CivilDate;
}

export interface Running {
  /** The day from which the duty can be performed: the signing, or what it waits for. */
  readonly startsOn: CivilDate;
  /** The day it is due; null where none was agreed. */
  readonly dueOn: CivilDate | null;
}

/** When a duty begins to run and falls due, for drawing a performance around it; undefined while something it waits for has not
 *  happened. Only a rehearsal: what counts is what `assess` makes of the record. `metOn` are the days of its own determined
 *  conditions; undefined is one not met. */
export function runningOf(
  { terms }: DutyPlan,
  metOn: ReadonlyMap<string, CivilDate | undefined>,
  happened: Happened,
): Running | undefined {
  const { due, conditions } = terms;
  const signedOn = happened.signedOn(terms.instrumentId ?? '');
  let startsOn = signedOn;
  let conditionDay: CivilDate | null = null;
  for (const condition of conditions) {
    const day = condition.kind === 'fulfilment' ? happened.fulfilledOn(condition.of) : metOn.get(condition.id);
    if (day === undefined) return undefined;
    startsOn = later(startsOn, day);
    conditionDay = conditionDay === null ? day : later(conditionDay, day);
  }
  if (due.kind === 'none') return { startsOn, dueOn: null };
  if (due.kind === 'fixed') return { startsOn, dueOn: afterCondition(fixed(due.on), due.termAfterCondition) };
  const from = anchorDay();
  if (from === undefined) return undefined;
  return { startsOn: later(startsOn, from), dueOn: afterCondition(term(from, due.term), due.termAfterCondition) };

  function anchorDay(): CivilDate | undefined {
    if (due.kind !== 'relative') return undefined;
    if (due.from.kind === 'signing') return signedOn;
    return due.from.kind === 'fulfilment' ? happened.fulfilledOn(due.from.of) : metOn.get(due.from.id);
  }
  function afterCondition(base: CivilDate, stated: Term | null): CivilDate {
    return stated === null || conditionDay === null ? base : later(base, term(conditionDay, stated));
  }
}

function term(from: CivilDate, counted: Term): CivilDate {
  return endOfTerm(from, counted, latestCalendar(), ROLL).date;
}

/** A date that stands in a paper, rolled. */
export function fixed(on: CivilDate): CivilDate {
  return endOfFixed(on, latestCalendar(), ROLL).date;
}
