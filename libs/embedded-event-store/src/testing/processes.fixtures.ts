import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { runSources } from '../hosting/run-sources';

export interface Program {
  readonly process: ChildProcess;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;
  readonly stderr: () => string;
  /** How to connect to its node, as it printed. Rejects with its stderr when it ended before. */
  readonly connectionString: Promise<string>;
}

/** Runs one of the programs of this folder in a process of its own. */
export function run(program: 'store-process' | 'host-process', dataDir: string, ...more: string[]): Program {
  const entry = path.join(__dirname, `${program}.fixtures.ts`);
  const child = spawn(process.execPath, ['-e', runSources(JSON.stringify(entry)), dataDir, ...more], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const exited = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const connectionString = new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    void exited.then((how) => reject(new Error(`The store ended (${how}) before it was ready: ${stderr}`)));
  });
  connectionString.catch(() => undefined); // not every test asks for it
  return { process: child, exited, stderr: () => stderr, connectionString };
}
