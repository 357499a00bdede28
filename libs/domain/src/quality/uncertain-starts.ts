import { found, type AgreedDuty } from './agreed-duty';
import type { QualityFinding } from './quality-finding';

/** Terms that begin with something that has no day: a signature whose day is not known, or a duty that is itself without any
 *  deadline, so that nothing ever obliges the start to come. */
export function uncertainStarts(duties: readonly AgreedDuty[]): readonly QualityFinding[] {
  const byNo = new Map(duties.map((duty) => [duty.terms.no, duty]));
  return duties.flatMap((duty) => {
    const { due, instrumentId } = duty.terms;
    if (due.kind !== 'relative') return [];
    if (due.from.kind === 'signing' && duty.signedOn === null)
      return [found('signing_day_unknown', duty, { details: { instrumentId: instrumentId ?? '' } })];
    if (due.from.kind !== 'fulfilment') return [];
    const anchor = byNo.get(due.from.of);
    if (!anchor || anchor.terms.due.kind !== 'none' || anchor.moves.length > 0) return [];
    return [found('anchor_without_deadline', duty, { concerns: [anchor.terms.no] })];
  });
}
