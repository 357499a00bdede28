import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { postgresBinaries, startPostgres } from './postgres-server';
import type { PostgresServer } from './postgres-server';
import type { Availability } from './skip-loudly';

export interface ThrowawayDatabase {
  /** For `DATABASE_URL`: an empty database of this test's own, in UTF-8. */
  url: string;
  /** Ends every connection to it and removes it, with the server where this module started one. */
  drop(): Promise<void>;
}

const usualPlace = 'postgres://postgres@127.0.0.1:5432/postgres';

/** Whether `openThrowawayDatabase` can work here. Synchronous, as `describe` needs it. A named or a running server that
 *  does not let us in is not found out here but fails the suite, with what the server said. */
export function postgresAvailable(): Availability {
  if (process.env['TEST_DATABASE_URL'] || postgresBinaries() || answersNow(5432)) {
    return { server: 'PostgreSQL', available: true };
  }
  const reason = 'no TEST_DATABASE_URL, nothing on port 5432, no server binaries (Debian: apt-get install postgresql)';
  return { server: 'PostgreSQL', available: false, reason };
}

/** A database of its own with a random name: on TEST_DATABASE_URL's server; else on 127.0.0.1:5432 where a server lets
 *  `postgres` in and make databases; else, or with `ownServer`, on a server started for it from Debian's binaries (about
 *  2 s). */
export async function openThrowawayDatabase({ ownServer = false } = {}): Promise<ThrowawayDatabase> {
  const named = process.env['TEST_DATABASE_URL'];
  if (named && !ownServer) return create(loopbackOnly(named));
  if (!ownServer && (await letsUsIn(usualPlace))) return create(usualPlace);
  const server = await startPostgres();
  try {
    return await create(server.url, server);
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function create(serverUrl: string, startedForIt?: PostgresServer): Promise<ThrowawayDatabase> {
  const name = `heqi_test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await asAdministrator(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await startedForIt?.stop();
    },
  };
}

async function asAdministrator(serverUrl: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: serverUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function letsUsIn(serverUrl: string): Promise<boolean> {
  try {
    const rows = await asAdministrator(serverUrl, 'SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user');
    return rows[0]?.['rolcreatedb'] === true;
  } catch {
    return false; // nobody there, a password wanted, or no PostgreSQL: not ours to use
  }
}

/** Whether anything listens there. Synchronous, so a process of its own asks. */
function answersNow(port: number): boolean {
  const probe = `require('node:net').connect(${port}, '127.0.0.1', () => process.exit(0)).on('error', () => process.exit(1))`;
  return spawnSync(process.execPath, ['-e', probe]).status === 0;
}

function loopbackOnly(url: string): string {
  const { hostname } = new URL(url);
  if (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)) return url;
  throw new Error(
    `TEST_DATABASE_URL names ${hostname}, which is not this machine: tests talk to loopback only. Unset it.`,
  );
}
