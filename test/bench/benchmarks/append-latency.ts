import { Benchmark } from '../harness/benchmark';
import { compare, milliseconds, spread } from '../harness/compare';
import { syncTimes } from '../harness/machine';
import { Append, clientAppend } from '../support/append';
import { nodeWithClient } from '../support/node';
import { stubWithClient } from '../support/stub';

const sizes = {
  full: { appends: 1_000, pairs: 9 },
  quick: { appends: 300, pairs: 5 },
  smoke: { appends: 10, pairs: 1 },
};

export const appendLatency: Benchmark = {
  name: 'append-latency',
  question: 'What does a sequential durable append take beyond the protocol and the disk?',
  sizes,
  async run({ size, seed, folder }) {
    const { appends, pairs } = sizes[size];
    const node = await nodeWithClient(folder());
    const stub = await stubWithClient({ seed, events: 0 });
    const toNode = clientAppend(node.client, seed, appends);
    const toStub = clientAppend(stub.client, seed, appends);
    const disk = folder();
    const result = await compare(
      { what: 'durable append, p50', run: () => medianLatency(toNode, appends) },
      {
        what: 'append to a stub without a disk, p50, + fdatasync of 4 KiB, p50',
        run: async () => (await medianLatency(toStub, appends)) + spread(syncTimes(disk, appends)).median,
      },
      pairs,
    );
    await node.stop();
    await stub.stop();
    return [{ name: 'P6 append ÷ (stub + fdatasync)', unit: 'ms', ...result, goal: { atMost: 1.6 } }];
  },
};

async function medianLatency(append: Append, count: number): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) times.push(await milliseconds(() => append(index)));
  return spread(times).median;
}
