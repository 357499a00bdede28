import { DEFAULT_ASSESSMENT_RULES, latestCalendar } from '@heqi/domain';
import type { StoredEvent } from '@heqi/event-store';
import { beginCheckpoint, readCheckpoint } from '../checkpoint/view-checkpoint';
import type { Views } from '../database/views';
import { endsCommand, readEntry } from '../projection/log-entry';
import { Projection } from '../projection/projection';
import type { Reckoning } from '../projection/reckoning';
import type { LogOfTest } from './log.fixtures';

export const RECKONING: Reckoning = { calendar: latestCalendar(), rules: DEFAULT_ASSESSMENT_RULES };

/** A projection that goes on from the checkpoint, as one does that has just started. */
export async function projectionOn({ dataSource }: Views, reckoning = RECKONING): Promise<Projection> {
  const checkpoint =
    (await readCheckpoint(dataSource.manager)) ?? (await beginCheckpoint(dataSource.manager, 'views', reckoning));
  return new Projection(dataSource, checkpoint, reckoning, { schema: 'views', reckonsWithEachBatch: true });
}

/** Projects a log into the views, in one batch unless told otherwise. */
export async function project(views: Views, log: LogOfTest, { batchSize = 10_000 } = {}): Promise<void> {
  const projection = await projectionOn(views);
  for (const batch of batchesOf(log.events, batchSize)) await projection.apply(batch.map(readEntry));
}

/** Cuts a log at the first end of a command from `size` events on, as the projector does. */
export function batchesOf(events: readonly StoredEvent[], size: number): StoredEvent[][] {
  const batches: StoredEvent[][] = [];
  let batch: StoredEvent[] = [];
  for (const event of events) {
    batch.push(event);
    if (batch.length < size || !endsCommand(readEntry(event))) continue;
    batches.push(batch);
    batch = [];
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}
