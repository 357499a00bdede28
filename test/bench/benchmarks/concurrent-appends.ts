import { Benchmark } from '../harness/benchmark';
import { compare, perSecond } from '../harness/compare';
import { appendAll, clientAppend } from '../support/append';
import { nodeWithClient } from '../support/node';

const IN_FLIGHT = 50;
const sizes = {
  full: { sequential: 1_000, concurrent: 10_000, pairs: 9 },
  quick: { sequential: 300, concurrent: 3_000, pairs: 5 },
  smoke: { sequential: 20, concurrent: 100, pairs: 1 },
};

export const concurrentAppends: Benchmark = {
  name: 'concurrent-appends',
  question: `How much faster are appends when ${IN_FLIGHT} are in flight and share syncs of the disk?`,
  sizes,
  async run({ size, seed, folder }) {
    const { sequential, concurrent, pairs } = sizes[size];
    const node = await nodeWithClient(folder());
    const append = clientAppend(node.client, seed, concurrent);
    const rate = (count: number, inFlight: number) => perSecond(count, () => appendAll(append, count, inFlight));
    const result = await compare(
      { what: `durable appends, ${IN_FLIGHT} in flight`, run: () => rate(concurrent, IN_FLIGHT) },
      { what: 'durable appends, one after another', run: () => rate(sequential, 1) },
      pairs,
    );
    await node.stop();
    return [{ name: `P5 ${IN_FLIGHT} in flight ÷ sequential`, unit: 'events/s', ...result, goal: { atLeast: 5 } }];
  },
};
