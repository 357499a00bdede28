import { Server, ServerCredentials } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { OpenCalls } from '../protocol/open-calls';
import { openPersistentSubscriptions } from '../protocol/persistent-service';
import { AppendLimits } from '../protocol/proposed-events';
import { addServices } from '../protocol/service';
import { Guard } from '../protocol/guard';
import { NodeSecrets, openSecrets, OWN_USER, ownConnectionString } from '../security/node-secrets';
import { makePrivate, writePrivately } from '../security/private-files';
import { NodeUser, Users } from '../security/users';
import { DATABASE_FILE, EventLog, EventLogOptions } from '../storage/event-log';
import { DataDirectoryLock } from './data-directory-lock';

export interface NodeOptions {
  /** Folder of the store; created when missing. One node at a time may use it. */
  readonly dataDir: string;
  /** TCP port on the loopback interface; 0, the default, takes a free one. */
  readonly port?: number;
  /** Most bytes that one append may carry, 1 MiB by default as in EventStoreDB. At most {@link LARGEST_APPEND_SIZE}. */
  readonly maxAppendSize?: number;
  /** Users beside the node's own, whose name is `node`. Kept in memory only. */
  readonly users?: readonly NodeUser[];
  /** 'none' serves everybody on the machine, without TLS and credentials: for benchmarks, and for tests of just that. */
  readonly security?: 'none';
  /** Most bytes of one event. By default, as in EventStoreDB 24, only its append limits it. */
  readonly maxAppendEventSize?: number;
}

/** How to reach a node. */
export interface NodeAddress {
  /** For `EventStoreDBClient.connectionString`. Holds the password of the node's own user: not for a log. */
  readonly connectionString: string;
  /** A file with the same text, for other processes of the data directory's owner; undefined without security. */
  readonly connectionStringFile: string | undefined;
  readonly port: number;
}

export interface RunningNode extends NodeAddress {
  /** Answers what was handed in, ends open calls, moves the write-ahead log into the database and closes. */
  readonly stop: () => Promise<void>;
}

const DEFAULT_APPEND_SIZE = 1_048_576;
/** EventStoreDB's largest record: 16 MiB less its own overhead. */
export const LARGEST_APPEND_SIZE = 16 * 1024 * 1024 - 10_000;
const HOST = '127.0.0.1';
const KEEPALIVE_MS = 10_000;
const GRACE_MS = 500;

/**
 * Runs a node in this process, on this thread. See embedded-node.ts for one that leaves the caller's thread free.
 * @param surroundings clock and disk of a test.
 */
export async function startNode(
  options: NodeOptions,
  surroundings: Pick<EventLogOptions, 'now' | 'openToWrite'> = {},
): Promise<RunningNode> {
  const { dataDir, maxAppendSize = DEFAULT_APPEND_SIZE, maxAppendEventSize = LARGEST_APPEND_SIZE } = options;
  const { users = [], security } = options;
  const limits = { maxAppendSize, maxAppendEventSize };
  refuseLimits(limits);
  const lock = DataDirectoryLock.take(dataDir);
  let log: EventLog | undefined;
  try {
    const secrets = security === 'none' ? undefined : await openSecrets(dataDir);
    const known = secrets && new Users([{ name: OWN_USER, password: secrets.password, admins: true }, ...users]);
    makeDatabasePrivate(path.join(dataDir, DATABASE_FILE));
    log = EventLog.open({ dataDir, ...surroundings });
    return await serve(log, lock, { port: options.port ?? 0, limits, secrets, users: known });
  } catch (error) {
    log?.close();
    lock.release();
    throw error;
  }
}

/** SQLite makes the files beside a database with its mode, but leaves those that lie there, as from a backup, with theirs. */
function makeDatabasePrivate(file: string): void {
  makePrivate(file);
  for (const beside of [`${file}-wal`, `${file}-shm`]) if (existsSync(beside)) makePrivate(beside);
}

interface Serving {
  readonly port: number;
  readonly limits: AppendLimits;
  /** Undefined for a node without security. */
  readonly secrets: NodeSecrets | undefined;
  readonly users: Users | undefined;
}

async function serve(log: EventLog, lock: DataDirectoryLock, serving: Serving): Promise<RunningNode> {
  const { limits, secrets, users } = serving;
  const server = new Server({
    'grpc.max_receive_message_length': LARGEST_APPEND_SIZE + 1024 * 1024,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': KEEPALIVE_MS,
  });
  const openCalls = new OpenCalls();
  let port = serving.port;
  const subscriptions = openPersistentSubscriptions(log);
  const context = { log, subscriptions, limits, instanceId: randomUUID(), openCalls, port: () => port };
  addServices(new Guard(server, users), context);
  port = await bind(server, port, serverCredentials(secrets)).catch((error: unknown) => {
    subscriptions.stop();
    throw error;
  });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    log.flush();
    await nextTurn(); // what was committed is answered before its call is ended
    subscriptions.stop();
    openCalls.endAll();
    await shutDown(server);
    log.close();
    lock.release();
  };
  try {
    return { ...announce(port, secrets), stop: () => (stopping ??= stop()) };
  } catch (error) {
    server.forceShutdown();
    throw error;
  }
}

function serverCredentials(secrets: NodeSecrets | undefined): ServerCredentials {
  if (!secrets) return ServerCredentials.createInsecure();
  const pair = { cert_chain: Buffer.from(secrets.certificate), private_key: Buffer.from(secrets.key) };
  return ServerCredentials.createSsl(null, [pair]);
}

/** Writes down how to reach the node, for whoever may read its data directory. */
function announce(port: number, secrets: NodeSecrets | undefined): NodeAddress {
  if (!secrets) {
    return { connectionString: `esdb://${HOST}:${port}?tls=false`, connectionStringFile: undefined, port };
  }
  const { connectionStringFile } = secrets;
  const connectionString = ownConnectionString(secrets, port);
  writePrivately(connectionStringFile, `${connectionString}\n`);
  return { connectionString, connectionStringFile, port };
}

function bind(server: Server, port: number, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`${HOST}:${port}`, credentials, (error, bound) => {
      if (!error) resolve(bound);
      else
        reject(
          new Error(`The event store cannot listen on ${HOST}:${port}: ${error.message}. Choose another port.`, {
            cause: error,
          }),
        );
    });
  });
}

/** Lets answers on their way go out, then closes what clients still hold open. */
function shutDown(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.forceShutdown();
      resolve();
    }, GRACE_MS);
    server.tryShutdown(() => {
      clearTimeout(force);
      resolve();
    });
  });
}

function refuseLimits(limits: AppendLimits): void {
  for (const [name, bytes] of Object.entries(limits) as [keyof AppendLimits, number][]) {
    if (Number.isInteger(bytes) && bytes > 0 && bytes <= LARGEST_APPEND_SIZE) continue;
    throw new Error(`${name} must be a whole number of bytes from 1 to ${LARGEST_APPEND_SIZE}, not ${bytes}.`);
  }
}
