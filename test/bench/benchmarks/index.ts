import { Benchmark } from '../harness/benchmark';
import { appendLatency } from './append-latency';
import { appendOverhead } from './append-overhead';
import { assessment } from './assessment';
import { concurrentAppends } from './concurrent-appends';
import { filteredCatchUp } from './filtered-catch-up';
import { longStream } from './long-stream';
import { memory } from './memory';
import { open } from './open';
import { readAll } from './read-all';
import { security } from './security';
import { subscription } from './subscription';

/** In the order they are run. A new one is a file of its own and a line here. */
export const benchmarks: readonly Benchmark[] = [
  subscription,
  concurrentAppends,
  appendLatency,
  appendOverhead,
  longStream,
  security,
  readAll,
  memory,
  open,
  filteredCatchUp,
  assessment,
];
