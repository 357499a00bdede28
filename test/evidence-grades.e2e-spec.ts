import { batteryDeal } from './support/battery-deal';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type StandaloneUnderTest } from './support/standalone';
import { upload } from './support/upload';

/** A deal that asks for the word of a third party, and a firm that brings its own first. */
describe('the grade of evidence', () => {
  let heqi: StandaloneUnderTest;
  const callers = {} as Record<keyof typeof people, Caller>;
  let contractId: string;
  const on = (rest: string) => `/v1/contracts/${contractId}${rest}`;
  const start = (rest: string) => on(`/obligations/E-02${rest}`);
  const duty = async (query = '?asOf=2025-12-31') => {
    const { commitments } = (await callers.auditor.get(on(`/assessment${query}`))).body;
    return commitments.find(({ terms }: { terms: { no: string } }) => terms.no === 'E-02');
  };
  const file = async (fileName: string) =>
    (await upload(heqi.url, callers.enterprise, { fileName, content: fileName })).body['sha256'] as string;

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: '2025-12-31T01:00:00.000Z' });
    for (const name of Object.keys(people) as (keyof typeof people)[]) callers[name] = await heqi.as(people[name]);
    const { details, ...deal } = batteryDeal('2025-031') as { details: object };
    const asking = { ...deal, details: { ...details, minimumEvidenceGrade: 'third_party' } };
    const reply = await callers.clerk.post('/v1/contracts', asking);
    expect([reply.status, reply.body.code]).toEqual([201, undefined]);
    contractId = reply.body.contractId;
    const handover = { performedOn: '2025-04-30', claimId: 'land' };
    await callers.clerk.post(on('/obligations/G-01/claims'), handover);
  }, 60_000);
  afterAll(() => heqi?.stop());

  it('that a contract asks for stands in its details, and in the duties that wait for better evidence', async () => {
    expect((await callers.auditor.get(on('/assessment'))).body.details.minimumEvidenceGrade).toBe('third_party');
    const own = { sha256: await file('开工照片.txt'), fileName: '开工照片.txt' };
    const claim = { performedOn: '2025-10-20', claimId: 'start', evidence: [own] };
    expect((await callers.enterprise.post(start('/claims'), claim)).status).toBe(201);
    expect(await duty()).toMatchObject({
      belowGrade: {
        minimum: { code: 'third_party', zh: '第三方出具' },
        claims: [{ claimId: 'start', grade: { code: 'self' } }],
      },
      claims: [{ evidence: [{ grade: 'self' }] }],
    });
  });

  it('is not made better by a verification, and does not count below the minimum', async () => {
    const decided = { decidedOn: '2025-12-31' };
    const better = await callers.statistician.post(start('/claims/start/verification'), {
      ...decided,
      grade: 'third_party',
    });
    expect([better.status, better.body.code]).toEqual([422, 'grade-above-evidence']);
    expect((await callers.statistician.post(start('/claims/start/verification'), decided)).status).toBe(201);
    const { status, fulfilledOn, flags, claims } = await duty();
    expect(fulfilledOn).toBeNull();
    expect(flags).toContainEqual(expect.objectContaining({ code: 'below_grade', zh: '佐证等级不足' }));
    expect(status.sentence.zh).toContain('本合同要求佐证不低于“第三方出具”');
    expect(status.sentence.en).toContain('start (self-reported) not counted until better evidence is verified');
    expect(claims).toMatchObject([{ decision: { outcome: 'accepted', grade: 'self' } }]);
  });

  it('counts when better evidence is attached and verified anew', async () => {
    const report = { sha256: await file('监理报告.txt'), fileName: '监理报告.txt', grade: 'third_party' };
    const attached = await callers.enterprise.post(start('/claims/start/evidence'), report);
    expect(attached.status).toBe(201);
    const again = { decidedOn: '2025-12-31', reason: '补充监理报告' };
    await callers.statistician.post(start('/claims/start/verification/revocation'), again);
    const verified = await callers.statistician.post(start('/claims/start/verification'), { decidedOn: '2025-12-31' });
    expect(verified.status).toBe(201);
    expect(await duty()).toMatchObject({ fulfilledOn: '2025-10-20', belowGrade: null });
    const position = verified.headers.get('x-heqi-position')!;
    const { body } = await callers.auditor.get(`/v1/obligations?asOf=2025-12-31&contractId=${contractId}`, {
      'x-heqi-min-position': position,
    });
    expect(body.obligations.find(({ no }: { no: string }) => no === 'E-02')).toMatchObject({
      fulfilledOn: '2025-10-20',
      flags: [],
    });
  });
});
