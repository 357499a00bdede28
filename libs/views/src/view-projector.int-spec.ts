import { calendarKnownAt, parseInstant, type ContractEvent } from '@heqi/domain';
import { contractStream } from '@heqi/messages';
import { SimulatedClock } from '@heqi/runtime';
import { eventually } from '../../../test/support/eventually';
import { FreshnessGauge } from './checkpoint/freshness';
import { readCheckpoint } from './checkpoint/view-checkpoint';
import { ViewBehind, ViewPosition } from './checkpoint/view-position';
import { dumpViews } from './dump-views';
import { ProjectorHealth } from './projector-health';
import { onEachDatabase } from './testing/each-database.fixtures';
import { withEventStore } from './testing/event-store.fixtures';
import { claimed, dealRecorded, eventfulDeal, LogOfTest, newEvents, obligationRecorded } from './testing/log.fixtures';
import { ViewProjector } from './view-projector';

const store = withEventStore();
let deals = 0;
let commands = 0;

onEachDatabase('the projector', (views) => {
  let clock: SimulatedClock;
  let projectors: ViewProjector[];
  beforeEach(() => {
    clock = new SimulatedClock(parseInstant('2025-06-01T00:00:00.000Z'));
    projectors = [];
  });
  afterEach(() => Promise.all(projectors.map((projector) => projector.stop())));

  const projector = () => {
    const made = new ViewProjector(views(), store(), clock);
    projectors.push(made);
    return made;
  };
  const started = () => {
    const made = projector();
    made.start();
    return made;
  };
  const append = async (contractId: string, ...events: ContractEvent[]) =>
    (await store().append(contractStream(contractId), newEvents(events, 100_000 + ++commands), 'any')).position;
  const position = () => new ViewPosition(views());
  const dump = async () => (await dumpViews(views().dataSource)).map(({ table, text }) => ({ table, text }));
  const health = () => new ProjectorHealth(views(), new FreshnessGauge(store())).look();
  const newDeal = () => `deal-${++deals}`;

  it('follows the log, and a reader can wait for what was just written', async () => {
    const id = newDeal();
    started();
    const written = await append(id, ...dealRecorded(id), obligationRecorded('G-01'));
    await position().waitFor(written);
    expect(await revisionOf(id)).toBe(5);
    const more = await append(id, claimed('G-01', 'k1', '2025-05-01'));
    await position().waitFor(more);
    expect(await revisionOf(id)).toBe(6);
  });

  it('tells whoever waited in vain how far it is', async () => {
    const id = newDeal();
    const written = await append(id, ...dealRecorded(id));
    const waited = position().waitFor(written, 50);
    await expect(waited).rejects.toThrow(ViewBehind);
    await expect(waited).rejects.toMatchObject({ wanted: written, projected: null });
  });

  it('says how far behind the log it is, and since when', async () => {
    const id = newDeal();
    const written = await append(id, ...dealRecorded(id));
    expect(await health()).toMatchObject({
      position: null,
      headPosition: written.toString(),
      upToDate: false,
      lagSeconds: expect.any(Number),
    });
    const projecting = started();
    await position().waitFor(written);
    await eventually(() => projecting.status.running, { what: 'the projector to run' });
    expect(projecting.status).toEqual({ running: true, lastError: null });
    expect(await health()).toMatchObject({
      headPosition: written.toString(),
      upToDate: true,
      lagSeconds: 0,
      calendarVersion: calendarKnownAt(clock.now()).version,
    });
  });

  it('begins again where it, or another before it, was stopped', async () => {
    const id = newDeal();
    const first = started();
    await position().waitFor(await append(id, ...dealRecorded(id)));
    await first.stop();
    const meanwhile = await append(id, obligationRecorded('G-01'));
    started();
    await position().waitFor(meanwhile);
    expect(await revisionOf(id)).toBe(5);
  });

  it('waits while another projects, and takes over when that one ends', async () => {
    const id = newDeal();
    const first = started();
    await position().waitFor(await append(id, ...dealRecorded(id)));
    const second = started();
    await position().waitFor(await append(id, obligationRecorded('G-01')));
    expect([first.status.running, second.status.running]).toEqual([true, false]);
    await first.stop();
    await position().waitFor(await append(id, obligationRecorded('E-01')));
    await eventually(() => second.status.running, { what: 'the second to take over' });
    expect(await revisionOf(id)).toBe(6);
  });

  it('goes on from where another left the checkpoint, when that one was not held off', async () => {
    const id = newDeal();
    started();
    await position().waitFor(await append(id, ...dealRecorded(id)));
    const { dataSource } = views();
    await dataSource.query(`UPDATE views.view_checkpoint SET position = position - 1`);
    await position().waitFor(await append(id, obligationRecorded('G-01')));
    expect(await revisionOf(id)).toBe(5);
  });

  it('moves the checkpoint over what is not ours, so that a start need not look through it again', async () => {
    const id = newDeal();
    started();
    const ours = await append(id, ...dealRecorded(id));
    await position().waitFor(ours);
    const others = newEvents(
      Array.from({ length: 600 }, () => obligationRecorded('G-01')),
      100_000 + ++commands,
    );
    await store().append(`other-${id}`, others, 'any');
    const moved = await eventually(
      async () => {
        const reached = (await readCheckpoint(views().dataSource.manager))?.position ?? 0n;
        return reached > ours && reached;
      },
      { what: 'the checkpoint to move' },
    );
    expect(moved).toBeGreaterThan(ours);
    expect(await health()).toMatchObject({ headPosition: ours.toString(), upToDate: true });
  });

  it('computes the days anew when the clock passes a notice on holidays', async () => {
    const id = newDeal();
    clock = new SimulatedClock(parseInstant('2024-06-01T00:00:00.000Z'));
    started();
    const due = {
      kind: 'relative',
      from: { kind: 'signing' },
      term: { count: 20, unit: 'working_days' },
      termAfterCondition: null,
    } as const;
    await position().waitFor(await append(id, ...dealRecorded(id), obligationRecorded('G-01', { due })));
    expect(await dueDaysOf(id)).toEqual(['2025-02-07']);
    clock.moveTo(parseInstant('2024-12-01T00:00:00.000Z'));
    const moved = await eventually(async () => (await dueDaysOf(id)).includes('2025-02-13') && dueDaysOf(id), {
      what: 'the due date to move',
    });
    expect(moved).toEqual(['2025-02-13']);
    expect(await readCheckpoint(views().dataSource.manager)).toMatchObject({
      calendarVersion: calendarKnownAt(clock.now()).version,
    });
  });

  it('parks what it cannot read, says so, and goes on with the rest', async () => {
    const [bad, good] = [newDeal(), newDeal()];
    started();
    await append(bad, ...dealRecorded(bad));
    const [unknown] = newEvents([obligationRecorded('G-01')], 100_000 + ++commands);
    await store().append(contractStream(bad), [{ ...unknown!, type: 'NobodyKnowsWhatHappened' }], 'any');
    await position().waitFor(await append(good, ...dealRecorded(good)));
    expect(await revisionOf(good)).toBe(4);
    const { parked, upToDate } = await health();
    expect(upToDate).toBe(true);
    const stream = contractStream(bad);
    expect(parked.filter(({ streamName }) => streamName === stream)).toMatchObject([
      { revision: 5, kind: 'unreadable' },
    ]);
  });

  describe('a rebuild', () => {
    it('equals what was projected live, byte for byte', async () => {
      const written = await appendEventfulDeals(2);
      started();
      await position().waitFor(written);
      const live = await dump();
      await projectors[0]!.stop();
      const report = await projector().rebuild();
      expect(await dump()).toEqual(live);
      const empty = live.filter(({ text }) => text.length === 0).map(({ table }) => table);
      expect(['', 'parked_contract']).toContain(empty.join());
      expect(report).toMatchObject({ position: written, contracts: expect.any(Number) });
      expect(await views().dataSource.query(`SELECT 1 FROM pg_namespace WHERE nspname = 'views_next'`)).toEqual([]);
    });

    it('by a running projector puts right what was damaged, and goes on following the log', async () => {
      const id = newDeal();
      const running = started();
      await position().waitFor(await append(id, ...dealRecorded(id), obligationRecorded('G-01')));
      const sound = await dump();
      await views().dataSource.query(`UPDATE views.obligation_ledger SET status = 'fulfilled_on_time'`);
      expect(await dump()).not.toEqual(sound);
      await running.rebuild();
      expect(await dump()).toEqual(sound);
      await position().waitFor(await append(id, claimed('G-01', 'k1', '2025-05-01')));
      expect(await revisionOf(id)).toBe(6);
    });

    it('asked of a projector that is just making its first views is done by it, and waits for no lock', async () => {
      const id = newDeal();
      const written = await append(id, ...dealRecorded(id), obligationRecorded('G-01'));
      await views().dataSource.query('DELETE FROM views.view_checkpoint');
      const starting = started();
      await position().waitFor(written); // its rows are there, and it does not follow the log yet
      expect(await starting.rebuild({ waitMs: 50 })).toMatchObject({ position: written });
    });

    it('is refused while another projector holds the views', async () => {
      const id = newDeal();
      started();
      await position().waitFor(await append(id, ...dealRecorded(id)));
      await expect(projector().rebuild({ waitMs: 50 })).rejects.toThrow('another process is projecting into them');
    });

    it('happens by itself when the rows were written by another version', async () => {
      const id = newDeal();
      await started().stop();
      const first = started();
      await position().waitFor(await append(id, ...dealRecorded(id), obligationRecorded('G-01')));
      await first.stop();
      const sound = await dump();
      await views().dataSource.query(`UPDATE views.view_checkpoint SET view_version = 'rows 0, rules 0'`);
      await views().dataSource.query(`UPDATE views.contract_board SET title = 'as an old version wrote it'`);
      started();
      await eventually(async () => (await health()).viewVersion !== 'rows 0, rules 0', { what: 'the rebuild' });
      expect(await dump()).toEqual(sound);
    });

    it('happens by itself, and health says why, when the log does not reach as far as the rows', async () => {
      const id = newDeal();
      const first = started();
      await position().waitFor(await append(id, ...dealRecorded(id), obligationRecorded('G-01')));
      await first.stop();
      const sound = await dump();
      await views().dataSource.query(`UPDATE views.view_checkpoint SET position = position + 1000000`);
      await views().dataSource.query(`UPDATE views.contract_board SET title = 'of an event that is lost'`);
      expect(await health()).toMatchObject({ logIsBehind: true, upToDate: false });
      const second = started();
      await eventually(async () => !(await health()).logIsBehind && second.status.running, { what: 'the rebuild' });
      expect(await dump()).toEqual(sound);
      expect(await health()).toMatchObject({ logIsBehind: false, upToDate: true });
    });

    it('leaves no trace of rows that the log does not tell of, where the log is empty of ours', async () => {
      await views().dataSource.query(
        `INSERT INTO views.parked_contract VALUES ('contract-x', 'x', 'unreadable', 0, 'left over')`,
      );
      await projector().rebuild();
      const rows = await views().dataSource.query(`SELECT * FROM views.parked_contract WHERE contract_id = 'x'`);
      expect(rows).toEqual([]);
    });
  });

  async function appendEventfulDeals(count: number): Promise<bigint> {
    const log = new LogOfTest();
    for (let n = 0; n < count; n++) eventfulDeal(log, newDeal());
    let last = 0n;
    for (const { streamName, id, type, data, metadata } of log.events) {
      last = (await store().append(streamName, [{ id, type, data, metadata }], 'any')).position;
    }
    return last;
  }

  async function revisionOf(contractId: string): Promise<number | undefined> {
    const [row] = await views().dataSource.query<{ revision: number }[]>(
      'SELECT revision FROM views.contract_state WHERE contract_id = $1',
      [contractId],
    );
    return row?.revision;
  }

  async function dueDaysOf(contractId: string): Promise<string[]> {
    const rows = await views().dataSource.query<{ due_on: string }[]>(
      `SELECT DISTINCT due_on::text FROM views.obligation_ledger WHERE contract_id = $1 AND due_on IS NOT NULL`,
      [contractId],
    );
    return rows.map((row) => row.due_on);
  }
});
