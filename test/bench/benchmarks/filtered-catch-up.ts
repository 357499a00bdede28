import { AllStreamSubscription, eventTypeFilter, streamNameFilter } from '@eventstore/db-client';
import { Benchmark } from '../harness/benchmark';
import { Arm, compare } from '../harness/compare';
import { RARE_EVERY, RARE_PREFIX, RARE_TYPE } from '../support/events';
import { filledLog } from '../support/logs';
import { nodeWithClient } from '../support/node';

const sizes = {
  full: { events: 1_000_000, pairs: 3 },
  quick: { events: 50_000, pairs: 3 },
  smoke: { events: 2_000, pairs: 1 },
};

export const filteredCatchUp: Benchmark = {
  name: 'filtered-catch-up',
  question: `What does a subscription pay for the events it does not want, when it wants one in ${RARE_EVERY}?`,
  sizes,
  async run(context) {
    const { events, pairs } = sizes[context.size];
    const { client, stop } = await nodeWithClient(await filledLog(context, events));
    const wanted = events / RARE_EVERY;
    const all: Arm = {
      what: `catch-up over all ${events} events`,
      run: () => secondsToCatchUp(client.subscribeToAll(), events),
    };
    const byStream: Arm = {
      what: `catch-up over ${events} events for one stream prefix`,
      run: () =>
        secondsToCatchUp(client.subscribeToAll({ filter: streamNameFilter({ prefixes: [RARE_PREFIX] }) }), wanted),
    };
    const byType: Arm = {
      what: `catch-up over ${events} events for one event type`,
      run: () =>
        secondsToCatchUp(client.subscribeToAll({ filter: eventTypeFilter({ prefixes: [RARE_TYPE] }) }), wanted),
    };
    const stream = await compare(byStream, all, pairs, 0);
    const type = await compare(byType, byStream, pairs, 0);
    await stop();
    return [
      { name: 'filtered by stream ÷ unfiltered', unit: 's', ...stream, goal: { atMost: 0.05 } },
      { name: 'filtered by type ÷ by stream', unit: 's', ...type },
    ];
  },
};

/** Until the subscription says that it has caught up. */
async function secondsToCatchUp(subscription: AllStreamSubscription, wanted: number): Promise<number> {
  const started = performance.now();
  let seen = 0;
  await new Promise<void>((resolve, reject) => {
    subscription.on('data', () => seen++);
    subscription.on('caughtUp', resolve);
    subscription.on('error', reject);
  });
  const seconds = (performance.now() - started) / 1_000;
  await subscription.unsubscribe();
  if (seen !== wanted) throw new Error(`The subscription gave ${seen} events of ${wanted}.`);
  return seconds;
}
