import fc from 'fast-check';
import type { Measure } from '../obligation/obligation';
import { addDays, civilDate } from '../time/civil-date';
import { persons, plan, yuan } from '../testing/terms.fixtures';
import { basisPointsBehind, firstDayBehind, plannedBasisPoints } from './pace';

type Plan = Extract<Measure, { kind: 'progress_plan' }>;
const jobs = plan(['2025-01-01', persons(10)], ['2025-01-11', persons(60)], ['2025-02-10', persons(100)]) as Plan;
const planned = (on: string, of = jobs) => plannedBasisPoints(of, civilDate(on));

describe('a plan', () => {
  it('stands at nothing before its first point, at its points on their days, linear between them', () => {
    expect(planned('2024-12-31')).toBe(0);
    expect(planned('2025-01-01')).toBe(1000);
    expect(planned('2025-01-02')).toBe(1500);
    expect(planned('2025-01-11')).toBe(6000);
    expect(planned('2025-01-26')).toBe(8000);
    expect(planned('2025-02-10')).toBe(10_000);
    expect(planned('2030-01-01')).toBe(10_000);
  });

  it('rounds down, so that nobody is called behind by a rounding', () => {
    const thirds = plan(['2025-01-01', yuan(0)], ['2025-01-04', yuan(1)]) as Plan;
    expect(planned('2025-01-02', thirds)).toBe(3333);
  });

  it('may be written in another unit than its target', () => {
    const land = plan(
      ['2025-01-01', { value: '0', unit: 'hectare' }],
      ['2025-01-11', { value: '1', unit: 'hectare' }],
      ['2025-01-21', { value: '30', unit: 'mu' }],
    ) as Plan;
    expect(planned('2025-01-06', land)).toBe(2500);
    expect(planned('2025-01-11', land)).toBe(5000);
    expect(planned('2025-01-16', land)).toBe(7500);
  });

  it('never falls', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 60 }), (day) => {
        const on = addDays(civilDate('2025-01-01'), day);
        expect(plannedBasisPoints(jobs, addDays(on, 1))).toBeGreaterThanOrEqual(plannedBasisPoints(jobs, on));
      }),
    );
  });
});

describe('how far a level lies behind its plan', () => {
  it('is nothing when level with it or ahead', () => {
    expect(basisPointsBehind(jobs, persons(60), civilDate('2025-01-11'))).toBe(0);
    expect(basisPointsBehind(jobs, persons(300), civilDate('2025-01-11'))).toBe(0);
    expect(basisPointsBehind(jobs, persons(45), civilDate('2025-01-11'))).toBe(1500);
    expect(basisPointsBehind(jobs, null, civilDate('2025-01-11'))).toBe(6000);
  });

  it('reaches a threshold first on the day that a search day by day finds', () => {
    const start = civilDate('2024-12-25');
    fc.assert(
      fc.property(
        fc.nat({ max: 120 }),
        fc.integer({ min: 1, max: 9000 }),
        fc.nat({ max: 60 }),
        (level, points, after) => {
          const from = addDays(start, after);
          let day: string | null = null;
          for (let n = 1; n < 80 && day === null; n++)
            if (basisPointsBehind(jobs, persons(level), addDays(from, n)) >= points) day = addDays(from, n);
          expect(firstDayBehind(jobs, persons(level), points, from, { excused: [], settled: [] })).toBe(day);
        },
      ),
    );
  });
});
