import { rmSync } from 'node:fs';
import path from 'node:path';
import { parseInstant } from '@heqi/domain';
import { acceptLostTail } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { NodeHere } from '../../embedded-event-store/src/testing/node-here.fixtures';
import { eventually } from '../../event-store/src/testing/eventually.fixtures';
import { SharedSimulatedClock } from './simulated-clock';

it('a simulated clock keeps its time over a log that lost its end, and can be moved on it', async () => {
  const node = await NodeHere.start();
  const store = EventStore.connect(node.connectionString);
  const clock = await SharedSimulatedClock.open(store, parseInstant('2026-06-30T00:00:00.000Z'));
  const actor = { id: 'u-clerk', partyId: null, role: 'service' } as const;
  await clock.advance(parseInstant('2026-07-01T00:00:00.000Z'), actor);
  await node.startAgain(() => {
    rmSync(path.join(node.dataDir, 'events.db'));
    acceptLostTail(node.dataDir);
  });
  await eventually(
    'the time to be recorded again',
    async () => (await store.readLast('clock-simulated')) !== undefined,
  );
  expect(clock.now()).toBe('2026-07-01T00:00:00.000Z');
  await clock.advance(parseInstant('2026-07-02T00:00:00.000Z'), actor);
  expect((await store.readLast('clock-simulated'))!.data).toEqual({ to: '2026-07-02T00:00:00.000Z' });
  clock.close();
  await store.close();
  await node.remove();
});
