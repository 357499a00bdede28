import { EventStoreDBClient } from '@eventstore/db-client';
import { NodeOptions, startEmbeddedNode } from '@heqi/embedded-event-store';

export interface NodeWithClient {
  readonly client: EventStoreDBClient;
  readonly stop: () => Promise<void>;
}

/** A node as the product starts it, in a thread of its own, and a client of it in this one. */
export async function nodeWithClient(
  dataDir: string,
  options: Omit<NodeOptions, 'dataDir'> = {},
): Promise<NodeWithClient> {
  const node = await startEmbeddedNode({ dataDir, ...options });
  return withClient(node.connectionString, () => node.stop());
}

export function withClient(connectionString: string, stopServer: () => Promise<void>): NodeWithClient {
  const client = EventStoreDBClient.connectionString(connectionString);
  return {
    client,
    stop: async () => {
      await client.dispose();
      await stopServer();
    },
  };
}
