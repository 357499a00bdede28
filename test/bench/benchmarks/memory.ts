import { Benchmark } from '../harness/benchmark';
import { compare } from '../harness/compare';
import { filledLog } from '../support/logs';
import { outputOf } from '../support/thread-and-process';

const sizes = {
  full: { events: 200_000, fewer: 20_000, pairs: 5 },
  quick: { events: 50_000, fewer: 5_000, pairs: 3 },
  smoke: { events: 200, fewer: 20, pairs: 1 },
};

export const memory: Benchmark = {
  name: 'memory',
  question: 'How much memory does a read take at its peak, and does it grow with what is read?',
  sizes,
  async run(context) {
    const { events, fewer, pairs } = sizes[context.size];
    const dataDir = await filledLog(context, events);
    const peak = async (count: number) => Number(await outputOf('peak-memory', dataDir, `${count}`)) / 1_024;
    const result = await compare(
      { what: `peak of a process with node and client that reads ${events} events`, run: () => peak(events) },
      { what: `the same, reading ${fewer} events`, run: () => peak(fewer) },
      pairs,
      0,
    );
    return [{ name: 'memory at the peak of readAll', unit: 'MiB', ...result }];
  },
};
