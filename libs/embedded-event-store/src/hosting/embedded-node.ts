import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { NodeAddress, NodeOptions } from './node';
import { runSources } from './run-sources';
import type { WorkerReport } from './worker';

export interface EmbeddedNode extends NodeAddress {
  /** Ends open calls, closes the store and resolves when its thread is gone. May be called more than once. */
  stop(): Promise<void>;
  /** Resolves when the thread is gone: with undefined after {@link stop}, with the reason when it died by itself. */
  readonly exited: Promise<Error | undefined>;
}

/**
 * Runs a node in a thread of its own, so that its syncs of the disk do not hold up the caller's event loop. The thread
 * ends with the process and does not keep it alive.
 * @throws Error when the directory is in use or damaged, or the port is taken.
 */
export async function startEmbeddedNode(options: NodeOptions): Promise<EmbeddedNode> {
  const worker = createWorker(options);
  let stopping = false;
  let failure: Error | undefined;
  worker.on('error', (error: Error) => (failure = error));
  const exited = new Promise<Error | undefined>((resolve) => {
    worker.once('exit', (code) => {
      resolve(stopping ? undefined : (failure ?? new Error(`The event store's thread ended with code ${code}.`)));
    });
  });
  const address = await addressOf(worker, exited);
  worker.unref();
  return {
    ...address,
    exited,
    stop: async () => {
      if (!stopping) {
        stopping = true;
        worker.ref();
        worker.postMessage('stop');
      }
      await exited;
    },
  };
}

function createWorker(options: NodeOptions): Worker {
  const extension = path.extname(__filename);
  const entry = path.join(__dirname, `worker${extension}`);
  const workerData = { entry, options };
  return extension === '.ts'
    ? new Worker(runSources("require('node:worker_threads').workerData.entry"), { eval: true, workerData })
    : new Worker(entry, { workerData });
}

function addressOf(worker: Worker, exited: Promise<Error | undefined>): Promise<NodeAddress> {
  return new Promise((resolve, reject) => {
    worker.once('message', (report: WorkerReport) => {
      if (report.kind === 'ready') resolve(report.address);
      else reject(new Error(report.message));
    });
    void exited.then((error) => reject(error ?? new Error('The event store stopped before it was ready.')));
  });
}
