import { EventStoreDBClient, streamNameFilter } from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import path from 'node:path';
import { startEmbeddedNode } from '../hosting/embedded-node';
import { openForWriting } from '../storage/database';
import { DATABASE_FILE } from '../storage/event-log';
import { collect, countedFrom, numbers, rejectionOf, temporaryDirectory } from '../testing/node.fixtures';

it('a reader who comes to a damaged event gets what is before it and then DATA_LOSS with its position', async () => {
  const directory = temporaryDirectory();
  const start = async () => {
    const node = await startEmbeddedNode({ dataDir: directory.path });
    return { node, client: EventStoreDBClient.connectionString(node.connectionString) };
  };
  const before = await start();
  await before.client.appendToStream('sound', countedFrom(1, 300));
  await before.client.appendToStream('damaged', countedFrom(1, 2));
  await before.client.dispose();
  await before.node.stop();

  const database = openForWriting(path.join(directory.path, DATABASE_FILE));
  database.exec("update record set bytes = cast(replace(bytes, 'Counted', 'Coumted') as blob) where position = 302");
  database.close();

  const { node, client } = await start();
  const lost = { code: status.DATA_LOSS, message: expect.stringMatching(/position 302 is damaged/) as string };
  const reads = [
    client.readAll(),
    client.subscribeToAll(),
    client.subscribeToAll({ filter: streamNameFilter({ prefixes: ['sound', 'dam'] }) }),
  ];
  for (const read of reads) {
    const given: unknown[] = [];
    const error = new Promise((resolve) => read.once('error', resolve));
    await new Promise<void>((resolve) => {
      read.on('data', (event) => given.push(event) === 301 && resolve()); // the client may tell of the error before it
    });
    expect(await error).toMatchObject(lost);
    expect(given).toHaveLength(301);
  }
  expect(await rejectionOf(collect(client.readStream('damaged')))).toMatchObject(lost);
  expect(numbers(await collect(client.readStream('sound'))).length).toBe(300);
  await client.dispose();
  await node.stop();
  directory.remove();
});
