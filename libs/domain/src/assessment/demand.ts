import type { Term } from '../calendar/term';
import type { ObligationState } from '../contract/contract.state';
import type { CivilDate } from '../time/civil-date';

/** The demand that makes the date of a duty that has none: of those that stand and were served by the day, the first that left a
 *  respite (Civil Code art. 511(4)). One served before `since`, the day on which the last condition was met, demanded what was
 *  not owed yet, and makes no date. */
export function demandedTermOf(
  { notices }: Pick<ObligationState, 'notices'>,
  asOf: CivilDate,
  since: CivilDate | null,
): { readonly servedOn: CivilDate; readonly respite: Term } | null {
  let first: { servedOn: CivilDate; respite: Term } | null = null;
  for (const { servedOn, respite } of notices.demands) {
    if (respite === null || servedOn > asOf || (since !== null && servedOn < since)) continue;
    if (first === null || servedOn < first.servedOn) first = { servedOn, respite };
  }
  return first;
}
