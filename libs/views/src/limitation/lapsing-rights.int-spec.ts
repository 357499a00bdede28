import { onEachDatabase } from '../testing/each-database.fixtures';
import { withEventStore } from '../testing/event-store.fixtures';
import {
  acknowledged,
  breachNoticeServed,
  claimed,
  d,
  dealRecorded,
  ENTERPRISE,
  LogOfTest,
  obligationRecorded,
  verified,
} from '../testing/log.fixtures';
import { project, RECKONING } from '../testing/project.fixtures';
import { readerOf } from '../testing/reader.fixtures';
import { LapsingRights, type LapsingFilter } from './lapsing-rights.query';

const store = withEventStore();

onEachDatabase('what lapses', (views) => {
  const rights = () => new LapsingRights(readerOf(views(), store()));
  const between = async (day: string, until: string, filter: LapsingFilter = {}) => {
    const { rows, total } = await rights().between(d(day), d(until), RECKONING, filter);
    expect(total).toBe(rows.length);
    return rows.map(({ endsOn, contractId, no, kind }) => `${endsOn} ${contractId}/${no} ${kind}`);
  };

  beforeEach(() =>
    project(
      views(),
      new LogOfTest()
        .contract(
          'c1',
          ...dealRecorded('c1'),
          obligationRecorded('G-01'),
          obligationRecorded('E-01'),
          breachNoticeServed('E-01', 'b1', '2025-10-13'), // until 12 November
          obligationRecorded('E-02'),
          claimed('E-02', 'k1', '2025-10-20'),
          verified('E-02', 'k1', '2025-10-20'),
        )
        .contract('c2', ...dealRecorded('c2', { parkId: 'park-2' }), obligationRecorded('G-01'))
        .contract('c2', acknowledged('G-01', 'a1', '2026-02-02')),
    ),
  );

  it('is told by the day on which it ends, of claims against either side', async () => {
    expect(await between('2026-03-01', '2029-12-31')).toEqual([
      '2026-11-12 c1/E-01 rescission',
      '2028-10-02 c1/G-01 limitation', // 30 September 2028 is a Saturday; its holidays are not known
      '2028-10-13 c1/E-01 limitation',
      '2029-02-02 c2/G-01 limitation',
    ]);
  });

  it('is told as of a day: what had not happened by then does not speak', async () => {
    expect(await between('2025-10-12', '2029-12-31')).toEqual([
      '2028-10-02 c1/E-01 limitation',
      '2028-10-02 c1/E-02 limitation',
      '2028-10-02 c1/G-01 limitation', // 30 September 2028 is a Saturday; its holidays are not known
      '2028-10-02 c2/G-01 limitation',
    ]);
  });

  it.each<[LapsingFilter, string[]]>([
    [{ kind: 'rescission' }, ['2026-11-12 c1/E-01 rescission']],
    [{ side: 'government', parkId: 'park-2' }, ['2029-02-02 c2/G-01 limitation']],
    [
      { obligorId: ENTERPRISE.id, contractId: 'c1' },
      ['2026-11-12 c1/E-01 rescission', '2028-10-13 c1/E-01 limitation'],
    ],
    [{ partyId: 'ent-3' }, []],
  ])('can be asked for a part: %j', async (filter, expected) => {
    expect(await between('2026-03-01', '2029-12-31', filter)).toEqual(expected);
  });

  it('is told within the days asked for, both ends included, and in pages', async () => {
    expect(await between('2026-03-01', '2026-11-11')).toEqual([]);
    expect(await between('2026-11-12', '2026-11-12')).toEqual(['2026-11-12 c1/E-01 rescission']);
    expect(await between('2026-11-13', '2028-10-01')).toEqual([]);
    const page = await rights().between(d('2026-03-01'), d('2029-12-31'), RECKONING, {}, { offset: 1, limit: 2 });
    expect([page.total, page.rows.map(({ no }) => no)]).toEqual([4, ['G-01', 'E-01']]);
  });
});
