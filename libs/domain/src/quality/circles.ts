import { Circles } from '../assessment/circles';
import { later } from '../time/civil-date';
import { found, type AgreedDuty } from './agreed-duty';
import type { QualityFinding } from './quality-finding';

/** Duties that wait for each other in a circle, by starts, conditions or the delay that excuses them: none of them settles first. One
 *  warning a circle, about the duty recorded first, from the day on which the last of them was agreed. */
export function circles(duties: readonly AgreedDuty[]): readonly QualityFinding[] {
  const waiting = new Circles(new Map(duties.map(({ terms, obligation }) => [terms.no, obligation])));
  const isTold = new Set<string>();
  return duties.flatMap((first) => {
    const { no } = first.terms;
    if (!waiting.has(no) || isTold.has(no)) return [];
    const others = duties.filter(({ terms }) => terms.no !== no && waiting.join(no, terms.no));
    for (const { terms } of others) isTold.add(terms.no);
    const from = others.map(({ agreedOn }) => agreedOn).reduce(later, first.agreedOn);
    return [found('waits_in_a_circle', first, { from, concerns: others.map(({ terms }) => terms.no) })];
  });
}
