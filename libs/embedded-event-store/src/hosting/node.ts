import { Server, ServerCredentials } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { OpenCalls } from '../protocol/open-calls';
import { addServices } from '../protocol/service';
import { EventLog } from '../storage/event-log';
import { DataDirectoryLock } from './data-directory-lock';

export interface NodeOptions {
  /** Folder of the store; created when missing. One node at a time may use it. */
  readonly dataDir: string;
  /** TCP port on the loopback interface; 0, the default, takes a free one. */
  readonly port?: number;
  /** Most bytes that one append may carry, 1 MiB by default as in EventStoreDB. At most {@link LARGEST_APPEND_SIZE}. */
  readonly maxAppendSize?: number;
}

export interface RunningNode {
  readonly port: number;
  /** Answers what was handed in, ends open calls, moves the write-ahead log into the database and closes. */
  stop(): Promise<void>;
}

const DEFAULT_APPEND_SIZE = 1_048_576;
/** EventStoreDB's largest record: 16 MiB less its own overhead. */
export const LARGEST_APPEND_SIZE = 16 * 1024 * 1024 - 10_000;
const HOST = '127.0.0.1';
const KEEPALIVE_MS = 10_000;
const GRACE_MS = 500;

/** Runs a node in this process, on this thread. See embedded-node.ts for one that leaves the caller's thread free. */
export async function startNode({
  dataDir,
  port = 0,
  maxAppendSize = DEFAULT_APPEND_SIZE,
}: NodeOptions): Promise<RunningNode> {
  refuseAppendSize(maxAppendSize);
  const lock = DataDirectoryLock.take(dataDir);
  let log: EventLog | undefined;
  try {
    log = EventLog.open({ dataDir });
    return await serve(log, lock, port, maxAppendSize);
  } catch (error) {
    log?.close();
    lock.release();
    throw error;
  }
}

async function serve(
  log: EventLog,
  lock: DataDirectoryLock,
  port: number,
  maxAppendSize: number,
): Promise<RunningNode> {
  const server = new Server({
    'grpc.max_receive_message_length': LARGEST_APPEND_SIZE + 1024 * 1024,
    'grpc.keepalive_time_ms': KEEPALIVE_MS,
    'grpc.keepalive_timeout_ms': KEEPALIVE_MS,
  });
  const openCalls = new OpenCalls();
  let boundPort = port;
  addServices(server, { log, maxAppendSize, instanceId: randomUUID(), openCalls, port: () => boundPort });
  boundPort = await bind(server, port);
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    log.flush();
    await nextTurn(); // what was committed is answered before its call is ended
    openCalls.endAll();
    await shutDown(server);
    log.close();
    lock.release();
  };
  return { port: boundPort, stop: () => (stopping ??= stop()) };
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`${HOST}:${port}`, ServerCredentials.createInsecure(), (error, bound) => {
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

function refuseAppendSize(maxAppendSize: number): void {
  if (Number.isInteger(maxAppendSize) && maxAppendSize > 0 && maxAppendSize <= LARGEST_APPEND_SIZE) return;
  throw new Error(
    `maxAppendSize must be a whole number of bytes from 1 to ${LARGEST_APPEND_SIZE}, not ${maxAppendSize}.`,
  );
}
