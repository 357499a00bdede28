import fc from 'fast-check';
import { UnstorableValue } from './errors';
import { requireStorable } from './storable';

describe('a storable value', () => {
  it('is any JSON, and comes back from its text as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        requireStorable(value, 'data');
        expect(JSON.parse(JSON.stringify(value))).toEqual(withoutNegativeZero(value));
      }),
    );
  });

  it('or else is refused: whatever is accepted comes back', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withSparseArray: true,
          withTypedArray: true,
          withNullPrototype: true,
        }),
        (value) => {
          try {
            requireStorable(value, 'data');
          } catch (error) {
            expect(error).toBeInstanceOf(UnstorableValue);
            return;
          }
          expect(JSON.parse(JSON.stringify(value))).toEqual(withoutNegativeZero(value));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  class Money {
    constructor(readonly minor = '5') {}
  }
  const circle: unknown[] = [];
  circle.push({ circle });
  it.each<[string, unknown, string]>([
    ['a bigint', { amounts: [{ fen: 5n }] }, 'data.amounts[0].fen'],
    ['undefined', { note: undefined }, 'data.note'],
    ['undefined itself', undefined, 'data'],
    ['NaN', [Number.NaN], 'data[0]'],
    ['infinity', { mu: Infinity }, 'data.mu'],
    ['a function', { toJSON: () => 1 }, 'data.toJSON'],
    ['a symbol', { s: Symbol('s') }, 'data.s'],
    ['a symbol as key', { inner: { [Symbol('s')]: 1 } }, 'data.inner'],
    ['a hole', [1, , 3], 'data[1]'], // oxlint-disable-line no-sparse-arrays
    ['a date', { on: new Date(0) }, 'data.on'],
    ['a map', { m: new Map() }, 'data.m'],
    ['bytes', { b: Buffer.from('x') }, 'data.b'],
    ['an instance of a class', { price: new Money() }, 'data.price'],
    ['a circle', circle, 'data[0].circle'],
  ])('is not %s', (_, value, path) => {
    const refusal = caught(() => requireStorable(value, 'data'));
    expect(refusal).toBeInstanceOf(UnstorableValue);
    expect((refusal as UnstorableValue).path.startsWith(path)).toBe(true);
  });
});

function caught(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** JSON has no -0; every other number is kept. */
function withoutNegativeZero(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(withoutNegativeZero);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    Object.defineProperty(copy, key, {
      value: withoutNegativeZero(part),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}
