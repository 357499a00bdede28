import { randomUUID } from 'node:crypto';
import { EventLog } from '../../../libs/embedded-event-store/src/storage/event-log';
import { Benchmark } from '../harness/benchmark';
import { compare, perSecond } from '../harness/compare';
import { Append, appendAll } from '../support/append';
import { generateEvents } from '../support/events';

const IN_FLIGHT = 100;
const sizes = {
  full: { length: 20_000, appends: 2_000, pairs: 7 },
  quick: { length: 5_000, appends: 500, pairs: 5 },
  smoke: { length: 100, appends: 50, pairs: 1 },
};

export const longStream: Benchmark = {
  name: 'long-stream',
  question: 'Does an append to a long stream cost more than one to a new stream?',
  sizes,
  async run({ size, seed, folder }) {
    const { length, appends, pairs } = sizes[size];
    const log = EventLog.open({ dataDir: folder() });
    const events = [...generateEvents(seed, appends)].map(({ event }) => event);
    const appendTo =
      (streamOf: () => string): Append =>
      (index) =>
        log.append(streamOf(), 'any', [{ ...events[index % appends]!, id: randomUUID() }]);
    const toLong = appendTo(() => 'long');
    await appendAll(toLong, length, IN_FLIGHT);
    const rate = (append: Append) => perSecond(appends, () => appendAll(append, appends, IN_FLIGHT));
    const result = await compare(
      { what: `appends to a stream of ${length} events, each looked up by its id`, run: () => rate(toLong) },
      { what: 'appends to a new stream each', run: () => rate(appendTo(randomUUID)) },
      pairs,
    );
    log.close();
    return [{ name: 'long stream ÷ new streams', unit: 'events/s', ...result, goal: { atLeast: 0.8 } }];
  },
};
