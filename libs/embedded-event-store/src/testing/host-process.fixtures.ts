import { startEmbeddedNode } from '../hosting/embedded-node';

/** Program of a process that hosts a node in a thread and has nothing else to do: `host-process <data directory>`. */
void startEmbeddedNode({ dataDir: process.argv[1]! }).then((node) =>
  process.stdout.write(`${node.connectionString}\n`),
);
