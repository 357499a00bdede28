import { onEachDatabase } from '../testing/each-database.fixtures';
import { withEventStore } from '../testing/event-store.fixtures';
import {
  alertCleared,
  alertLevelChanged,
  alertRaised,
  dealRecorded,
  ENTERPRISE,
  LogOfTest,
  obligationRecorded,
  OFFICE,
} from '../testing/log.fixtures';
import { project } from '../testing/project.fixtures';
import { readerOf } from '../testing/reader.fixtures';
import { AlertList, type AlertFilter } from './alert-list.query';

const store = withEventStore();

onEachDatabase('the alert list', (views) => {
  const list = () => new AlertList(readerOf(views(), store()));
  const raisedOverdue = alertRaised('c1', 'G-01', 'overdue', 'red', '2025-10-01');

  it('shows what was raised, with what it takes to check it', async () => {
    const log = new LogOfTest().alerts('c1', raisedOverdue);
    await project(views(), log);
    expect(await list().find()).toMatchObject({
      total: 1,
      rows: [
        {
          alertId: log.events[0]!.id,
          contractId: 'c1',
          no: 'G-01',
          side: 'government',
          rule: 'overdue',
          level: 'red',
          state: 'raised',
          resolution: null,
          raisedOn: '2025-10-01',
          recordedAt: '2025-06-01T00:01:00.000Z',
          clearedOn: null,
          dueOn: '2025-09-30',
          obligorId: OFFICE.id,
          data: raisedOverdue.data,
        },
      ],
    });
  });

  it('calls the duty and its deal by the names they have now, and neither where the duty was retracted', async () => {
    const log = new LogOfTest()
      .contract('c1', ...dealRecorded('c1'), obligationRecorded('G-01'), obligationRecorded('E-01'))
      .alerts('c1', raisedOverdue, alertRaised('c1', 'E-01', 'overdue', 'red', '2025-10-01'))
      .contract(
        'c1',
        { type: 'PartyCorrected', data: { party: { ...OFFICE, name: '自然资源和规划局' }, reason: '更名' } },
        { type: 'ObligationRetracted', data: { no: 'E-01', reason: '误录' } },
      );
    await project(views(), log);
    const { rows } = await list().find();
    expect(Object.fromEntries(rows.map(({ no, duty }) => [no, duty]))).toEqual({
      'G-01': { dealNumber: 'D-c1', contractTitle: '项目 c1', title: '交付净地', obligorName: '自然资源和规划局' },
      'E-01': null,
    });
  });

  it('follows a change of level', async () => {
    const log = new LogOfTest()
      .alerts('c1', alertRaised('c1', 'E-01', 'behind_pace', 'yellow', '2025-06-01'))
      .alerts('c1', alertLevelChanged('c1', 'E-01', 'behind_pace', '2025-07-01'));
    await project(views(), log);
    expect((await list().find()).rows).toMatchObject([{ level: 'red', state: 'raised', raisedOn: '2025-06-01' }]);
  });

  it('keeps a cleared alert, with the day and the reason', async () => {
    const log = new LogOfTest()
      .alerts('c1', raisedOverdue)
      .alerts('c1', alertCleared('c1', 'G-01', 'overdue', '2025-10-09', 'resolved'));
    await project(views(), log, { batchSize: 1 });
    expect((await list().find()).rows).toMatchObject([
      { state: 'cleared', resolution: 'resolved', clearedOn: '2025-10-09', raisedOn: '2025-10-01' },
    ]);
  });

  it('does not raise again what was cleared when the raising comes again', async () => {
    const log = new LogOfTest()
      .alerts('c1', raisedOverdue)
      .alerts('c1', alertCleared('c1', 'G-01', 'overdue', '2025-10-09', 'moot'));
    await project(views(), log);
    log.events.splice(1);
    await project(views(), log);
    expect((await list().find()).rows).toMatchObject([{ state: 'cleared', resolution: 'moot' }]);
  });

  it('parks an alert stream that speaks of an alert never raised', async () => {
    const log = new LogOfTest().alerts('c1', alertCleared('c1', 'G-01', 'overdue', '2025-10-09', 'resolved'));
    await project(views(), log);
    expect(await views().dataSource.query('SELECT stream_name, kind, reason FROM views.parked_contract')).toEqual([
      { stream_name: 'alerts-c1', kind: 'inapplicable', reason: 'AlertCleared 0 speaks of an alert never raised.' },
    ]);
  });

  describe('asked for a part', () => {
    beforeEach(() =>
      project(
        views(),
        new LogOfTest()
          .contract('c1', ...dealRecorded('c1'))
          .contract('c2', ...dealRecorded('c2', { parkId: 'park-2' }))
          .alerts('c1', raisedOverdue, alertRaised('c1', 'E-01', 'due_soon', 'yellow', '2025-10-02'))
          .alerts('c1', alertCleared('c1', 'E-01', 'due_soon', '2025-10-03', 'superseded'))
          .alerts('c2', alertRaised('c2', 'E-07', 'overdue', 'red', '2025-10-04')),
      ),
    );

    it.each<[AlertFilter, string[]]>([
      [{}, ['c2/E-07', 'c1/E-01', 'c1/G-01']],
      [{ contractId: 'c1' }, ['c1/E-01', 'c1/G-01']],
      [{ side: 'enterprise', state: 'raised' }, ['c2/E-07']],
      [{ rule: 'overdue', level: 'red' }, ['c2/E-07', 'c1/G-01']],
      [{ no: 'E-01' }, ['c1/E-01']],
      [{ obligorId: OFFICE.id }, ['c1/G-01']],
      [{ raisedFrom: '2025-10-02', raisedUntil: '2025-10-03' }, ['c1/E-01']],
      [{ parkId: 'park-2' }, ['c2/E-07']],
      [{ partyId: ENTERPRISE.id, parkId: 'park-1' }, ['c1/E-01', 'c1/G-01']],
      [{ partyId: 'ent-unknown' }, []],
    ])('%j', async (filter, expected) => {
      const { rows, total } = await list().find(filter);
      expect([rows.map(({ contractId, no }) => `${contractId}/${no}`), total]).toEqual([expected, expected.length]);
    });
  });
});
