import { endOfTerm, explainTerm, settleFixed } from '../calendar/day-count';
import type { Term } from '../calendar/term';
import type { ObligationState } from '../contract/contract.state';
import { later, type CivilDate } from '../time/civil-date';
import { conditionsOf, type Conditions } from './conditions';
import type { ExplanationStep } from './explanation';
import { performanceOf } from './performance';
import type { Vantage } from './vantage';

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
  /** It is dated, and a day it rests on lies outside the years whose holiday notice is known. */
  readonly provisional: boolean;
  readonly openConditions: readonly string[];
  /** The duty whose fulfilment starts the term and has not happened. */
  readonly awaitedNo: string | null;
}

/** The due dates of a duty; with `trace`, also the steps that lead to the current or projected date. */
export function dueDatesOf(view: Vantage, obligation: ObligationState, trace?: ExplanationStep[]): DueDates {
  return new DueDateReckoning(view, trace).of(obligation, new Set());
}

interface Start {
  readonly on: CivilDate | null;
  readonly projected: boolean;
  readonly awaitedNo: string | null;
}

class DueDateReckoning {
  private provisional = false;
  private metACircle = false;

  constructor(
    private readonly view: Vantage,
    private readonly trace?: ExplanationStep[],
  ) {}

  of(obligation: ObligationState, path: ReadonlySet<string>): DueDates {
    const { no } = obligation.terms;
    const known = this.trace ? undefined : this.view.dueDates.get(no);
    if (known) return known;
    const dates = this.reckon(obligation, new Set([...path, no]));
    if (!this.metACircle) this.view.dueDates.set(no, dates);
    return dates;
  }

  private reckon(obligation: ObligationState, path: ReadonlySet<string>): DueDates {
    const conditions = conditionsOf(this.view, obligation);
    const start = this.startOf(obligation, conditions, path);
    const agreed = this.agreedDate(obligation, start);
    const conditionDay = this.conditionDay(conditions, path);
    const base = this.afterCondition(obligation, agreed, conditionDay);
    const move = this.lastMove(obligation);
    const open = conditions.open.map((condition) => condition.id);
    const date = move ?? base;
    const standing =
      open.length > 0
        ? 'conditional'
        : move !== null
          ? 'dated'
          : start.projected
            ? 'awaiting_anchor'
            : base === null
              ? 'no_deadline'
              : 'dated';
    return {
      standing,
      current: standing === 'dated' ? date : null,
      original: originalDate(this.view, obligation, standing === 'dated' ? base : null, new Set()),
      projected: standing === 'conditional' || standing === 'awaiting_anchor' ? date : null,
      provisional: standing === 'dated' && this.provisional,
      openConditions: open,
      awaitedNo: start.awaitedNo,
    };
  }

  /** The day the term is counted from; a projected one where it has not happened. */
  private startOf(obligation: ObligationState, conditions: Conditions, path: ReadonlySet<string>): Start {
    const { due, instrumentId } = obligation.terms;
    const happened = (on: CivilDate | null): Start => ({ on, projected: false, awaitedNo: null });
    if (due.kind !== 'relative') return happened(null);
    switch (due.from.kind) {
      case 'signing': {
        const signedOn = this.view.state.instruments.find((each) => each.id === instrumentId)?.signedOn ?? null;
        const id = instrumentId ?? '';
        if (signedOn !== null && signedOn <= this.view.asOf) {
          this.trace?.push({ code: 'signed', instrumentId: id, on: signedOn });
          return happened(signedOn);
        }
        this.trace?.push({ code: 'signing_awaited', instrumentId: id });
        return { on: signedOn ?? this.view.asOf, projected: true, awaitedNo: null };
      }
      case 'condition': {
        const { id } = due.from;
        const metOn = conditions.metOnById.get(id);
        return metOn ? happened(metOn) : { on: this.view.asOf, projected: true, awaitedNo: null };
      }
      case 'fulfilment': {
        const { of } = due.from;
        const anchor = this.view.byNo.get(of);
        const fulfilledOn = anchor ? performanceOf(this.view, anchor).fulfilledOn : null;
        if (fulfilledOn !== null) {
          this.trace?.push({ code: 'anchor_fulfilled', no: of, on: fulfilledOn });
          return happened(fulfilledOn);
        }
        const on = this.projectedFulfilment(of, path);
        this.trace?.push({ code: 'anchor_projected', no: of, on });
        return { on, projected: true, awaitedNo: of };
      }
      default:
        return unhandled(due.from);
    }
  }

  /** The as-of day, or the awaited duty's own due date when that is later (design of issue "Dates"). */
  private projectedFulfilment(no: string, path: ReadonlySet<string>): CivilDate {
    const awaited = this.view.byNo.get(no);
    if (!awaited) return this.view.asOf;
    if (path.has(no)) {
      this.metACircle = true;
      this.trace?.push({ code: 'waits_in_a_circle', no });
      return this.view.asOf;
    }
    const quiet = new DueDateReckoning(this.view);
    const dates = quiet.of(awaited, path);
    this.metACircle ||= quiet.metACircle;
    this.provisional ||= dates.provisional;
    return later(this.view.asOf, dates.current ?? dates.projected ?? this.view.asOf);
  }

  /** What the due rule alone gives. */
  private agreedDate(obligation: ObligationState, start: Start): CivilDate | null {
    const { due } = obligation.terms;
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

  private conditionDay(conditions: Conditions, path: ReadonlySet<string>): CivilDate | null {
    let day: CivilDate | null = conditions.metOn;
    for (const [id, on] of conditions.metOnById) this.trace?.push({ code: 'condition_met', id, on });
    for (const condition of conditions.open) {
      this.trace?.push({ code: 'condition_open', id: condition.id });
      const projected = condition.kind === 'fulfilment' ? this.projectedFulfilment(condition.of, path) : this.view.asOf;
      day = day === null ? projected : later(day, projected);
    }
    return day;
  }

  /** The later of the agreed date and the condition's day plus its stated term. A condition met after the agreed date
   *  without a stated term leaves no deadline until a demand (design.md §6). */
  private afterCondition(
    obligation: ObligationState,
    agreed: CivilDate | null,
    conditionDay: CivilDate | null,
  ): CivilDate | null {
    const { due } = obligation.terms;
    if (due.kind === 'none' || agreed === null || conditionDay === null) return agreed;
    if (due.kind === 'relative' && due.from.kind === 'condition') return agreed;
    if (due.termAfterCondition !== null) {
      const afterCondition = this.count(conditionDay, due.termAfterCondition);
      const date = later(agreed, afterCondition);
      this.trace?.push({ code: 'later_of', base: agreed, afterCondition, date });
      return date;
    }
    if (conditionDay <= agreed) return agreed;
    this.trace?.push({ code: 'condition_met_after_date', base: agreed, metOn: conditionDay });
    return null;
  }

  /** The date of the supplement signed last, among those signed by the day. */
  private lastMove(obligation: ObligationState): CivilDate | null {
    let last: { signedOn: CivilDate; instrumentId: string; to: CivilDate } | null = null;
    for (const move of obligation.moves) {
      const signedOn = this.view.state.instruments.find((each) => each.id === move.instrumentId)?.signedOn;
      if (!signedOn || signedOn > this.view.asOf) continue;
      if (last === null || signedOn >= last.signedOn)
        last = { signedOn, instrumentId: move.instrumentId, to: move.newDueOn };
    }
    if (last === null) return null;
    this.trace?.push({
      code: 'moved_by_supplement',
      instrumentId: last.instrumentId,
      signedOn: last.signedOn,
      to: last.to,
    });
    return this.settle(last.to);
  }

  private count(from: CivilDate, term: Term): CivilDate {
    const { calendar, state } = this.view;
    this.trace?.push({ code: 'term', term, from });
    if (!this.trace) {
      const end = endOfTerm(from, term, calendar, state.details.roll);
      this.provisional ||= end.provisional;
      return end.date;
    }
    const explained = explainTerm(from, term, calendar, state.details.roll);
    this.trace.push(...explained.steps);
    this.provisional ||= explained.provisional;
    return explained.date;
  }

  private settle(on: CivilDate): CivilDate {
    const settled = settleFixed(on, this.view.calendar, this.view.state.details.roll);
    this.trace?.push(...settled.steps);
    this.provisional ||= settled.provisional;
    return settled.date;
  }
}

/** Counted along the chain of agreed dates, as if every duty before it had been performed on its own original date. */
function originalDate(
  view: Vantage,
  obligation: ObligationState,
  base: CivilDate | null,
  path: ReadonlySet<string>,
): CivilDate | null {
  const { due, instrumentId, no } = obligation.terms;
  const { roll } = view.state.details;
  if (due.kind === 'none') return null;
  if (due.kind === 'fixed') return settleFixed(due.on, view.calendar, roll).date;
  const start =
    due.from.kind === 'signing'
      ? (view.state.instruments.find((each) => each.id === instrumentId)?.signedOn ?? null)
      : originalAnchorDay(view, obligation, path);
  if (start === null) return base;
  const counted = endOfTerm(start, due.term, view.calendar, roll).date;
  return base !== null && base < counted ? base : counted;

  function originalAnchorDay(at: Vantage, of: ObligationState, seen: ReadonlySet<string>): CivilDate | null {
    const anchorNo = anchorOf(of);
    const anchor = anchorNo === null || seen.has(anchorNo) ? undefined : at.byNo.get(anchorNo);
    return anchor ? originalDate(at, anchor, null, new Set([...seen, no])) : null;
  }
}

/** The duty whose fulfilment starts the term, directly or through a condition. */
function anchorOf(obligation: ObligationState): string | null {
  const { due, conditions } = obligation.terms;
  if (due.kind !== 'relative' || due.from.kind === 'signing') return null;
  if (due.from.kind === 'fulfilment') return due.from.of;
  const { id } = due.from;
  const condition = conditions.find((each) => each.id === id);
  return condition?.kind === 'fulfilment' ? condition.of : null;
}

function unhandled(value: never): never {
  throw new Error(`unhandled ${JSON.stringify(value)}`);
}
