import { civilDate, type ContractEvent, type Side } from '@heqi/domain';
import { contractStream } from '@heqi/messages';
import { alertId } from './alert-ids';
import { PATIENCE_MS, World } from './alerter.fixtures';
import {
  claimed,
  contractRecorded,
  dueMoved,
  dueOn,
  dutyRecorded,
  mirrored,
  planned,
  signed,
  terminated,
  verified,
} from './contract-history.fixtures';

describe('the alerter', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.on('2026-03-01');
  });
  afterEach(() => world.end());

  const restartedOn = async (day: string) => {
    await world.end();
    return (world = await World.on(day));
  };

  describe.each<[Side, string]>([
    ['government', 'G-1'],
    ['enterprise', 'E-1'],
  ])('for a duty of the %s', (side, no) => {
    const deal = (...more: ContractEvent[]) =>
      world.record('c-1', contractRecorded('c-1'), dutyRecorded(side, 1, dueOn('2026-03-31')), ...more);

    it('tells of it 15 days before, when it is overdue, and when it was performed', async () => {
      await deal();
      const alerter = await world.startAlerter();
      await world.liveThrough('2026-04-02', alerter);
      await world.record('c-1', claimed(no, '2026-04-02'));
      const position = await world.record('c-1', verified(no, '2026-04-02', world.today));
      await alerter.whenHandled(position, PATIENCE_MS);
      expect(await world.story('c-1')).toEqual([
        `2026-03-16 ${no} due_soon yellow`,
        `2026-04-01 ${no} due_soon cleared: superseded`,
        `2026-04-01 ${no} overdue red`,
        `2026-04-02 ${no} overdue cleared: resolved`,
      ]);
    });

    it('retracts an alert that a backdated fact shows to be false', async () => {
      await deal();
      const alerter = await world.startAlerter();
      await world.liveThrough('2026-04-02', alerter);
      await world.record('c-1', claimed(no, '2026-03-30'));
      const position = await world.record('c-1', verified(no, '2026-03-30', world.today));
      await alerter.whenHandled(position, PATIENCE_MS);
      expect((await world.story('c-1')).at(-1)).toBe(`2026-04-02 ${no} overdue cleared: retracted`);
    });

    it('lets a supplement take the place of an alert', async () => {
      await deal();
      const alerter = await world.startAlerter();
      await world.liveThrough('2026-03-20', alerter);
      const supplement = signed('supplement-1', '2026-03-20', 'supplement');
      const position = await world.record('c-1', supplement, dueMoved(no, 'supplement-1', '2026-09-30'));
      await alerter.whenHandled(position, PATIENCE_MS);
      expect(await world.story('c-1')).toEqual([
        `2026-03-16 ${no} due_soon yellow`,
        `2026-03-20 ${no} due_soon cleared: superseded`,
      ]);
    });

    it('drops an alert of a contract that was terminated', async () => {
      await deal();
      const alerter = await world.startAlerter();
      await world.liveThrough('2026-04-05', alerter);
      await alerter.whenHandled(await world.record('c-1', terminated('2026-04-05')), PATIENCE_MS);
      expect((await world.story('c-1')).at(-1)).toBe(`2026-04-05 ${no} overdue cleared: moot`);
    });

    it('tells when it falls behind its plan, and when far behind', async () => {
      const measure = planned('2026-03-01', '2026-06-09'); // a point a day
      await world.record('c-1', contractRecorded('c-1'), dutyRecorded(side, 1, { ...dueOn('2026-06-09'), measure }));
      const alerter = await world.startAlerter();
      await world.liveThrough('2026-04-05', alerter);
      await world.record('c-1', claimed(no, '2026-04-05', 360));
      const position = await world.record('c-1', verified(no, '2026-04-05', world.today, 360));
      await alerter.whenHandled(position, PATIENCE_MS);
      expect(await world.story('c-1')).toEqual([
        `2026-03-11 ${no} behind_pace yellow`,
        `2026-03-31 ${no} behind_pace from yellow to red`,
        `2026-04-05 ${no} behind_pace cleared: resolved`,
      ]);
    });
  });

  it('raises for swapped sides the swapped alerts, and no other', async () => {
    const history: [string, ContractEvent[]][] = [
      ['2026-03-01', [signed('a-1', '2026-02-20'), dutyRecorded('government', 1, dueOn('2026-03-10'))]],
      [
        '2026-03-01',
        [dutyRecorded('enterprise', 1, { ...dueOn('2026-05-31'), measure: planned('2026-03-01', '2026-05-31') })],
      ],
      ['2026-03-12', [claimed('G-1', '2026-03-12'), verified('G-1', '2026-03-12', civilDate('2026-03-12'))]],
      ['2026-04-10', [claimed('E-1', '2026-04-01', 300), verified('E-1', '2026-04-01', civilDate('2026-04-10'), 300)]],
    ];
    await world.record('as-is', contractRecorded('as-is'));
    await world.record('swapped', contractRecorded('swapped'));
    const alerter = await world.startAlerter();
    for (const [day, events] of history) {
      await world.liveThrough(day, alerter);
      await world.record('as-is', ...events);
      await alerter.whenHandled(await world.record('swapped', ...events.map(mirrored)), PATIENCE_MS);
    }
    await world.liveThrough('2026-06-05', alerter);
    const asIs = await world.story('as-is');
    expect(asIs.length).toBeGreaterThan(8);
    const swap = (line: string) => line.replace(/ ([GE])-/, (_, letter) => (letter === 'G' ? ' E-' : ' G-'));
    expect((await world.story('swapped')).toSorted()).toEqual(asIs.map(swap).toSorted());
  });

  it('looks, as a day passes, at the contracts for which something is due, and at no other', async () => {
    for (let day = 10; day < 30; day++) {
      const contractId = `c-${day}`;
      await world.record(
        contractId,
        contractRecorded(contractId),
        dutyRecorded('enterprise', 1, dueOn(`2026-04-${day}`)),
      );
    }
    const alerter = await world.startAlerter();
    const before = (await alerter.health()).reviews;
    world.moveTo('2026-03-26'); // 15 days before 10 April
    await alerter.whenReviewedThrough(civilDate('2026-03-26'), PATIENCE_MS);
    const { reviews, contracts } = await alerter.health();
    expect({ contracts, looks: reviews - before }).toEqual({ contracts: 20, looks: 1 });
    expect(await world.story('c-10')).toEqual(['2026-03-26 E-1 due_soon yellow']);
    expect(await world.store.readStream('alerts-c-11')).toEqual([]);
  });

  it('looks at every contract on the day a holiday notice is first known', async () => {
    const autumn = await restartedOn('2025-11-03');
    for (const contractId of ['c-1', 'c-2', 'c-3']) await autumn.record(contractId, contractRecorded(contractId));
    const alerter = await autumn.startAlerter();
    const looks: number[] = [];
    for (const day of ['2025-11-04', '2025-11-05', '2025-11-06']) {
      const before = (await alerter.health()).reviews;
      await autumn.liveThrough(day, alerter);
      looks.push((await alerter.health()).reviews - before);
    }
    expect(looks).toEqual([0, 3, 0]); // the notice for 2026 was published on the 4th
  });

  it('raises all alerts of a contract with more of them than one append takes', async () => {
    const duties = Array.from({ length: 450 }, (_, i) => dutyRecorded('enterprise', i + 1, dueOn('2026-01-31')));
    await world.record('c-1', contractRecorded('c-1'), ...duties);
    await world.startAlerter();
    const alerts = await world.alerts('c-1');
    expect(alerts.map(({ event }) => event.type)).toEqual(duties.map(() => 'AlertRaised'));
    expect(new Set(alerts.map(({ id }) => id)).size).toBe(450);
    expect(alerts.filter(({ endsCommand }) => endsCommand).map(({ revision }) => revision)).toEqual([199, 399, 449]);
  });

  it('looks at a contract once for a command of several events', async () => {
    const alerter = await world.startAlerter();
    const position = await world.record(
      'c-1',
      contractRecorded('c-1'),
      signed('a-1', '2026-02-01'),
      dutyRecorded('government', 1, {}),
    );
    await alerter.whenHandled(position, PATIENCE_MS);
    expect((await alerter.health()).reviews).toBe(1);
  });

  it('raises of an imported old deal what holds now, not what held on the way', async () => {
    await world.record('c-1', contractRecorded('c-1'), dutyRecorded('government', 1, dueOn('2020-06-30')));
    await world.startAlerter();
    expect(await world.story('c-1')).toEqual(['2026-03-01 G-1 overdue red']);
    const [raised] = await world.alerts('c-1');
    expect(raised?.event.data).toMatchObject({ dueOn: '2020-06-30', daysLate: 2070 });
  });

  it('calls no duty of another zone late before its own day is over', async () => {
    await world.record(
      'c-1',
      contractRecorded('c-1', 'America/New_York'),
      dutyRecorded('enterprise', 1, dueOn('2026-03-02')),
    );
    const alerter = await world.startAlerter();
    await world.liveThrough('2026-03-05', alerter);
    const overdue = (await world.story('c-1')).filter((line) => line.includes('overdue red'));
    expect(overdue).toEqual(['2026-03-03 E-1 overdue red']);
    const raised = (await world.alerts('c-1')).find(({ event }) => event.data.rule === 'overdue');
    expect(raised!.recordedAt > '2026-03-03T05:00:00.000Z').toBe(true); // midnight there
  });

  it('writes what an alert takes to be checked and recognised', async () => {
    const recorded = await world.record(
      'c-1',
      contractRecorded('c-1'),
      dutyRecorded('government', 1, dueOn('2026-03-10')),
    );
    await world.startAlerter();
    const [raised] = await world.alerts('c-1');
    const [, duty] = await world.store.readStream(contractStream('c-1'));
    expect(raised).toMatchObject({
      id: alertId({ contractId: 'c-1', no: 'G-1', rule: 'due_soon', occurrence: 1 }),
      actor: { id: 'alerter', partyId: null, role: 'service' },
      recordedAt: world.clock.now(),
      endsCommand: true,
      metadata: { $causationId: duty!.id },
      event: {
        data: {
          becauseOf: [duty!.id],
          review: { position: recorded.toString(), day: '2026-03-01' },
          arithmetic: [{ code: 'fixed_date', on: '2026-03-10' }],
        },
      },
    });
  });

  it('sets a contract aside of which an event cannot be read, and judges the others', async () => {
    await world.store.append(
      contractStream('c-1'),
      [{ id: '6b5f4f0e-6f3a-4d5e-9a52-5c1f0c9a7e11', type: 'Unheard', data: {}, metadata: {} }],
      'any',
    );
    await world.record('c-2', contractRecorded('c-2'), dutyRecorded('government', 1, dueOn('2026-03-10')));
    const alerter = await world.startAlerter();
    const { setAside, lastError } = await alerter.health();
    expect(setAside).toEqual([{ contractId: 'c-1', reason: expect.stringContaining('Unheard') }]);
    expect(lastError).toBeNull();
    expect(await world.story('c-2')).toEqual(['2026-03-01 G-1 due_soon yellow']);
  });
});
