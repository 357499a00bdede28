import { drawOutcomes, OUTCOMES } from './outcomes';
import { Random } from './random';

const counted = (deals: number, seed = 1) => {
  const drawn = drawOutcomes(deals, new Random(seed, 'outcomes'));
  return OUTCOMES.map((outcome) => drawn.filter((each) => each === outcome).length);
};

describe('the outcomes of the deals', () => {
  it('of 301 are 97 honoured and 204 not', () => expect(counted(301)).toEqual([97, 126, 21, 33, 14, 10]));
  it.each([1, 2, 3, 7, 10, 100, 302, 1000])('of %i are so many', (deals) =>
    expect(counted(deals).reduce((sum, each) => sum + each, 0)).toBe(deals),
  );
  it('keep their proportions for another number', () => expect(counted(602)).toEqual([194, 252, 42, 66, 28, 20]));
  it('are dealt out differently by another seed', () =>
    expect(drawOutcomes(50, new Random(1, 'outcomes'))).not.toEqual(drawOutcomes(50, new Random(2, 'outcomes'))));
  it('are fixed for the two deals whose enterprises have users', () =>
    expect(drawOutcomes(50, new Random(3, 'outcomes')).slice(0, 2)).toEqual([
      'enterprise_behind',
      'government_behind',
    ]));
});
