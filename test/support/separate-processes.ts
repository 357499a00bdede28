import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Actor } from '@heqi/domain';
import { freePort } from './free-port';
import { buildIfStale, runToEnd, startProcess, type ProcessUnderTest } from './processes';
import { callerOf, type Caller } from './standalone';

export type Part = 'store' | 'api' | 'projector' | 'alerter';

/** Heqi as several processes that share an event store of their own, a database and a broker. None runs until started. */
export class SeparateProcesses {
  private readonly running = new Map<Part, ProcessUnderTest>();

  private constructor(
    private readonly dataDir: string,
    private readonly storePort: number,
    private readonly stores: { DATABASE_URL: string; KAFKA_BROKERS: string },
  ) {}

  static async prepare(stores: { DATABASE_URL: string; KAFKA_BROKERS: string }): Promise<SeparateProcesses> {
    buildIfStale();
    return new SeparateProcesses(await mkdtemp(path.join(tmpdir(), 'heqi-processes-')), await freePort(), stores);
  }

  /** Starts a part and waits until it serves; the store comes first, the others in any order. `own` settings go before those
   *  that all share. */
  async start(part: Part, own: Record<string, string> = {}): Promise<ProcessUnderTest> {
    const started =
      part === 'store'
        ? await startProcess('cli', { settings: this.settings, args: ['store'], announces: /^EVENTSTORE_URL=(\S+)/m })
        : await startProcess(part, { settings: { ...this.settings, ...own } });
    this.running.set(part, started);
    return started;
  }

  part(part: Part): ProcessUnderTest {
    const found = this.running.get(part);
    if (!found) throw new Error(`${part} was not started.`);
    return found;
  }

  /** kill -9, and the same again on the same stores. */
  async crash(part: Part): Promise<void> {
    await this.part(part).kill('SIGKILL');
    await this.start(part);
  }

  /** `npx heqi …` beside them. */
  heqi(...args: string[]): Promise<{ exitCode: number; output: string }> {
    return runToEnd('cli', { settings: this.settings, args });
  }

  /** Someone with a token from `heqi token`, talking to whichever api runs. */
  async as({ id, role, partyId }: Actor): Promise<Caller> {
    const party = partyId === null ? [] : ['--party', partyId];
    const { exitCode, output } = await this.heqi('token', '--id', id, '--role', role, ...party);
    if (exitCode !== 0) throw new Error(`No token for ${id}: ${output}`);
    return callerOf(() => this.part('api').address, output.trim());
  }

  /** Ends all of them in order; gives the exit codes. */
  async stop(): Promise<Partial<Record<Part, number>>> {
    const codes: Partial<Record<Part, number>> = {};
    for (const part of ['api', 'alerter', 'projector', 'store'] as const) {
      const process = this.running.get(part);
      if (process) codes[part] = await process.kill('SIGTERM');
    }
    await rm(this.dataDir, { recursive: true, force: true });
    return codes;
  }

  /** The settings of design.md §11, the same for every process. */
  get settings(): Record<string, string> {
    return {
      PORT: '0',
      HEQI_DATA_DIR: this.dataDir,
      HEQI_CLOCK: 'simulated',
      EMBEDDED_EVENTSTORE_PORT: String(this.storePort),
      EVENTSTORE_URL: pathToFileURL(path.join(this.dataDir, 'event-store', 'security', 'url')).href,
      ...this.stores,
    };
  }
}
