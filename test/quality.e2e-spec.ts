import { batteryDeal } from './support/battery-deal';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type StandaloneUnderTest } from './support/standalone';
import { upload } from './support/upload';

type Finding = { id: string; code: { code: string }; no: string; sentence: { zh: string; en: string } };
const codesOf = (findings: readonly Finding[]) => findings.map(({ no, code }) => `${no} ${code.code}`);

/** Two deals as a careless bureau records them, and a firm that brings one file for both. */
describe('the quality of terms and reports', () => {
  let heqi: StandaloneUnderTest;
  const callers = {} as Record<keyof typeof people, Caller>;
  let first: string;
  let second: string;
  let position: string;
  let knownBefore: string;

  const on = (contractId: string, rest: string) => `/v1/contracts/${contractId}${rest}`;
  const fresh = () => ({ 'x-heqi-min-position': position });
  const report = async (contractId: string, query = '', by: Caller = callers.clerk): Promise<readonly Finding[]> => {
    const reply = await by.get(on(contractId, `/quality${query}`), fresh());
    expect([reply.status, reply.body.code]).toEqual([200, undefined]);
    return reply.body.findings;
  };
  const post = async (by: Caller, url: string, body: unknown) => {
    const reply = await by.post(url, body);
    expect([reply.status, reply.body.code]).toEqual([201, undefined]);
    position = reply.headers.get('x-heqi-position') ?? position;
    return reply.body;
  };

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: '2025-12-31T01:00:00.000Z' });
    for (const name of Object.keys(people) as (keyof typeof people)[]) callers[name] = await heqi.as(people[name]);
  }, 60_000);
  afterAll(() => heqi?.stop());

  it('is told in the answer to a deal that is recorded, and nothing is refused for it', async () => {
    const recorded = await post(callers.clerk, '/v1/contracts', batteryDeal('2025-041'));
    first = recorded.contractId;
    expect(codesOf(recorded.warnings)).toEqual([
      ...['G-01', 'G-02', 'G-03', 'E-01', 'E-02', 'E-03', 'E-04'].map((no) => `${no} no_consequence`),
    ]);
    second = (await post(callers.clerk, '/v1/contracts', batteryDeal('2025-042'))).contractId;
  });

  it('is told in the answer to duties, papers and moved dates that are added: 中山案', async () => {
    const gas = {
      ...{ no: 'G-04', title: '通气', instrumentId: 'agreement', clause: '第九条', measure: { kind: 'milestone' } },
      due: { kind: 'fixed', on: '2025-02-28' },
      conditions: [{ id: 'ready', kind: 'determined', text: '条件成熟后' }],
    };
    const { warnings } = await post(callers.clerk, on(first, '/promises'), gas);
    const ofGas = (warnings as Finding[]).filter(({ no }) => no === 'G-04');
    expect(codesOf(ofGas)).toEqual([
      'G-04 deadline_before_signature',
      'G-04 no_verifier',
      'G-04 no_consequence',
      'G-04 condition_without_term',
      'G-04 condition_without_owner',
      'G-04 condition_not_measurable',
    ]);
    expect(ofGas[0]).toMatchObject({
      sentence: {
        zh: '第九条，G-04 通气的期限 2025-02-28 不晚于《投资协议》的签订日 2025-03-01，签订时已届满。',
        en: '第九条: G-04 通气 is due on 2025-02-28, not after the signing of “投资协议” on 2025-03-01: it had passed when it was agreed.',
      },
      wayOut: { zh: expect.stringContaining('以补充协议另定期限') },
    });
    const supplement = { id: 'supplement', kind: 'supplement', title: '补充协议', signedOn: '2025-07-19' };
    expect((await post(callers.clerk, on(first, '/instruments'), supplement)).warnings).toHaveLength(13);
    const key = { 'idempotency-key': 'move-1' };
    const move = { instrumentId: 'supplement', newDueOn: '2025-03-31', moveId: 'back' };
    const moved = await callers.clerk.post(on(first, '/obligations/E-02/due-moves'), move, key);
    expect(codesOf(moved.body.warnings)).toContain('E-02 deadline_before_signature');
    const later = { title: '通水', instrumentId: 'agreement', measure: { kind: 'milestone' }, due: { kind: 'none' } };
    await post(callers.clerk, on(first, '/promises'), { no: 'G-05', ...later });
    const repeated = await callers.clerk.post(on(first, '/obligations/E-02/due-moves'), move, key);
    expect(repeated.body).toEqual({ ...moved.body, replayed: true }); // the same answer, though G-05 came since
  });

  it('is asked as of a day: a paper says nothing before it is signed', async () => {
    const moved = 'E-02 deadline_before_signature';
    expect(codesOf(await report(first, '?asOf=2025-07-18'))).not.toContain(moved);
    expect(codesOf(await report(first, '?asOf=2025-07-19'))).toContain(moved);
    expect(codesOf(await report(first, '?asOf=2025-02-28'))).toEqual([]);
  });

  it('finds reports that echo the promise', async () => {
    const level = (performedOn: string, yuan: number) => ({
      ...{ performedOn, value: { minor: String(yuan * 100), currency: 'CNY' } },
    });
    for (const [n, day] of ['2025-06-30', '2025-07-31', '2025-08-31'].entries()) {
      await post(callers.enterprise, on(first, '/obligations/E-04/claims'), {
        ...level(day, 41_300_000),
        claimId: `r${n}`,
      });
    }
    await post(callers.enterprise, on(first, '/obligations/E-04/claims'), {
      ...level('2025-12-30', 300_000_000),
      claimId: 'all',
    });
    const found = (await report(first)).filter(({ no, code }) => no === 'E-04' && code.code !== 'no_consequence');
    expect(codesOf(found).toSorted()).toEqual([
      'E-04 equals_promise',
      'E-04 jump_at_year_end',
      'E-04 same_value_repeated',
    ]);
    expect(found.map(({ sentence }) => sentence.en)).toContain(
      'E-04 固定资产投资: the report of 2025-12-30 is CNY 300,000,000.00, the promise to the last digit.',
    );
  });

  it('finds one file behind claims of two deals, on each of them, for who may know of both', async () => {
    knownBefore = (await callers.clerk.get('/v1/clock')).body.now;
    await callers.clerk.post('/v1/clock', { to: '2026-01-05' });
    const fileName = '施工许可证.txt';
    const { sha256 } = (await upload(heqi.url, callers.enterprise, { fileName, content: '施工许可证' })).body;
    const claim = { performedOn: '2025-10-20', evidence: [{ sha256, fileName }] };
    await post(callers.enterprise, on(first, '/obligations/E-02/claims'), { ...claim, claimId: 'start-1' });
    await post(callers.enterprise, on(second, '/obligations/E-02/claims'), { ...claim, claimId: 'start-2' });
    const shared = (findings: readonly Finding[]) =>
      findings.filter(({ code }) => code.code === 'evidence_in_two_deals');
    for (const [here, there, dealNumber] of [
      [first, second, '2025-042'],
      [second, first, '2025-041'],
    ] as const) {
      const expected = [{ no: 'E-02', elsewhere: [{ contractId: there, dealNumber, no: 'E-02' }] }];
      expect(shared(await report(here))).toMatchObject(expected);
      const { body: view } = await callers.leader.get(on(here, ''), fresh());
      expect(shared(view.quality)).toMatchObject(expected);
      const { body: replayed } = await callers.auditor.get(on(here, '/assessment'), fresh());
      expect(replayed.quality).toEqual(view.quality);
    }
    const own = await report(first, '', callers.enterprise);
    expect(shared(own)).toHaveLength(1); // a party to both
    const earlier = await report(first, `?knownAt=${knownBefore}`);
    expect([earlier.length > 0, shared(earlier)]).toEqual([true, []]);
    const known = await report(first, `?knownAt=${(await callers.clerk.get('/v1/clock')).body.now}`);
    expect(shared(known)).toHaveLength(1);
  });

  it('is asked over all deals, narrowed and counted', async () => {
    const all = (query: string, by: Caller = callers.leader) => by.get(`/v1/quality${query}`, fresh());
    const shared = (await all('?code=evidence_in_two_deals')).body;
    expect(shared).toMatchObject({
      total: 2,
      counts: [{ code: 'evidence_in_two_deals', zh: '同一佐证用于两个项目', count: 2 }],
      findings: [
        { dealNumber: '2025-041', no: 'E-02' },
        { dealNumber: '2025-042', no: 'E-02' },
      ],
    });
    expect(shared.findings[0].sentence.zh).toBe(
      'E-02 开工建设申报 start-1 的佐证“施工许可证.txt”也用于2025-042 E-02。',
    );
    const evidence = (await all(`?kind=evidence&contractId=${first}&side=enterprise`)).body;
    expect(evidence.findings.map(({ id }: Finding) => id).toSorted()).toEqual(
      (await report(first))
        .filter(({ code }) => !/no_|condition|deadline/.test(code.code))
        .map(({ id }) => id)
        .toSorted(),
    );
    expect((await all(`?contractId=${first}`)).body.total).toBe((await report(first)).length);
    expect((await all('?parkId=park-west')).body.total).toBe(0);
    expect((await all('', callers.otherEnterprise)).body).toMatchObject({ total: 0, findings: [] });
    expect((await all('?code=nobody_knows')).status).toBe(400);
    const refused = await callers.otherEnterprise.get(on(first, '/quality'));
    expect([refused.status, refused.body.code]).toEqual([404, 'not-found']);
  });

  it('stands on the page where a deal is shown', async () => {
    const script = await (await fetch(`${heqi.url}/page/board.js`)).text();
    expect(script).toContain('qualityCard(contract.quality)');
    const words = await (await fetch(`${heqi.url}/page-words/zh`)).json();
    expect(words).toMatchObject({ 'page.quality': '约定质量与填报疑点', 'page.qualityCount': '{count} 条提示' });
  });
});
