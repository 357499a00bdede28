import { PGlite } from '@electric-sql/pglite';
import { Logger } from '@nestjs/common';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dependencies } from '../../../../package.json';
import { openThrowawayDatabase, postgresAvailable } from '../../../../test/support/postgres';
import { describeWithServer } from '../../../../test/support/skip-loudly';
import { openViews, Views } from '../database/views';
import { VIEW_ENTITIES } from '../entities';

Logger.overrideLogger(false); // what is logged is not what is tested

const pgliteVersion = dependencies['@electric-sql/pglite'];

/** Runs a suite on the embedded database and on a real server. The views are open and empty before each test. */
export function onEachDatabase(name: string, suite: (views: () => Views) => void): void {
  describe(`${name} (embedded)`, () => withViews(openEmbeddedViews, suite));
  describeWithServer(postgresAvailable(), `${name} (PostgreSQL)`, () => withViews(openServerViews, suite));
}

export interface ViewsOfTest {
  readonly views: Views;
  readonly close: () => Promise<void>;
}

function withViews(open: () => Promise<ViewsOfTest>, suite: (views: () => Views) => void): void {
  let opened: ViewsOfTest;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(() => emptyViews(opened.views));
  suite(() => opened.views);
}

export async function emptyViews({ dataSource }: Views): Promise<void> {
  const tables = VIEW_ENTITIES.map((entity) => dataSource.getMetadata(entity).tablePath);
  await dataSource.query(`TRUNCATE ${tables.join(', ')}`);
}

export async function openEmbeddedViews(): Promise<ViewsOfTest> {
  const dataDir = await freshDataDir();
  const views = await openViews({ dataDir });
  return {
    views,
    close: async () => {
      await views.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

export async function openServerViews(): Promise<ViewsOfTest> {
  const database = await openThrowawayDatabase();
  const views = await openViews({ databaseUrl: database.url, dataDir: 'not used' });
  return {
    views,
    close: async () => {
      await views.close();
      await database.drop();
    },
  };
}

/** A data folder whose embedded database was initialised before: that alone takes 3 s, a copy a tenth of one. */
export async function freshDataDir(): Promise<string> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'heqi-views-'));
  cpSync(await template(), path.join(dataDir, 'views', 'pgdata'), { recursive: true });
  return dataDir;
}

async function template(): Promise<string> {
  const cache = path.join(__dirname, '../../../../node_modules/.cache/heqi');
  const ready = path.join(cache, `pglite-${pgliteVersion}`);
  if (existsSync(ready)) return ready;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'pglite-'));
  await (await PGlite.create(folder)).close();
  try {
    renameSync(folder, ready);
  } catch {
    rmSync(folder, { recursive: true }); // another worker of this run was faster
  }
  return ready;
}
