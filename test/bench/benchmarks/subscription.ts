import { Benchmark } from '../harness/benchmark';
import { compare, perSecond } from '../harness/compare';
import { takeEvents } from '../support/consume';
import { filledLog } from '../support/logs';
import { nodeWithClient } from '../support/node';
import { stubWithClient } from '../support/stub';

const sizes = {
  full: { events: 50_000, pairs: 9 },
  quick: { events: 20_000, pairs: 5 },
  smoke: { events: 200, pairs: 1 },
};

export const subscription: Benchmark = {
  name: 'subscription',
  question: 'How near does a catch-up subscription come to a server that has its bytes ready?',
  sizes,
  async run(context) {
    const { events, pairs } = sizes[context.size];
    const node = await nodeWithClient(await filledLog(context, events));
    const stub = await stubWithClient({ seed: context.seed, events });
    const rate = (of: typeof node) => perSecond(events, () => takeEvents(of.client.subscribeToAll(), events));
    const result = await compare(
      { what: 'subscribeToAll on the node', run: () => rate(node) },
      { what: 'subscribeToAll on a stub of ready-made bytes', run: () => rate(stub) },
      pairs,
    );
    await node.stop();
    await stub.stop();
    return [{ name: 'P3 subscription ÷ stub', unit: 'events/s', ...result, goal: { atLeast: 0.5 } }];
  },
};
