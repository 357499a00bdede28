import { ROLES_FOR, type Role } from '@heqi/domain';
import { OwnTokens } from '@heqi/identity';
import { batteryDeal } from './support/battery-deal';
import { DAY, everyCommand } from './support/every-command';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type Reply, type StandaloneUnderTest } from './support/standalone';
import { upload } from './support/upload';

const NO_LIGHTS = { grey: 0, blue: 0, green: 0, yellow: 0, red: 0 };
const SHA_OF_NOTHING_STORED = 'f'.repeat(64);

/** Nobody without a token, no enterprise but the parties, and no hand that only reads. */
describe('who may see and who may write', () => {
  let heqi: StandaloneUnderTest;
  const callers = {} as Record<keyof typeof people, Caller>;
  let contractId: string;

  beforeAll(async () => {
    heqi = await standaloneUnderTest({ clockStartsAt: `${DAY}T01:00:00.000Z` });
    for (const name of Object.keys(people) as (keyof typeof people)[]) callers[name] = await heqi.as(people[name]);
    const reply = await callers.clerk.post('/v1/contracts', batteryDeal('2025-008'));
    contractId = reply.body.contractId;
    await callers.clerk.get('/v1/board', { 'x-heqi-min-position': reply.headers.get('x-heqi-position')! });
  }, 60_000);
  afterAll(() => heqi?.stop());

  const on = (rest: string) => `/v1/contracts/${contractId}${rest}`;
  const revision = async () => (await callers.auditor.get(on('/history'))).body.events.at(-1).revision as number;
  const codeOf = ({ status, body }: Reply) => [status, body['code']];

  describe('of what nobody may see', () => {
    it('meets every route but the public ones where there is no token, or one that is not ours', async () => {
      const { paths } = (await heqi.anonymous().get('/openapi.json')).body;
      const stranger = await (await OwnTokens.open(`${heqi.dataDir}/other`, 'heqi')).issue(people.clerk, 1, new Date());
      const expired = await (await OwnTokens.open(heqi.dataDir, 'heqi')).issue(people.clerk, 1, new Date(0));
      const met: string[] = [];
      for (const [template, methods] of Object.entries<object>(paths)) {
        if (template.startsWith('/health/')) continue;
        const url = heqi.url + template.replace('{contractId}', contractId).replaceAll(/\{\w+\}/g, 'G-01');
        for (const method of Object.keys(methods).map((each) => each.toUpperCase())) {
          for (const authorization of [
            undefined,
            'Basic dTpw',
            'Bearer hello',
            `Bearer ${stranger}`,
            `Bearer ${expired}`,
          ]) {
            const reply = await fetch(url, { method, headers: authorization ? { authorization } : {} });
            expect([method, template, reply.status]).toEqual([method, template, 401]);
            expect(reply.headers.get('www-authenticate')).toContain('Bearer');
            expect(await reply.json()).toMatchObject({ code: 'unauthenticated' });
          }
          met.push(`${method} ${template}`);
        }
      }
      expect(met).toContain('POST /v1/contracts/{contractId}/termination');
      expect(met.length).toBeGreaterThan(everyCommand.length);
    }, 60_000);

    it('tells another enterprise nothing of a contract, by any question', async () => {
      const { otherEnterprise } = callers;
      for (const rest of [
        '',
        '/history',
        '/assessment',
        '/quality',
        '/reciprocity',
        '/money',
        `/evidence/${SHA_OF_NOTHING_STORED}`,
      ]) {
        expect(codeOf(await otherEnterprise.get(on(rest)))).toEqual([404, 'not-found']);
      }
      expect((await otherEnterprise.get('/v1/contracts')).body).toMatchObject({ total: 0, contracts: [] });
      expect((await otherEnterprise.get('/v1/obligations')).body).toMatchObject({ total: 0, obligations: [] });
      expect((await otherEnterprise.get('/v1/alerts')).body).toMatchObject({ total: 0, alerts: [] });
      expect((await otherEnterprise.get('/v1/quality')).body).toMatchObject({ total: 0, findings: [], counts: [] });
      expect((await otherEnterprise.get('/v1/due-calendar?from=2025-01-01')).body.days).toEqual([]);
      const { body: board } = await otherEnterprise.get('/v1/board?partyId=ent-battery');
      expect(board.quadrants.map(({ count }: { count: number }) => count)).toEqual([0, 0, 0, 0]);
      expect(board.totals).toEqual({ government: NO_LIGHTS, enterprise: NO_LIGHTS });
      expect((await callers.enterprise.get('/v1/contracts')).body.total).toBe(1); // who is a party does see it
    });

    it('hands no file to an enterprise that only knows its hash', async () => {
      const mine = JSON.stringify(batteryDeal('2025-009')).replaceAll('ent-battery', people.otherEnterprise.partyId);
      const own = (await callers.clerk.post('/v1/contracts', JSON.parse(mine))).body.contractId as string;
      const { sha256 } = (await upload(heqi.url, callers.enterprise, { fileName: 'a.txt', content: '底价' })).body;
      const claim = { performedOn: '2025-05-12', claimId: 'own', evidence: [{ sha256, fileName: 'a.txt' }] };
      const taken = await callers.otherEnterprise.post(`/v1/contracts/${own}/obligations/E-02/claims`, claim);
      expect(codeOf(taken)).toEqual([422, 'evidence-unknown']);
      const file = await callers.otherEnterprise.get(`/v1/contracts/${own}/evidence/${String(sha256)}`);
      expect(codeOf(file)).toEqual([404, 'not-found']);
      expect((await callers.enterprise.post(on('/obligations/E-02/claims'), claim)).status).toBe(201);
    });

    it.each(everyCommand.filter(({ command }) => command !== 'RecordContract'))(
      'answers another enterprise that gives $command as if there were no such contract',
      async ({ path: pathOf, body }) => {
        const missing = '00000000-0000-4000-8000-000000000000';
        for (const ifMatch of ['*', '"0"', `"${await revision()}"`]) {
          const [real, none] = await Promise.all(
            [contractId, missing].map((id) =>
              callers.otherEnterprise.post(`/v1/contracts${pathOf(id)}`, body, { 'if-match': ifMatch }),
            ),
          );
          const said = ({ status, body }: Reply) => ({ ...body, status, instance: 'the address asked' });
          expect(said(real!)).toEqual(said(none!));
          expect([403, 404, 422]).toContain(real!.status);
        }
      },
    );
  });

  describe('of a write by one who only reads', () => {
    it.each(['auditor', 'leader'] as const)(
      'meets every command of the %s that is not theirs to give, and lets them read all of it',
      async (who) => {
        const mayNot = everyCommand.filter(
          ({ command }) => command !== 'AttachEvidence' && !ROLES_FOR[command].includes(who as Role),
        );
        expect(mayNot.length).toBeGreaterThan(20);
        for (const { command, path: pathOf, body } of mayNot) {
          const reply = await callers[who].post(`/v1/contracts${pathOf(contractId)}`, body);
          expect([command, ...codeOf(reply)]).toEqual([command, 403, 'role-not-allowed']);
        }
        for (const rest of ['', '/history', '/assessment']) expect((await callers[who].get(on(rest))).status).toBe(200);
      },
    );

    it('keeps an auditor from uploading, importing and moving the clock', async () => {
      const { auditor } = callers;
      expect(codeOf(await upload(heqi.url, auditor, { fileName: 'a.txt', content: 'text' }))).toEqual([
        403,
        'forbidden',
      ]);
      expect(codeOf(await auditor.post('/v1/clock', { to: '2026-01-01' }))).toEqual([403, 'forbidden']);
      const csv = { ...auditor.headers, 'content-type': 'text/csv' };
      const imported = await fetch(`${heqi.url}/v1/imports/ny-incentive-agreements`, {
        method: 'POST',
        headers: csv,
        body: 'a',
      });
      expect(imported.status).toBe(403);
    });
  });
});
