import { EventStoreDBClient } from '@eventstore/db-client';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Acknowledged, CountingSubscriber, JournalingWriter, openJournal } from '../testing/kill.fixtures';
import { collect, fresh, temporaryDirectory } from '../testing/node.fixtures';
import { Program, run } from '../testing/processes.fixtures';
import { isLongRun, randomFrom, seedOfTest } from '../testing/random.fixtures';

const ROUNDS = isLongRun ? 500 : 50;
const SEED = seedOfTest();
const WRITERS = 10;
/** A kill comes so long after the first acknowledgement of a round. */
const KILL_AFTER_MS = { least: 20, most: 800 };

let directory: ReturnType<typeof temporaryDirectory>;
let standby: Program;

beforeEach(() => {
  directory = temporaryDirectory();
  prepareNext();
});

afterEach(async () => {
  standby.process.kill('SIGKILL');
  await standby.exited;
  directory.remove();
});

/** The next store loads its code while the one before it runs: a start is what opening the store takes. */
function prepareNext(): void {
  standby = run('store-process', path.join(directory.path, 'store'), 'standby');
}

async function startStore(): Promise<{ store: Program; client: EventStoreDBClient; openedInMs: number }> {
  const store = standby;
  prepareNext();
  const began = performance.now();
  store.process.stdin!.write('go\n');
  const connectionString = await store.connectionString;
  const openedInMs = performance.now() - began;
  return { store, client: EventStoreDBClient.connectionString(connectionString), openedInMs };
}

it(
  `no acknowledged event is lost or doubled, and no subscriber misses one, when the store is killed ${ROUNDS} times (HEQI_SEED=${SEED})`,
  async () => {
    const journal = openJournal(path.join(directory.path, 'journal'));
    const writers = Array.from({ length: WRITERS }, () => new JournalingWriter(fresh('killed'), journal));
    const subscriber = new CountingSubscriber();
    const random = randomFrom(SEED);
    const starts: number[] = [];

    for (let round = 0; round < ROUNDS; round++) {
      const { store, client, openedInMs } = await startStore();
      starts.push(openedInMs);
      const following = subscriber.followUntilCut(client);
      const writing = writers.map((writer) => writer.writeUntilCut(client));
      await Promise.race(writers.map((writer) => writer.acknowledgedOnce()));
      const { least, most } = KILL_AFTER_MS;
      await delay(least + random() * (most - least)); // the moment of the kill is what is random, not a wait
      store.process.kill('SIGKILL');
      await Promise.all([store.exited, following, ...writing]);
      await client.dispose();
    }

    const { store, client } = await startStore();
    await Promise.all(writers.map((writer) => writer.settle(client)));
    journal.close();
    const all = (await collect(client.readAll())).map(({ event }) => event!);
    const following = subscriber.followUntilCut(client);
    await subscriber.received(all.length);

    const acknowledged = readFileSync(journal.file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Acknowledged);
    const stored = new Map(all.map((event) => [event.id, event]));
    expect(stored.size).toBe(all.length);
    expect(acknowledged.length).toBeGreaterThan(ROUNDS * WRITERS);
    for (const { stream, id, revision, position } of acknowledged) {
      expect(stored.get(id)).toMatchObject({ streamId: stream, revision: BigInt(revision) });
      expect(stored.get(id)!.position!.commit).toBe(BigInt(position));
    }
    // Every writer settles its last event, so what is stored is exactly what was acknowledged.
    expect(all.map((event) => event.id).toSorted()).toEqual(acknowledged.map(({ id }) => id).toSorted());
    expect(all.map((event) => event.position!.commit)).toEqual(all.map((_, index) => BigInt(index + 1)));
    expect(subscriber.ids).toEqual(all.map((event) => event.id));
    for (const writer of writers) {
      const own = await collect(client.readStream(writer.stream));
      expect(own.map(({ event }) => event!.revision)).toEqual(own.map((_, index) => BigInt(index)));
      expect(own.map(({ event }) => event!.data)).toEqual(own.map((_, n) => ({ n })));
    }
    store.process.kill('SIGTERM');
    await following;
    await client.dispose();
    expect(await store.exited).toBe(0);
    const slowest = Math.max(...starts).toFixed(0);
    process.stdout.write(
      `kill: ${ROUNDS} rounds, ${all.length} events, slowest start ${slowest} ms, HEQI_SEED=${SEED}\n`,
    );
  },
  60_000 + ROUNDS * 5_000,
);
