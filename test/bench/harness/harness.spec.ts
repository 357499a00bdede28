import { meetsGoal } from './benchmark';
import { compare, spread } from './compare';
import { table } from './report';

const figure = (median: number) => ({ what: 'x', median, low: median, high: median });

describe('a comparison', () => {
  const arm = (name: string, figures: number[], order: string[]) => ({
    what: name,
    run: async () => {
      order.push(name);
      return figures.shift()!;
    },
  });

  it('runs its arms in turn, changes which goes first, and drops the first pair', async () => {
    const order: string[] = [];
    const result = await compare(arm('a', [9, 10, 20, 30], order), arm('b', [1, 5, 5, 5], order), 3);
    expect(order.join('')).toBe('baabbaab');
    expect(result.a).toEqual({ what: 'a', median: 20, low: 10, high: 30 });
    expect(result.ratio).toEqual({ median: 4, low: 2, high: 6 });
  });

  it('takes the ratio within each pair, so that a slow minute slows both arms', async () => {
    const { ratio } = await compare(arm('a', [10, 100, 40], []), arm('b', [20, 200, 80], []), 3, 0);
    expect(ratio).toEqual({ median: 0.5, low: 0.5, high: 0.5 });
  });
});

describe('the middle of several figures', () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
  ])('%j is %d', (values, median) => expect(spread(values).median).toBe(median));

  it('is refused for none', () => expect(() => spread([])).toThrow(RangeError));
});

describe('a goal', () => {
  it.each([
    [{ atLeast: 0.5 }, true],
    [{ atLeast: 0.6 }, false],
    [{ atMost: 0.5 }, true],
    [{ atMost: 0.4 }, false],
  ])('%j for a ratio of 0.5 is met: %s', (goal, met) => {
    expect(meetsGoal({ name: 'm', unit: 's', a: figure(1), b: figure(2), ratio: spread([0.5]), goal })).toBe(met);
  });

  it('without a second arm is for the figure itself', () => {
    expect(meetsGoal({ name: 'm', unit: 's', a: figure(2), goal: { atMost: 1 } })).toBe(false);
    expect(meetsGoal({ name: 'm', unit: 's', a: figure(2) })).toBeUndefined();
  });
});

it('the table says of each measurement its figures, ratio, goal, and whether it is met', () => {
  const text = table([
    { name: 'P0', unit: 'ms', a: figure(1_234.5), b: figure(2), ratio: spread([0.123456]), goal: { atLeast: 1 } },
    { name: 'alone', unit: 's', a: figure(0.05) },
  ]);
  expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['measured', 'A', 'B', 'A ÷ B', 'spread', 'goal'],
    expect.anything(),
    ['P0', '1,235 ms', '2 ms', '0.123', '0.123 to 0.123', '>= 1', 'NOT MET'],
    ['alone', '0.05 s', '0.05 to 0.05'],
  ]);
});
