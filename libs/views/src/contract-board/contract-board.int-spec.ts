import { TIME_NOT_MONEY } from '@heqi/domain';
import { onEachDatabase } from '../testing/each-database.fixtures';
import { withEventStore } from '../testing/event-store.fixtures';
import {
  breachNoticeServed,
  claimed,
  d,
  dealRecorded,
  ENTERPRISE,
  LogOfTest,
  obligationRecorded,
  terminated,
  verified,
} from '../testing/log.fixtures';
import { project } from '../testing/project.fixtures';
import { readerOf } from '../testing/reader.fixtures';
import { ContractBoard, type Board } from './contract-board.query';

const store = withEventStore();
const both = (id: string, parkId = 'park-1') => [
  ...dealRecorded(id, { parkId }),
  obligationRecorded('G-01'),
  obligationRecorded('E-01'),
];
const kept = (no: string) => [claimed(no, `k-${no}`, '2025-09-01'), verified(no, `k-${no}`, '2025-09-01')];

onEachDatabase('the contract board', (views) => {
  const board = () => new ContractBoard(readerOf(views(), store()));
  const dealsOf = ({ quadrants, ended }: Board) =>
    Object.fromEntries(
      Object.entries({ ...quadrants, ended }).map(([name, { deals }]) => [name, deals.map((deal) => deal.contractId)]),
    );

  beforeEach(async () => {
    const log = new LogOfTest()
      .contract('c1', ...both('c1'), ...kept('G-01'), ...kept('E-01'))
      .contract('c2', ...both('c2'), ...kept('E-01'))
      .contract('c3', ...both('c3', 'park-2'), ...kept('G-01'))
      .contract('c4', ...both('c4'))
      .contract('c5', ...both('c5'), terminated('2025-10-03'));
    await project(views(), log);
  });

  it('puts each deal into its quadrant, and a terminated one into none', async () => {
    expect(dealsOf(await board().asOf(d('2025-10-05')))).toEqual({
      both_keep: ['c1'],
      government_behind: ['c2'],
      enterprise_behind: ['c3'],
      both_behind: ['c4'],
      ended: ['c5'],
    });
  });

  it('stood otherwise on earlier days', async () => {
    expect(dealsOf(await board().asOf(d('2025-09-30')))).toMatchObject({
      both_keep: ['c1', 'c2', 'c3', 'c4', 'c5'],
      ended: [],
    });
    expect(dealsOf(await board().asOf(d('2025-10-02')))).toMatchObject({ both_behind: ['c4', 'c5'], ended: [] });
  });

  it('counts the lights of each deal and side, and all of them together', async () => {
    const { quadrants, totals } = await board().asOf(d('2025-10-05'));
    expect(quadrants.government_behind.deals[0]).toEqual({
      contractId: 'c2',
      dealNumber: 'D-c2',
      title: '项目 c2',
      parkId: 'park-1',
      zoneId: 'zone-1',
      government: { grey: 0, blue: 0, green: 0, yellow: 0, red: 1 },
      enterprise: { grey: 0, blue: 0, green: 1, yellow: 0, red: 0 },
      terminatedOn: null,
    });
    expect(totals).toEqual({
      government: { grey: 1, blue: 0, green: 2, yellow: 0, red: 2 },
      enterprise: { grey: 1, blue: 0, green: 2, yellow: 0, red: 2 },
    });
  });

  it('prints its rates with numerator and denominator', async () => {
    const { rates } = await board().asOf(d('2025-10-05'));
    expect(rates.map(({ side, code, numerator, denominator }) => [side, code, numerator, denominator])).toEqual([
      ['government', 'fulfilment_rate', 2, 4],
      ['government', 'on_time_rate', 2, 4],
      ['enterprise', 'fulfilment_rate', 2, 4],
      ['enterprise', 'on_time_rate', 2, 4],
    ]);
  });

  it('counts what is in its cure period as late, and what is of best effort not at all', async () => {
    const log = new LogOfTest().contract(
      'c6',
      ...dealRecorded('c6', { parkId: 'park-9' }),
      obligationRecorded('G-01', { bindingness: 'best_effort' }),
      obligationRecorded('G-02', { bindingness: 'best_effort' }),
      ...kept('G-02'),
      obligationRecorded('E-01'),
      breachNoticeServed('E-01', 'b1', '2025-10-03'),
    );
    await project(views(), log);
    const { rates, totals } = await board().asOf(d('2025-10-05'), { parkId: 'park-9' });
    const figures = rates.map(({ side, numerator, denominator }) => [side, numerator, denominator]);
    expect(new Set(figures.map(String))).toEqual(new Set(['government,0,0', 'enterprise,0,1']));
    expect([totals.government.yellow, totals.enterprise.red]).toEqual([1, 1]);
  });

  it('bounds the lists, not the counts', async () => {
    const { quadrants } = await board().asOf(d('2025-09-30'), {}, 2);
    expect([quadrants.both_keep.count, quadrants.both_keep.deals.length]).toEqual([5, 2]);
  });

  it('shows one park, or what one party may know of', async () => {
    const day = d('2025-10-05');
    const inPark = await board().asOf(day, { parkId: 'park-2' });
    expect([dealsOf(inPark)['enterprise_behind'], inPark.totals.enterprise.red]).toEqual([['c3'], 1]);
    expect((await board().asOf(day, { partyId: ENTERPRISE.id })).quadrants.both_keep.count).toBe(1);
    const ofNobody = await board().asOf(day, { partyId: 'ent-unknown' });
    expect(Object.values(ofNobody.quadrants).map(({ count }) => count)).toEqual([0, 0, 0, 0]);
    expect(ofNobody.totals.government.red).toBe(0);
  });

  it('takes over corrected details', async () => {
    const log = new LogOfTest().contract('c6', ...both('c6')).contract('c6', {
      type: 'ContractDetailsCorrected',
      data: {
        details: {
          title: '二期',
          parkId: 'park-9',
          zoneId: null,
          industryCode: null,
          roll: { weekends: true },
          minimumEvidenceGrade: 'self',
          delayRules: TIME_NOT_MONEY,
          source: null,
        },
        reason: '误记',
      },
    });
    await project(views(), log);
    const { quadrants } = await board().asOf(d('2025-10-05'), { parkId: 'park-9' });
    expect(quadrants.both_behind.deals).toMatchObject([{ contractId: 'c6', title: '二期', zoneId: null }]);
  });
});
