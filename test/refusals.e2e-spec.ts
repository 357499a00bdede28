import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { batteryDeal, yuan } from './support/battery-deal';
import { DAY } from './support/every-command';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type Reply, type StandaloneUnderTest } from './support/standalone';
import { upload } from './support/upload';

type Who = keyof typeof people | 'claimingVerifier' | 'secondVerifier' | 'landOffice';
type Deal = ReturnType<typeof batteryDeal>;

const SHA_OF_NOTHING_STORED = 'f'.repeat(64);
const CHINESE = /\p{Script=Han}/u;

/** What the edge says no to, and how: one stable code and status each, in Chinese and English, and nothing of it recorded. */
describe('a refusal', () => {
  let heqi: StandaloneUnderTest;
  const callers = {} as Record<Who, Caller>;
  let contractId: string;

  beforeAll(async () => {
    heqi = await standaloneUnderTest({
      clockStartsAt: `${DAY}T01:00:00.000Z`,
      settings: { HEQI_MAX_EVIDENCE_BYTES: '2000' },
    });
    for (const name of Object.keys(people) as (keyof typeof people)[]) callers[name] = await heqi.as(people[name]);
    callers.claimingVerifier = await heqi.as({ ...people.landVerifier, role: 'clerk' });
    callers.secondVerifier = await heqi.as({ ...people.landVerifier, id: 'u-land-verifier-2' });
    callers.landOffice = await heqi.as({ id: 'u-land-office', partyId: 'office-land', role: 'verifier' });
    contractId = (await callers.clerk.post('/v1/contracts', batteryDeal('2025-008'))).body.contractId;
    const claim = { performedOn: '2025-05-12', claimId: 'land' };
    expect((await callers.claimingVerifier.post(on('/obligations/G-01/claims'), claim)).status).toBe(201);
  }, 60_000);
  afterAll(() => heqi?.stop());

  const on = (rest: string) => `/v1/contracts/${contractId}${rest}`;
  const revision = async () => (await callers.auditor.get(on('/history'))).body.events.at(-1).revision as number;
  const codeOf = ({ status, body }: Reply) => [status, body['code']];

  const deal = (change: (deal: Deal) => void) => {
    const changed = structuredClone(batteryDeal('2025-009'));
    change(changed);
    return changed;
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- a deal is written as JSON
  const firstPromise = (changed: Deal): any => (changed['promises'] as unknown[])[0];
  const claim = (fields: object) => ({ performedOn: '2025-05-12', claimId: 'another', ...fields });
  const verification = '/obligations/G-01/claims/land/verification';

  /** One line each: the rule, who asks, where below /v1/contracts, the body, status, code, headers. */
  type Refused = readonly [string, Who, string, unknown, number, string, Record<string, string>?];
  // prettier-ignore
  const REFUSED: readonly Refused[] = [
    ['an unknown field', 'clerk', '', { ...batteryDeal('2025-009'), colour: 'red' }, 400, 'bad-request'],
    ['an unknown field deep inside', 'clerk', '', deal((each) => (firstPromise(each).light = 'green')), 400, 'bad-request'],
    ['a field that is missing', 'clerk', '/{id}/parties', { id: 'office-x', kind: 'government_office' }, 400, 'bad-request'],
    ['money in a wrong unit', 'enterprise', '/{id}/obligations/E-04/claims', claim({ value: { value: '3', unit: 'mu' } }), 422, 'unit-mismatch'],
    ['money in yuan with a fraction', 'enterprise', '/{id}/obligations/E-04/claims', claim({ value: { minor: '1.5', currency: 'CNY' } }), 400, 'bad-request'],
    ['a number where text belongs', 'enterprise', '/{id}/obligations/E-04/claims', claim({ value: { minor: 150, currency: 'CNY' } }), 400, 'bad-request'],
    ['a unit nobody knows', 'clerk', '/{id}/parcels', { id: 'p', contractedArea: { value: '1', unit: 'acre-ish' } }, 400, 'bad-request'],
    ['an area in people', 'clerk', '/{id}/parcels', { id: 'p', contractedArea: { value: '1', unit: 'person' } }, 422, 'not-an-area'],
    ['a day that does not exist', 'clerk', '/{id}/obligations/G-01/claims', claim({ performedOn: '2025-02-29' }), 400, 'bad-request'],
    ['a day written in another way', 'clerk', '/{id}/obligations/G-01/claims', claim({ performedOn: '2025/05/12' }), 400, 'bad-request'],
    ['a performance of tomorrow', 'clerk', '/{id}/obligations/G-01/claims', claim({ performedOn: '2025-05-21' }), 422, 'date-in-the-future'],
    ['a payment of tomorrow', 'enterprise', '/{id}/obligations/E-01/payments', { paidOn: '2025-05-21', amount: yuan(1) }, 422, 'date-in-the-future'],
    ['a decision of tomorrow', 'secondVerifier', `/{id}${verification}`, { decidedOn: '2025-05-21' }, 422, 'date-in-the-future'],
    ['a deal recorded before', 'clerk', '', batteryDeal(' 2025-008 '), 409, 'contract-already-recorded'],
    ['a duty under a number that is taken', 'clerk', '/{id}/promises', firstPromise(batteryDeal('x')), 409, 'duplicate-obligation-number'],
    ['two duties of one number in a deal', 'clerk', '', deal((each) => (each['promises'] as unknown[]).push(firstPromise(each))), 409, 'duplicate-obligation-number'],
    ['a condition that names a missing duty', 'clerk', '', deal((each) => (firstPromise(each).conditions = [{ id: 'c', kind: 'fulfilment', of: 'E-99' }])), 422, 'condition-names-missing-obligation'],
    ['a term counted from a missing duty', 'clerk', '', deal((each) => (firstPromise(each).due = { kind: 'relative', from: { kind: 'fulfilment', of: 'E-99' }, term: { count: 1, unit: 'months' } })), 422, 'due-rule-names-missing-obligation'],
    ['a promise that an enterprise owes', 'clerk', '', deal((each) => (firstPromise(each).obligorId = 'ent-battery')), 422, 'obligor-on-the-wrong-side'],
    ['a claim taken twice', 'clerk', '/{id}/obligations/G-01/claims', claim({ claimId: 'land' }), 409, 'duplicate-claim'],
    ['a claim on a duty that is not there', 'clerk', '/{id}/obligations/G-77/claims', claim({}), 404, 'obligation-not-found'],
    ['an enterprise claiming what the office owes', 'enterprise', '/{id}/obligations/G-01/claims', claim({}), 403, 'not-your-obligation'],
    ['a reading where payments count', 'enterprise', '/{id}/obligations/E-01/claims', claim({ value: yuan(1) }), 422, 'reading-on-an-obligation-counted-by-payments'],
    ['a claimant who verifies his own claim', 'landVerifier', `/{id}${verification}`, { decidedOn: DAY }, 403, 'claimant-verifies-own-claim'],
    ['the office that performs verifying itself', 'landOffice', `/{id}${verification}`, { decidedOn: DAY }, 403, 'claimant-verifies-own-claim'],
    ['a verifier who is not the one named', 'statistician', `/{id}${verification}`, { decidedOn: DAY }, 403, 'not-the-named-verifier'],
    ['a clerk who verifies', 'clerk', `/{id}${verification}`, { decidedOn: DAY }, 403, 'role-not-allowed'],
    ['a date moved by what is no supplement', 'clerk', '/{id}/obligations/G-01/due-moves', { instrumentId: 'agreement', newDueOn: '2025-12-31' }, 422, 'instrument-not-a-supplement'],
    ['a file that was not uploaded', 'clerk', '/{id}/obligations/G-01/claims', claim({ evidence: [{ sha256: SHA_OF_NOTHING_STORED, fileName: 'a.pdf' }] }), 422, 'evidence-unknown'],
    ['a change without If-Match', 'clerk', '/{id}/obligations/G-01/claims', claim({}), 428, 'if-match-required', { 'if-match': '' }],
    ['a change on a revision that is past', 'clerk', '/{id}/obligations/G-01/claims', claim({}), 412, 'revision-stale', { 'if-match': '"0"' }],
    ['an If-Match without its quotes', 'clerk', '/{id}/obligations/G-01/claims', claim({}), 400, 'bad-request', { 'if-match': '7' }],
    ['an If-Match when recording a deal', 'clerk', '', batteryDeal('2025-009'), 400, 'bad-request', { 'if-match': '*' }],
    ['an Idempotency-Key with a blank', 'clerk', '/{id}/obligations/G-01/claims', claim({}), 400, 'bad-request', { 'idempotency-key': 'a b' }],
    ['a contract nobody recorded', 'clerk', '/00000000-0000-4000-8000-000000000000/parties', { id: 'o', kind: 'enterprise', name: 'o' }, 404, 'contract-not-found'],
    ['a contract id that is none', 'clerk', '/2025-008/parties', { id: 'o', kind: 'enterprise', name: 'o' }, 400, 'bad-request'],
    ['a body that is no JSON object', 'clerk', '/{id}/parties', ['no', 'object'], 400, 'bad-request'],
  ];

  it.each(REFUSED.map((row) => [row[0], row] as const))('meets %s', async (_, row) => {
    const [, who, url, body, status, code, headers = {}] = row;
    const target = `/v1/contracts${url.replace('{id}', contractId)}`;
    const before = await revision();
    for (const language of ['zh', 'en']) {
      const reply = await write(callers[who], target, body, { 'accept-language': language, ...headers });
      expect(codeOf(reply)).toEqual([status, code]);
      expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      const { title, detail } = reply.body as { title: string; detail: string };
      expect(reply.body).toMatchObject({ type: `urn:heqi:problem:${code}`, status, instance: target });
      expect(detail.length).toBeGreaterThan(10);
      expect([language, CHINESE.test(title)]).toEqual([language, language === 'zh']);
    }
    expect(await revision()).toBe(before);
    expect((await callers.clerk.get('/v1/contracts')).body.total).toBe(1);
  });

  describe('and the Idempotency-Key', () => {
    const key = { 'idempotency-key': 'payment-1' };
    const payment = { paidOn: '2025-03-28', amount: yuan(400_000) };

    it('gives the same answer to the same request, and 422 to another', async () => {
      const first = await callers.enterprise.post(on('/obligations/E-01/payments'), payment, key);
      const again = await callers.enterprise.post(on('/obligations/E-01/payments'), payment, key);
      expect(first.status).toBe(201);
      expect(again).toMatchObject({ status: 201, body: { ...first.body, replayed: true } });
      const other = { ...payment, amount: yuan(500_000) };
      expect(codeOf(await callers.enterprise.post(on('/obligations/E-01/payments'), other, key))).toEqual([
        422,
        'idempotency-key-reused',
      ]);
    });

    it('is not remembered for a refused command: put right, the same key goes in', async () => {
      const refused = { paidOn: '2025-05-21', amount: yuan(600_000) };
      const fresh = { 'idempotency-key': 'payment-2' };
      expect((await callers.enterprise.post(on('/obligations/E-01/payments'), refused, fresh)).status).toBe(422);
      const right = { ...refused, paidOn: '2025-05-19' };
      expect(await callers.enterprise.post(on('/obligations/E-01/payments'), right, fresh)).toMatchObject({
        status: 201,
        body: { replayed: false },
      });
    });

    it('is one person’s: another’s same key is another request', async () => {
      const { body } = await callers.clerk.post(on('/obligations/E-01/payments'), payment, key);
      expect(body).toMatchObject({ replayed: false });
    });
  });

  describe('of a file', () => {
    const pdf = { fileName: 'a.pdf', content: '%PDF-1.7\n%%EOF' };

    it.each([
      ['one byte too large', { fileName: 'a.txt', content: 'x'.repeat(2001) }, 413, 'evidence-too-large'],
      [
        'a program called .pdf',
        { fileName: 'a.pdf', content: Buffer.from('7f454c460201010000000000', 'hex') },
        415,
        'evidence-type-not-accepted',
      ],
      [
        'a picture of a kind nobody files',
        { fileName: 'a.gif', content: 'GIF89a\x01\x00\x01\x00' },
        415,
        'evidence-type-not-accepted',
      ],
    ])('meets %s', async (_, file, status, code) => {
      expect(codeOf(await upload(heqi.url, callers.clerk, file))).toEqual([status, code]);
      expect((await upload(heqi.url, callers.clerk, { ...file, content: 'x'.repeat(2000) })).status).toBe(201);
    });

    it('meets a form without a file', async () => {
      expect(codeOf(await callers.clerk.post('/v1/evidence', {}))).toEqual([400, 'bad-request']);
    });

    it('is served to those who may know of the contract only, and not at all once damaged on disk', async () => {
      const { sha256 } = (await upload(heqi.url, callers.clerk, pdf)).body as { sha256: string };
      expect(codeOf(await callers.clerk.get(on(`/evidence/${sha256}`)))).toEqual([404, 'not-found']); // no event names it
      const attached = { sha256, fileName: 'a.pdf' };
      expect((await callers.clerk.post(on('/obligations/G-01/claims/land/evidence'), attached)).status).toBe(201);
      expect((await callers.enterprise.get(on(`/evidence/${sha256}`))).status).toBe(200);
      expect(codeOf(await callers.otherEnterprise.get(on(`/evidence/${sha256}`)))).toEqual([404, 'not-found']);
      const file = path.join(heqi.dataDir, 'evidence', sha256.slice(0, 2), sha256.slice(2));
      await writeFile(file, Buffer.concat([await readFile(file), Buffer.from(' ')]));
      expect(codeOf(await callers.enterprise.get(on(`/evidence/${sha256}`)))).toEqual([500, 'evidence-damaged']);
    });
  });

  describe('of a question', () => {
    it.each([
      ['a position that is none', '/v1/board', { 'x-heqi-min-position': '-1' }, 400, 'bad-request'],
      ['a position in words', '/v1/contracts', { 'x-heqi-min-position': 'latest' }, 400, 'bad-request'],
      ['a position that is not there yet', '/v1/board', { 'x-heqi-min-position': '9'.repeat(18) }, 503, 'view-behind'],
      ['a day that does not exist', '/v1/board?asOf=2025-02-30', {}, 400, 'bad-request'],
      ['a status nobody knows', '/v1/obligations?status=purple', {}, 400, 'bad-request'],
      ['a page of more than a thousand', '/v1/contracts?limit=1001', {}, 400, 'bad-request'],
      [
        'a calendar that ends before it begins',
        '/v1/due-calendar?from=2025-02-01&until=2025-01-01',
        {},
        400,
        'bad-request',
      ],
      ['a path that leads nowhere', '/v1/promises', {}, 404, 'not-found'],
    ])('meets %s', async (_, url, headers, status, code) => {
      const reply = await callers.clerk.get(url, headers);
      expect(codeOf(reply)).toEqual([status, code]);
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      expect(reply.headers.get('retry-after') !== null).toBe(status === 503);
    });

    it('meets an assessment of a time before the contract was known', async () => {
      const reply = await callers.auditor.get(on('/assessment?knownAt=2025-01-01T00:00:00.000Z'));
      expect(codeOf(reply)).toEqual([404, 'not-found']);
    });
  });

  /** As `post`, but a header given as '' is left out. */
  async function write(caller: Caller, url: string, body: unknown, headers: Record<string, string>): Promise<Reply> {
    if (headers['if-match'] !== '') return caller.post(url, body, headers);
    const { 'if-match': _, ...others } = headers;
    const reply = await fetch(heqi.url + url, {
      method: 'POST',
      headers: { ...caller.headers, 'content-type': 'application/json', ...others },
      body: JSON.stringify(body),
    });
    return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Record<string, unknown> };
  }
});
