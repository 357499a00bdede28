import { civilDate } from '@heqi/domain';
import { DueDays } from './due-days';

const day = civilDate('2026-03-10');
const later = civilDate('2026-04-10');

describe('due days', () => {
  it('give the contracts of a day once, by id', () => {
    const due = new DueDays();
    for (const contractId of ['c-2', 'c-1']) due.schedule(contractId, day);
    due.schedule('c-3', later);
    expect(due.take(day)).toEqual(['c-1', 'c-2']);
    expect(due.take(day)).toEqual([]);
    expect(due.take(later)).toEqual(['c-3']);
  });

  it('know one day of a contract, the one told last', () => {
    const due = new DueDays();
    due.schedule('c-1', day);
    due.schedule('c-1', later);
    expect(due.take(day)).toEqual([]);
    due.schedule('c-1', null);
    expect(due.take(later)).toEqual([]);
  });
});
