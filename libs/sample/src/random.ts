import { addDays, type CivilDate } from '@heqi/domain';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws that follow from a seed and a label alone: what one part of the district draws never shifts another part. */
export class Random {
  private readonly generator: ReturnType<typeof xoroshiro128plus>;

  constructor(seed: number, label: string) {
    this.generator = xoroshiro128plus(fnv1a(`${seed}/${label}`));
  }

  /** A whole number, both bounds included. */
  int(from: number, to: number): number {
    return uniformInt(this.generator, from, to);
  }

  /** True in `percent` of a hundred draws. */
  chance(percent: number): boolean {
    return this.int(1, 10_000) <= percent * 100;
  }

  pick<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new RangeError('There is nothing to pick from.');
    return items[this.int(0, items.length - 1)]!;
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    const left = [...items];
    for (let index = left.length - 1; index > 0; index--) {
      const other = this.int(0, index);
      [left[index], left[other]] = [left[other]!, left[index]!];
    }
    return left;
  }

  /** `date`, so many days later as drawn between the bounds, both included. */
  daysAfter(date: CivilDate, from: number, to: number): CivilDate {
    return addDays(date, this.int(from, to));
  }
}

/** FNV-1a, 32 bits, over UTF-16 units: spreads neighbouring labels over the whole range of seeds. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}
