import { endOfFixed, endOfTerm, explainTerm, settleFixed } from '../calendar/day-count';
import type { Term } from '../calendar/term';
import type { ObligationState } from '../contract/contract.state';
import { later, type CivilDate } from '../time/civil-date';
import { conditionsOf, type Conditions } from './conditions';
import { demandedTermOf } from './demand';
import type { ExplanationStep } from './explanation';
import { lastExtension, type Extension } from './extension';
import { agreedOriginalOf } from './original-date';
import { performanceOf } from './performance';
import { settledSight, sightOf, type Sight, type Vantage } from './vantage';
import { waitsFor } from './waiting';

/** What the terms of a duty and its last extension give, before a day of it is excused. */
export interface BaseDate {
  /** By the terms alone: the fixed date, or the term counted from its start, put off by conditions; where they give none, by a demand. Null
   *  where there is no way to a date. */
  readonly base: Reached | null;
  /** By the last extension where there is one. */
  readonly current: Reached | null;
  readonly extension: Extension | null;
  /** The start of the term that decided the base; for a fixed date the signing of its instrument, where that is known. */
  readonly start: CivilDate | null;
  /** Whether `current` was counted in working days. */
  readonly inWorkingDays: boolean;
  /** What it waits for has not happened, so that the dates are projected. */
  readonly projected: boolean;
  readonly openConditions: readonly string[];
  /** The duty whose fulfilment starts the term and has not happened. */
  readonly awaitedNo: string | null;
  /** The duty whose delay the days up to the base come from. */
  readonly inheritedFrom: string | null;
}

export interface Reached {
  readonly date: CivilDate;
  readonly provisional: boolean;
}

export function baseDateOf(view: Vantage, obligation: ObligationState, sight: Sight): BaseDate {
  const { no } = obligation.terms;
  const { bases } = view.derived[settledSight(view, no, sight)];
  const known = bases.get(no);
  if (known) return known;
  const base = new Reckoning(view, obligation, settledSight(view, no, sight)).reckon();
  bases.set(no, base);
  return base;
}

/** The steps that lead to it. */
export function explainBaseDate(view: Vantage, obligation: ObligationState): ExplanationStep[] {
  const steps: ExplanationStep[] = [];
  new Reckoning(view, obligation, 'full', steps).reckon();
  return steps;
}

interface Start {
  readonly on: CivilDate | null;
  readonly projected: boolean;
  readonly awaitedNo: string | null;
}

/** A date, and where the term that led to it began. */
interface Counted extends Reached {
  readonly start: CivilDate | null;
  readonly inWorkingDays: boolean;
}

class Reckoning {
  private readonly no: string;

  constructor(
    private readonly view: Vantage,
    private readonly obligation: ObligationState,
    private readonly sight: Sight,
    private readonly trace?: ExplanationStep[],
  ) {
    this.no = obligation.terms.no;
  }

  reckon(): BaseDate {
    const conditions = conditionsOf(this.view, this.obligation);
    const start = this.startOf(conditions);
    const agreed = this.agreedDate(start);
    const conditionDay = this.dayOfConditions(conditions);
    const agreedBase = this.afterConditions(agreed, conditionDay);
    const extension = lastExtension(this.view, this.obligation);
    const extended = extension ? this.extended(extension, conditions, conditionDay) : agreedBase;
    const isRunning = conditions.open.length === 0 && (!start.projected || extension !== null);
    const lacksADate = isRunning && (agreedBase === null || extended === null);
    const demanded = lacksADate ? this.demandedDate(conditionDay, extended && extension) : null;
    const base = agreedBase ?? demanded;
    const current = extended ?? demanded;
    return {
      base: base && { date: base.date, provisional: base.provisional },
      current: current && { date: current.date, provisional: current.provisional },
      extension,
      start: base === null ? null : base.start,
      inWorkingDays: current !== null && current.inWorkingDays,
      projected: start.projected,
      openConditions: conditions.open.map((condition) => condition.id),
      awaitedNo: start.awaitedNo,
      inheritedFrom: this.inheritedFrom(conditions, start, agreed, base),
    };
  }

  /** The day the term is counted from; a projected one where it has not happened. */
  private startOf(conditions: Conditions): Start {
    const { due, instrumentId } = this.obligation.terms;
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
    const signedOn = signingOf(this.view, instrumentId);
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

  /** The as-of day, or the awaited duty's own effective date when that is later. Of duties that wait in a circle each is projected
   *  as if the next had been fulfilled on the as-of day, so that reckoning always ends. */
  private projectedFulfilment(no: string): CivilDate {
    const { asOf, byNo } = this.view;
    const awaited = byNo.get(no);
    if (!awaited) return asOf;
    if (waitsFor(this.view, no, this.no)) {
      this.trace?.push({ code: 'waits_in_a_circle', no });
      return asOf;
    }
    const { effective } = this.view.derive.tolling(this.view, awaited, sightOf(this.view, this.no, no));
    return later(asOf, effective?.date ?? asOf);
  }

  private projectedDay(condition: Conditions['open'][number] | undefined): CivilDate {
    return condition?.kind === 'fulfilment' ? this.projectedFulfilment(condition.of) : this.view.asOf;
  }

  /** What the due rule alone gives. */
  private agreedDate(start: Start): Counted | null {
    const { due, instrumentId } = this.obligation.terms;
    switch (due.kind) {
      case 'fixed': {
        this.trace?.push({ code: 'fixed_date', on: due.on });
        const signedOn = instrumentId === null ? null : signingOf(this.view, instrumentId);
        return { ...this.settle(due.on), start: signedOn, inWorkingDays: false };
      }
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
  private dayOfConditions(conditions: Conditions): CivilDate | null {
    let last: CivilDate | null = null;
    for (const condition of this.putOffBy()) {
      const { id } = condition;
      const metOn = conditions.metOnById.get(id);
      this.trace?.push(metOn ? { code: 'condition_met', id, on: metOn } : { code: 'condition_open', id });
      const day = metOn ?? this.projectedDay(condition);
      last = last === null ? day : later(last, day);
    }
    return last;
  }

  private putOffBy() {
    const { due, conditions } = this.obligation.terms;
    const startsTheTerm = due.kind === 'relative' && due.from.kind === 'condition' ? due.from.id : null;
    return conditions.filter(({ id }) => id !== startsTheTerm);
  }

  /** The later of the date and the conditions' day plus its stated term. A condition met after the date without a stated
   *  term leaves no deadline until a demand (design.md §6). */
  private afterConditions(agreed: Counted | null, conditionDay: CivilDate | null): Counted | null {
    if (agreed === null || conditionDay === null) return agreed;
    const { due } = this.obligation.terms;
    const { date: base } = agreed;
    const term = due.kind === 'none' ? null : due.termAfterCondition;
    if (term !== null) {
      const after = this.count(conditionDay, term);
      const provisional = agreed.provisional || after.provisional;
      this.trace?.push({ code: 'later_of', base, afterCondition: after.date, date: later(base, after.date) });
      return { ...(after.date > base ? after : agreed), provisional };
    }
    if (conditionDay <= base) return agreed;
    this.trace?.push({ code: 'condition_met_after_date', base, metOn: conditionDay });
    return null;
  }

  /** Who agrees to a new date knows which conditions are met by then; only what is met later can still put it off. */
  private extended(extension: Extension, { open }: Conditions, conditionDay: CivilDate | null): Counted | null {
    const { servedOn, newDueOn: to, source } = extension;
    this.trace?.push(
      source.kind === 'supplement'
        ? { code: 'moved_by_supplement', instrumentId: source.instrumentId, signedOn: servedOn, to }
        : { code: 'extended', reliefId: source.reliefId, servedOn, to },
    );
    const moved = { ...this.settle(to), start: servedOn, inWorkingDays: false };
    const isMetLater = open.length > 0 || (conditionDay !== null && conditionDay > servedOn);
    return isMetLater ? this.afterConditions(moved, conditionDay) : moved;
  }

  /** The date that a demand makes where the paper gives none; where an extension gave one since, it is the date from before. */
  private demandedDate(conditionDay: CivilDate | null, extendedSince: Extension | null): Counted | null {
    const demand = demandedTermOf(this.obligation, extendedSince?.servedOn ?? this.view.asOf, conditionDay);
    if (demand === null) return null;
    const { servedOn, respite } = demand;
    if (extendedSince) return this.counted(servedOn, respite);
    this.trace?.push({ code: 'demand_served', on: servedOn });
    return this.count(servedOn, respite);
  }

  /** While something is awaited: the awaited duty that was to come last, whatever the day, so that time alone turns to no other. Then
   *  the one that decided the date. */
  private inheritedFrom(
    conditions: Conditions,
    start: Start,
    agreed: Counted | null,
    base: Counted | null,
  ): string | null {
    const open = conditions.open.flatMap((condition) => (condition.kind === 'fulfilment' ? [condition.of] : []));
    const awaited = start.awaitedNo === null ? open : [start.awaitedNo, ...open];
    if (awaited.length > 0) return this.toComeLast(awaited);
    if (conditions.open.length > 0 || start.projected) return null;
    if (base !== agreed) return this.metLast(conditions);
    const { due } = this.obligation.terms;
    if (due.kind !== 'relative' || due.from.kind === 'signing') return null;
    return due.from.kind === 'fulfilment' ? due.from.of : this.dutyOf(due.from.id);
  }

  private toComeLast(nos: readonly string[]): string | null {
    let last: { readonly no: string; readonly on: CivilDate | '' } | null = null;
    for (const no of nos) {
      const duty = this.view.byNo.get(no);
      if (!duty) continue;
      const on = agreedOriginalOf(this.view, duty) ?? '';
      if (last === null || on > last.on) last = { no, on };
    }
    return last && last.no;
  }

  private metLast(conditions: Conditions): string | null {
    let last: { readonly id: string; readonly on: CivilDate } | null = null;
    for (const { id } of this.putOffBy()) {
      const on = conditions.metOnById.get(id);
      if (on !== undefined && (last === null || on > last.on)) last = { id, on };
    }
    return last && this.dutyOf(last.id);
  }

  private dutyOf(conditionId: string): string | null {
    const condition = this.obligation.terms.conditions.find(({ id }) => id === conditionId);
    return condition?.kind === 'fulfilment' ? condition.of : null;
  }

  private count(from: CivilDate, term: Term): Counted {
    if (this.trace) {
      const { calendar, state } = this.view;
      this.trace.push({ code: 'term', term, from }, ...explainTerm(from, term, calendar, state.details.roll).steps);
    }
    return this.counted(from, term);
  }

  private counted(from: CivilDate, term: Term): Counted {
    const { calendar, state } = this.view;
    const end = endOfTerm(from, term, calendar, state.details.roll);
    return { ...end, start: from, inWorkingDays: term.unit === 'working_days' };
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

function signingOf({ state }: Vantage, instrumentId: string): CivilDate | null {
  return state.instruments.find((each) => each.id === instrumentId)?.signedOn ?? null;
}

function happened(on: CivilDate | null): Start {
  return { on, projected: false, awaitedNo: null };
}

function unhandled(value: never): never {
  throw new Error(`unhandled ${JSON.stringify(value)}`);
}
