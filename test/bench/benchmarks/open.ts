import { startEmbeddedNode } from '@heqi/embedded-event-store';
import { Benchmark } from '../harness/benchmark';
import { compare } from '../harness/compare';
import { filledLog } from '../support/logs';

const sizes = {
  full: { events: 1_000_000, pairs: 5 },
  quick: { events: 50_000, pairs: 3 },
  smoke: { events: 500, pairs: 1 },
};

export const open: Benchmark = {
  name: 'open',
  question: 'Does a node with a long log start later than an empty one?',
  sizes,
  async run(context) {
    const { events, pairs } = sizes[context.size];
    const full = await filledLog(context, events);
    const empty = context.folder();
    const { a, b, ratio } = await compare(
      { what: `start of a node with ${events} events, until it answers`, run: () => secondsToStart(full) },
      { what: 'start of an empty node', run: () => secondsToStart(empty) },
      pairs,
    );
    return [
      { name: 'open', unit: 's', a, goal: { atMost: 1 } },
      { name: 'open ÷ open empty', unit: 's', a, b, ratio },
    ];
  },
};

async function secondsToStart(dataDir: string): Promise<number> {
  const started = performance.now();
  const node = await startEmbeddedNode({ dataDir });
  const seconds = (performance.now() - started) / 1_000;
  await node.stop();
  return seconds;
}
