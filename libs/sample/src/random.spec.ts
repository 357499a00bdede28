import { civilDate } from '@heqi/domain';
import { Random } from './random';

const drawn = (seed: number, label: string) => {
  const random = new Random(seed, label);
  return Array.from({ length: 20 }, () => random.int(0, 1000));
};

describe('draws', () => {
  it('follow from seed and label', () => expect(drawn(1, 'a')).toEqual(drawn(1, 'a')));
  it('differ by seed, and by label', () => {
    expect(drawn(1, 'a')).not.toEqual(drawn(2, 'a'));
    expect(drawn(1, 'a')).not.toEqual(drawn(1, 'b'));
  });
  it('reach both bounds', () => {
    const random = new Random(1, 'bounds');
    expect(new Set(Array.from({ length: 200 }, () => random.int(-1, 1)))).toEqual(new Set([-1, 0, 1]));
  });
  it('shuffle without loss', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = new Random(1, 'shuffle').shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
  });
  it('give days between their bounds', () => {
    const random = new Random(1, 'days');
    for (let each = 0; each < 50; each++) {
      const day = random.daysAfter(civilDate('2024-02-28'), 1, 2);
      expect(['2024-02-29', '2024-03-01']).toContain(day);
    }
  });
  it('refuse to pick from nothing', () => expect(() => new Random(1, 'x').pick([])).toThrow('nothing to pick from'));
});
