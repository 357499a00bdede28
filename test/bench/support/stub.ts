import { once } from 'node:events';
import { NodeWithClient, withClient } from './node';
import type { StubOptions } from './stub-worker';
import { startThread } from './thread-and-process';

/** A server of ready-made bytes in a thread of its own, as a node has one, and a client of it. */
export async function stubWithClient(options: StubOptions): Promise<NodeWithClient> {
  const worker = startThread('stub-worker', options);
  const [port] = (await once(worker, 'message')) as [number];
  worker.unref();
  return withClient(`esdb://127.0.0.1:${port}?tls=false`, async () => {
    worker.ref();
    worker.postMessage('stop');
    await once(worker, 'exit');
  });
}
