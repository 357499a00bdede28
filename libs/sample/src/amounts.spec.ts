import { addAmounts } from '@heqi/domain';
import { instalmentsOf, quantity, shareOf, wan } from './amounts';

describe('amounts of the sample', () => {
  it('are written in whole 万元', () => expect(wan(3000)).toEqual({ minor: '3000000000', currency: 'CNY' }));
  it('have shares in whole 万元, rounded down', () => expect(shareOf(wan(1000), 3333)).toEqual(wan(333)));
  it('have shares in the decimals of the quantity', () => {
    expect(shareOf(quantity(7, 'item'), 5000)).toEqual(quantity(3, 'item'));
    expect(shareOf(quantity(2.5, 'percent'), 5000)).toEqual(quantity(1.2, 'percent'));
  });
  it.each([1, 2, 3, 4, 7])('are paid in %i instalments that add up', (parts) => {
    const paid = instalmentsOf(wan(1000), parts);
    expect(paid.length).toBe(parts);
    expect(paid.reduce((sum, each) => addAmounts(sum, each) as typeof sum)).toEqual(wan(1000));
  });
});
