import { batteryDeal } from './support/battery-deal';
import { DAY } from './support/every-command';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type Reply, type StandaloneUnderTest } from './support/standalone';

const OLD = 'office-statistics';
const succession = {
  successionId: 'district-reform-2025',
  predecessorId: OLD,
  successor: { id: 'office-new-district', kind: 'government_office', name: '新区发展统计局' },
  kind: 'abolition',
  effectiveOn: '2025-05-10',
  documentNumber: '国函〔2025〕1号',
};

/** A district is abolished: one request moves what its office holds on every contract, and history keeps the old name. */
describe('the succession of an office', () => {
  let heqi: StandaloneUnderTest;
  const callers = {} as Record<keyof typeof people | 'newOffice', Caller>;
  const contracts: string[] = [];
  let position = '0';
  const seen = () => ({ 'x-heqi-min-position': position });

  const written = (reply: Reply) => {
    position = reply.headers.get('x-heqi-position') ?? position;
    return reply;
  };

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: `${DAY}T01:00:00.000Z` });
    for (const name of Object.keys(people) as (keyof typeof people)[]) callers[name] = await heqi.as(people[name]);
    callers.newOffice = await heqi.as({ id: 'u-new', partyId: succession.successor.id, role: 'verifier' });
    for (const number of ['2025-031', '2025-032', '2025-033']) {
      contracts.push(
        written(await callers.clerk.post('/v1/contracts', batteryDeal(number))).body['contractId'] as string,
      );
    }
    const elsewhere = JSON.parse(JSON.stringify(batteryDeal('2025-034')).replaceAll(OLD, 'office-elsewhere'));
    written(await callers.clerk.post('/v1/contracts', elsewhere));
    const claim = { performedOn: '2025-05-06', claimId: 'start' };
    const path = `/v1/contracts/${contracts[0]}/obligations/E-02/claims`;
    expect(written(await callers.enterprise.post(path, claim)).status).toBe(201);
    // the third contract knows of another fate of the office
    const other = { ...succession, successionId: 'other', successor: { ...succession.successor, id: 'office-other' } };
    written(await callers.clerk.post(`/v1/contracts/${contracts[2]}/successions`, other));
  }, 60_000);
  afterAll(() => heqi?.stop());

  /** If-Match would speak of one contract. */
  const ask = async (who: Caller, body: unknown = succession) => {
    const reply = await fetch(`${heqi.url}/v1/successions`, {
      method: 'POST',
      headers: { ...who.headers, ...seen(), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Reply['body'] };
  };

  it('is not for everybody to record', async () => {
    expect(await ask(callers.leader)).toMatchObject({ status: 403, body: { code: 'role-not-allowed' } });
    const matched = await callers.clerk.post('/v1/successions', succession);
    expect(matched).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  });

  it('moves each contract in which the office stands, and reports each', async () => {
    const report = written(await ask(callers.clerk));
    expect(report).toMatchObject({
      status: 200,
      body: {
        successionId: succession.successionId,
        counts: { moved: 2, unchanged: 0, refused: 1 },
        contracts: [
          { dealNumber: '2025-031', outcome: 'moved', code: null },
          { dealNumber: '2025-032', outcome: 'moved' },
          { dealNumber: '2025-033', outcome: 'refused', code: 'party-already-succeeded' },
        ],
      },
    });
  });

  it('changes nothing when it is asked for again', async () => {
    const before = (await callers.auditor.get(`/v1/contracts/${contracts[0]}/history`)).body.events.length;
    expect((await ask(callers.clerk)).body['counts']).toEqual({ moved: 0, unchanged: 2, refused: 1 });
    const { events } = (await callers.auditor.get(`/v1/contracts/${contracts[0]}/history`)).body;
    expect(events).toHaveLength(before);
    expect(events.at(-1)).toMatchObject({ type: 'PartySucceeded', data: { successionId: succession.successionId } });
  });

  it('is found by its id: the contracts that it moved', async () => {
    const { body } = await callers.auditor.get(`/v1/successions/${succession.successionId}`, seen());
    expect(body).toMatchObject({ total: 2, contracts: [{ dealNumber: '2025-031' }, { dealNumber: '2025-032' }] });
    expect((await callers.otherEnterprise.get(`/v1/successions/${succession.successionId}`)).body.total).toBe(0);
  });

  it('names the new office from its day on, and the old one before, in contract and ledger', async () => {
    const verifiers = async (asOf: string) => {
      const view = (await callers.auditor.get(`/v1/contracts/${contracts[0]}?asOf=${asOf}`, seen())).body;
      const ledger = await callers.auditor.get(
        `/v1/obligations?contractId=${contracts[0]}&side=enterprise&asOf=${asOf}`,
      );
      const named = ledger.body.obligations.map(({ verifierName }: { verifierName: string }) => verifierName);
      return [view.commitments[1].roles.verifier, new Set(named)];
    };
    expect(await verifiers('2025-05-09')).toEqual([{ id: OLD, name: '荣江区统计局' }, new Set(['荣江区统计局'])]);
    const now = { id: succession.successor.id, name: succession.successor.name };
    expect(await verifiers('2025-05-10')).toEqual([now, new Set([now.name])]);
  });

  it('lets the people of the new office decide, and those of the old one no more', async () => {
    const path = `/v1/contracts/${contracts[0]}/obligations/E-02/claims/start/verification`;
    const refused = await callers.statistician.post(path, { decidedOn: DAY });
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-the-named-verifier' } });
    expect((await callers.newOffice.post(path, { decidedOn: DAY })).status).toBe(201);
  });

  it('can be taken back on one contract', async () => {
    const path = `/v1/contracts/${contracts[1]}/successions/${succession.successionId}/revocation`;
    written(await callers.clerk.post(path, { predecessorId: OLD, reason: '录入有误' }));
    expect((await callers.auditor.get(`/v1/successions/${succession.successionId}`, seen())).body.total).toBe(1);
  });
});
