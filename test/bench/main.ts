import { Command, InvalidArgumentError } from 'commander';
import path from 'node:path';
import { hideDeprecations } from '@heqi/runtime';
import { benchmarks } from './benchmarks';
import { runBenchmarks } from './harness/run';

hideDeprecations();
const print = (line: string) => process.stdout.write(`${line}\n`);
const root = process.cwd();

const program = new Command('npm run bench --')
  .description('Measures what README.md of test/bench lists; all of it takes some minutes.')
  .argument('[names...]', `which ones: ${benchmarks.map(({ name }) => name).join(', ')}`)
  .option('--quick', 'few events: shows a trend, not a figure to quote')
  .option('--smoke', 'a handful of events: only sees whether everything runs')
  .option('--seed <number>', 'what the events are made from', wholeNumber, 1)
  .option('--json <file>', 'writes figures and facts of the machine to this file')
  .option('--work <folder>', 'where the logs are written: the disk to measure', path.join(root, '.cache', 'bench'))
  .action(
    async (names: string[], options: { quick?: true; smoke?: true; seed: number; json?: string; work: string }) => {
      await runBenchmarks(named(names), {
        size: options.smoke ? 'smoke' : options.quick ? 'quick' : 'full',
        seed: options.seed,
        workFolder: options.work,
        ...(options.json === undefined ? {} : { json: options.json }),
        print,
      });
    },
  );

program.parseAsync(process.argv).then(
  () => process.exit(0), // the clients' channels would keep the process
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);

function named(names: readonly string[]) {
  const unknown = names.find((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown !== undefined) {
    program.error(`No benchmark is called ${unknown}. There are: ${benchmarks.map(({ name }) => name).join(', ')}.`);
  }
  return names.length === 0 ? benchmarks : benchmarks.filter(({ name }) => names.includes(name));
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('It must be a whole number.');
  return value;
}
