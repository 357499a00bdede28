import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Worker } from 'node:worker_threads';

/** Runs a program of this folder in a thread of its own; it finds `options` in its workerData. */
export function startThread(program: string, options: unknown): Worker {
  return new Worker(path.join(__dirname, `${program}.js`), { workerData: { options } });
}

/**
 * Runs a program of this folder in a process of its own and gives what it printed.
 * @throws Error when it ends with a code other than 0.
 */
export async function outputOf(program: string, ...args: string[]): Promise<string> {
  const file = path.join(__dirname, `${program}.js`);
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number | null]>]);
  if (code !== 0) throw new Error(`${program} ended with code ${code}.`);
  return output;
}
