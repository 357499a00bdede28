import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { openThrowawayDatabase, postgresAvailable } from './postgres';
import { postgresBinaries, startPostgres } from './postgres-server';
import { describeWithServer } from './skip-loudly';
import type { Availability } from './skip-loudly';

const binaries: Availability = postgresBinaries()
  ? { server: 'PostgreSQL', available: true }
  : { server: 'PostgreSQL', available: false, reason: 'no server binaries (Debian: apt-get install postgresql)' };

describeWithServer(postgresAvailable(), 'a throw-away database', () => {
  it('is empty, in UTF-8, and of its own: a second one sees nothing of the first', async () => {
    const first = await openThrowawayDatabase();
    const second = await openThrowawayDatabase();
    try {
      await query(first.url, `CREATE TABLE deal (name text); INSERT INTO deal VALUES ('双兑现')`);
      expect(await query(first.url, 'SELECT name FROM deal')).toEqual([{ name: '双兑现' }]);
      await expect(query(second.url, 'SELECT name FROM deal')).rejects.toThrow('relation "deal" does not exist');
      expect(await query(second.url, 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
    } finally {
      await first.drop();
      await second.drop();
    }
  });

  it('is gone once dropped, though a connection to it was left open', async () => {
    const database = await openThrowawayDatabase();
    const left = new Client({ connectionString: database.url });
    left.on('error', () => {}); // the server ends it, as is wanted
    await left.connect();
    await database.drop();
    await expect(query(database.url, 'SELECT 1')).rejects.toThrow(/does not exist|ECONNREFUSED/);
    await left.end();
  });

  it('is refused on another machine', async () => {
    const before = process.env['TEST_DATABASE_URL'];
    process.env['TEST_DATABASE_URL'] = 'postgres://postgres@db.example:5432/postgres';
    try {
      await expect(openThrowawayDatabase()).rejects.toThrow('tests talk to loopback only');
    } finally {
      if (before === undefined) delete process.env['TEST_DATABASE_URL'];
      else process.env['TEST_DATABASE_URL'] = before;
    }
  });
});

describeWithServer(binaries, 'a PostgreSQL server that a test starts', () => {
  it('goes with the database it was started for', async () => {
    const database = await openThrowawayDatabase({ ownServer: true });
    expect(new URL(database.url).port).not.toBe('5432');
    expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await database.drop();
    await expect(query(database.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('answers on a port of its own and leaves nothing behind', async () => {
    const server = await startPostgres();
    const [settings] = await query(server.url, `SELECT current_setting('data_directory') AS folder`);
    expect(existsSync(String(settings!['folder']))).toBe(true);
    await server.stop();
    expect(existsSync(String(settings!['folder']))).toBe(false);
    await expect(query(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });
});

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
