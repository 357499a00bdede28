import { EventStoreDBClient } from '@eventstore/db-client';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { DeleteReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeWithServer } from '../../../../test/support/skip-loudly';
import { EmbeddedNode, startEmbeddedNode } from '../hosting/embedded-node';
import { intrude, whyNobodyElse } from '../testing/intruder.fixtures';
import { collect, countedFrom, numbers, temporaryDirectory } from '../testing/node.fixtures';
import { identifier, readOptions } from '../testing/raw-streams.fixtures';

const STREAM = 'secret';
const CALLS = {
  'a read of $all': read(),
  'a read of a stream': read(STREAM),
  'a tombstone': {
    path: StreamsService.tombstone.path,
    bytes: new DeleteReq()
      .setOptions(new DeleteReq.Options().setStreamIdentifier(identifier(STREAM)).setAny(new Empty()))
      .serializeBinary(),
  },
};

function read(stream?: string) {
  const bytes = new ReadReq().setOptions(readOptions(stream)).serializeBinary();
  return { path: StreamsService.read.path, bytes };
}

const reason = whyNobodyElse();
const anotherUser = { server: 'another user' } as const;

describeWithServer(
  reason === undefined ? { ...anotherUser, available: true } : { ...anotherUser, available: false, reason },
  'another user of the machine',
  () => {
    let directory: ReturnType<typeof temporaryDirectory>;
    let node: EmbeddedNode;
    let client: EventStoreDBClient;
    const CONTROL = 'for-all.txt';

    /** In a folder that everybody may look into, so that it is the node's own doing when nothing there can be read. */
    const start = async (security?: 'none') => {
      directory = temporaryDirectory();
      chmodSync(directory.path, 0o755);
      writeFileSync(path.join(directory.path, CONTROL), 'for all', { mode: 0o666 });
      chmodSync(path.join(directory.path, CONTROL), 0o666);
      node = await startEmbeddedNode({ dataDir: directory.path, ...(security && { security }) });
      client = EventStoreDBClient.connectionString(node.connectionString);
      await client.appendToStream(STREAM, countedFrom(1, 3));
    };
    afterEach(async () => {
      await client.dispose();
      await node.stop();
      directory.remove();
    });
    const filesOf = () =>
      readdirSync(directory.path, { recursive: true, encoding: 'utf8' })
        .map((name) => path.join(directory.path, name))
        .filter((file) => statSync(file).isFile());

    it('can open none of its files and gets nothing out of it or into it', async () => {
      await start();
      const bearers = ['admin:changeit', 'node:', 'node:node'];
      const { files, calls } = await intrude({ files: filesOf(), port: node.port, calls: CALLS, bearers });
      const { [path.join(directory.path, CONTROL)]: control, ...own } = files;
      expect(control).toBe('opened');
      expect(Object.keys(own).length).toBeGreaterThanOrEqual(8);
      expect(own).toEqual(Object.fromEntries(Object.keys(own).map((file) => [file, 'EACCES'])));
      const refusals = Object.entries(calls).map(([attempt, outcome]) => [attempt, outcome]);
      expect(refusals).toEqual(
        refusals.map(([attempt]) => [
          attempt,
          attempt!.includes('over http as')
            ? 'broken'
            : `status ${attempt!.endsWith('nobody') ? status.PERMISSION_DENIED : status.UNAUTHENTICATED}`,
        ]),
      );
      expect(numbers(await collect(client.readStream(STREAM)))).toEqual([1, 2, 3]);
    });

    it('would get at a node without security: the control', async () => {
      await start('none');
      const { calls } = await intrude({ files: [], port: node.port, calls: { read: read(STREAM) }, bearers: [] });
      expect(calls['read over http as nobody']).toMatch(/answered with \d+ bytes/);
    });
  },
);
