import { randomUUID } from 'node:crypto';
import { EventLog } from '../../../libs/embedded-event-store/src/storage/event-log';
import { Benchmark } from '../harness/benchmark';
import { compare, perSecond } from '../harness/compare';
import { Append, appendAll, clientAppend } from '../support/append';
import { bareSqlite } from '../support/bare-sqlite';
import { generateEvents } from '../support/events';
import { nodeWithClient } from '../support/node';

const IN_FLIGHT = 100;
const sizes = {
  full: { sequential: 1_000, concurrent: 10_000, pairs: 9 },
  quick: { sequential: 300, concurrent: 3_000, pairs: 5 },
  smoke: { sequential: 20, concurrent: 200, pairs: 1 },
};

export const appendOverhead: Benchmark = {
  name: 'append-overhead',
  question: 'What do the protocol, and the store, cost on top of the disk?',
  sizes,
  async run({ size, seed, folder }) {
    const { sequential, concurrent, pairs } = sizes[size];
    const events = [...generateEvents(seed, concurrent)];
    const node = await nodeWithClient(folder());
    const throughGrpc = clientAppend(node.client, seed, concurrent);
    const log = EventLog.open({ dataDir: folder() });
    const toLog: Append = (index) => {
      const { stream, event } = events[index]!;
      return log.append(stream, 'any', [{ ...event, id: randomUUID() }]);
    };
    const bare = bareSqlite(folder());
    const toSqlite: Append = async (index) => {
      const { stream, event } = events[index]!;
      bare.append(stream, randomUUID(), event.data, event.metadata);
    };

    const rate = (append: Append, count: number, inFlight: number) =>
      perSecond(count, () => appendAll(append, count, inFlight));
    const one = await compare(
      { what: 'durable appends through gRPC, one after another', run: () => rate(throughGrpc, sequential, 1) },
      { what: 'bare SQLite, one durable commit an event', run: () => rate(toSqlite, sequential, 1) },
      pairs,
    );
    const many = await compare(
      { what: `appends through gRPC, ${IN_FLIGHT} in flight`, run: () => rate(throughGrpc, concurrent, IN_FLIGHT) },
      { what: `the store without gRPC, ${IN_FLIGHT} in flight`, run: () => rate(toLog, concurrent, IN_FLIGHT) },
      pairs,
    );
    await node.stop();
    log.close();
    bare.close();
    return [
      { name: 'sequential append ÷ bare SQLite', unit: 'events/s', ...one },
      { name: `${IN_FLIGHT} in flight ÷ store`, unit: 'events/s', ...many, goal: { atLeast: 0.25 } },
    ];
  },
};
