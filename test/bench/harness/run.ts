import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Benchmark, BenchContext, Measurement, meetsGoal, Size } from './benchmark';
import { Machine, machineFacts } from './machine';
import { legend, table } from './report';

export interface RunOptions {
  readonly size: Size;
  readonly seed: number;
  /** Where the logs that are measured are written: the disk is part of the figure. */
  readonly workFolder: string;
  /** File for the figures as JSON. */
  readonly json?: string;
  readonly print: (line: string) => void;
}

/** Runs benchmarks one after another, prints what they gave and writes it down. Nothing is judged: goals are told. */
export async function runBenchmarks(benchmarks: readonly Benchmark[], options: RunOptions): Promise<Measurement[]> {
  const { size, seed, print } = options;
  mkdirSync(options.workFolder, { recursive: true });
  const work = mkdtempSync(path.join(options.workFolder, 'run-'));
  try {
    const machine = machineFacts(work);
    print(machineLine(machine));
    const context = contextIn(work, options);
    const measurements: Measurement[] = [];
    try {
      for (const benchmark of benchmarks) {
        print(`\n${benchmark.name}: ${benchmark.question}`);
        print(`  size ${size}, seed ${seed}, ${JSON.stringify(benchmark.sizes[size])}`);
        measurements.push(...(await benchmark.run(context)));
      }
    } finally {
      // also of a run that fails in its last minute
      print(`\n${table(measurements)}\n\n${legend(measurements)}`);
    }
    if (options.json !== undefined) writeJson(options.json, machine, benchmarks, measurements, options);
    return measurements;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function contextIn(work: string, { size, seed, print }: RunOptions): BenchContext {
  return {
    size,
    seed,
    folder: () => mkdtempSync(path.join(work, 'log-')),
    progress: (line) => print(`  ${line}`),
  };
}

function writeJson(
  file: string,
  machine: Machine,
  benchmarks: readonly Benchmark[],
  measurements: readonly Measurement[],
  { size, seed, print }: RunOptions,
): void {
  const config = Object.fromEntries(benchmarks.map(({ name, sizes }) => [name, sizes[size]]));
  const results = measurements.map((measurement) => ({ ...measurement, met: meetsGoal(measurement) }));
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ machine, size, seed, config, results }, null, 2)}\n`);
  print(`\nwritten to ${file}`);
}

function machineLine({ node, cpu, cores, memoryGiB, load, fdatasyncMs, commit, date }: Machine): string {
  const disk = `fdatasync ${fdatasyncMs.toFixed(2)} ms`;
  return `${date}  commit ${commit}  Node ${node}  ${cores} × ${cpu}, ${memoryGiB} GiB, load ${load.toFixed(1)}, ${disk}`;
}
