import { batteryDeal, yuan } from './support/battery-deal';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type StandaloneUnderTest } from './support/standalone';

/** What is promised, due, applied for and paid, and what a payment may be at fault for. */
describe('the money of a deal, over HTTP', () => {
  let heqi: StandaloneUnderTest;
  const callers = {} as Record<keyof typeof people, Caller>;
  let contractId = '';
  let seen: Record<string, string> = {};

  const on = (rest: string) => `/v1/contracts/${contractId}${rest}`;
  const post = async (who: keyof typeof people, url: string, body: unknown) => {
    const answer = await callers[who].post(url, body);
    expect({ url, status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
    seen = { 'x-heqi-min-position': answer.headers.get('x-heqi-position')! };
    return answer.body;
  };

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: '2025-05-20T01:00:00.000Z' });
    for (const name of Object.keys(people) as (keyof typeof people)[]) callers[name] = await heqi.as(people[name]);
    contractId = (await post('clerk', '/v1/contracts', batteryDeal('2025-077'))).contractId;
    const pay = async (no: string, who: keyof typeof people, verifier: keyof typeof people, amount: number) => {
      const claimId = `${no}-pay`;
      await post(who, on(`/obligations/${no}/payments`), { paidOn: '2025-04-10', amount: yuan(amount), claimId });
      await post(verifier, on(`/obligations/${no}/claims/${claimId}/verification`), { decidedOn: '2025-05-19' });
    };
    await pay('E-01', 'enterprise', 'statistician', 400_000);
    await pay('G-03', 'clerk', 'landVerifier', 12_000_000); // before production, and more than was agreed
    await post('enterprise', on('/obligations/E-01/payments'), { paidOn: '2025-05-18', amount: yuan(100_000) });
  }, 60_000);
  afterAll(() => heqi?.stop());

  it('tells of each sum what became of it, and what is wrong with a payment', async () => {
    const { lines } = (await callers.leader.get(on('/money'))).body;
    const line = (no: string) => lines.find((each: { no: string }) => each.no === no);
    expect(lines.map(({ no }: { no: string }) => no)).toEqual(['G-03', 'E-01']); // a level of investment is no payment
    expect(line('E-01')).toMatchObject({
      ...{ promised: yuan(1_000_000), due: yuan(1_000_000), applied: yuan(100_000), paid: yuan(400_000) },
      ...{ outstanding: yuan(600_000), dueOn: '2025-03-31' },
      faults: [
        { kind: { code: 'late' }, claimId: 'E-01-pay', amount: yuan(400_000) },
        { kind: { code: 'unpaid', zh: '逾期未付' }, amount: yuan(600_000) },
      ],
    });
    expect(line('G-03').faults).toMatchObject([
      { kind: { code: 'without_condition' }, amount: yuan(12_000_000) },
      { kind: { code: 'above_entitlement' }, amount: yuan(2_000_000) },
    ]);
    const before = (await callers.auditor.get(on('/money?asOf=2025-04-09'))).body.lines;
    expect(before.flatMap(({ paid }: { paid: unknown }) => [paid])).toEqual([yuan(0), yuan(0)]);
  });

  it('adds up what is still to come, by side and year, within what one may know of', async () => {
    const exposure = (await callers.leader.get('/v1/fiscal-exposure?side=enterprise', seen)).body;
    expect(exposure).toMatchObject({ deals: 1, years: [{ year: 2025, certain: yuan(600_000), conditional: yuan(0) }] });
    expect(exposure.faults).toContainEqual(expect.objectContaining({ count: 1 }));
    const unpaidSubsidy = (await callers.leader.get('/v1/fiscal-exposure?asOf=2025-04-09', seen)).body.years;
    expect(unpaidSubsidy).toMatchObject([{ conditional: yuan(10_000_000), certain: yuan(0) }]);
    const stranger = await heqi.as({ id: 'u-else', partyId: 'ent-else', role: 'enterprise' });
    expect((await stranger.get('/v1/fiscal-exposure')).body).toMatchObject({ deals: 0, years: [] });
  });
});
