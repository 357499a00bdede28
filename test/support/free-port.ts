import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** A free loopback port below the range from which the system takes the ports of outgoing connections (32768 up), so
 *  that nobody is given it while a server that a test has killed is away. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('No free port found on 127.0.0.1 between 20000 and 31999 in 100 attempts.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
