import { setTimeout as wait } from 'node:timers/promises';

export interface BatchLimits<Item> {
  /** Items. */
  readonly most: number;
  /** A batch is closed by the item that brings it to this weight. */
  readonly weightMost: number;
  readonly weigh: (item: Item) => number;
  /** How long a batch waits for one more item, in milliseconds. */
  readonly lingerMs: number;
}

/** What comes close together, together: in order, nothing held back longer than the linger. */
export async function* batched<Item>(
  source: AsyncIterable<Item>,
  { most, weightMost, weigh, lingerMs }: BatchLimits<Item>,
): AsyncGenerator<Item[], void, undefined> {
  const items = source[Symbol.asyncIterator]();
  let next = items.next();
  for (;;) {
    const first = await next;
    if (first.done) return;
    const batch = [first.value];
    let weight = weigh(first.value);
    next = items.next();
    next.catch(() => undefined); // it is awaited later, perhaps after it failed
    while (batch.length < most && weight < weightMost) {
      const more = await Promise.race([next, wait(lingerMs, undefined, { ref: false })]);
      if (!more || more.done) break;
      batch.push(more.value);
      weight += weigh(more.value);
      next = items.next();
      next.catch(() => undefined);
    }
    yield batch;
  }
}
