import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { GuardedServer } from './guarded-server';

export interface PostgresServer {
  /** The administrator's URL: user `postgres`, without a password, on loopback only. */
  url: string;
  stop(): Promise<void>;
}

const debianHome = '/usr/lib/postgresql';

/** The newest of Debian's installed server versions, as the folder of its binaries; they are on no PATH. */
export function postgresBinaries(): string | undefined {
  if (!existsSync(debianHome)) return undefined;
  const newestFirst = readdirSync(debianHome).toSorted((a, b) => Number(b) - Number(a));
  const version = newestFirst.find((each) => existsSync(path.join(debianHome, each, 'bin', 'initdb')));
  return version && path.join(debianHome, version, 'bin');
}

/** A server of the test's own in a temporary folder on a free port, as user postgres where the test runs as root (the
 *  server refuses root). It syncs nothing to disk: what it holds is thrown away. */
export async function startPostgres(): Promise<PostgresServer> {
  const binaries = postgresBinaries();
  if (!binaries) throw new Error(`No PostgreSQL server under ${debianHome}. Debian: apt-get install postgresql.`);
  const user = process.getuid?.() === 0 ? accountOf('postgres') : undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'heqi-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);

  const data = path.join(folder, 'data');
  const options = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
  const initdb = spawnSync(path.join(binaries, 'initdb'), options, { ...user, cwd: folder, encoding: 'utf8' });
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.error?.message ?? initdb.stderr}`);

  const port = await freePort();
  const listening = ['-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', folder];
  const args = ['-D', data, ...listening, '-c', 'fsync=off', '-c', 'full_page_writes=off'];
  const server = await GuardedServer.start({ command: path.join(binaries, 'postgres'), args, user, folder });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    await server.end('SIGINT'); // its "fast shutdown": ends sessions, waits for none
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await eventually(() => accepts(url), {
      what: `PostgreSQL on port ${port} to accept connections`,
      hopeless: () => (server.running ? undefined : `it ended by itself:\n${server.lastWords()}`),
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function accepts(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  await client.connect();
  await client.end();
  return true;
}

function accountOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
