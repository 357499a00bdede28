import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json';

describe('canonical JSON', () => {
  it('sorts keys at every depth by their UTF-16 units, and keeps lists as they are', () => {
    const value = {
      b: [2, 1, { z: null, a: 'x' }],
      '\ud83d\ude00': 3,
      '\ufb33': 4,
      '\u20ac': 1,
      10: true,
      9: false,
      u: undefined,
    };
    expect(canonicalJson(value)).toBe(
      '{"10":true,"9":false,"b":[2,1,{"a":"x","z":null}],"\u20ac":1,"\ud83d\ude00":3,"\ufb33":4}',
    );
  });

  it('writes numbers as RFC 8785 does', () => {
    expect(canonicalJson([1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0])).toBe('[1e+30,4.5,0.002,1e-27,0]');
  });

  it('is one text for equal values, in whatever order their keys were set, and another for others', () => {
    const value = fc.jsonValue({ maxDepth: 3 }).map((each) => JSON.parse(JSON.stringify(each)) as unknown);
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(canonicalJson(turned(a))).toBe(canonicalJson(a));
        expect(JSON.parse(canonicalJson(a))).toEqual(a);
        expect(canonicalJson(a) === canonicalJson(b)).toBe(isDeepStrictEqual(a, b));
      }),
    );
  });
});

/** The same value with the keys of its objects set in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, field]) => [name, turned(field)]),
  );
}
