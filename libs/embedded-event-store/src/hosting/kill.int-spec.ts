import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { collect, counted, fresh, temporaryDirectory } from '../testing/node.fixtures';
import { run } from '../testing/processes.fixtures';
import { randomFrom } from '../testing/random.fixtures';

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 4);
const SEED = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);
const WRITERS = 10;

/** An acknowledgement as the journal keeps it: it is on the disk before the writer goes on. */
interface Acknowledged {
  readonly stream: string;
  readonly id: string;
  readonly revision: string;
  readonly position: string;
}

it(
  `no acknowledged event is lost or doubled when the store is killed ${ROUNDS} times (KILL_SEED=${SEED})`,
  async () => {
    const directory = temporaryDirectory();
    const journalFile = path.join(directory.path, 'journal');
    const journal = openSync(journalFile, 'a');
    const writers = Array.from({ length: WRITERS }, () => new Writer(fresh('killed'), journal));
    const random = randomFrom(SEED);
    const dataDir = path.join(directory.path, 'store');

    for (let round = 0; round < ROUNDS; round++) {
      const store = run('store-process', dataDir);
      const client = EventStoreDBClient.connectionString(await store.connectionString);
      const writing = writers.map((writer) => writer.writeUntilCut(client));
      await Promise.race(writers.map((writer) => writer.acknowledgedOnce()));
      await delay(20 + random() * 300); // the moment of the kill is what is random, not a wait for a condition
      store.process.kill('SIGKILL');
      await Promise.all([store.exited, ...writing]);
      await client.dispose();
    }

    const store = run('store-process', dataDir);
    const client = EventStoreDBClient.connectionString(await store.connectionString);
    await Promise.all(writers.map((writer) => writer.settle(client)));
    closeSync(journal);
    const acknowledged = readFileSync(journalFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Acknowledged);
    const all = (await collect(client.readAll())).map(({ event }) => event!);

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
    for (const writer of writers) {
      const own = await collect(client.readStream(writer.stream));
      expect(own.map(({ event }) => event!.revision)).toEqual(own.map((_, index) => BigInt(index)));
      expect(own.map(({ event }) => (event!.data as { n: number }).n)).toEqual(own.map((_, index) => index));
    }

    await client.dispose();
    store.process.kill('SIGTERM');
    expect(await store.exited).toBe(0);
    directory.remove();
  },
  30_000 + ROUNDS * 5_000,
);

/** Writes to one stream, each event at an exact revision, and repeats the same event until it is acknowledged. */
class Writer {
  private next = 0;
  private pending = this.propose();
  private onAcknowledged: (() => void)[] = [];

  constructor(
    readonly stream: string,
    private readonly journal: number,
  ) {}

  acknowledgedOnce(): Promise<void> {
    return new Promise((resolve) => this.onAcknowledged.push(resolve));
  }

  /** Writes one event after the other until the connection is cut. */
  async writeUntilCut(client: EventStoreDBClient): Promise<void> {
    for (;;) {
      try {
        await this.write(client);
      } catch (error) {
        if ((error as { type?: string }).type === 'wrong-expected-version') throw error;
        return;
      }
    }
  }

  /** Brings the last event, of which it is unknown whether it went in, to an end. */
  settle(client: EventStoreDBClient): Promise<void> {
    return this.write(client);
  }

  private async write(client: EventStoreDBClient): Promise<void> {
    const expectedRevision = this.next === 0 ? 'no_stream' : BigInt(this.next - 1);
    const result = await client.appendToStream(this.stream, this.pending, { expectedRevision });
    this.acknowledge({
      stream: this.stream,
      id: this.pending.id,
      revision: `${result.nextExpectedRevision}`,
      position: `${result.position!.commit}`,
    });
    this.next++;
    this.pending = this.propose();
    for (const resolve of this.onAcknowledged.splice(0)) resolve();
  }

  private acknowledge(entry: Acknowledged): void {
    writeSync(this.journal, `${JSON.stringify(entry)}\n`);
    fsyncSync(this.journal);
  }

  private propose() {
    return jsonEvent({ id: randomUUID(), type: 'Written', data: { n: this.next }, metadata: counted(0).metadata });
  }
}
