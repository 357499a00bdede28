import { setTimeout as wait } from 'node:timers/promises';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Work that goes on until it is stopped. When it fails it is begun anew, after a pause that doubles each time until the
 *  work says that it goes well again. */
export class KeptRunning {
  private stopping: AbortController | undefined;
  private done: Promise<void> = Promise.resolve();
  private pauseMs = FIRST_PAUSE_MS;
  private failure: string | null = null;

  constructor(
    private readonly work: (signal: AbortSignal) => Promise<void>,
    private readonly onFailure: (message: string) => void,
  ) {}

  get isRunning(): boolean {
    return this.stopping !== undefined;
  }
  /** What it failed of last; null once it went well again. */
  get lastError(): string | null {
    return this.failure;
  }

  start(): void {
    if (this.stopping) return;
    this.stopping = new AbortController();
    this.done = this.run(this.stopping.signal);
  }

  /** Resolves when the work has ended. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    await this.done;
    this.stopping = undefined;
  }

  wentWell(): void {
    this.failure = null;
    this.pauseMs = FIRST_PAUSE_MS;
  }

  /** Something failed that the work deals with itself. */
  hadTrouble(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message !== this.failure) this.onFailure(message); // one line for a trouble that lasts, not one a try
    this.failure = message;
  }

  /** Waits before the next try; less when it is stopped. */
  async pause(signal: AbortSignal): Promise<void> {
    const pauseMs = this.pauseMs;
    this.pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    await wait(pauseMs, undefined, { signal }).catch(() => undefined);
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.work(signal);
      } catch (error) {
        this.hadTrouble(error);
      }
      if (!signal.aborted) await this.pause(signal);
    }
  }
}
