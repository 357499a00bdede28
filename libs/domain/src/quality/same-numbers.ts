import { found, type AgreedDuty } from './agreed-duty';
import { figureKey, isTelling } from './figures';
import type { QualityFinding } from './quality-finding';

/** The same figure promised in two duties of one side: perhaps two promises, perhaps one told twice. The warning is about the duty
 *  agreed later and names those before it. */
export function sameNumbers(duties: readonly AgreedDuty[]): readonly QualityFinding[] {
  const earlier = new Map<string, readonly AgreedDuty[]>();
  const inOrder = duties.toSorted((a, b) => (a.agreedOn < b.agreedOn ? -1 : a.agreedOn > b.agreedOn ? 1 : 0));
  return inOrder.flatMap((duty) => {
    const { measure, side } = duty.terms;
    if (measure.kind === 'milestone' || !isTelling(measure.target)) return [];
    const key = `${side} ${figureKey(measure.target)}`;
    const before = earlier.get(key) ?? [];
    earlier.set(key, [...before, duty]);
    if (before.length === 0) return [];
    const concerns = before.map(({ terms }) => terms.no);
    return [found('same_number_twice', duty, { concerns, amount: measure.target })];
  });
}
