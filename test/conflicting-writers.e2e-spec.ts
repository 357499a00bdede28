import { batteryDeal, yuan } from './support/battery-deal';
import { DAY } from './support/every-command';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type StandaloneUnderTest } from './support/standalone';
import type { WriteAnswer } from './support/write-burst';

const AT_ONCE = 20;

/** Many clerks at one deal in the same moment. */
describe('writers who meet on one contract', () => {
  let heqi: StandaloneUnderTest;
  let clerk: Caller;
  let contractId: string;
  let revision: number;

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: `${DAY}T01:00:00.000Z` });
    clerk = await heqi.as(people.clerk);
  }, 60_000);
  afterAll(() => heqi?.stop());
  beforeEach(async () => {
    const { body } = await clerk.post<WriteAnswer>('/v1/contracts', batteryDeal(`2025-${contractId ?? 'first'}`));
    ({ contractId, revision } = body);
  });

  const claim = (claimId: string, headers: Record<string, string> = {}) =>
    clerk.post<WriteAnswer & { code?: string; detail?: string }>(
      `/v1/contracts/${contractId}/obligations/E-04/claims`,
      { performedOn: DAY, value: yuan(1_000), claimId },
      headers,
    );
  const atOnce = (headers: (n: number) => Record<string, string>) =>
    Promise.all(Array.from({ length: AT_ONCE }, (_, n) => claim(`claim-${n}`, headers(n))));
  const claimsInLog = async (): Promise<string[]> =>
    (await clerk.get(`/v1/contracts/${contractId}/history`)).body.events.flatMap(
      ({ data }: { data: { claimId?: string } }) => data.claimId ?? [],
    );

  it('all get through on If-Match: *, in some order, each with a revision of its own', async () => {
    const replies = await atOnce(() => ({ 'if-match': '*' }));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    const revisions = replies.map(({ body }) => body.revision).toSorted((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: AT_ONCE }, (_, n) => revision + 1 + n));
    for (const { headers, body } of replies) expect(headers.get('etag')).toBe(`"${body.revision}"`);
    const inOrderOfRevision = replies.toSorted((a, b) => a.body.revision - b.body.revision);
    const claimed = inOrderOfRevision.map((reply) => `claim-${replies.indexOf(reply)}`);
    expect(await claimsInLog()).toEqual(claimed);
  });

  it('who quote a revision: one gets through, the others are told that it is stale and what is current', async () => {
    const replies = await atOnce(() => ({ 'if-match': `"${revision}"` }));
    const [through, ...none] = replies.filter(({ status }) => status === 201);
    expect(none).toEqual([]);
    expect(through!.body.revision).toBe(revision + 1);
    const stale = replies.filter((reply) => reply !== through);
    expect(stale).toHaveLength(AT_ONCE - 1);
    for (const { status, body } of stale) {
      expect([status, body.code]).toEqual([412, 'revision-stale']);
      expect(body.detail).toContain(`at revision ${revision + 1}, not ${revision}`);
    }
    expect(await claimsInLog()).toEqual([`claim-${replies.indexOf(through!)}`]);
  });

  it('who send one request many times under one key are all given its one answer', async () => {
    const replies = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        claim('once', { 'if-match': `"${revision}"`, 'idempotency-key': `once-${contractId}` }),
      ),
    );
    const [first] = replies.filter(({ body }) => !body.replayed);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    for (const { body } of replies) expect(body).toEqual({ ...first!.body, replayed: body.replayed });
    expect(replies.filter(({ body }) => body.replayed)).toHaveLength(AT_ONCE - 1);
    expect(first!.body.revision).toBe(revision + 1);
    expect(await claimsInLog()).toEqual(['once']);
  });

  it('do not cost the deal’s history each: the process tells what its commands read', async () => {
    await claim('before');
    const figures = async () => {
      const { parts } = (await clerk.get('/health/lag')).body;
      return parts.find(({ name }: { name: string }) => name === 'commands').detail;
    };
    const before = await figures();
    await atOnce(() => ({ 'if-match': '*' }));
    const after = await figures();
    expect(after.hits - before.hits).toBe(AT_ONCE);
    expect(after.misses).toBe(before.misses);
    expect(after.eventsRead - before.eventsRead).toBe(2 * AT_ONCE); // the last one known, and what came since
  });
});
