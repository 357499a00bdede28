import fc from 'fast-check';
import { foldContract } from '../contract/contract.evolve';
import type { Side } from '../contract/contract';
import { mirrored } from '../testing/mirror.fixtures';
import { anyDay, randomHistory } from '../testing/random-history.fixtures';
import { dutiesNamedIn } from '../obligation/obligation';
import { qualityFindings, qualityOf } from './quality-of';

const OTHER_SIDE: Readonly<Record<Side, Side>> = { government: 'enterprise', enterprise: 'government' };

describe('the quality of any contract', () => {
  it('is the same for both sides: swapping them swaps the sides of the warnings and nothing else', () =>
    fc.assert(
      fc.property(randomHistory, (history) => {
        const swapped = history.map((recorded) => ({ ...recorded, event: mirrored(recorded.event) }));
        const expected = qualityFindings(foldContract(history)!).map((each) => ({
          ...each,
          side: OTHER_SIDE[each.side],
        }));
        expect(qualityFindings(foldContract(swapped)!)).toEqual(expected);
      }),
    ));

  it('as of a day is made of what holds on it, each warning with an id of its own', () =>
    fc.assert(
      fc.property(randomHistory, anyDay, (history, day) => {
        const state = foldContract(history)!;
        const all = qualityFindings(state);
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        const holding = all.filter(({ holds: { from, until } }) => from <= day && (until === null || until >= day));
        expect(qualityOf(state, day)).toEqual(holding);
      }),
    ));

  it('names exactly the duties that can come back to themselves as waiting in a circle', () =>
    fc.assert(
      fc.property(randomHistory, (history) => {
        const state = foldContract(history)!;
        const named = new Map(
          state.obligations.filter(({ retracted }) => !retracted).map(({ terms }) => [terms.no, dutiesNamedIn(terms)]),
        );
        const reaches = (from: string): ReadonlySet<string> => {
          const seen = new Set<string>();
          const next = [...(named.get(from) ?? [])];
          for (let no = next.pop(); no !== undefined; no = next.pop()) {
            if (seen.has(no)) continue;
            seen.add(no);
            next.push(...(named.get(no) ?? []));
          }
          return seen;
        };
        const found = qualityFindings(state).filter(({ code }) => code === 'waits_in_a_circle');
        const inCircles = found.flatMap(({ no, concerns }) => [no, ...concerns]);
        expect(inCircles.toSorted()).toEqual([...named.keys()].filter((no) => reaches(no).has(no)).toSorted());
      }),
    ));
});
