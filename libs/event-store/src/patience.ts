import { setTimeout as wait } from 'node:timers/promises';

/** How long something may still take. */
export class Deadline {
  private readonly end: number;
  constructor(milliseconds: number) {
    this.end = performance.now() + milliseconds;
  }
  get leftMs(): number {
    return Math.max(0, this.end - performance.now());
  }
  get passed(): boolean {
    return this.leftMs === 0;
  }
}

/** The longest pause, in milliseconds, of a call that somebody waits for: it is to go on soon after the node is back. */
export const LONGEST_PAUSE_OF_A_CALL_MS = 1_000;

/** Pauses between attempts: 100 ms, half as long again each time, 5 s at most unless told otherwise. */
export class Backoff {
  static readonly FIRST_MS = 100;
  static readonly LONGEST_MS = 5_000;
  private next = Backoff.FIRST_MS;

  constructor(private readonly longestMs = Backoff.LONGEST_MS) {}

  /** The pause before the next attempt, in milliseconds. */
  take(): number {
    const pause = this.next;
    this.next = Math.min(pause * 1.5, this.longestMs);
    return pause;
  }
  /** It worked: the next trouble starts with a short pause again. */
  reset(): void {
    this.next = Backoff.FIRST_MS;
  }
}

/** Waits, or less when `signal` aborts. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}

/** The outcome of `work`, or a rejection with NoAnswerInTime. `work` goes on unattended: its late failure is let go. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswerInTime(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export class NoAnswerInTime extends Error {
  override readonly name = 'NoAnswerInTime';
  constructor(milliseconds: number) {
    super(`no answer within ${Math.round(milliseconds)} ms`);
  }
}
