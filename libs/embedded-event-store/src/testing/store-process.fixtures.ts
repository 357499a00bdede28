import { runEmbeddedNode } from '../hosting/foreground';

/** Program of a process that is a store: `store-process <data directory>`. Prints its connection string when it is ready. */
void runEmbeddedNode({ dataDir: process.argv[1]! }).then(
  async (node) => {
    process.stdout.write(`${node.connectionString}\n`);
    await node.stopped;
    process.exit(0);
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
