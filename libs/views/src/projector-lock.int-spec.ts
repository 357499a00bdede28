import { parseInstant } from '@heqi/domain';
import { contractStream } from '@heqi/messages';
import { SimulatedClock } from '@heqi/runtime';
import { eventually } from '../../../test/support/eventually';
import { postgresAvailable } from '../../../test/support/postgres';
import { describeWithServer } from '../../../test/support/skip-loudly';
import { ViewPosition } from './checkpoint/view-position';
import { takeProjectorLock } from './projector-lock';
import { openEmbeddedViews, openServerViews, type ViewsOfTest } from './testing/each-database.fixtures';
import { withEventStore } from './testing/event-store.fixtures';
import { dealRecorded, newEvents, obligationRecorded } from './testing/log.fixtures';
import { ViewProjector } from './view-projector';

const store = withEventStore();

describe('the lock of the projector (embedded)', () => {
  it('is had by one at a time', () => oneAtATime(openEmbeddedViews));
});

describeWithServer(postgresAvailable(), 'the lock of the projector (PostgreSQL)', () => {
  it('is had by one at a time', () => oneAtATime(openServerViews));

  it('is lost with its connection, and the projector takes it again and goes on', async () => {
    const { views, close } = await openServerViews();
    const projector = new ViewProjector(views, store(), new SimulatedClock(parseInstant('2025-06-01T00:00:00.000Z')));
    try {
      projector.start();
      const position = new ViewPosition(views);
      const append = async (n: number, ...events: Parameters<typeof newEvents>[0]) =>
        (await store().append(contractStream('lost'), newEvents(events, n), 'any')).position;
      await position.waitFor(await append(1, ...dealRecorded('lost')));
      await views.dataSource.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      const next = await append(2, obligationRecorded('G-01'));
      await eventually(() => position.waitFor(next, 100).then(() => true), { what: 'the projector to go on' });
      await eventually(() => projector.status.running, { what: 'the projector to run again' });
    } finally {
      await projector.stop();
      await close();
    }
  });
});

async function oneAtATime(open: () => Promise<ViewsOfTest>): Promise<void> {
  const { views, close } = await open();
  try {
    const first = await takeProjectorLock(views, new AbortController().signal);
    expect(await takeProjectorLock(views, AbortSignal.timeout(20))).toBeUndefined();
    const second = takeProjectorLock(views, AbortSignal.timeout(10_000));
    await first!.release();
    await (await second)!.release();
  } finally {
    await close();
  }
}
