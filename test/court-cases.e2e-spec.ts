import { standaloneUnderTest, type Caller, type StandaloneUnderTest } from './support/standalone';
import {
  COURT_PEOPLE,
  jingzhouDeal,
  jingzhouLadder,
  wenjiangClawback,
  wenjiangDeal,
  wenjiangJudgment,
  zhongshanDeal,
  zhongshanSteps,
} from './support/court-cases';

/** Cases that the Supreme People's Court published, played over HTTP: the software says what the court found. Days that the
 *  text does not give are marked as assumed beside the data. */
describe('the typical case', () => {
  let heqi: StandaloneUnderTest;
  const callers = {} as Record<keyof typeof COURT_PEOPLE, Caller>;

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: '2019-12-10T01:00:00.000Z' });
    for (const name of Object.keys(COURT_PEOPLE) as (keyof typeof COURT_PEOPLE)[]) {
      callers[name] = await heqi.as(COURT_PEOPLE[name]);
    }
  }, 60_000);
  afterAll(() => heqi?.stop());

  describe('荆州 (a concession terminated by notice)', () => {
    let contract = '';
    let position = '0';
    const view = async (asOf: string) =>
      (await callers.auditor.get(`${contract}?asOf=${asOf}`, { 'x-heqi-min-position': position })).body;

    beforeAll(async () => {
      const recorded = await callers.clerk.post('/v1/contracts', jingzhouDeal);
      expect(recorded.status).toBe(201);
      contract = `/v1/contracts/${recorded.body.contractId}`;
    });

    it('is no end before its time: each rung is refused with the first day on which it may be taken', async () => {
      for (const { by, path, body, tooEarly } of jingzhouLadder) {
        if (tooEarly) {
          const early = await callers[by].post(`${contract}/terminations${path}`, { ...body, ...tooEarly.body });
          expect(early).toMatchObject({
            status: 409,
            body: { code: 'case-step-too-early', firstDay: tooEarly.firstDay },
          });
        }
        const taken = await callers[by].post(`${contract}/terminations${path}`, body);
        expect([path, taken.status]).toEqual([path, 201]);
        position = taken.headers.get('x-heqi-position')!;
      }
    });

    it('ends on the day of service, and runs on the day before', async () => {
      const [before, after] = [await view('2017-07-30'), await view('2017-07-31')];
      expect(before.terminationCases[0].next).toMatchObject([{ step: { code: 'service' }, firstDay: '2017-07-28' }]);
      expect(before.commitments[0].status.code).toBe('overdue');
      expect(after).toMatchObject({
        terminated: { terminatedOn: '2017-07-31' },
        terminationCases: [{ state: { code: 'terminated' }, next: [] }],
        commitments: [{ terms: { no: 'E-01' }, status: { code: 'terminated' } }, { terms: { no: 'E-02' } }],
      });
    });

    it('leaves audit and compensation owed, as the court advised', async () => {
      const [settlement] = (await view('2017-08-31')).promises;
      expect(settlement).toMatchObject({
        terms: { survivesTermination: true },
        status: { code: 'no_deadline' },
        flags: [{ code: 'surviving_termination' }],
      });
    });
  });

  describe('中山 (a supplement dissolved as of the day on which the claim was served)', () => {
    let contract = '';
    let position = '0';
    const dueOn = async (asOf: string) => {
      const seen = { 'x-heqi-min-position': position };
      const { commitments } = (await callers.auditor.get(`${contract}?asOf=${asOf}`, seen)).body;
      return commitments.map((each: { due: { current: string } }) => each.due.current);
    };

    beforeAll(async () => {
      const recorded = await callers.clerk.post('/v1/contracts', zhongshanDeal);
      expect(recorded.status).toBe(201);
      contract = `/v1/contracts/${recorded.body.contractId}`;
      for (const [path, body] of zhongshanSteps) {
        const written = await callers.clerk.post(contract + path, body);
        expect([path, written.status]).toEqual([path, 201]);
        position = written.headers.get('x-heqi-position')!;
      }
    });

    it('counts up to the day before, and no more from 29 April 2019 on', async () => {
      expect(await dueOn('2016-07-18')).toEqual(['2012-12-31', '2014-12-31']);
      expect(await dueOn('2016-07-19')).toEqual(['2015-09-30', '2017-09-30']);
      expect(await dueOn('2019-04-28')).toEqual(['2015-09-30', '2017-09-30']);
      expect(await dueOn('2019-04-29')).toEqual(['2012-12-31', '2014-12-31']);
    });
  });

  describe('温江 (a penalty that a civil court had rejected)', () => {
    let contract = '';

    beforeAll(async () => {
      const recorded = await callers.clerk.post('/v1/contracts', wenjiangDeal);
      expect(recorded.status).toBe(201);
      contract = `/v1/contracts/${recorded.body.contractId}`;
      expect((await callers.clerk.post(`${contract}/clawbacks/rejections`, wenjiangJudgment)).status).toBe(201);
    });

    it('is not claimed again by decision: the refusal names the judgment', async () => {
      const refused = await callers.clerk.post(`${contract}/clawbacks`, wenjiangClawback);
      expect(refused).toMatchObject({
        status: 409,
        body: { code: 'ground-rejected-by-court', judgmentNumber: wenjiangJudgment.judgmentNumber },
      });
      expect(refused.body.detail).toContain('已裁判事项不得再行追缴');
    });

    it('is another matter than another breach of the same contract', async () => {
      const other = { ...wenjiangClawback, ground: { ...wenjiangClawback.ground, no: 'E-02' } };
      expect((await callers.clerk.post(`${contract}/clawbacks`, other)).status).toBe(201);
    });
  });
});
