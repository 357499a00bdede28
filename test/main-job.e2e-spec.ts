import path from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startEmbeddedNode } from '@heqi/embedded-event-store';
import { batteryDeal, yuan } from './support/battery-deal';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type Reply, type StandaloneUnderTest } from './support/standalone';

/** The main job, told from end to end on the embedded stores: a bureau records a deal, both sides perform or do not, days
 *  pass, lights and alerts follow, an auditor replays. The steps build on each other. */
describe('the main job', () => {
  let heqi: StandaloneUnderTest;
  let clerk: Caller;
  let landVerifier: Caller;
  let statistician: Caller;
  let enterprise: Caller;
  let auditor: Caller;
  let contractId: string;
  let position = '0';

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: '2025-03-03T01:00:00.000Z' });
    clerk = await heqi.as(people.clerk);
    landVerifier = await heqi.as(people.landVerifier);
    statistician = await heqi.as(people.statistician);
    enterprise = await heqi.as(people.enterprise);
    auditor = await heqi.as(people.auditor);
  }, 60_000);
  afterAll(() => heqi.stop());

  const on = (no: string) => `/v1/contracts/${contractId}/obligations/${no}`;
  const seen = () => ({ 'x-heqi-min-position': position });
  const recorded = (reply: Reply) => {
    expect(reply).toMatchObject({ status: 201 });
    position = reply.headers.get('x-heqi-position')!;
    return reply;
  };
  const moveTo = async (day: string) => {
    const moved = await clerk.post('/v1/clock', { to: day });
    expect(moved).toMatchObject({ status: 201, body: { today: day, reviewedThrough: day } });
  };
  const contract = async (query = '') => (await clerk.get(`/v1/contracts/${contractId}${query}`, seen())).body;
  const duty = async (no: string, query = '') => {
    const { promises, commitments } = await contract(query);
    return [...promises, ...commitments].find((each) => each.terms.no === no);
  };
  const statuses = async (query = '') => {
    const { promises, commitments } = await contract(query);
    return Object.fromEntries([...promises, ...commitments].map((each) => [each.terms.no, each.status.code]));
  };
  const standingAlerts = async () => {
    const { body } = await clerk.get('/v1/alerts?state=raised', seen());
    return body.alerts.map((each: { no: string; rule: { code: string } }) => `${each.no} ${each.rule.code}`).toSorted();
  };
  /** The alerter answers a write a moment later: the standing alerts as soon as they are as they should be. */
  const eventuallyAlerts = async (expected: string[]) => {
    const until = performance.now() + 5_000;
    while (performance.now() < until && JSON.stringify(await standingAlerts()) !== JSON.stringify(expected)) {
      await new Promise(setImmediate);
    }
    expect(await standingAlerts()).toEqual(expected);
  };

  it('records a deal with three promises and four commitments, whole', async () => {
    const reply = recorded(await clerk.post('/v1/contracts', batteryDeal('2025-008')));
    contractId = String(reply.body['contractId']);
    expect(reply.headers.get('location')).toBe(`/v1/contracts/${contractId}`);
    expect(reply.headers.get('etag')).toBe(`"${String(reply.body['revision'])}"`);
    expect(await statuses()).toEqual({
      'G-01': 'not_yet_due',
      'G-02': 'awaiting_anchor',
      'G-03': 'conditional',
      'E-01': 'not_yet_due',
      'E-02': 'awaiting_anchor',
      'E-03': 'awaiting_anchor',
      'E-04': 'on_track',
    });
    expect((await contract()).quadrant.code).toBe('both_keep');
  });

  it('explains how a due date was reached, in Chinese and English', async () => {
    const { due } = await duty('E-01');
    expect(due.current).toBe('2025-03-31');
    expect(due.explanation.zh.join('')).toContain('2025-03-01');
    expect(due.explanation.en.join(' ')).toMatch(/30 natural days/);
  });

  it('refuses to record the deal again, naming the first', async () => {
    const again = await clerk.post('/v1/contracts', batteryDeal(' 2025-008 '));
    expect(again).toMatchObject({ status: 409, body: { code: 'contract-already-recorded', contractId } });
  });

  it('lets the enterprise pay its deposit, and counts it once verified', async () => {
    await moveTo('2025-03-20');
    const paid = recorded(
      await enterprise.post(`${on('E-01')}/payments`, { paidOn: '2025-03-19', amount: yuan(1_000_000) }),
    );
    expect(await duty('E-01')).toMatchObject({
      status: { code: 'under_verification' },
      flags: [{ code: 'unverified_claim' }],
    });
    const { claimId } = (await duty('E-01')).claims[0];
    recorded(await statistician.post(`${on('E-01')}/claims/${claimId}/verification`, { decidedOn: '2025-03-20' }));
    expect(await duty('E-01')).toMatchObject({ status: { code: 'fulfilled_on_time' }, fulfilledOn: '2025-03-19' });
    expect(paid.body.events).toHaveLength(1);
  });

  it('warns of the promise that falls due soon', async () => {
    await moveTo('2025-04-15');
    await eventuallyAlerts(['G-01 due_soon']);
    expect((await duty('G-01')).light.code).toBe('yellow');
  });

  it('turns the promise red the day after its due date, and says the enterprise lags behind its own plan', async () => {
    await moveTo('2025-05-01');
    expect((await statuses())['G-01']).toBe('overdue');
    expect(await standingAlerts()).toContain('G-01 overdue');
    await moveTo('2025-06-03');
    await eventuallyAlerts(['E-04 behind_pace', 'G-01 overdue']);
    const { body: board } = await clerk.get('/v1/board', seen());
    expect(
      board.quadrants.find((each: { quadrant: { code: string } }) => each.quadrant.code === 'government_behind').count,
    ).toBe(1);
    expect(board.freshness.upToDate).toBe(true);
    const { body: before } = await clerk.get('/v1/board?asOf=2025-02-28', seen());
    expect(before.quadrants.map(({ count }: { count: number }) => count)).toEqual([0, 0, 0, 0]);
  });

  it('clears the alert when the land is verified as handed over, and starts what waited for it', async () => {
    const evidence = await upload(clerk.headers, 'land.pdf', '%PDF-1.7\n交地确认书\n%%EOF');
    const file = { sha256: evidence.sha256, fileName: '交地确认书.pdf' };
    recorded(
      await clerk.post(`${on('G-01')}/claims`, { performedOn: '2025-05-20', evidence: [file], claimId: 'land' }),
    );
    recorded(
      await landVerifier.post(`${on('G-01')}/claims/land/verification`, {
        decidedOn: '2025-06-03',
        criterion: '净地标准',
      }),
    );
    expect(await duty('G-01')).toMatchObject({ status: { code: 'fulfilled_late' }, daysLate: 20 });
    expect((await duty('G-02')).due.current).toBe('2025-07-02');
    expect((await duty('E-02')).due.current).toBe('2025-11-20');
    await eventuallyAlerts(['E-04 behind_pace']);
    const { body } = await clerk.get(`/v1/alerts?contractId=${contractId}&no=G-01&rule=overdue`, seen());
    expect(body.alerts[0]).toMatchObject({
      dealNumber: '2025-008',
      dutyTitle: '交付净地',
      state: 'cleared',
      resolution: { code: 'resolved' },
    });
    const named = await enterprise.post(`${on('E-02')}/claims`, { performedOn: '2025-06-02', evidence: [file] });
    expect(named).toMatchObject({ status: 422, body: { code: 'evidence-unknown' } }); // it knows the hash, and never had the file
    const served = await fetch(`${heqi.url}/v1/contracts/${contractId}/evidence/${file.sha256}`, {
      headers: clerk.headers,
    });
    expect(await served.text()).toBe('%PDF-1.7\n交地确认书\n%%EOF');
  });

  it('puts the enterprise behind too when its construction does not start', async () => {
    await moveTo('2025-11-21');
    expect(await statuses()).toMatchObject({ 'G-02': 'overdue', 'E-02': 'overdue' });
    expect((await contract()).quadrant.code).toBe('both_behind');
    await eventuallyAlerts(['E-02 overdue', 'E-04 behind_pace', 'G-02 overdue']);
  });

  it('moves a date by a signed supplement, and leaves the days before its signature as they were', async () => {
    recorded(
      await clerk.post(`/v1/contracts/${contractId}/instruments`, {
        id: 'supplement-1',
        kind: 'supplement',
        title: '补充协议一',
        signedOn: '2025-11-21',
      }),
    );
    recorded(await clerk.post(`${on('E-02')}/due-moves`, { instrumentId: 'supplement-1', newDueOn: '2026-01-30' }));
    expect(await duty('E-02')).toMatchObject({
      status: { code: 'not_yet_due' },
      due: { current: '2026-01-30', original: '2025-10-30' },
    });
    expect((await statuses('?asOf=2025-11-20'))['E-02']).toBe('due_soon');
    await eventuallyAlerts(['E-04 behind_pace', 'G-02 overdue']);
  });

  it('replays what was known: as of 31 May the land looked overdue then, and fulfilled now', async () => {
    const at = (knownAt: string) => auditor.get(`/v1/contracts/${contractId}/assessment?asOf=2025-05-31${knownAt}`);
    const statusOf = (reply: Reply<any>) => reply.body.promises[0].status.code; // oxlint-disable-line typescript/no-explicit-any -- JSON of an answer
    expect(statusOf(await at('&knownAt=2025-06-01T00:00:00.000Z'))).toBe('overdue');
    expect(statusOf(await at(''))).toBe('fulfilled_late');
    expect(await at('&knownat=2025-06-01T00:00:00.000Z')).toMatchObject({ status: 400 });
    expect(await at('&knownAt=2030-01-01T00:00:00.000Z')).toMatchObject({ status: 400 });
  });

  it('numbers the events of the contract without a gap, each by someone we know', async () => {
    const { body } = await auditor.get(`/v1/contracts/${contractId}/history`);
    expect(body.events).not.toHaveLength(0);
    for (const event of body.events) expect(event.actor.id).toMatch(/^u-/);
    const revisions = body.events.map(({ revision }: { revision: number }) => revision);
    expect(revisions).toEqual(revisions.map((_: number, index: number) => index));
  });

  it('loses nothing when it is stopped and started again, and every event in its store names an actor', async () => {
    const before = await contract();
    await heqi.restart(async () => {
      const nameless = await namelessEvents(path.join(heqi.dataDir, 'event-store'));
      expect(nameless).toEqual([]);
    });
    const after = await contract();
    expect({ ...after, freshness: null }).toEqual({ ...before, freshness: null });
    expect((await clerk.get('/v1/clock')).body.today).toBe('2025-11-21');
  }, 60_000);

  /** Reads the whole log past all of our code: alerts, checkpoints, clock and settings of streams included. */
  async function namelessEvents(dataDir: string): Promise<string[]> {
    const node = await startEmbeddedNode({ dataDir });
    const client = EventStoreDBClient.connectionString(node.connectionString);
    const nameless: string[] = [];
    let read = 0;
    for await (const { event } of client.readAll()) {
      read++;
      const { actor } = (event?.metadata ?? {}) as { actor?: { id?: string } };
      if (!actor?.id) nameless.push(`${event?.streamId} ${event?.type}`);
    }
    await client.dispose();
    await node.stop();
    expect(read).toBeGreaterThan(40);
    return nameless;
  }
  async function upload(
    headers: Record<string, string>,
    fileName: string,
    content: string,
  ): Promise<{ sha256: string }> {
    const form = new FormData();
    form.append('file', new Blob([content]), fileName);
    const reply = await fetch(`${heqi.url}/v1/evidence`, { method: 'POST', headers, body: form });
    expect(reply.status).toBe(201);
    return (await reply.json()) as { sha256: string };
  }
});
