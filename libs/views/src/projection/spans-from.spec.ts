import { civilDate } from '@heqi/domain';
import { spansFrom } from './spans-from';

const span = (from: string, until: string | null) => ({
  from: civilDate(from),
  until: until === null ? null : civilDate(until),
});

describe('spans from a day on', () => {
  it('leave out what ended before, and begin with the day', () => {
    const spans = [span('1900-01-01', '2025-02-28'), span('2025-03-01', '2025-03-31'), span('2025-04-01', null)];
    expect(spansFrom(civilDate('2025-03-10'), spans)).toEqual([
      span('2025-03-10', '2025-03-31'),
      span('2025-04-01', null),
    ]);
  });

  it('are all of them where the day is the first', () => {
    const spans = [span('2025-03-01', '2025-03-31'), span('2025-04-01', null)];
    expect(spansFrom(civilDate('2025-03-01'), spans)).toEqual(spans);
  });
});
