import { toDecimal } from '../money/amount';
import { addDays, type CivilDate } from '../time/civil-date';
import { found, untilMoved, type AgreedDuty } from './agreed-duty';
import type { QualityFinding } from './quality-finding';

/** Deadlines that had passed when their own paper was signed (倒签): a date fixed, planned or moved to a day on or before that
 *  signature, or extended to one on or before the service of the extension. As in the supplement of 19 July 2016 that put the start of construction on 30 September 2015 (最高人民法院, 中山案). It
 *  heals when a later paper moves the date. */
export function backDated(duties: readonly AgreedDuty[]): readonly QualityFinding[] {
  return duties.flatMap((duty) => [...fixedDate(duty), ...planPoints(duty), ...movedDates(duty)]);
}

function fixedDate(duty: AgreedDuty): QualityFinding[] {
  const { due, instrumentId } = duty.terms;
  if (due.kind !== 'fixed' || duty.signedOn === null || due.on > duty.signedOn) return [];
  const details = said(due.on, duty.signedOn, instrumentId!);
  return [found('deadline_before_signature', duty, { what: 'due', until: untilMoved(duty), details })];
}

/** A plan may begin with nothing on the day of signature; a point that asks for something may not. */
function planPoints(duty: AgreedDuty): QualityFinding[] {
  const { measure, instrumentId } = duty.terms;
  const { signedOn } = duty;
  if (measure.kind !== 'progress_plan' || signedOn === null) return [];
  const passed = measure.plan.findLast(({ on, value }) => on <= signedOn && toDecimal(value).units > 0n);
  if (!passed) return [];
  const details = said(passed.on, signedOn, instrumentId!);
  return [found('deadline_before_signature', duty, { what: 'plan', amount: passed.value, details })];
}

function movedDates(duty: AgreedDuty): QualityFinding[] {
  return duty.moves.flatMap(({ id, newDueOn, worksFrom, instrumentId }, index) => {
    if (newDueOn > worksFrom) return [];
    const next = duty.moves[index + 1];
    const parts = { what: id, from: worksFrom, until: next ? addDays(next.worksFrom, -1) : null };
    if (instrumentId === null) {
      const details = { on: newDueOn, servedOn: worksFrom, reliefId: id };
      return [found('deadline_before_service', duty, { ...parts, details })];
    }
    const details = said(newDueOn, worksFrom, instrumentId);
    return [found('deadline_before_signature', duty, { ...parts, details })];
  });
}

function said(on: CivilDate, signedOn: CivilDate, instrumentId: string): Record<string, string> {
  return { on, signedOn, instrumentId };
}
