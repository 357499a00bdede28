import { earlier, type CivilDate } from '../time/civil-date';
import { civilDateIn } from '../time/instant';
import type { ContractState } from './contract.state';

/** The day from which there is a deal: the earliest signing or effective day of its instruments, at the latest the day it
 *  was recorded. As of a day before, nobody owed anything under it, and boards and ledgers do not show it. */
export function beganOn({ instruments, recordedAt, timeZone }: ContractState): CivilDate {
  const stated = instruments
    .flatMap(({ signedOn, effectiveOn }) => [signedOn, effectiveOn])
    .filter((day) => day !== null);
  return stated.reduce(earlier, civilDateIn(timeZone, recordedAt));
}
