import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { setTimeout as pause } from 'node:timers/promises';
import { LOCK_OF_PROJECTOR } from './database/advisory-locks';
import type { Views } from './database/views';

/** The right to write the views: one projector or one rebuild has it at a time. */
export interface ProjectorLock {
  /** Aborted when the lock went without being released: with the connection that held it. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

const TRY_EVERY_MS = 500;

/** Waits until whoever has the lock lets it go; undefined when `signal` is aborted first. Two projectors on one server may
 *  run beside each other so: the second takes over when the first ends. */
export async function takeProjectorLock(
  { dataSource, databaseUrl }: Views,
  signal: AbortSignal,
): Promise<ProjectorLock | undefined> {
  return databaseUrl === undefined ? lockInProcess(dataSource, signal) : lockOnServer(databaseUrl, signal);
}

/** A session of its own holds it, so that a process that dies, or whose connection breaks, does not keep it. */
async function lockOnServer(databaseUrl: string, signal: AbortSignal): Promise<ProjectorLock | undefined> {
  const session = new Client({
    connectionString: databaseUrl,
    keepAlive: true,
    application_name: 'heqi-projector-lock',
  });
  const lost = new AbortController();
  session.on('error', () => lost.abort());
  session.on('end', () => lost.abort());
  try {
    await session.connect();
    while (!signal.aborted) {
      const { rows } = await session.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS taken',
        LOCK_OF_PROJECTOR,
      );
      if (rows[0]!.taken) return { lost: lost.signal, release: () => session.end() };
      await pause(TRY_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  } catch (error) {
    await session.end().catch(() => undefined);
    throw error;
  }
  await session.end();
  return undefined;
}

const holders = new WeakMap<DataSource, Promise<void>>();

/** The embedded database is this process's own: only its own projectors can meet. */
async function lockInProcess(dataSource: DataSource, signal: AbortSignal): Promise<ProjectorLock | undefined> {
  for (let holder = holders.get(dataSource); holder; holder = holders.get(dataSource)) {
    await Promise.race([holder, aborted(signal)]);
    if (signal.aborted) return undefined;
  }
  let release!: () => void;
  const held = new Promise<void>((resolve) => (release = resolve));
  holders.set(dataSource, held);
  return {
    lost: new AbortController().signal,
    release: async () => {
      if (holders.get(dataSource) === held) holders.delete(dataSource);
      release();
      return held;
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
