import {
  addDays,
  calendarKnownAt,
  civilDate,
  DEFAULT_ASSESSMENT_RULES,
  evolveAlerts,
  foldContract,
  NO_ALERTS,
  reviewContract,
  startOfDayIn,
  type AlertEvent,
  type CivilDate,
} from '@heqi/domain';
import { contractStream, decodeContractEvent } from '@heqi/messages';
import { PATIENCE_MS, SHANGHAI, World } from './alerter.fixtures';
import { claimed, contractRecorded, dueOn, dutyRecorded, planned, verified } from './contract-history.fixtures';

/** What happens to three contracts within four months. */
const HISTORY: readonly { day: string; record: (world: World) => Promise<unknown> }[] = [
  {
    day: '2026-03-02',
    record: (world) =>
      world.record(
        'c-1',
        contractRecorded('c-1'),
        dutyRecorded('government', 1, dueOn('2026-04-10')),
        dutyRecorded('enterprise', 1, dueOn('2026-03-20')),
      ),
  },
  {
    day: '2026-03-05',
    record: (world) =>
      world.record(
        'c-2',
        contractRecorded('c-2'),
        dutyRecorded('enterprise', 1, { ...dueOn('2026-06-09'), measure: planned('2026-03-01', '2026-06-09') }),
      ),
  },
  {
    day: '2026-03-05',
    record: (world) => world.record('c-3', contractRecorded('c-3'), dutyRecorded('government', 1, dueOn('2026-12-31'))),
  },
  {
    day: '2026-03-25',
    record: (world) =>
      world.record('c-1', claimed('E-1', '2026-03-25'), verified('E-1', '2026-03-25', civilDate('2026-03-25'))),
  },
  { day: '2026-05-02', record: (world) => world.record('c-2', claimed('E-1', '2026-05-01', 550)) },
  {
    day: '2026-05-06',
    record: (world) => world.record('c-2', verified('E-1', '2026-05-01', civilDate('2026-05-06'), 550)),
  },
];
const LAST_DAY = civilDate('2026-06-30');
const CONTRACTS = ['c-1', 'c-2', 'c-3'];

/** The alerts of a contract if it were looked at every single day, due or not: the rule without the alerter's economy. */
async function lookedAtDaily(world: World, contractId: string): Promise<AlertEvent[]> {
  const facts = (await world.store.readStream(contractStream(contractId))).map(decodeContractEvent);
  const events: AlertEvent[] = [];
  const look = (day: CivilDate, known: typeof facts) => {
    const contract = foldContract(known);
    if (!contract) return;
    const input = { position: known.at(-1)!.position, day };
    const context = { calendar: calendarKnownAt(startOfDayIn(SHANGHAI, day)), rules: DEFAULT_ASSESSMENT_RULES };
    events.push(...reviewContract(contract, events.reduce(evolveAlerts, NO_ALERTS), input, context));
  };
  for (let day = civilDate('2026-03-01'); day <= LAST_DAY; day = addDays(day, 1)) {
    const startOfDay = startOfDayIn(SHANGHAI, day);
    look(
      day,
      facts.filter(({ recordedAt }) => recordedAt < startOfDay),
    );
    const endOfDay = startOfDayIn(SHANGHAI, addDays(day, 1));
    look(
      day,
      facts.filter(({ recordedAt }) => recordedAt < endOfDay),
    );
  }
  return events;
}

describe('an alerter that was away', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.on('2026-03-01');
  });
  afterEach(() => world.end());

  const eventsOf = async (contractId: string) => (await world.alerts(contractId)).map(({ event }) => event);

  it('raises, living through the days, what looking at everything every day raises', async () => {
    const alerter = await world.startAlerter();
    for (const { day, record } of HISTORY) {
      await world.liveThrough(day, alerter);
      await record(world);
    }
    await world.liveThrough(LAST_DAY, alerter);
    for (const contractId of CONTRACTS)
      expect(await eventsOf(contractId)).toEqual(await lookedAtDaily(world, contractId));
    expect(await world.story('c-1')).toHaveLength(7);
    expect(await world.story('c-2')).toHaveLength(8);
    const looks = (await alerter.health()).reviews;
    expect(looks).toBeLessThan(120); // 3 contracts × 121 days are 363
  });

  it('reviews the missed days in order, as if it had lived through them', async () => {
    for (const { day, record } of HISTORY) {
      world.moveTo(day);
      await record(world);
    }
    world.moveTo(LAST_DAY);
    await world.startAlerter();
    for (const contractId of CONTRACTS)
      expect(await eventsOf(contractId)).toEqual(await lookedAtDaily(world, contractId));
    expect((await world.alerts('c-1'))[0]!.recordedAt).toBe(world.clock.now()); // it says when it was really raised
  });

  it('comes to the same when it was stopped and started at every turn', async () => {
    for (const { day, record } of HISTORY) {
      world.moveTo(day);
      const alerter = await world.startAlerter();
      await alerter.whenHandled((await record(world)) as bigint, PATIENCE_MS);
      await alerter.stop();
    }
    world.moveTo(LAST_DAY);
    await world.startAlerter();
    for (const contractId of CONTRACTS)
      expect(await eventsOf(contractId)).toEqual(await lookedAtDaily(world, contractId));
  });

  it('looks, after a stop, at nothing it has answered', async () => {
    for (const { day, record } of HISTORY) {
      world.moveTo(day);
      await record(world);
    }
    const first = await world.startAlerter();
    expect((await first.health()).reviews).toBeGreaterThan(0);
    await first.stop();
    const second = await world.startAlerter();
    expect(await second.health()).toMatchObject({ reviews: 0, contracts: 3, reviewedThrough: '2026-05-06' });
  });
});

describe('an alerter that died', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.on('2026-03-01');
  });
  afterEach(() => world.end());

  it('raises nothing twice when its alerts were appended and its checkpoint was not', async () => {
    for (const { day, record } of HISTORY) {
      world.moveTo(day);
      await record(world);
    }
    const first = await world.startAlerter();
    await first.stop();
    const before = await Promise.all(CONTRACTS.map((contractId) => world.alerts(contractId)));
    expect(before.flat().length).toBeGreaterThan(8);

    await world.store.append('checkpoint-alerter', [rewoundTo('0', '2026-03-02')], 'any');
    const second = await world.startAlerter();
    expect((await second.health()).reviews).toBeGreaterThan(10); // it did go through them again
    expect(await Promise.all(CONTRACTS.map((contractId) => world.alerts(contractId)))).toEqual(before);
  });

  it('finds out by the log, not by its memory, what a second alerter has answered', async () => {
    const one = await world.startAlerter();
    const other = await world.startAlerter();
    for (const { day, record } of HISTORY) {
      world.moveTo(day);
      await record(world);
    }
    world.moveTo(LAST_DAY);
    await Promise.all([one, other].map((each) => each.whenReviewedThrough(LAST_DAY, PATIENCE_MS)));
    for (const contractId of CONTRACTS) {
      const alerts = await world.alerts(contractId);
      expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
      expect(alerts.map(({ event }) => event)).toEqual(await lookedAtDaily(world, contractId));
    }
  });

  function rewoundTo(position: string, reviewedThrough: string) {
    return {
      id: 'b7d0e4a2-58f1-4b0e-9d43-0d6a5f8c3b71',
      type: 'CheckpointStored',
      data: { position, reviewedThrough },
      metadata: {},
    };
  }
});
