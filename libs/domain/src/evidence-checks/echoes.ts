import { areComparable, compareAmounts, toDecimal, type AmountJson } from '../money/amount';
import type { Measure } from '../obligation/obligation';
import { isTelling } from '../quality/figures';
import { found, type AgreedDuty } from '../quality/agreed-duty';
import type { QualityFinding } from '../quality/quality-finding';
import { readingsOf, type Reading } from './reading';

/** Reports that echo the promise instead of measuring: the actual is the promise to the last digit, the same value comes again and
 *  again, every value is round. (New Jersey's and Florida's auditors found incentives paid on such figures; domain.md §9.) */
export function echoes(duties: readonly AgreedDuty[]): readonly QualityFinding[] {
  return duties.flatMap((duty) => {
    const { measure } = duty.terms;
    if (measure.kind === 'milestone' || measure.countedBy === 'payments' || !isTelling(measure.target)) return [];
    const readings = readingsOf(duty).filter(({ value }) => areComparable(value, measure.target));
    return [...equal(duty, measure, readings), ...repeated(duty, measure.target, readings), ...round(duty, readings)];
  });
}

type Measured = Exclude<Measure, { readonly kind: 'milestone' }>;

function equal(duty: AgreedDuty, measure: Measured, readings: readonly Reading[]): QualityFinding[] {
  const promised = [
    measure.target,
    ...(measure.kind === 'progress_plan' ? measure.plan.map(({ value }) => value) : []),
  ];
  const figures = promised.filter((value) => toDecimal(value).units !== 0n);
  const echo = readings.find(({ value }) => figures.some((figure) => compareAmounts(figure, value) === 0));
  if (!echo) return [];
  const { claimId, on, value } = echo;
  return [found('equals_promise', duty, { from: on, amount: value, details: { claimId, on } })];
}

const IN_A_ROW = 3;

/** Three in a row, the first time; a level once reached may stay. */
function repeated(duty: AgreedDuty, target: AmountJson, readings: readonly Reading[]): QualityFinding[] {
  const run = firstRun(
    readings,
    ({ value }, before) => compareAmounts(value, target) < 0 && (!before || compareAmounts(before.value, value) === 0),
  );
  return run ? [tellRun('same_value_repeated', duty, run)] : [];
}

/** Three in a row that differ and are all round, the first time. */
function round(duty: AgreedDuty, readings: readonly Reading[]): QualityFinding[] {
  const run = firstRun(
    readings,
    ({ value }, before) => isRound(value) && (!before || compareAmounts(before.value, value) !== 0),
  );
  return run ? [tellRun('round_numbers', duty, run)] : [];
}

/** Four digits or more, and nothing but noughts after the second. */
function isRound(amount: AmountJson): boolean {
  const { units, scale } = toDecimal(amount);
  const digits = (units < 0n ? -units : units).toString();
  const whole = digits.slice(0, Math.max(0, digits.length - scale));
  return whole.length >= 4 && /^[1-9]\d0+$/.test(digits);
}

/** The first readings in a row that belong together; `before` is the one before in the run, undefined for its first. */
function firstRun(
  readings: readonly Reading[],
  belongs: (reading: Reading, before: Reading | undefined) => boolean,
): readonly Reading[] | undefined {
  let run: Reading[] = [];
  for (const reading of readings) {
    if (run.length > 0 && belongs(reading, run.at(-1))) run.push(reading);
    else run = belongs(reading, undefined) ? [reading] : [];
    if (run.length === IN_A_ROW) return run;
  }
  return undefined;
}

function tellRun(
  code: 'same_value_repeated' | 'round_numbers',
  duty: AgreedDuty,
  run: readonly Reading[],
): QualityFinding {
  const first = run[0]!;
  const last = run.at(-1)!;
  const details = { since: first.on, on: last.on, claimId: last.claimId };
  return found(code, duty, { from: last.on, amount: last.value, details });
}
