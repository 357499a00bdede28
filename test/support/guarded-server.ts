import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface ServerCommand {
  command: string;
  args: string[];
  /** Run as this user, where the test runs as root and the server refuses to. */
  user?: { uid: number; gid: number };
  /** The whole environment; the test's own where it is left out. */
  env?: Record<string, string>;
  /** Where it runs; where the test runs when left out. */
  cwd?: string;
  /** The server's temporary folder: holds `server.log`, and is removed when the test process dies before its server. */
  folder: string;
}

/** A server process that never outlives the test process, killed or not: it runs beneath `server-guard.mjs`. */
export class GuardedServer {
  private constructor(
    private readonly guard: ChildProcess,
    readonly pid: number,
    private readonly logFile: string,
    private readonly ended: Promise<void>,
  ) {}

  static async start({ command, args, user, folder, env, cwd }: ServerCommand): Promise<GuardedServer> {
    const logFile = path.join(folder, 'server.log');
    const log = openSync(logFile, 'a');
    const guard = fork(path.join(__dirname, 'server-guard.mjs'), [JSON.stringify({ command, args, ...user, folder })], {
      stdio: ['ignore', log, log, 'ipc'],
      execArgv: [], // not Jest's own flags
      env: env ?? process.env,
      cwd,
    });
    closeSync(log);
    const ended = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
    const pid = await new Promise<number>((resolve, reject) => {
      guard.once('message', (message: { pid: number }) => resolve(message.pid));
      guard.once('exit', () => reject(new Error(`${command} did not start:\n${tail(logFile)}`)));
    });
    return new GuardedServer(guard, pid, logFile, ended);
  }

  /** False as soon as the process has ended, for whatever reason. */
  get running(): boolean {
    return this.guard.exitCode === null && this.guard.signalCode === null;
  }

  /** Sends the signal and waits for the end. A server that has ended already is left at that. */
  async end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<void> {
    if (this.running) this.signal(signal);
    await this.ended;
  }

  /** Resolves with the exit code when the process ends by itself; 1 for one that a signal ended. */
  async whenEnded(): Promise<number> {
    await this.ended;
    return this.guard.exitCode ?? 1;
  }

  /** Everything the server wrote so far, standard output and errors as they came. */
  output(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  private signal(signal: NodeJS.Signals): void {
    try {
      process.kill(this.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it ended a moment ago
    }
  }

  /** The last lines the server wrote: what an error about it should quote. */
  lastWords(): string {
    return tail(this.logFile);
  }
}

function tail(logFile: string): string {
  return readFileSync(logFile, 'utf8').split('\n').slice(-25).join('\n');
}
