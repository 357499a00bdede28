import { openThrowawayDatabase, postgresAvailable } from '../../../../test/support/postgres';
import { describeWithServer } from '../../../../test/support/skip-loudly';
import { openViews } from '../database/views';
import { onEachDatabase } from '../testing/each-database.fixtures';
import { MIGRATIONS } from './index';

onEachDatabase('the migrations', (views) => {
  it('make exactly the tables that the entities describe', async () => {
    const { upQueries } = await views().dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('would be found out if they did not', async () => {
    await views().dataSource.query('ALTER TABLE views.contract_board DROP COLUMN title');
    const { upQueries } = await views().dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([expect.stringContaining('ADD "title" text NOT NULL')]);
    await views().dataSource.query(`ALTER TABLE views.contract_board ADD COLUMN title text NOT NULL`);
  });
});

describeWithServer(postgresAvailable(), 'the migrations of processes that start together', () => {
  it('run once, and the processes wait for them', async () => {
    const database = await openThrowawayDatabase();
    try {
      const opened = await Promise.all([1, 2, 3].map(() => openViews({ databaseUrl: database.url, dataDir: '' })));
      const ran = await opened[0]!.dataSource.query<{ name: string }[]>('SELECT name FROM heqi_views_migration');
      expect(ran).toEqual(MIGRATIONS.map(({ name }) => ({ name })));
      await Promise.all(opened.map((views) => views.close()));
    } finally {
      await database.drop();
    }
  });
});
