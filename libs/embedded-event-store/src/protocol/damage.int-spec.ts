import { EventStoreDBClient } from '@eventstore/db-client';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import path from 'node:path';
import { startEmbeddedNode } from '../hosting/embedded-node';
import { openForWriting } from '../storage/database';
import { DATABASE_FILE } from '../storage/event-log';
import {
  channelCredentialsOf,
  collect,
  countedFrom,
  numbers,
  rejectionOf,
  temporaryDirectory,
} from '../testing/node.fixtures';
import { RawStreams, readOptions, statusOf, subscriptionOptions } from '../testing/raw-streams.fixtures';

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
  // over bare gRPC: the client may tell of the error before it has given what came ahead of it, and drops the rest
  const raw = new RawStreams({
    address: `127.0.0.1:${node.port}`,
    channelCredentials: channelCredentialsOf(node.connectionString),
  });
  for (const options of [readOptions(), subscriptionOptions(), filtered(subscriptionOptions(), ['sound', 'dam'])]) {
    let given = 0;
    const read = raw.readUntil(
      options,
      () => false,
      (message) => (given += message.hasEvent() ? 1 : 0),
    );
    expect(statusOf(await rejectionOf(read))).toMatchObject({ code: lost.code, details: lost.message });
    expect(given).toBe(301);
  }
  raw.close();
  expect(await rejectionOf(collect(client.readStream('damaged')))).toMatchObject(lost);
  expect(numbers(await collect(client.readStream('sound'))).length).toBe(300);
  await client.dispose();
  await node.stop();
  directory.remove();
});

function filtered(options: ReadReq.Options, prefixes: string[]): ReadReq.Options {
  const expression = new ReadReq.Options.FilterOptions.Expression().setPrefixList(prefixes);
  const filter = new ReadReq.Options.FilterOptions().setStreamIdentifier(expression).setMax(32);
  return options.setFilter(filter.setCheckpointintervalmultiplier(1)); // takes the place of "no filter"
}
