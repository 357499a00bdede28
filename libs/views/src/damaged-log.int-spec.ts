import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseInstant } from '@heqi/domain';
import { startEmbeddedNode, STORE_FILE } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { contractStream } from '@heqi/messages';
import { SimulatedClock } from '@heqi/runtime';
import { eventually } from '../../../test/support/eventually';
import { openForWriting } from '../../embedded-event-store/src/storage/database';
import { onEachDatabase } from './testing/each-database.fixtures';
import { dealRecorded, newEvents } from './testing/log.fixtures';
import { ViewProjector } from './view-projector';

onEachDatabase('a log that is damaged', (views) => {
  it('ends a rebuild, which names the place; a running projector says it too, instead of waiting', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'heqi-damaged-log-'));
    const undo: (() => Promise<void> | void)[] = [() => rmSync(dataDir, { recursive: true })];
    try {
      const position = await logDamagedInIts2ndEvent(dataDir);
      const node = await startEmbeddedNode({ dataDir });
      undo.push(() => node.stop());
      const store = EventStore.connect(node.connectionString);
      undo.push(() => store.close());
      const clock = new SimulatedClock(parseInstant('2025-06-01T00:00:00.000Z'));
      const projector = new ViewProjector(views(), store, clock);
      await expect(projector.rebuild()).rejects.toThrow(`The event at position ${position} is damaged`);
      projector.start();
      undo.push(() => projector.stop());
      const isTold = () => projector.status.lastError?.includes(`position ${position} is damaged`);
      await eventually(isTold, { what: 'the projector to say what is damaged' });
    } finally {
      for (const step of undo.reverse()) await step();
    }
  });
});

async function logDamagedInIts2ndEvent(dataDir: string): Promise<bigint> {
  const node = await startEmbeddedNode({ dataDir });
  const store = EventStore.connect(node.connectionString);
  await store.append(contractStream('deal-1'), newEvents(dealRecorded('deal-1'), 1), 'no_stream');
  const [, second] = await store.readStream(contractStream('deal-1'));
  await store.close();
  await node.stop();
  const database = openForWriting(path.join(dataDir, STORE_FILE));
  database
    .prepare('update record set bytes = zeroblob(length(bytes)) where position = ?')
    .run(Number(second!.position));
  database.close();
  return second!.position;
}
