import { openForWriting } from '../../embedded-event-store/src/storage/database';
import { STORE_FILE } from '@heqi/embedded-event-store';
import path from 'node:path';
import { eventually } from '../../../test/support/eventually';
import { Alerter } from './alerter';
import { SHANGHAI, World } from './alerter.fixtures';
import { contractRecorded } from './contract-history.fixtures';
import { AlertRelay } from './relay/alert-relay';

it('tells in its health what of a damaged log keeps the alerter, and the relay, from going on', async () => {
  const world = await World.on('2025-06-02');
  try {
    const position = await world.record('deal-1', contractRecorded('deal-1'));
    await world.damage((folder) => {
      const database = openForWriting(path.join(folder, STORE_FILE));
      const zeros = 'update record set bytes = zeroblob(length(bytes)) where position = ?';
      database.prepare(zeros).run(Number(position));
      database.close();
    });
    const { store, clock, log } = world;
    const alerter = new Alerter({ store, clock, timeZone: SHANGHAI, log });
    const relay = new AlertRelay({ store, clock, log, producer: null });
    alerter.start();
    relay.start();
    const named = `position ${position} is damaged`;
    const isTold = async () =>
      [await alerter.health(), await relay.health()].every(({ lastError }) => lastError?.includes(named));
    await eventually(isTold, { what: 'alerter and relay to say what is damaged' });
    await Promise.all([alerter.stop(), relay.stop()]);
  } finally {
    await world.end();
  }
});
