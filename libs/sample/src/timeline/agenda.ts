import { epochMilliseconds, instantOf, startOfDayIn, type CivilDate, type Instant } from '@heqi/domain';
import { TIME_ZONE } from '../district';
import type { Random } from '../random';

const HOUR = 3_600_000;
/** Office hours: 9 to 12, 14 to 18. */
const HOURS = [
  { from: 9 * HOUR, milliseconds: 3 * HOUR },
  { from: 14 * HOUR, milliseconds: 4 * HOUR },
] as const;

/** A moment of the office hours of a working day, not before `notBefore` where that lies on the same day. */
export function momentOn(day: CivilDate, notBefore: Instant | undefined, random: Random): Instant {
  const drawn = random.int(0, HOURS[0].milliseconds + HOURS[1].milliseconds - 1);
  const [morning, afternoon] = HOURS;
  const intoDay = drawn < morning.milliseconds ? morning.from + drawn : afternoon.from + drawn - morning.milliseconds;
  const moment = instantOf(epochMilliseconds(startOfDayIn(TIME_ZONE, day)) + intoDay);
  if (notBefore === undefined || moment > notBefore) return moment;
  return instantOf(epochMilliseconds(notBefore) + 1 + random.int(0, 90_000));
}

/** Everything of the district in one line: by moment, one millisecond apart where two fall on the same. What stands in order in
 *  `things` keeps it at equal moments. */
export function inOneLine<Thing extends { readonly recordedAt: Instant }>(things: readonly Thing[]): Thing[] {
  const sorted = things.toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
  let last = -Infinity;
  return sorted.map((thing) => {
    const moment = Math.max(epochMilliseconds(thing.recordedAt), last + 1);
    last = moment;
    return { ...thing, recordedAt: instantOf(moment) };
  });
}
