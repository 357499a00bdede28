import { Logger } from '@nestjs/common';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { VIEW_ENTITIES } from '../entities';
import { MIGRATIONS } from '../migrations';
import { openEmbeddedDatabase, type EmbeddedDatabase } from './embedded-database';
import { migrate } from './migrate';

export interface ViewsOptions {
  /** A PostgreSQL server; absent: PostgreSQL within this process, in the data folder. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
}

const EVENTS_BETWEEN_UPKEEP = 10_000;

/** The database of the views, open and migrated. */
export class Views {
  private eventsSinceUpkeep = 0;

  constructor(
    readonly dataSource: DataSource,
    /** Undefined where the database is this process's own. */
    readonly databaseUrl: string | undefined,
    private readonly embedded?: EmbeddedDatabase,
  ) {}

  /** PostgreSQL cleans up after itself; the embedded database has nobody who does. To be told of every batch. */
  async upkeep(events: number): Promise<void> {
    if (!this.embedded) return;
    this.eventsSinceUpkeep += events;
    if (this.eventsSinceUpkeep < EVENTS_BETWEEN_UPKEEP) return;
    this.eventsSinceUpkeep = 0;
    await this.dataSource.query('VACUUM (ANALYZE)');
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.embedded?.close();
  }
}

/** Opens the views on a server, or in `<dataDir>/views`.
 *  @throws ViewsDirectoryInUse when another process has the folder open; the driver's error when a server does not let us in. */
export async function openViews({ databaseUrl, dataDir }: ViewsOptions): Promise<Views> {
  if (databaseUrl !== undefined) {
    const views = new Views(onServer(databaseUrl), databaseUrl);
    await prepare(views);
    return views;
  }
  const embedded = await openEmbeddedDatabase(path.join(dataDir, 'views'));
  if (embedded.notice) new Logger('views').warn(embedded.notice);
  const views = new Views(inProcess(embedded), undefined, embedded);
  await prepare(views);
  return views;
}

async function prepare(views: Views): Promise<void> {
  try {
    await views.dataSource.initialize();
    await migrate(views.dataSource, views.databaseUrl);
  } catch (error) {
    if (views.dataSource.isInitialized) await views.close();
    throw error;
  }
}

const COMMON = {
  type: 'postgres',
  entities: VIEW_ENTITIES,
  migrations: MIGRATIONS,
  migrationsTableName: 'heqi_views_migration',
  installExtensions: false,
} as const;

function onServer(url: string): DataSource {
  return new DataSource({
    ...COMMON,
    url,
    poolSize: 10,
    applicationName: 'heqi-views',
    extra: { connectionTimeoutMillis: 5_000 },
  });
}

function inProcess({ poolSettings }: EmbeddedDatabase): DataSource {
  return new DataSource({ ...COMMON, poolSize: 1, extra: poolSettings });
}
