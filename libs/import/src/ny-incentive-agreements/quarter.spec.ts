import { CellFault } from '../csv/cell-values';
import { readAsOf } from './quarter';

describe('the state of the data set a row belongs to', () => {
  it.each([
    ['Q1 SFY2023-24 (2023-06-30)', '2023-06-30'],
    ['Q2 SFY2023-24 (2023-09-30)', '2023-09-30'],
    ['Q3 SFY2023-24 (2023-12-31)', '2023-12-31'],
    ['Q4 SFY2023-24 (2024-03-31)', '2024-03-31'],
    ['Q4 SFY1999-00 (2000-03-31)', '2000-03-31'],
  ])('%s is %s: the fiscal year begins on 1 April', (cell, day) => {
    expect(readAsOf(cell)).toEqual({ text: cell, day });
  });

  it.each([
    ['', 'value_missing'],
    ['2024-03-31', 'as_of_malformed'],
    ['Q5 SFY2023-24 (2024-03-31)', 'as_of_malformed'],
    ['Q4 SFY0000-01 (0001-03-31)', 'as_of_malformed'],
    ['Q3 SFY2023-24 (2024-03-31)', 'as_of_contradicts_itself'],
    ['Q4 SFY2023-25 (2024-03-31)', 'as_of_contradicts_itself'],
    ['Q4 SFY2023-24 (2024-03-32)', 'as_of_contradicts_itself'],
  ])('"%s" is refused as %s', (cell, code) => {
    expect(() => readAsOf(cell)).toThrow(new CellFault(code as CellFault['code']));
  });
});
