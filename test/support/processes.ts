import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './eventually';
import { GuardedServer } from './guarded-server';

/** The processes of Heqi, as they are built. */
export type ProcessName = 'api' | 'projector' | 'alerter' | 'standalone' | 'cli';

export interface ProcessOptions {
  /** The whole of its environment, beside PATH: nothing of the test's own settings reaches it. */
  settings: Record<string, string>;
  args?: string[];
  /** A line it prints once it serves; what the pattern's first group holds is its `address`. */
  announces?: RegExp;
}

/** One run of a built process. It never outlives the test process. */
export interface ProcessUnderTest {
  readonly name: ProcessName;
  /** What it announced: an address to talk to. */
  readonly address: string;
  readonly running: boolean;
  /** Both its outputs so far. */
  output(): string;
  /** GET /health/<what>, without a token. */
  health(what: 'live' | 'ready' | 'lag'): Promise<{ status: number; body: HealthAnswer }>;
  /** Resolves when /health/ready answers 200. */
  whenReady(): Promise<void>;
  /** Sends the signal, waits for the end, and gives the exit code (1 for a process that the signal ended). */
  kill(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<number>;
}

export interface HealthAnswer {
  readonly status: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- each part tells what it has to tell
  readonly parts: readonly { name: string; ready: boolean; detail: any }[];
}

const root = path.resolve(__dirname, '..', '..');
const ANNOUNCEMENT = /^Heqi .*?is ready: (http:\/\/\S+)/m;

/** Makes dist/ what the sources give; a glance when it is already, as `npm test` sees to. */
export function buildIfStale(): void {
  const build = spawnSync(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { cwd: root, encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`The build failed, so no process can be started:\n${build.stdout}`);
}

/** Starts a built process and waits until it announces itself: listening, but not necessarily ready. */
export async function startProcess(name: ProcessName, options: ProcessOptions): Promise<ProcessUnderTest> {
  const { announces = ANNOUNCEMENT } = options;
  const folder = mkdtempSync(path.join(tmpdir(), `heqi-${name}-`));
  const server = await launch(name, options, folder);
  const address = await eventually(() => announces.exec(server.output())?.[1], {
    what: `${name} to announce itself`,
    timeoutMs: 60_000,
    hopeless: () => (server.running ? undefined : `it ended:\n${server.output()}`),
  });
  let lastOutput: string | undefined;
  const health = async (what: string) => {
    const answer = await fetch(`${address}/health/${what}`);
    return { status: answer.status, body: (await answer.json()) as HealthAnswer };
  };
  return {
    name,
    address,
    get running() {
      return server.running;
    },
    output: () => lastOutput ?? server.output(),
    health,
    whenReady: async () => {
      await eventually(async () => (await health('ready')).status === 200, {
        what: `${name} to be ready`,
        timeoutMs: 60_000,
        hopeless: () => (server.running ? undefined : `it ended:\n${server.lastWords()}`),
      });
    },
    kill: async (signal) => {
      await server.end(signal);
      lastOutput ??= server.output();
      rmSync(folder, { recursive: true, force: true });
      return server.whenEnded();
    },
  };
}

/** Runs a built process to its end. */
export async function runToEnd(
  name: ProcessName,
  options: Omit<ProcessOptions, 'announces'>,
): Promise<{ exitCode: number; output: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), `heqi-${name}-`));
  const server = await launch(name, options, folder);
  const exitCode = await server.whenEnded();
  const output = server.output();
  rmSync(folder, { recursive: true, force: true });
  return { exitCode, output };
}

/** In a folder of its own, where no `.env` lies. */
function launch(name: ProcessName, { settings, args = [] }: ProcessOptions, folder: string): Promise<GuardedServer> {
  const script = path.join(root, 'dist', 'apps', name, 'src', 'main.js');
  const env = { PATH: process.env['PATH'] ?? '', ...settings };
  return GuardedServer.start({ command: process.execPath, args: [script, ...args], folder, env, cwd: folder });
}
