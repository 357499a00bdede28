import { EventStoreDBClient, START } from '@eventstore/db-client';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { collect, counted, fresh, numbers, rejectionOf, temporaryDirectory } from '../testing/node.fixtures';
import { run } from '../testing/processes.fixtures';
import { EmbeddedNode, startEmbeddedNode } from './embedded-node';

let directory: ReturnType<typeof temporaryDirectory>;
let node: EmbeddedNode | undefined;
let client: EventStoreDBClient | undefined;

beforeEach(() => {
  directory = temporaryDirectory();
});

afterEach(async () => {
  await client?.dispose();
  await node?.stop();
  client = node = undefined;
  directory.remove();
});

async function start(): Promise<EventStoreDBClient> {
  node = await startEmbeddedNode({ dataDir: directory.path });
  return connect(node.connectionString);
}

function connect(connectionString: string): EventStoreDBClient {
  client = EventStoreDBClient.connectionString(connectionString);
  return client;
}

/** Resolves with what ends a subscription, after it has caught up and `then` was called. */
function endOf(subscriber: EventStoreDBClient, then: () => void): Promise<Error & Record<string, unknown>> {
  const subscription = subscriber.subscribeToAll({ fromPosition: START });
  subscription.on('caughtUp', then);
  return rejectionOf(collect(subscription));
}

function writeAheadBytes(): number {
  return statSync(path.join(directory.path, 'events.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
}

describe('an embedded node', () => {
  it('listens on a free loopback port of its own and says how to connect', async () => {
    await start();
    expect(new URL(node!.connectionString).host).toBe(`127.0.0.1:${node!.port}`);
    const second = await startEmbeddedNode({ dataDir: path.join(directory.path, 'second') });
    expect(second.port).not.toBe(node!.port);
    await second.stop();
  });

  it('keeps its events over a stop, with nothing left in the write-ahead log', async () => {
    const stream = fresh('kept');
    await (await start()).appendToStream(stream, counted(1));
    await client!.dispose();
    await node!.stop();
    expect(writeAheadBytes()).toBe(0);
    expect(numbers(await collect((await start()).readStream(stream)))).toEqual([1]);
  });

  it('can be stopped twice, and says that it has gone', async () => {
    await start();
    await Promise.all([node!.stop(), node!.stop()]);
    expect(await node!.exited).toBeUndefined();
  });

  it('ends open subscriptions as unavailable when it stops', async () => {
    const subscriber = await start();
    const ended = await endOf(subscriber, () => void node!.stop());
    expect(ended).toMatchObject({ type: 'unavailable' });
    await node!.exited;
  });

  it('answers every append it took before it stops', async () => {
    const writer = await start();
    const stream = fresh('last');
    await writer.appendToStream(stream, counted(0));
    const results = Array.from({ length: 50 }, (_, n) => writer.appendToStream(stream, counted(n + 1)));
    const settled = Promise.allSettled(results);
    await node!.stop();
    const acknowledged = (await settled).filter((result) => result.status === 'fulfilled').length;
    await writer.dispose();
    const stored = await collect((await start()).readStream(stream));
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged + 1);
  });

  it('refuses a directory that another node uses, and names both', async () => {
    await start();
    const error = await rejectionOf(startEmbeddedNode({ dataDir: directory.path }));
    expect(error.message).toContain(directory.path);
    expect(error.message).toMatch(new RegExp(`in use by another node \\(process ${process.pid}\\).*choose another`));
    const other = run('store-process', directory.path);
    expect(await other.exited).toBe(1);
    expect(other.stderr()).toContain(`in use by another node (process ${process.pid})`);
  });

  it('refuses a port that is taken, and leaves the directory free', async () => {
    await start();
    const second = { dataDir: path.join(directory.path, 'second') };
    const error = await rejectionOf(startEmbeddedNode({ ...second, port: node!.port }));
    expect(error.message).toMatch(new RegExp(`cannot listen on 127.0.0.1:${node!.port}.*Choose another port`));
    await (await startEmbeddedNode(second)).stop();
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 30])('refuses %s bytes as the largest append', async (maxAppendSize) => {
    const error = await rejectionOf(startEmbeddedNode({ dataDir: directory.path, maxAppendSize }));
    expect(error.message).toMatch(/maxAppendSize must be a whole number of bytes/);
  });

  it('whose process is killed leaves its directory free, also when it ran in a thread of that process', async () => {
    const host = run('host-process', directory.path, 'stay');
    await host.connectionString;
    const error = await rejectionOf(startEmbeddedNode({ dataDir: directory.path }));
    expect(error.message).toContain(`in use by another node (process ${host.process.pid})`);
    const third = run('store-process', directory.path);
    expect(await third.exited).toBe(1);
    expect(third.stderr()).toContain(`in use by another node (process ${host.process.pid})`);
    host.process.kill('SIGKILL');
    expect(await host.exited).toBe('SIGKILL');
    await start();
  });

  it('does not keep its process alive', async () => {
    const host = run('host-process', directory.path);
    expect(await host.exited).toBe(0);
  });

  it('keeps its files from other users of the machine', async () => {
    await start();
    const inner = path.join(directory.path, 'made');
    const made = await startEmbeddedNode({ dataDir: inner });
    expect(statSync(inner).mode & 0o077).toBe(0);
    await made.stop();
  });
});

describe('a store process', () => {
  it('ended by SIGTERM ends open calls, closes its store and leaves with 0', async () => {
    const store = run('store-process', directory.path);
    const subscriber = connect(await store.connectionString);
    await subscriber.appendToStream(fresh('signal'), counted(1));
    const ended = await endOf(subscriber, () => store.process.kill('SIGTERM'));
    expect(ended).toMatchObject({ type: 'unavailable' });
    expect(await store.exited).toBe(0);
    expect(writeAheadBytes()).toBe(0);
  });

  it('killed leaves its pid behind and its directory free', async () => {
    const store = run('store-process', directory.path);
    const stream = fresh('killed');
    await connect(await store.connectionString).appendToStream(stream, counted(1));
    store.process.kill('SIGKILL');
    expect(await store.exited).toBe('SIGKILL');
    expect(readFileSync(path.join(directory.path, 'node.pid'), 'utf8').trim()).toBe(`${store.process.pid}`);
    await client!.dispose();
    expect(numbers(await collect((await start()).readStream(stream)))).toEqual([1]);
    expect(readFileSync(path.join(directory.path, 'node.pid'), 'utf8').trim()).toBe(`${process.pid}`);
  });
});
