import { EventStoreUnavailable, type EventStore } from '@heqi/event-store';
import type { DataSource, EntityManager } from 'typeorm';
import { beginCheckpoint } from './checkpoint/view-checkpoint';
import type { Views } from './database/views';
import { VIEW_ENTITIES } from './entities';
import { entryBatches } from './projection/entry-batches';
import { VIEW_STREAM_PREFIXES } from './projection/log-entry';
import { Projection } from './projection/projection';
import type { Reckoning } from './projection/reckoning';

export interface RebuildReport {
  readonly events: number;
  readonly contracts: number;
  /** Streams that could not be followed. */
  readonly parked: number;
  readonly position: bigint | null;
  readonly seconds: number;
}

const BATCH = { maxEvents: 2_000, maxWaitMs: 1_000 };

/** Replays the whole log into tables beside those that are read, and puts them in their place in one transaction: readers
 *  see the old rows until then. To be called by the holder of the projector's lock. Throws the signal's reason when it is
 *  aborted on the way, and EventStoreUnavailable where the log is damaged; the old rows then stay. */
export async function rebuildViews(
  views: Views,
  store: EventStore,
  reckoning: Reckoning,
  signal: AbortSignal,
): Promise<RebuildReport> {
  const started = performance.now();
  const { dataSource } = views;
  const tables = dataSource.entityMetadatas
    .filter(({ target }) => VIEW_ENTITIES.some((entity) => entity === target))
    .map(({ tableName }) => tableName);
  await createTablesBeside(dataSource, tables);
  const first = await beginCheckpoint(dataSource.manager, 'views_next', reckoning);
  const options = { schema: 'views_next', reckonsWithEachBatch: false } as const;
  const projection = new Projection(dataSource, first, reckoning, options);
  const events = await replay(projection, store, signal);
  await projection.reckonAll(reckoning);
  signal.throwIfAborted();
  const contracts = await count(dataSource.manager, 'contract_state');
  const parked = await count(dataSource.manager, 'parked_contract');
  await putInPlace(dataSource, tables);
  await views.upkeep(Number.MAX_SAFE_INTEGER);
  const { position } = projection.checkpoint;
  return { events, contracts, parked, position, seconds: (performance.now() - started) / 1_000 };
}

async function replay(projection: Projection, store: EventStore, signal: AbortSignal): Promise<number> {
  const head = await store.headPosition(VIEW_STREAM_PREFIXES);
  if (head === undefined) return 0;
  const done = new AbortController();
  let hopeless: Error | undefined;
  const messages = store.subscribe({
    streamPrefixes: VIEW_STREAM_PREFIXES,
    signal: AbortSignal.any([signal, done.signal]),
    onInterruption: (error) => {
      if (!(error instanceof EventStoreUnavailable) || error.retryable) return;
      hopeless = error;
      done.abort();
    },
  });
  let events = 0;
  try {
    for await (const { entries, reached } of entryBatches(messages, BATCH)) {
      if (entries.length > 0) await projection.apply(entries, reached);
      events += entries.length;
      if ((projection.checkpoint.position ?? -1n) >= head) return events;
    }
  } finally {
    done.abort();
  }
  signal.throwIfAborted();
  if (hopeless) throw hopeless;
  throw new Error('The log ended before its last event was replayed. The views are as they were; rebuild again.');
}

async function createTablesBeside({ manager }: DataSource, tables: readonly string[]): Promise<void> {
  await manager.query('DROP SCHEMA IF EXISTS views_next CASCADE');
  await manager.query('CREATE SCHEMA views_next');
  for (const table of tables) {
    await manager.query(`CREATE TABLE views_next."${table}" (LIKE views."${table}" INCLUDING ALL)`);
  }
}

/** Rows are moved, not tables: a reader in the middle of its transaction goes on with the rows it began with. */
async function putInPlace(dataSource: DataSource, tables: readonly string[]): Promise<void> {
  await dataSource.transaction(async (manager) => {
    for (const table of tables) {
      await manager.query(`DELETE FROM views."${table}"`);
      await manager.query(`INSERT INTO views."${table}" SELECT * FROM views_next."${table}"`);
    }
  });
  await dataSource.manager.query('DROP SCHEMA views_next CASCADE');
}

async function count(manager: EntityManager, table: string): Promise<number> {
  const [row] = await manager.query<{ count: string }[]>(`SELECT count(*) AS count FROM views_next."${table}"`);
  return Number(row!.count);
}
