import type { Calendar } from '../calendar/statutory-calendar';
import type { Side } from '../contract/contract';
import type { ContractState } from '../contract/contract.state';
import { tollingOf } from '../delay/tolling';
import type { CivilDate } from '../time/civil-date';
import { assessObligation, type ObligationAssessment } from './assess';
import type { AssessmentRules } from './assessment-rules';
import { rootBlockerOf, type Blocker } from './blocker';
import { vantage } from './vantage-of';

/** Who waits for whom in a deal, as of a day (对待给付关系). */
export interface ReciprocityGraph {
  readonly duties: readonly GraphDuty[];
  readonly edges: readonly WaitingEdge[];
  /** Duties that wait for each other in turn: each sees the others without any tolling from within the circle. */
  readonly circles: readonly (readonly string[])[];
}

export interface GraphDuty {
  readonly no: string;
  readonly side: Side;
  readonly status: ObligationAssessment['status'];
  readonly light: ObligationAssessment['light'];
  /** What holds it up today, at the root; null where nothing does. It may be named for a duty that is late all the same. */
  readonly heldUpBy: Blocker | null;
}

/** `from` waits for `to`: its term starts there, a condition names it, or its delay tolls it. */
export interface WaitingEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'anchor' | 'condition' | 'tolled_by';
  /** The condition's id; null for the other kinds. */
  readonly conditionId: string | null;
  /** The delay of `to` excuses today. */
  readonly holdsUpToday: boolean;
}

export function reciprocityOf(
  state: ContractState,
  asOf: CivilDate,
  calendar: Calendar,
  rules: AssessmentRules,
): ReciprocityGraph {
  const view = vantage(state, asOf, calendar, rules);
  const duties: GraphDuty[] = [];
  const edges: WaitingEdge[] = [];
  for (const obligation of view.byNo.values()) {
    const { no, side, due, conditions, tolledBy } = obligation.terms;
    const { status, light } = assessObligation(view, obligation);
    duties.push({ no, side, status, light, heldUpBy: rootBlockerOf(view, obligation) });
    const { heldUpBy } = tollingOf(view, obligation);
    if (due.kind === 'relative' && due.from.kind === 'fulfilment') add(due.from.of, 'anchor');
    for (const condition of conditions)
      if (condition.kind === 'fulfilment') add(condition.of, 'condition', condition.id);
    for (const to of tolledBy) add(to, 'tolled_by');

    function add(to: string, kind: WaitingEdge['kind'], conditionId: string | null = null): void {
      const holdsUpToday = kind === 'tolled_by' && heldUpBy.includes(to);
      edges.push({ from: no, to, kind, conditionId, holdsUpToday });
    }
  }
  return { duties, edges, circles: view.circles.list() };
}
