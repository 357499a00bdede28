import {
  contractRecorded,
  movedBySupplement,
  promise,
  supplementSigned,
  type Fact,
} from '../../testing/facts.fixtures';
import { given } from '../../testing/given.fixtures';
import { superseded } from '../../testing/notices.fixtures';
import * as c from '../../testing/procedures.fixtures';
import { INVESTMENT_AGREEMENT } from '../../testing/terms.fixtures';

const moved = movedBySupplement('G-01', '2025-12-31', '2025-03-01');
const deal = (...facts: readonly Fact[]) => given(contractRecorded(), promise(), moved, ...facts);
const dissolved = c.factOf(c.dissolve('2025-07-10'));

describe('a supplement dissolved by judgment', () => {
  it('is recorded, and taken back', () => {
    deal().when(c.dissolve('2025-07-10')).thenEvents(dissolved);
    deal(dissolved).when(c.revokeDissolution).thenEvents(c.factOf(c.revokeDissolution));
  });

  it('is a supplement, dissolved once, on a day that has come', () => {
    deal().when(c.dissolve('2025-07-10', INVESTMENT_AGREEMENT)).thenRefused('ONLY_A_SUPPLEMENT_IS_DISSOLVED');
    deal().when(c.dissolve('2025-07-10', 'none')).thenRefused('INSTRUMENT_NOT_FOUND');
    deal(dissolved).when(c.dissolve('2025-07-11')).thenRefused('INSTRUMENT_ALREADY_DISSOLVED', '2025-07-10');
    deal().when(c.dissolve('2025-08-15')).thenRefused('DATE_IN_THE_FUTURE', 'dissolvedOn');
    deal().when(c.revokeDissolution).thenRefused('INSTRUMENT_NOT_DISSOLVED');
  });

  it('moves no date from that day on, and did before', () => {
    expect(deal(dissolved).duty('G-01', '2025-07-09')).toMatchObject({
      status: 'not_yet_due',
      due: { current: '2025-12-31' },
    });
    expect(deal(dissolved).duty('G-01', '2025-07-10')).toMatchObject({
      status: 'overdue',
      due: { current: '2025-06-30' },
    });
    expect(deal(dissolved, c.factOf(c.revokeDissolution)).duty('G-01', '2025-07-10').due.current).toBe('2025-12-31');
  });

  it('leaves the supplement signed before it in force', () => {
    const second = movedBySupplement('G-01', '2026-06-30', '2025-05-01', 'supplement-2');
    const both = deal(second, c.factOf(c.dissolve('2025-07-10', 'supplement-2')));
    expect(both.duty('G-01', '2025-07-09').due.current).toBe('2026-06-30');
    expect(both.duty('G-01', '2025-07-10').due.current).toBe('2025-12-31');
  });

  it('leaves the days before agreed, and the days from then on to the one who owes', () => {
    const late = deal(dissolved).duty('G-01', '2025-07-12');
    expect(late.delay).toMatchObject({ days: 12, byBook: { agreed: 9, government: 3 } });
    expect(deal(dissolved).duty('G-01', '2025-07-09').delay).toMatchObject({ days: 9, byBook: { agreed: 9 } });
  });

  it('gives back the duty that it had put another in the place of, with the days between agreed', () => {
    const replaced = given(
      contractRecorded(),
      promise(),
      promise({ no: 'G-02' }),
      supplementSigned('2025-03-01'),
      superseded('G-01', 'G-02', '2025-03-01'),
      dissolved,
    );
    expect(replaced.duty('G-01', '2025-07-09').status).toBe('superseded');
    expect(replaced.duty('G-01', '2025-07-12')).toMatchObject({
      status: 'overdue',
      delay: { byBook: { agreed: 9, government: 3 } },
    });
  });
});
