import { parentPort, workerData } from 'node:worker_threads';
import { NodeAddress, NodeOptions, startNode } from './node';

/** What the thread tells the one that started it. */
export type WorkerReport =
  { readonly kind: 'ready'; readonly address: NodeAddress } | { readonly kind: 'failed'; readonly message: string };

/** Entry of the node's own thread: starts the node, reports its address, stops when it is told to. */
async function main(options: NodeOptions): Promise<void> {
  const report = (message: WorkerReport) => parentPort?.postMessage(message);
  try {
    const { stop, ...address } = await startNode(options);
    parentPort?.once('message', () => {
      void stop().then(() => parentPort?.close());
    });
    report({ kind: 'ready', address });
  } catch (error) {
    report({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    parentPort?.close();
  }
}

void main((workerData as { options: NodeOptions }).options);
