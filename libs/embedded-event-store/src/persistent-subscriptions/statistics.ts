/** Counts items, and tells how many came since it was last asked. Times are milliseconds of a monotonic clock. */
export class Throughput {
  private total = 0;
  private totalBefore = 0;

  constructor(private measuredAt: number) {}

  count(): void {
    this.total++;
  }

  measure(now: number): { readonly total: number; readonly sinceLast: number; readonly perSecond: number } {
    const sinceLast = this.total - this.totalBefore;
    const elapsedMs = now - this.measuredAt;
    this.totalBefore = this.total;
    this.measuredAt = now;
    return { total: this.total, sinceLast, perSecond: elapsedMs > 0 ? Math.trunc((sinceLast * 1000) / elapsedMs) : 0 };
  }
}

/** So many of the newest times are kept. */
const WINDOW = 1_000;

/** How long a consumer takes from getting a message to answering it. */
export class Latencies {
  private readonly started = new Map<string, number>();
  private readonly measured: number[] = [];

  start(id: string, now: number): void {
    this.started.set(id, now);
  }

  end(id: string, now: number): void {
    const start = this.started.get(id);
    if (start === undefined) return;
    this.started.delete(id);
    this.measured.push(Math.trunc(now - start));
    if (this.measured.length > WINDOW) this.measured.shift();
  }

  /** Whole milliseconds by EventStoreDB's names for them; nothing before the first answer. */
  measurements(): [name: string, milliseconds: number][] {
    const sorted = this.measured.toSorted((one, other) => one - other);
    if (sorted.length === 0) return [];
    const at = (percent: number) => sorted[Math.min(sorted.length - 1, Math.trunc((percent * sorted.length) / 100))]!;
    const sum = sorted.reduce((total, one) => total + one, 0);
    return [
      ['Mean', Math.trunc(sum / sorted.length)],
      ['Median', at(50)],
      ['Fastest', at(0)],
      ...[0, 20, 40, 60, 80].map((percent, index): [string, number] => [`Quintile ${index + 1}`, at(percent)]),
      ...[90, 95, 99, 99.5, 99.9].map((percent): [string, number] => [`${percent}%`, at(percent)]),
      ['Highest', at(100)],
    ];
  }
}
