import { addDays, later, type CivilDate, type Side } from '@heqi/domain';
import type { Deal } from '../deal';
import type { Outcome } from '../outcomes';
import type { Random } from '../random';
import { workdayFrom } from '../timeline/workdays';

/** How one side keeps its word. */
export interface Conduct {
  /** From this day on nothing more is performed; null where the side goes on. */
  readonly stallsOn: CivilDate | null;
  /** How many of a hundred duties are performed, but late. */
  readonly latePercent: number;
}

export type Conducts = Readonly<Record<Side, Conduct>> & { readonly terminatedOn: CivilDate | null };

/** The conduct that can lead to the outcome by `lastDay`. */
export function drawConducts(outcome: Outcome, { signedOn }: Deal, lastDay: CivilDate, random: Random): Conducts {
  const goesOn = (): Conduct => ({ stallsOn: null, latePercent: random.pick([0, 5, 15, 30]) });
  const stalls = (before: CivilDate, from: number, to: number): Conduct => ({
    stallsOn: later(addDays(signedOn, 10), random.daysAfter(before, -to, -from)),
    latePercent: random.pick([10, 25]),
  });
  switch (outcome) {
    case 'government_behind':
      return { government: stalls(lastDay, 60, 420), enterprise: goesOn(), terminatedOn: null };
    case 'enterprise_behind':
      return { government: goesOn(), enterprise: stalls(lastDay, 60, 420), terminatedOn: null };
    case 'both_behind':
      return {
        government: stalls(lastDay, 60, 360),
        enterprise: stalls(lastDay, 60, 420),
        terminatedOn: null,
      };
    case 'terminated': {
      const terminatedOn = workdayFrom(later(addDays(signedOn, 260), random.daysAfter(lastDay, -420, -25)));
      return { government: goesOn(), enterprise: stalls(terminatedOn, 120, 300), terminatedOn };
    }
    default:
      return { government: goesOn(), enterprise: goesOn(), terminatedOn: null };
  }
}
