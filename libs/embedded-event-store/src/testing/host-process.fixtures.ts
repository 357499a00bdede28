import { startEmbeddedNode } from '../hosting/embedded-node';

/** Program of a process that hosts a node in a thread and has nothing else to do: `host-process <data directory> [stay]`. */
const [, dataDir, mode] = process.argv;
void startEmbeddedNode({ dataDir: dataDir! }).then((node) => {
  process.stdout.write(`${node.connectionString}\n`);
  if (mode === 'stay') setInterval(() => undefined, 1_000);
});
