import type { Side } from '../contract/contract';
import type { ObligationState } from '../contract/contract.state';
import { delayOf } from '../delay/delay';
import { tollingOf } from '../delay/tolling';
import { holderOn } from '../procedure/succession';
import { civilDateOf, type CivilDate } from '../time/civil-date';
import type { Vantage } from './vantage';

/** The duty at the root of a hold-up. */
export interface Blocker {
  readonly no: string;
  readonly side: Side;
  readonly obligorId: string | null;
  /** The first day of its slip. */
  readonly since: CivilDate;
  /** The duties from the blocked one to it, the root last. */
  readonly chain: readonly string[];
}

/** Follows what holds a duty up to where nothing more holds it up: through the duties whose delay tolls it, then through what those wait
 *  for in turn, as long as that slips too. Null where no duty holds it up today. */
export function rootBlockerOf(view: Vantage, obligation: ObligationState): Blocker | null {
  const chain: string[] = [];
  let next = slipping(view, tollingOf(view, obligation).heldUpBy, new Set([obligation.terms.no]));
  const seen = new Set([obligation.terms.no]);
  let root: ObligationState | undefined;
  while (next) {
    root = next;
    chain.push(root.terms.no);
    seen.add(root.terms.no);
    const { heldUpBy, base } = tollingOf(view, root);
    next = slipping(view, base.inheritedFrom === null ? heldUpBy : [base.inheritedFrom, ...heldUpBy], seen);
  }
  if (!root) return null;
  const { no, side } = root.terms;
  const obligorId = root.terms.obligorId && holderOn(view.state, root.terms.obligorId, view.asOf);
  return { no, side, obligorId, since: civilDateOf(delayOf(view, root).runs[0]!.from), chain };
}

/** The first of these duties whose slip grows today. */
function slipping(view: Vantage, nos: readonly string[], seen: ReadonlySet<string>): ObligationState | undefined {
  for (const no of nos) {
    const duty = seen.has(no) ? undefined : view.byNo.get(no);
    if (!duty) continue;
    const { runs } = delayOf(view, duty);
    if (runs.at(-1)?.to === view.day) return duty;
  }
  return undefined;
}
