import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { LOCK_OF_MIGRATION } from './advisory-locks';

/** Brings the tables to what this version expects. Several processes may start together: one migrates, the rest wait.
 *  Without a url the database is this process's own and nobody else can be at it. */
export async function migrate(dataSource: DataSource, databaseUrl?: string): Promise<void> {
  if (databaseUrl === undefined) {
    await dataSource.runMigrations({ transaction: 'each' });
    return;
  }
  // On a connection of its own: the lock belongs to the session and goes with it, whatever becomes of this process.
  const session = new Client({ connectionString: databaseUrl });
  await session.connect();
  try {
    await session.query('SELECT pg_advisory_lock($1, $2)', LOCK_OF_MIGRATION);
    await dataSource.runMigrations({ transaction: 'each' });
  } finally {
    await session.end();
  }
}
