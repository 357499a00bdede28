import { batteryDeal } from './support/battery-deal';
import { HANDOVER } from './support/every-command';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type Reply, type StandaloneUnderTest } from './support/standalone';
import { upload } from './support/upload';

/** From a demand to the end of limitation, on both sides of one deal, over HTTP. The steps build on each other. */
describe('demands, breach, stopping and limitation', () => {
  let heqi: StandaloneUnderTest;
  const callers = {} as Record<keyof typeof people, Caller>;
  let contractId: string;
  let position = '0';

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: '2025-03-03T01:00:00.000Z' });
    for (const name of Object.keys(people) as (keyof typeof people)[]) callers[name] = await heqi.as(people[name]);
  }, 60_000);
  afterAll(() => heqi?.stop());

  const seen = () => ({ 'x-heqi-min-position': position });
  const recorded = (reply: Reply) => {
    expect(reply).toMatchObject({ status: 201 });
    position = reply.headers.get('x-heqi-position')!;
  };
  const about = async (by: keyof typeof people, no: string, what: string, body: unknown) => {
    recorded(await callers[by].post(`/v1/contracts/${contractId}/obligations/${no}/${what}`, body));
  };
  const moveTo = async (day: string) => {
    expect(await callers.clerk.post('/v1/clock', { to: day })).toMatchObject({ status: 201, body: { today: day } });
  };
  const duty = async (no: string, query = '') => {
    const { promises, commitments } = (await callers.leader.get(`/v1/contracts/${contractId}${query}`, seen())).body;
    return [...promises, ...commitments].find((each) => each.terms.no === no);
  };
  const alertsAbout = async (no: string) => {
    const { alerts } = (await callers.leader.get(`/v1/alerts?no=${no}`, seen())).body;
    return alerts.map(
      ({ rule, state, resolution }: { rule: { code: string }; state: string; resolution: { code: string } | null }) =>
        `${rule.code} ${resolution?.code ?? state}`,
    );
  };
  const lapsing = async (by: keyof typeof people, query: string) => {
    const { rights } = (await callers[by].get(`/v1/limitation?${query}`, seen())).body;
    return rights.map(
      ({ no, kind, endsOn, daysLeft }: { no: string; kind: { code: string }; endsOn: string; daysLeft: number }) =>
        `${no} ${kind.code} ${endsOn} ${daysLeft}`,
    );
  };

  it('records a duty without a deadline and one of best effort', async () => {
    const help = { obligorId: 'office-zs', verifierId: 'office-supervision', measure: { kind: 'milestone' } };
    const reply = await callers.clerk.post('/v1/contracts', {
      ...batteryDeal('2025-031'),
      promises: [
        ...(batteryDeal('2025-031')['promises'] as unknown[]),
        { no: 'G-05', title: '协助办理不动产登记', ...help, due: { kind: 'none' } },
        {
          ...{ no: 'G-06', title: '协助子女入学', ...help, bindingness: 'best_effort' },
          due: { kind: 'fixed', on: '2025-04-30' },
        },
      ],
    });
    recorded(reply);
    contractId = String(reply.body['contractId']);
    expect(await duty('G-05')).toMatchObject({ status: { code: 'no_deadline' }, limitation: null });
    expect((await duty('G-06')).flags).toEqual([{ code: 'best_effort', zh: '尽力协助', en: 'best effort' }]);
  });

  it('lets the enterprise’s demand make the date of a promise that had none', async () => {
    await moveTo('2025-05-20');
    const demand = { servedOn: '2025-05-19', byPartyId: 'ent-battery', documentNumber: '江能函〔2025〕2号' };
    const path = `/v1/contracts/${contractId}/obligations/G-05/demands`;
    expect(await callers.enterprise.post(path, demand)).toMatchObject({
      status: 422,
      body: { code: 'demand-needs-a-respite' },
    });
    const letter = { ...HANDOVER, fileName: '催告函.pdf' };
    expect(await upload(heqi.url, callers.enterprise, letter)).toMatchObject({ status: 201 });
    const evidence = [{ sha256: letter.sha256, fileName: letter.fileName }];
    const respite = { count: 10, unit: 'working_days' };
    await about('enterprise', 'G-05', 'demands', { ...demand, respite, evidence });
    const file = await callers.clerk.get(`/v1/contracts/${contractId}/evidence/${letter.sha256}`);
    expect([file.status, file.body]).toEqual([200, letter.content]);
    const { status, due } = await duty('G-05');
    expect([status.code, due.current, due.original]).toEqual(['due_soon', '2025-06-03', '2025-06-03']);
    expect(due.explanation.zh[1]).toBe(
      '催告于 2025-05-19 送达，所留宽限期届满即为完成期限（《民法典》第五百一十一条第四项）。',
    );
    expect(due.explanation.en[1]).toContain('A demand was served on 2025-05-19');
  });

  it('takes a late duty through its cure period into breach, under one alert', async () => {
    expect(await duty('E-01')).toMatchObject({ status: { code: 'overdue' }, daysLate: 50 });
    const term = { count: 30, unit: 'natural_days' };
    await about('clerk', 'E-01', 'breach-notices', {
      ...{ servedOn: '2025-05-20', cureTerm: term, byPartyId: 'office-zs', noticeId: 'n-1' },
    });
    const { status, cure } = await duty('E-01');
    expect([status.code, cure.endsOn, cure.over]).toEqual(['in_cure', '2025-06-19', false]);
    expect(cure.explanation.zh[0]).toBe('期限届满后，违约整改通知于 2025-05-20 送达。');
    await moveTo('2025-06-20');
    expect(await duty('E-01')).toMatchObject({ status: { code: 'breached', zh: '违约' }, light: { code: 'red' } });
    expect(await duty('E-01', '?asOf=2025-06-19')).toMatchObject({ status: { code: 'in_cure' } });
    expect(await alertsAbout('E-01')).toEqual(['overdue raised', 'due_soon superseded']);
    const { obligations } = (await callers.leader.get('/v1/obligations?status=breached', seen())).body;
    expect(obligations).toMatchObject([{ no: 'E-01', daysLate: 81 }]);
  });

  it('never calls a duty of best effort late', async () => {
    expect(await duty('G-06')).toMatchObject({ status: { code: 'past_date' }, light: { code: 'yellow' }, daysLate: 0 });
    expect(await alertsAbout('G-06')).toEqual(['due_soon superseded']);
  });

  it('tells what lapses, for claims of either side, to those who may know', async () => {
    expect(await lapsing('leader', 'withinDays=400')).toEqual(['E-01 rescission 2026-06-19 364']);
    const all = [
      'E-01 rescission 2026-06-19 364',
      'G-01 limitation 2028-05-01 1046', // provisional: the holidays of 2028 are not announced
      'E-01 limitation 2028-05-22 1067',
      'G-05 limitation 2028-06-05 1081',
    ];
    expect(await lapsing('enterprise', 'withinDays=1100')).toEqual(all);
    expect(await lapsing('otherEnterprise', 'withinDays=1100')).toEqual([]);
    expect(await lapsing('leader', 'withinDays=1100&side=government&kind=limitation')).toEqual([all[1], all[3]]);
  });

  it('starts limitation anew when the office acknowledges what it owes', async () => {
    await about('clerk', 'G-01', 'acknowledgements', { acknowledgedOn: '2025-06-18', byPartyId: 'office-land' });
    const { limitation } = await duty('G-01');
    expect(limitation).toMatchObject({ endsOn: '2028-06-19', restartedBy: { kind: { zh: '义务人确认' } } });
    expect(limitation.explanation.en.join(' ')).toContain('It starts anew on 2025-06-18, by an acknowledgement');
  });

  it('stops a promise that a review found unlawful, and its alert is moot', async () => {
    await about('legal', 'G-05', 'freeze', {
      ...{ frozenOn: '2025-06-20', reviewNumber: '公平竞争审查〔2025〕3号', ground: '《公平竞争审查条例》第十条' },
    });
    await moveTo('2025-06-21');
    expect(await duty('G-05')).toMatchObject({ status: { code: 'frozen_unlawful' }, light: { code: 'grey' } });
    expect(await duty('G-05', '?asOf=2025-06-19')).toMatchObject({ status: { code: 'overdue' } });
    expect(await alertsAbout('G-05')).toEqual(['overdue moot', 'due_soon superseded']);
    expect(await lapsing('leader', 'withinDays=1100&side=government')).toEqual(['G-01 limitation 2028-06-19 1094']);
  });

  it('still counts what is performed after the breach', async () => {
    await about('enterprise', 'E-01', 'payments', {
      ...{ paidOn: '2025-06-21', amount: { minor: '100000000', currency: 'CNY' }, claimId: 'paid' },
    });
    await about('statistician', 'E-01', 'claims/paid/verification', { decidedOn: '2025-06-21' });
    expect(await duty('E-01')).toMatchObject({
      ...{ status: { code: 'fulfilled_late' }, daysLate: 82, cure: null, limitation: null, rescission: null },
    });
  });
});
