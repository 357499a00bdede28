import { EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedNode, startEmbeddedNode } from './embedded-node';

describe('an embedded node', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'embedded-node-'));
  let node: EmbeddedNode;
  let client: EventStoreDBClient;

  beforeAll(async () => {
    node = await startEmbeddedNode({ dataDir });
    client = EventStoreDBClient.connectionString(node.connectionString);
  });

  afterAll(async () => {
    await client.dispose();
    await node.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('appends, reads and subscribes', async () => {
    const events = [1, 2, 3].map((n) => jsonEvent({ type: 'Counted', data: { n }, metadata: { actor: 'test' } }));
    const result = await client.appendToStream('count-1', events, { expectedRevision: 'no_stream' });
    expect(result).toMatchObject({ success: true, nextExpectedRevision: 2n });
    const read = [];
    for await (const { event } of client.readStream('count-1')) read.push(event);
    expect(read.map((event) => event?.data)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    const seen: unknown[] = [];
    const subscription = client.subscribeToAll({ fromPosition: START });
    const more = jsonEvent({ type: 'Counted', data: { n: 4 } });
    subscription.on('caughtUp', () => void client.appendToStream('count-2', more));
    for await (const { event } of subscription) {
      seen.push(event?.data);
      if (seen.length === 4) break;
    }
    await subscription.unsubscribe();
    expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
  });
});
