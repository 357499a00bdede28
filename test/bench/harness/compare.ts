import { Figure, Spread } from './benchmark';

/** One arm of a comparison: what it is called, and one run of it, which gives its figure. */
export interface Arm {
  readonly what: string;
  readonly run: () => Promise<number>;
}

/**
 * Runs both arms in turn, so that a machine that grows busier meanwhile slows both alike. The ratio is taken within each
 * pair; which arm goes first alternates. One pair before the first is thrown away: it pays for compilation and caches.
 */
export async function compare(
  a: Arm,
  b: Arm,
  pairs: number,
  warmUps = 1,
): Promise<{ readonly a: Figure; readonly b: Figure; readonly ratio: Spread }> {
  const figures = { a: [] as number[], b: [] as number[] };
  for (let pair = -warmUps; pair < pairs; pair++) {
    const aFirst = pair % 2 === 0;
    const first = await (aFirst ? a : b).run();
    const second = await (aFirst ? b : a).run();
    if (pair < 0) continue;
    figures.a.push(aFirst ? first : second);
    figures.b.push(aFirst ? second : first);
  }
  return {
    a: { what: a.what, ...spread(figures.a) },
    b: { what: b.what, ...spread(figures.b) },
    ratio: spread(figures.a.map((figure, index) => figure / figures.b[index]!)),
  };
}

/** One figure of several runs, where there is nothing to compare with. */
export async function repeat({ what, run }: Arm, times: number): Promise<Figure> {
  const figures: number[] = [];
  for (let time = 0; time < times; time++) figures.push(await run());
  return { what, ...spread(figures) };
}

/** @throws RangeError for no values. */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('No value was measured.');
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  return { median, low: sorted[0]!, high: sorted.at(-1)! };
}

/** Milliseconds that `work` takes. */
export async function milliseconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** `count` things per second, when `work` does them all. */
export async function perSecond(count: number, work: () => unknown): Promise<number> {
  return (count * 1_000) / (await milliseconds(work));
}
