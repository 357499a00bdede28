import { NodeHere } from '../../embedded-event-store/src/testing/node-here.fixtures';
import { randomFrom, seedOfTest } from '../../embedded-event-store/src/testing/random.fixtures';
import { EventStore } from './event-store';
import { eventually } from './testing/eventually.fixtures';
import { counted, countedFrom, fresh, numberOf } from './testing/store.fixtures';

const RESTARTS = 50;
const SEED = seedOfTest();
const BATCH = 7;

let node: NodeHere;
let store: EventStore;

beforeAll(async () => {
  node = await NodeHere.start();
  store = EventStore.connect(node.connectionString);
});

afterAll(async () => {
  await store.close();
  await node.remove();
});

/** A consumer as ours are: what it did and how far it came are committed together, and what was not committed is lost when
 *  it ends. */
class Consumer {
  readonly effects: number[] = [];
  position: bigint | undefined;
  interruptions = 0;

  constructor(private readonly streamPrefix: string) {}

  async run(signal: AbortSignal): Promise<void> {
    let pending: number[] = [];
    const messages = store.subscribe({
      streamPrefixes: [this.streamPrefix],
      after: this.position,
      signal,
      onInterruption: () => this.interruptions++,
    });
    for await (const message of messages) {
      if (message.kind === 'event') pending.push(numberOf(message.event));
      const reached =
        message.kind === 'event' ? message.event.position : 'position' in message ? message.position : undefined;
      if (reached === undefined || (message.kind === 'event' && pending.length < BATCH)) continue;
      this.effects.push(...pending);
      this.position = reached;
      pending = [];
    }
  }
}

it(
  `a consumer misses nothing and does nothing twice while the store is started again ${RESTARTS} times (HEQI_SEED=${SEED})`,
  async () => {
    const random = randomFrom(SEED);
    const name = fresh('followed');
    const consumer = new Consumer(name);
    let written = 0;
    let ending = false;
    const writing = (async () => {
      let revision: number | 'no_stream' = 'no_stream';
      while (!ending) {
        const events = countedFrom(written, written + Math.floor(random() * 4));
        ({ revision } = await store.append(name, events, revision));
        written += events.length;
        await store.append(fresh('noise'), [counted(0)], 'no_stream');
      }
    })();
    let life = new AbortController();
    let running = consumer.run(life.signal);
    for (let restart = 0; restart < RESTARTS; restart++) {
      const before = { written, interruptions: consumer.interruptions };
      await eventually('more events', () => written > before.written + 5);
      await node.startAgain();
      if (random() < 0.3) {
        life.abort(); // the consumer dies too, and comes again at what it had committed
        await running;
        life = new AbortController();
        running = consumer.run(life.signal);
      } else {
        await eventually('the consumer to notice', () => consumer.interruptions > before.interruptions);
      }
    }
    ending = true;
    await writing;
    const filling = countedFrom(written, written + BATCH); // so that the last batch fills
    await store.append(name, filling, written - 1);
    await eventually('the last events', () => consumer.effects.length > written);
    life.abort();
    await running;
    expect(consumer.interruptions).toBeGreaterThan(RESTARTS / 2);
    expect(consumer.effects.slice(0, written)).toEqual(Array.from({ length: written }, (_, n) => n));
    expect(new Set(consumer.effects).size).toBe(consumer.effects.length);
  },
  30_000 + RESTARTS * 3_000,
);
