import { randomInt } from 'node:crypto';
import { Random } from '../../libs/sample/src/random';

/** Draws for a random suite, from the seed that SEED names, else from a new one. It is printed, so that a failure can be
 *  had again: HEQI_SEED=7 npm test -- path/to/the.spec.ts */
export function randomOf(suite: string): Random {
  const seed = Number(process.env['HEQI_SEED'] ?? randomInt(2 ** 31));
  process.stdout.write(`${suite}: HEQI_SEED=${seed}\n`);
  return new Random(seed, suite);
}

export { Random };
