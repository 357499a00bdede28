import { EventStoreDBClient } from '@eventstore/db-client';
import { FaultProxy } from '../../../test/support/fault-proxy';
import { KINDS_OF_WEATHER, NetworkWeather } from '../../../test/support/network-weather';
import { randomOf } from '../../../test/support/seeded-random';
import { EventStoreUnavailable } from './errors';
import { EventStore } from './event-store';
import { storedEvent } from './recorded-event';
import type { StoredEvent } from './stored-event';
import { eventually } from './testing/eventually.fixtures';
import { countedFrom, NodeOfTest } from './testing/store.fixtures';
import { appendUntilTold, differences, type Told } from './testing/told-and-stored.fixtures';

const COMMANDS = process.env['HEQI_LONG'] ? 20_000 : 1_000;
const WRITERS = 8;
/** Few enough for writers to meet, enough for reading a whole one to stay a matter of some hundred events. */
const STREAMS = Array.from({ length: COMMANDS / 166 }, (_, n) => `shared-${n}`);
/** Beyond anything that the deadlines, pauses and signs of life add up to (liveness.spec.ts), and that a slow machine adds. */
const CEILING_MS = 15_000;

describe(`${COMMANDS} commands under random faults of the network`, () => {
  const random = randomOf('faulty-network.int-spec');
  const told: Told[] = [];
  const reads: { streamName: string; ids: string[]; acknowledged: number }[] = [];
  const acknowledged = new Map<string, number>();
  let unavailableReads = 0;
  let node: NodeOfTest;
  let proxy: FaultProxy;
  let store: EventStore;
  let weather: NetworkWeather;
  let log: StoredEvent[];
  const followed: string[] = [];

  beforeAll(async () => {
    node = await NodeOfTest.start();
    proxy = await FaultProxy.before(node.port, random);
    // short enough for outcomes to be unknown at times
    store = EventStore.connect(proxy.through(node.connectionString), { appendDeadlineMs: 2_000 });
    weather = new NetworkWeather(proxy, random);
    const stop = new AbortController();
    const following = follow(stop.signal);
    const writers = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    await weather.during(writers, () => told.length + reads.length);
    log = await wholeLog();
    await eventually('the subscription to catch up', () => followed.length >= log.length);
    stop.abort();
    await following;
    process.stdout.write(`${figures()}\n`);
  }, 1_800_000);
  afterAll(async () => {
    await store.close();
    await proxy.close();
    await node.remove();
  });

  it('tells no wrong outcome, loses nothing, doubles nothing, and keeps each writer’s order', () => {
    expect(differences(told, log)).toEqual([]);
  });

  it('would be caught telling a wrong one (the control)', () => {
    const stored = told.findIndex(({ outcome }) => outcome === 'stored');
    const wrong = { ...told[stored]!, outcome: 'conflict' as const };
    expect(differences(told.with(stored, wrong), log)).toHaveLength(1);
    expect(differences(told.toSpliced(stored, 1), log)).not.toEqual([]);
    expect(differences(told, log.toSpliced(-1, 1))).not.toEqual([]);
    expect(differences(told, [...log, log.at(-1)!])).not.toEqual([]);
  });

  it('reads what was acknowledged before, and the beginning of what is there in the end', () => {
    for (const { streamName, ids, acknowledged } of reads) {
      const stored = log.filter((event) => event.streamName === streamName).map(({ id }) => id);
      expect(ids).toEqual(stored.slice(0, ids.length));
      expect(ids.length).toBeGreaterThanOrEqual(acknowledged);
    }
  });

  it('follows the log through all of it: nothing missing, nothing twice, in order', () => {
    expect(followed).toEqual(log.map(({ id }) => id));
  });

  it('met conflicts, successes and every kind of weather', () => {
    expect(new Set(told.map(({ outcome }) => outcome))).toEqual(
      expect.objectContaining(new Set(['stored', 'conflict'])),
    );
    expect(new Set(weather.log)).toEqual(new Set(KINDS_OF_WEATHER));
  });

  it('goes on soon after the network is sound again', () => {
    expect(Math.max(...weather.recoveriesMs)).toBeLessThan(CEILING_MS);
  });

  async function write(writer: number): Promise<void> {
    const known = new Map<string, number>();
    while (told.length + reads.length + unavailableReads < COMMANDS || weather.log.length < KINDS_OF_WEATHER.length) {
      const streamName = random.pick(STREAMS);
      if (random.chance(20)) await read(streamName);
      else await append(writer, streamName, known);
    }
  }

  async function append(writer: number, streamName: string, known: Map<string, number>): Promise<void> {
    const events = countedFrom(1, random.int(1, 3));
    const at = known.get(streamName); // others went on meanwhile, more often than not
    const expected = at === undefined ? 'no_stream' : random.chance(30) ? 'any' : at;
    const outcome = await appendUntilTold(store, writer, { streamName, events, expected });
    told.push(outcome);
    if (outcome.appended) {
      const { revision } = outcome.appended;
      known.set(streamName, revision);
      acknowledged.set(streamName, Math.max(acknowledged.get(streamName) ?? 0, revision + 1));
      weather.succeeded();
    } else if (outcome.outcome === 'conflict') {
      const last = await store.readLast(streamName).catch(unavailable);
      if (last) known.set(streamName, last.revision);
      weather.succeeded();
    }
  }

  async function read(streamName: string): Promise<void> {
    const before = acknowledged.get(streamName) ?? 0;
    const events = await store.readStream(streamName).catch(unavailable);
    if (!events) return void unavailableReads++;
    reads.push({ streamName, ids: events.map(({ id }) => id), acknowledged: before });
    weather.succeeded();
  }

  async function follow(signal: AbortSignal): Promise<void> {
    for await (const message of store.subscribe({ streamPrefixes: ['shared-'], signal })) {
      if (message.kind === 'event') followed.push(message.event.id);
    }
  }

  /** As the node tells it to a client of its own, past the proxy. */
  async function wholeLog(): Promise<StoredEvent[]> {
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const events: StoredEvent[] = [];
    for await (const { event, commitPosition } of client.readAll()) {
      if (event?.streamId.startsWith('shared-')) events.push(storedEvent(event, commitPosition));
    }
    await client.dispose();
    return events;
  }

  function figures(): string {
    const count = (outcome: Told['outcome']) => told.filter((each) => each.outcome === outcome).length;
    const unknown = told.filter((each) => each.unknown > 0);
    const recoveries = weather.recoveriesMs.toSorted((one, other) => one - other).map(Math.round);
    return [
      `${told.length} appends: ${count('stored')} stored, ${count('conflict')} conflicts, ${count('unavailable')} not sent;`,
      `${unknown.length} unknown at first; ${reads.length} reads, ${unavailableReads} given up;`,
      `${weather.log.length} changes of the weather; after a heal, the first success came after`,
      `${recoveries[recoveries.length >> 1]} ms (median), ${recoveries.at(-1)} ms (longest)`,
    ].join(' ');
  }
});

function unavailable(error: unknown): undefined {
  if (!(error instanceof EventStoreUnavailable)) throw error;
}
