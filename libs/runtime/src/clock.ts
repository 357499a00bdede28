import type { Instant } from '@heqi/domain';

/** Where a process gets the time from. Rules never read it: instants and days are handed to them. */
export abstract class Clock {
  abstract now(): Instant;
  /** Whether the time may be moved over HTTP. */
  abstract readonly simulated: boolean;
  private readonly listeners = new Set<() => void>();

  /** Calls back after the time was moved by hand; a running clock never calls. Returns the way to stop listening. */
  onMoved(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  protected moved(): void {
    for (const listener of this.listeners) listener();
  }
}

/** The machine's clock. */
export class SystemClock extends Clock {
  readonly simulated = false;
  now(): Instant {
    return new Date().toISOString() as Instant;
  }
}

/** Stands still until it is moved, and only moves forward. */
export class SimulatedClock extends Clock {
  readonly simulated = true;
  constructor(private instant: Instant) {
    super();
  }
  now(): Instant {
    return this.instant;
  }
  /** Throws RangeError for a time before the present one: what was recorded cannot become the future. */
  moveTo(instant: Instant): void {
    if (instant < this.instant)
      throw new RangeError(`the clock stands at ${this.instant} and moves forward only, not to ${instant}`);
    if (instant === this.instant) return;
    this.instant = instant;
    this.moved();
  }
}
