import { setTimeout as pause } from 'node:timers/promises';
import { WAYS, type FaultProxy } from './fault-proxy';
import type { Random } from './seeded-random';

type Fault = (proxy: FaultProxy, random: Random) => void;

/** What networks do; each until the next change of the weather. */
const FAULTS: Readonly<Record<string, Fault>> = {
  latency: (proxy, random) => proxy.taint({ latencyMs: random.int(2, 40), jitterMs: random.int(0, 30) }),
  narrow: (proxy, random) => proxy.taint({ bytesPerSecond: random.int(300_000, 2_000_000) }, [random.pick(WAYS)]),
  sliced: (proxy, random) =>
    proxy.taint({ sliceBytes: random.int(50, 1_000), sliceDelayMs: random.int(0, 1) }, [random.pick(WAYS)]),
  held: (proxy, random) => proxy.hold(random.pick(WAYS)),
  reset: (proxy) => proxy.cut(),
  'reset after some bytes': (proxy, random) =>
    proxy.taint({ cutAfterBytes: random.int(0, 4_000) }, [random.pick(WAYS)]),
  'half closed': (proxy, random) => {
    proxy.taint({ slowCloseMs: random.int(0, 20) });
    for (const link of proxy.open) link.halfClose(random.pick(WAYS));
  },
  'answers swallowed': (proxy) => proxy.swallow('toClient'),
  'requests swallowed': (proxy) => proxy.swallow('toServer'),
  'everything swallowed': (proxy) => {
    proxy.swallow();
    proxy.swallowsNew = true;
  },
  refused: (proxy) => {
    proxy.down = true;
    proxy.cut();
  },
};

export const KINDS_OF_WEATHER: readonly string[] = Object.keys(FAULTS);

const LONGEST_FAULT_MS = 800;

/** Changes the faults of a proxy at random, between spells without any, as its random says: by the same seed the same
 *  weather, not the same outcome. Every kind comes before one comes again. */
export class NetworkWeather {
  /** What there was, in order. */
  readonly log: string[] = [];
  /** How long it took, in milliseconds, until something succeeded after each heal. */
  readonly recoveriesMs: number[] = [];
  private coming: string[] = [];
  private healedAt: number | undefined;
  private ended = false;

  constructor(
    private readonly proxy: FaultProxy,
    private readonly random: Random,
  ) {}

  /** Changes while `work` goes on, and is fine when it is done: a fault for a while (less, when enough was done under it by
   *  the count of `done`), then a sound network until something succeeds over it, and for a while after. */
  async during(work: Promise<unknown>, done: () => number): Promise<void> {
    const changing = this.change(done);
    await work.finally(() => {
      this.ended = true;
      this.proxy.heal();
    });
    await changing;
  }

  /** To be told whenever something that was begun has succeeded. */
  succeeded(): void {
    if (this.healedAt === undefined) return;
    this.recoveriesMs.push(performance.now() - this.healedAt);
    this.healedAt = undefined;
  }

  private async change(done: () => number): Promise<void> {
    while (!this.ended) {
      const enough = done() + this.random.int(5, 40);
      const until = performance.now() + this.random.int(50, LONGEST_FAULT_MS);
      this.strike();
      await this.until(() => performance.now() > until || done() >= enough);
      this.proxy.heal();
      this.healedAt = performance.now();
      await this.until(() => this.healedAt === undefined);
      const calm = done() + this.random.int(30, 80);
      await this.until(() => done() >= calm);
    }
  }

  private strike(): void {
    if (this.coming.length === 0) this.coming = this.random.shuffled(KINDS_OF_WEATHER);
    const kind = this.coming.pop()!;
    this.log.push(kind);
    FAULTS[kind]!(this.proxy, this.random);
  }

  private async until(condition: () => boolean): Promise<void> {
    while (!this.ended && !condition()) await pause(5);
  }
}
