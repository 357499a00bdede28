import { Benchmark } from '../harness/benchmark';
import { Arm, compare, perSecond } from '../harness/compare';
import { appendAll, clientAppend } from '../support/append';
import { takeEvents } from '../support/consume';
import { fill } from '../support/logs';
import { NodeWithClient, nodeWithClient } from '../support/node';

const IN_FLIGHT = 50;
const sizes = {
  full: { events: 50_000, sequential: 1_000, concurrent: 10_000, pairs: 7 },
  quick: { events: 20_000, sequential: 300, concurrent: 3_000, pairs: 5 },
  smoke: { events: 200, sequential: 20, concurrent: 100, pairs: 1 },
};

export const security: Benchmark = {
  name: 'security',
  question: 'What do TLS and credentials cost on the loopback interface?',
  sizes,
  async run(context) {
    const { events, sequential, concurrent, pairs } = sizes[context.size];
    const secured = await nodeWithClient(await fill(context, events));
    const open = await nodeWithClient(await fill(context, events), { security: 'none' });
    const both = (what: string, run: (node: NodeWithClient) => Promise<number>): [Arm, Arm] => [
      { what: `${what}, TLS and credentials`, run: () => run(secured) },
      { what: `${what}, neither`, run: () => run(open) },
    ];
    const appending = (count: number, inFlight: number) => (node: NodeWithClient) => {
      const append = clientAppend(node.client, context.seed, count);
      return perSecond(count, () => appendAll(append, count, inFlight));
    };
    const reading = (node: NodeWithClient) => perSecond(events, () => takeEvents(node.client.subscribeToAll(), events));
    const subscribe = await compare(...both('subscribeToAll', reading), pairs);
    const one = await compare(...both('durable appends, one after another', appending(sequential, 1)), pairs);
    const many = await compare(
      ...both(`durable appends, ${IN_FLIGHT} in flight`, appending(concurrent, IN_FLIGHT)),
      pairs,
    );
    await secured.stop();
    await open.stop();
    return [
      { name: 'subscription with TLS ÷ without', unit: 'events/s', ...subscribe },
      { name: 'sequential append with TLS ÷ without', unit: 'events/s', ...one },
      { name: `${IN_FLIGHT} in flight with TLS ÷ without`, unit: 'events/s', ...many },
    ];
  },
};
