import { createHash } from 'node:crypto';
import type { Consumer } from './consumer';
import type { GroupMessage } from './message';

export type StrategyName = 'RoundRobin' | 'DispatchToSingle' | 'Pinned' | 'PinnedByCorrelation';

/** Decides which consumer gets a message. */
export interface Strategy {
  readonly consumers: readonly Consumer[];
  add(consumer: Consumer): void;
  remove(consumer: Consumer): void;
  /** `busy`: the message belongs to a consumer that has no room, another message may do. `full`: nobody has room. */
  choose(message: GroupMessage): Consumer | 'busy' | 'full';
  /** Tells that a message is with a consumer, and that it no longer is. */
  sent(message: GroupMessage, consumer: Consumer): void;
  released(message: GroupMessage): void;
}

const STRATEGIES: Readonly<Record<StrategyName, () => Strategy>> = {
  RoundRobin: () => new RoundRobin(),
  DispatchToSingle: () => new DispatchToSingle(),
  Pinned: () => new Pinned(),
  PinnedByCorrelation: () => new Pinned(),
};

export function isStrategyName(name: string): name is StrategyName {
  return Object.hasOwn(STRATEGIES, name);
}

export function createStrategy(name: StrategyName): Strategy {
  return STRATEGIES[name]();
}

abstract class Base implements Strategy {
  consumers: Consumer[] = [];

  add(consumer: Consumer): void {
    this.consumers.push(consumer);
  }

  remove(consumer: Consumer): void {
    this.consumers = this.consumers.filter((other) => other !== consumer);
  }

  abstract choose(message: GroupMessage): Consumer | 'busy' | 'full';

  sent(_message: GroupMessage, _consumer: Consumer): void {}

  released(_message: GroupMessage): void {}
}

/** In turn; whoever has no room is passed over. */
class RoundRobin extends Base {
  choose(): Consumer | 'full' {
    for (let tried = 0; tried < this.consumers.length; tried++) {
      const next = this.consumers.shift()!;
      this.consumers.push(next);
      if (next.canTake) return next;
    }
    return 'full';
  }
}

/** All to the one that came first; others only while it has no room. */
class DispatchToSingle extends Base {
  choose(): Consumer | 'full' {
    return this.consumers.find((consumer) => consumer.canTake) ?? 'full';
  }
}

const REMEMBERED_KEYS = 10_000;

/**
 * Messages with the same key to the same consumer, so that they are worked on in order. Whoever weighs most for a key
 * owns it: when a consumer comes or goes, only the keys that it owns change hands. A key whose messages are still with
 * its former owner stays there until they are answered.
 */
class Pinned extends Base {
  private readonly owners = new Map<string, Consumer>();
  private readonly held = new Map<string, { readonly consumer: Consumer; count: number }>();

  override add(consumer: Consumer): void {
    super.add(consumer);
    this.owners.clear();
  }

  override remove(consumer: Consumer): void {
    super.remove(consumer);
    this.owners.clear();
  }

  choose({ pinKey }: GroupMessage): Consumer | 'busy' | 'full' {
    if (!this.consumers.some((consumer) => consumer.canTake)) return 'full';
    const consumer = this.held.get(pinKey)?.consumer ?? this.ownerOf(pinKey);
    return consumer.canTake ? consumer : 'busy';
  }

  override sent({ pinKey }: GroupMessage, consumer: Consumer): void {
    const held = this.held.get(pinKey);
    if (held) held.count++;
    else this.held.set(pinKey, { consumer, count: 1 });
  }

  override released({ pinKey }: GroupMessage): void {
    const held = this.held.get(pinKey);
    if (held && --held.count === 0) this.held.delete(pinKey);
  }

  private ownerOf(pinKey: string): Consumer {
    const known = this.owners.get(pinKey);
    if (known) return known;
    // One that never takes anything would starve the keys it owned.
    const [first, ...others] = this.consumers
      .filter(({ options }) => options.bufferSize > 0)
      .map((consumer) => ({ consumer, weight: weightOf(pinKey, consumer) }));
    const owner = others.reduce((best, other) => (other.weight > best.weight ? other : best), first!).consumer;
    if (this.owners.size >= REMEMBERED_KEYS) this.owners.clear();
    this.owners.set(pinKey, owner);
    return owner;
  }
}

function weightOf(pinKey: string, consumer: Consumer): number {
  return createHash('sha256').update(`${consumer.key}/${pinKey}`).digest().readUInt32BE();
}
