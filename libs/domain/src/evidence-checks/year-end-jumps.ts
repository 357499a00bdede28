import { amountKind, toDecimal } from '../money/amount';
import { compareDecimals, subtractDecimals } from '../money/decimal';
import { monthOf, yearOf } from '../time/civil-date';
import { found, type AgreedDuty } from '../quality/agreed-duty';
import type { QualityFinding } from '../quality/quality-finding';
import { readingsOf, type Reading } from './reading';

const DECEMBER = 12;

/** A December in which a level rose by more than in all the months of its year before (年底突击): told of only where the year has two
 *  reports before, so that there is something to hold it against. */
export function yearEndJumps(duties: readonly AgreedDuty[]): readonly QualityFinding[] {
  return duties.flatMap((duty) => {
    const { measure } = duty.terms;
    if (measure.kind === 'milestone' || measure.countedBy === 'payments') return [];
    const { target } = measure;
    const readings = readingsOf(duty).filter(({ value }) => amountKind(value) === amountKind(target));
    return [...new Set(readings.map(({ on }) => yearOf(on)))].flatMap((year) => jumpIn(year, duty, readings));
  });
}

function jumpIn(year: number, duty: AgreedDuty, readings: readonly Reading[]): QualityFinding[] {
  const ofYear = readings.filter(({ on }) => yearOf(on) === year);
  const before = ofYear.filter(({ on }) => monthOf(on) < DECEMBER);
  const level = before.at(-1);
  if (before.length < 2 || !level) return [];
  const start = readings.findLast(({ on }) => yearOf(on) < year) ?? before[0]!;
  const rise = (from: Reading, to: Reading) => subtractDecimals(toDecimal(to.value), toDecimal(from.value));
  const jump = ofYear.find((reading) => {
    if (monthOf(reading.on) !== DECEMBER) return false;
    const risen = rise(level, reading);
    return risen.units > 0n && compareDecimals(risen, rise(start, level)) > 0;
  });
  if (!jump) return [];
  const details = { on: jump.on, claimId: jump.claimId, since: level.on };
  return [found('jump_at_year_end', duty, { what: String(year), from: jump.on, amount: jump.value, details })];
}
