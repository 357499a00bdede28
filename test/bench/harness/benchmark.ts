/** How much is measured: `full` for figures to quote, `quick` to see a trend, `smoke` only to see that it still runs. */
export type Size = 'full' | 'quick' | 'smoke';

/** One benchmark: a question about speed that it answers with one or more measurements. */
export interface Benchmark {
  /** What `npm run bench -- <name>` takes. */
  readonly name: string;
  readonly question: string;
  /** Numbers of events, pairs and so on, by size; printed with the figures. */
  readonly sizes: Readonly<Record<Size, Config>>;
  readonly run: (context: BenchContext) => Promise<Measurement[]>;
}

export type Config = Readonly<Record<string, number>>;

export interface BenchContext {
  readonly size: Size;
  /** Everything random comes from it, so that two runs measure the same events. */
  readonly seed: number;
  /** A new folder on the disk that is measured; gone when the run ends. */
  readonly folder: () => string;
  /** Tells whoever waits what is being done. */
  readonly progress: (line: string) => void;
}

/** What one comparison gave. */
export interface Measurement {
  /** Short and stable: the JSON of two runs is compared by it. */
  readonly name: string;
  /** Unit of both figures, such as 'events/s' or 'ms'. */
  readonly unit: string;
  readonly a: Figure;
  /** Left out where a figure stands for itself, such as seconds to open. */
  readonly b?: Figure;
  /** A ÷ B. */
  readonly ratio?: Spread;
  readonly goal?: Goal;
}

/** One arm of a comparison. */
export interface Figure extends Spread {
  readonly what: string;
}

/** The median of several runs with the lowest and the highest. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** What the ratio should be, or figure A where there is no B. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number };

/** Whether a measurement meets its goal; undefined when it has none. */
export function meetsGoal({ goal, ratio, a }: Measurement): boolean | undefined {
  if (!goal) return undefined;
  const { median } = ratio ?? a;
  return 'atLeast' in goal ? median >= goal.atLeast : median <= goal.atMost;
}
