import { NodeAddress, NodeOptions, startNode } from './node';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export interface ForegroundNode extends NodeAddress {
  /** Resolves when a signal has ended the node and its store is closed. */
  readonly stopped: Promise<NodeJS.Signals>;
}

/**
 * Runs a node in this process until SIGINT or SIGTERM, for a process that is the store and nothing else. A signal ends
 * open calls with UNAVAILABLE, then closes the store.
 */
export async function runEmbeddedNode(options: NodeOptions): Promise<ForegroundNode> {
  const { stop, ...address } = await startNode(options);
  const stopped = nextSignal().then(async (signal) => {
    await stop();
    return signal;
  });
  return { ...address, stopped };
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const onSignal = (signal: NodeJS.Signals) => {
      for (const each of SIGNALS) process.removeListener(each, onSignal);
      resolve(signal);
    };
    for (const each of SIGNALS) process.on(each, onSignal);
  });
}
