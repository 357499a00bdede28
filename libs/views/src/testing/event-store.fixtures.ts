import { startEmbeddedNode } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A log of this file's own, on an embedded node, for as long as its tests run. */
export function withEventStore(): () => EventStore {
  let store: EventStore;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'heqi-views-log-'));
    const node = await startEmbeddedNode({ dataDir });
    store = EventStore.connect(node.connectionString);
    stop = async () => {
      await store.close();
      await node.stop();
      rmSync(dataDir, { recursive: true });
    };
  });
  afterAll(() => stop?.());
  return () => store;
}
