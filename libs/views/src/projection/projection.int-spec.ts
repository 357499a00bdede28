import { calendarKnownAt, parseInstant } from '@heqi/domain';
import { ALERT_EVENT_TYPES, CONTRACT_EVENT_TYPES } from '@heqi/messages';
import { CheckpointMoved, readCheckpoint } from '../checkpoint/view-checkpoint';
import { dumpViews } from '../dump-views';
import { emptyViews, onEachDatabase } from '../testing/each-database.fixtures';
import {
  claimed,
  dealRecorded,
  eventfulDeal,
  LogOfTest,
  obligationRecorded,
  payment,
  verificationRevoked,
  verified,
  verifiedAmount,
} from '../testing/log.fixtures';
import { batchesOf, project, projectionOn, RECKONING } from '../testing/project.fixtures';
import { readEntry } from './log-entry';

onEachDatabase('a projection', (views) => {
  const dump = async () => (await dumpViews(views().dataSource)).map(({ table, text }) => ({ table, text }));
  const checkpoint = async () => readCheckpoint(views().dataSource.manager);

  it('writes a deal with its duties and their days', async () => {
    const log = new LogOfTest()
      .contract('c1', ...dealRecorded('c1'), obligationRecorded('G-01'), obligationRecorded('E-01'))
      .contract('c1', claimed('G-01', 'k1', '2025-09-01'))
      .contract('c1', verified('G-01', 'k1', '2025-09-01'));
    await project(views(), log);
    const rows = Object.fromEntries((await dumpViews(views().dataSource)).map((each) => [each.table, each.rows]));
    expect(rows).toEqual({
      contract_state: 1,
      obligation_ledger: 5, // not yet due, fulfilled; not yet due, due soon, overdue
      contract_board: 4,
      deal_quality: 2, // neither says what follows
      evidence_use: 0,
      alert_list: 0,
      parked_contract: 0,
    });
    expect(await checkpoint()).toMatchObject({ position: log.events.at(-1)!.position });
  });

  it('gives the same rows, byte for byte, however the log is cut into batches', async () => {
    const log = eventfulDeals(4);
    const seen = new Set(log.events.map((event) => event.type));
    expect([...CONTRACT_EVENT_TYPES, ...ALERT_EVENT_TYPES].filter((type) => !seen.has(type))).toEqual([]);

    await project(views(), log, { batchSize: 500 });
    const whole = await dump();
    expect(whole.map(({ text }) => text.length > 0)).toEqual([...Array(6).fill(true), false]);
    for (const batchSize of [7, 1]) {
      await emptyViews(views());
      await project(views(), log, { batchSize });
      expect(await dump()).toEqual(whole);
    }
  });

  it('changes nothing when the same events come again', async () => {
    const log = eventfulDeals(2);
    await project(views(), log);
    const once = await dump();
    const projection = await projectionOn(views());
    for (const batch of batchesOf(log.events, 5)) await projection.apply(batch.map(readEntry));
    expect(await dump()).toEqual(once);
  });

  it('goes on from the checkpoint when it ends between two batches', async () => {
    const log = eventfulDeals(2);
    await project(views(), log);
    const inOneGo = await dump();
    await emptyViews(views());
    for (const batch of batchesOf(log.events, 10)) {
      const afresh = await projectionOn(views()); // knows nothing but what the database holds
      await afresh.apply(batch.map(readEntry));
    }
    expect(await dump()).toEqual(inOneGo);
  });

  it('is refused, and writes nothing, where another projector moved the checkpoint', async () => {
    const log = eventfulDeals(1);
    const [first, second] = batchesOf(log.events, log.events.length - 5);
    const one = await projectionOn(views());
    const other = await projectionOn(views());
    await one.apply(first!.map(readEntry));
    const before = await dump();
    await expect(other.apply(log.events.map(readEntry))).rejects.toThrow(CheckpointMoved);
    expect(await dump()).toEqual(before);
    await one.apply(second!.map(readEntry));
    expect(await checkpoint()).toMatchObject({ position: log.events.at(-1)!.position });
  });

  it('moves the checkpoint over a stretch of the log that holds nothing of ours', async () => {
    const projection = await projectionOn(views());
    await projection.apply([], 4_711n);
    expect(await checkpoint()).toMatchObject({ position: 4_711n });
  });

  it('parks a contract at the event it cannot read, and goes on with the others', async () => {
    const log = new LogOfTest()
      .contract('c1', ...dealRecorded('c1'), obligationRecorded('G-01'))
      .contract('c2', ...dealRecorded('c2'), obligationRecorded('G-01'))
      .unreadable('c1')
      .contract('c1', claimed('G-01', 'k1', '2025-09-01'))
      .contract('c2', claimed('G-01', 'k1', '2025-09-01'));
    for (const batchSize of [500, 1]) {
      await emptyViews(views());
      await project(views(), log, { batchSize });
      expect(await views().dataSource.query('SELECT * FROM views.parked_contract')).toEqual([
        {
          stream_name: 'contract-c1',
          contract_id: 'c1',
          kind: 'unreadable',
          revision: 6,
          reason: expect.stringContaining('NobodyKnowsWhatHappened'),
        },
      ]);
      expect(await revisions()).toEqual({ c1: 5, c2: 6 });
    }
  });

  it('parks a contract whose history has a hole', async () => {
    const log = new LogOfTest()
      .contract('c1', ...dealRecorded('c1'))
      .contract('c1', obligationRecorded('G-01'))
      .contract('c1', obligationRecorded('E-01'));
    log.events.splice(-2, 1);
    await project(views(), log);
    expect(await views().dataSource.query('SELECT kind, reason FROM views.parked_contract')).toEqual([
      { kind: 'inapplicable', reason: 'Event 6 of stream contract-c1 came where event 5 was to come.' },
    ]);
  });

  it('shows no days of a contract while they cannot be computed, and shows them again when they can', async () => {
    const inYuan = { kind: 'amount', target: { minor: '100000', currency: 'CNY' }, countedBy: 'payments' } as const;
    const log = new LogOfTest()
      .contract('c1', ...dealRecorded('c1'), obligationRecorded('G-01', { measure: inYuan }))
      .contract('c1', payment('G-01', 'k1', '2025-08-01', '40000'))
      .contract('c1', verifiedAmount('G-01', 'k1', '2025-08-01', '40000', 'USD')); // no command records this
    await project(views(), log);
    expect(await views().dataSource.query('SELECT kind, revision FROM views.parked_contract')).toEqual([
      { kind: 'unassessable', revision: 7 },
    ]);
    expect(await views().dataSource.query('SELECT * FROM views.obligation_ledger')).toEqual([]);

    log.contract('c1', verificationRevoked('G-01', 'k1'));
    const projection = await projectionOn(views());
    await projection.apply(log.events.slice(-1).map(readEntry));
    expect(await views().dataSource.query('SELECT * FROM views.parked_contract')).toEqual([]);
    expect(await views().dataSource.query('SELECT DISTINCT no FROM views.obligation_ledger')).toEqual([{ no: 'G-01' }]);
  });

  it('computes the days of all contracts anew when another calendar is known', async () => {
    const twentyWorkingDays = {
      kind: 'relative',
      from: { kind: 'signing' },
      term: { count: 20, unit: 'working_days' },
      termAfterCondition: null,
    } as const;
    const log = new LogOfTest().contract(
      'c1',
      ...dealRecorded('c1'),
      obligationRecorded('G-01', { due: twentyWorkingDays }),
    );
    const dueOn = async () =>
      views().dataSource.query(
        'SELECT DISTINCT due_on::text, provisional FROM views.obligation_ledger WHERE due_on IS NOT NULL',
      );

    const before = { ...RECKONING, calendar: calendarKnownAt(parseInstant('2024-06-01T00:00:00.000Z')) };
    const projection = await projectionOn(views(), before);
    await projection.apply(log.events.map(readEntry));
    expect(await dueOn()).toEqual([{ due_on: '2025-02-07', provisional: true }]);

    await projection.reckonAll(RECKONING);
    expect(await dueOn()).toEqual([{ due_on: '2025-02-13', provisional: false }]); // Spring Festival of 2025
    expect(await checkpoint()).toMatchObject({ calendarVersion: RECKONING.calendar.version });
  });

  async function revisions(): Promise<Record<string, number>> {
    const rows = await views().dataSource.query<{ contract_id: string; revision: number }[]>(
      'SELECT contract_id, revision FROM views.contract_state',
    );
    return Object.fromEntries(rows.map((row) => [row.contract_id, row.revision]));
  }
});

function eventfulDeals(count: number): LogOfTest {
  const log = new LogOfTest();
  for (let n = 1; n <= count; n++) eventfulDeal(log, `c${n}`);
  return log;
}
