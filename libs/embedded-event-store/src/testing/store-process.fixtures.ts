import { once } from 'node:events';
import { runEmbeddedNode } from '../hosting/foreground';

/** Program of a process that is a store: `store-process <data directory> [standby]`. Prints its connection string when
 *  it is ready. On standby it has loaded its code and opens the store when it is told to, by anything on its stdin. */
async function main([, dataDir, mode]: readonly string[]): Promise<void> {
  if (mode === 'standby') await once(process.stdin, 'data');
  const node = await runEmbeddedNode({ dataDir: dataDir! });
  process.stdout.write(`${node.connectionString}\n`);
  await node.stopped;
  process.exit(0);
}

main(process.argv).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
