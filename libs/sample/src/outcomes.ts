import type { ContractAssessment } from '@heqi/domain';
import type { Random } from './random';

/** How a deal stands on the last day. `honoured`: every duty of both sides performed; `on_course`: something still to come,
 *  nothing in red; `terminated`: ended with something unperformed. */
export const OUTCOMES = [
  'honoured',
  'on_course',
  'government_behind',
  'enterprise_behind',
  'both_behind',
  'terminated',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Of 301 agreements that Guangyuan combed through, 97 were fully honoured and 204 not yet; how many of those were late is our
 *  choice, so that every quadrant can be seen. */
const OF_301: Readonly<Record<Outcome, number>> = {
  honoured: 97,
  on_course: 126,
  government_behind: 21,
  enterprise_behind: 33,
  both_behind: 14,
  terminated: 10,
};

/** The outcome of each deal. The first two are fixed, because people of the sample belong to their enterprises. */
export function drawOutcomes(deals: number, random: Random): Outcome[] {
  const pinned: readonly Outcome[] = (['enterprise_behind', 'government_behind'] as const).slice(0, deals);
  const left = { ...quotas(deals) };
  for (const outcome of pinned) if (left[outcome] > 0) left[outcome]--;
  const rest = OUTCOMES.flatMap((outcome) => Array<Outcome>(left[outcome]).fill(outcome));
  return [...pinned, ...random.shuffled(rest)].slice(0, deals);
}

/** Largest remainders, so that the parts add up and 301 deals give exactly the figures above. */
function quotas(deals: number): Record<Outcome, number> {
  const exact = OUTCOMES.map((outcome) => ({ outcome, share: (OF_301[outcome] * deals) / 301 }));
  const counts = Object.fromEntries(exact.map(({ outcome, share }) => [outcome, Math.floor(share)])) as Record<
    Outcome,
    number
  >;
  const missing = deals - exact.reduce((sum, { share }) => sum + Math.floor(share), 0);
  const byRemainder = exact.toSorted((a, b) => (b.share % 1) - (a.share % 1));
  for (const { outcome } of byRemainder.slice(0, missing)) counts[outcome]++;
  return counts;
}

/** Whether the outcome came about, by the assessment of what was recorded. */
export function hasOutcome({ quadrant, obligations }: ContractAssessment, outcome: Outcome): boolean {
  const every = (...statuses: string[]) => obligations.every(({ status }) => statuses.includes(status));
  switch (outcome) {
    case 'honoured':
      return every('fulfilled_on_time', 'fulfilled_late');
    case 'on_course':
      return quadrant === 'both_keep' && !every('fulfilled_on_time', 'fulfilled_late');
    case 'terminated':
      return (
        every('fulfilled_on_time', 'fulfilled_late', 'terminated') && !every('fulfilled_on_time', 'fulfilled_late')
      );
    default:
      return quadrant === outcome;
  }
}
