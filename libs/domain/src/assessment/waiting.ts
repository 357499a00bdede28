import { dutiesAwaitedBy } from '../obligation/obligation';
import { performanceOf } from './performance';
import type { Vantage } from './vantage';

/** Whether duty `from` waits for duty `for_`, directly or through others, as of the day. A duty fulfilled by then keeps
 *  nobody waiting. Duties that wait for each other in turn wait in a circle: time alone frees none of them. */
export function waitsFor(view: Vantage, from: string, for_: string): boolean {
  const seen = new Set<string>();
  const toVisit = [from];
  for (let no = toVisit.pop(); no !== undefined; no = toVisit.pop()) {
    const duty = view.byNo.get(no);
    if (!duty || seen.has(no) || performanceOf(view, duty).fulfilledOn !== null) continue;
    if (no === for_) return true;
    seen.add(no);
    toVisit.push(...dutiesAwaitedBy(duty.terms));
  }
  return false;
}
