import { endOfFixed, endOfTerm, explainTerm, settleFixed } from '../calendar/day-count';
import type { Term } from '../calendar/term';
import type { ObligationState } from '../contract/contract.state';
import { later, type CivilDate } from '../time/civil-date';
import { conditionsOf, type Conditions } from './conditions';
import type { ExplanationStep } from './explanation';
import { originalDateOf } from './original-date';
import { performanceOf } from './performance';
import type { Vantage } from './vantage';
import { waitsFor } from './waiting';

/** When a duty is due, as of the day. */
export interface DueDates {
  /** `dated`, or why there is no date yet. */
  readonly standing: 'dated' | 'conditional' | 'awaiting_anchor' | 'no_deadline';
  /** The effective due date; null unless dated. A duty is late from the day after it, and only then. */
  readonly current: CivilDate | null;
  /** Before any supplement, counted from the anchor's own original date, never later than the base. */
  readonly original: CivilDate | null;
  /** The date it would have if what it waits for happened today, or on its own due date when that is later. Null when dated. */
  readonly projected: CivilDate | null;
  /** A day that `current` rests on lies outside the years whose holiday notice is known. */
  readonly provisional: boolean;
  readonly openConditions: readonly string[];
  /** The duty whose fulfilment starts the term and has not happened. */
  readonly awaitedNo: string | null;
}

/** The due dates of a duty; with `trace`, also the steps that lead to the current or projected date. */
export function dueDatesOf(view: Vantage, obligation: ObligationState, trace?: ExplanationStep[]): DueDates {
  const { no } = obligation.terms;
  const known = trace ? undefined : view.dueDates.get(no);
  if (known) return known;
  const dates = new Reckoning(view, no, trace).of(obligation);
  view.dueDates.set(no, dates);
  return dates;
}

interface Start {
  readonly on: CivilDate | null;
  readonly projected: boolean;
  readonly awaitedNo: string | null;
}

interface Reached {
  readonly date: CivilDate;
  readonly provisional: boolean;
}

class Reckoning {
  constructor(
    private readonly view: Vantage,
    private readonly no: string,
    private readonly trace?: ExplanationStep[],
  ) {}

  of(obligation: ObligationState): DueDates {
    const conditions = conditionsOf(this.view, obligation);
    const start = this.startOf(obligation, conditions);
    const agreed = this.agreedDate(obligation, start);
    const conditionDay = this.dayOfConditions(obligation, conditions);
    const base = this.afterConditions(obligation, agreed, conditionDay);
    const move = this.lastMove(obligation);
    const reached = move ? this.movedDate(obligation, move, conditionDay) : base;
    const standing =
      conditions.open.length > 0
        ? 'conditional'
        : start.projected && !move
          ? 'awaiting_anchor'
          : reached === null
            ? 'no_deadline'
            : 'dated';
    const isDated = standing === 'dated' && reached !== null;
    return {
      standing,
      current: isDated ? reached.date : null,
      original: originalDateOf(this.view, obligation, isDated && !start.projected ? (base?.date ?? null) : null),
      projected: isDated ? null : (reached?.date ?? null),
      provisional: isDated && reached.provisional,
      openConditions: conditions.open.map((condition) => condition.id),
      awaitedNo: start.awaitedNo,
    };
  }

  /** The day the term is counted from; a projected one where it has not happened. */
  private startOf(obligation: ObligationState, conditions: Conditions): Start {
    const { due, instrumentId } = obligation.terms;
    if (due.kind !== 'relative') return happened(null);
    switch (due.from.kind) {
      case 'signing':
        return this.signing(instrumentId ?? '');
      case 'condition': {
        const { id } = due.from;
        const metOn = conditions.metOnById.get(id);
        if (metOn !== undefined) {
          this.trace?.push({ code: 'condition_met', id, on: metOn });
          return happened(metOn);
        }
        this.trace?.push({ code: 'condition_open', id });
        const condition = conditions.open.find((each) => each.id === id);
        return { on: this.projectedDay(condition), projected: true, awaitedNo: null };
      }
      case 'fulfilment':
        return this.fulfilment(due.from.of);
      default:
        return unhandled(due.from);
    }
  }

  private signing(instrumentId: string): Start {
    const signedOn = this.view.state.instruments.find((each) => each.id === instrumentId)?.signedOn ?? null;
    if (signedOn !== null && signedOn <= this.view.asOf) {
      this.trace?.push({ code: 'signed', instrumentId, on: signedOn });
      return happened(signedOn);
    }
    this.trace?.push({ code: 'signing_awaited', instrumentId });
    return { on: signedOn ?? this.view.asOf, projected: true, awaitedNo: null };
  }

  private fulfilment(no: string): Start {
    const anchor = this.view.byNo.get(no);
    const fulfilledOn = anchor ? performanceOf(this.view, anchor).fulfilledOn : null;
    if (fulfilledOn !== null) {
      this.trace?.push({ code: 'anchor_fulfilled', no, on: fulfilledOn });
      return happened(fulfilledOn);
    }
    const on = this.projectedFulfilment(no);
    this.trace?.push({ code: 'anchor_projected', no, on });
    return { on, projected: true, awaitedNo: no };
  }

  /** The as-of day, or the awaited duty's own due date when that is later. Of duties that wait in a circle each is projected
   *  as if the next had been fulfilled on the as-of day, so that reckoning always ends. */
  private projectedFulfilment(no: string): CivilDate {
    const { asOf, byNo } = this.view;
    const awaited = byNo.get(no);
    if (!awaited) return asOf;
    if (waitsFor(this.view, no, this.no)) {
      this.trace?.push({ code: 'waits_in_a_circle', no });
      return asOf;
    }
    const { current, projected } = dueDatesOf(this.view, awaited);
    return later(asOf, current ?? projected ?? asOf);
  }

  private projectedDay(condition: Conditions['open'][number] | undefined): CivilDate {
    return condition?.kind === 'fulfilment' ? this.projectedFulfilment(condition.of) : this.view.asOf;
  }

  /** What the due rule alone gives. */
  private agreedDate({ terms: { due } }: ObligationState, start: Start): Reached | null {
    switch (due.kind) {
      case 'fixed':
        this.trace?.push({ code: 'fixed_date', on: due.on });
        return this.settle(due.on);
      case 'relative':
        return start.on === null ? null : this.count(start.on, due.term);
      case 'none':
        this.trace?.push({ code: 'no_deadline_agreed' });
        return null;
      default:
        return unhandled(due);
    }
  }

  /** The day of the condition met last, open ones projected; the condition that starts the term is in the date already. */
  private dayOfConditions(
    { terms: { due, conditions: all } }: ObligationState,
    conditions: Conditions,
  ): CivilDate | null {
    const startsTheTerm = due.kind === 'relative' && due.from.kind === 'condition' ? due.from.id : null;
    let last: CivilDate | null = null;
    for (const condition of all) {
      const { id } = condition;
      if (id === startsTheTerm) continue;
      const metOn = conditions.metOnById.get(id);
      this.trace?.push(metOn ? { code: 'condition_met', id, on: metOn } : { code: 'condition_open', id });
      const day = metOn ?? this.projectedDay(condition);
      last = last === null ? day : later(last, day);
    }
    return last;
  }

  /** The later of the date and the conditions' day plus its stated term. A condition met after the date without a stated
   *  term leaves no deadline until a demand (design.md §6). */
  private afterConditions(
    { terms: { due } }: ObligationState,
    agreed: Reached | null,
    conditionDay: CivilDate | null,
  ): Reached | null {
    if (agreed === null || conditionDay === null) return agreed;
    const { date: base } = agreed;
    const term = due.kind === 'none' ? null : due.termAfterCondition;
    if (term !== null) {
      const after = this.count(conditionDay, term);
      const date = later(base, after.date);
      this.trace?.push({ code: 'later_of', base, afterCondition: after.date, date });
      return { date, provisional: agreed.provisional || after.provisional };
    }
    if (conditionDay <= base) return agreed;
    this.trace?.push({ code: 'condition_met_after_date', base, metOn: conditionDay });
    return null;
  }

  /** The move by the supplement signed last, among those signed by the day. */
  private lastMove(obligation: ObligationState): Move | null {
    let last: Move | null = null;
    for (const { instrumentId, newDueOn } of obligation.moves) {
      const signedOn = this.view.state.instruments.find((each) => each.id === instrumentId)?.signedOn ?? null;
      if (signedOn === null || signedOn > this.view.asOf) continue;
      if (last === null || signedOn >= last.signedOn) last = { instrumentId, signedOn, to: newDueOn };
    }
    return last;
  }

  /** Who signs a new date knows which conditions are met by then; only what is met later can still put it off. */
  private movedDate(obligation: ObligationState, move: Move, conditionDay: CivilDate | null): Reached | null {
    this.trace?.push({ code: 'moved_by_supplement', ...move });
    const moved = this.settle(move.to);
    return conditionDay !== null && conditionDay > move.signedOn
      ? this.afterConditions(obligation, moved, conditionDay)
      : moved;
  }

  private count(from: CivilDate, term: Term): Reached {
    const { calendar, state } = this.view;
    this.trace?.push({ code: 'term', term, from });
    if (!this.trace) return endOfTerm(from, term, calendar, state.details.roll);
    const explained = explainTerm(from, term, calendar, state.details.roll);
    this.trace.push(...explained.steps);
    return explained;
  }

  /** The step before it has said that the date stands in the paper. */
  private settle(on: CivilDate): Reached {
    const { calendar, state } = this.view;
    if (!this.trace) return endOfFixed(on, calendar, state.details.roll);
    const settled = settleFixed(on, calendar, state.details.roll);
    this.trace.push(...settled.steps.filter((step) => step.code !== 'fixed'));
    return settled;
  }
}

interface Move {
  readonly instrumentId: string;
  readonly signedOn: CivilDate;
  readonly to: CivilDate;
}

function happened(on: CivilDate | null): Start {
  return { on, projected: false, awaitedNo: null };
}

function unhandled(value: never): never {
  throw new Error(`unhandled ${JSON.stringify(value)}`);
}
