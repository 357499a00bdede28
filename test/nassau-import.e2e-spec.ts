import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { contractIdOf } from '@heqi/commands';
import { OwnTokens } from '@heqi/identity';
import { people } from './support/people';
import { standaloneUnderTest, type Caller, type StandaloneUnderTest } from './support/standalone';

const root = path.resolve(__dirname, '..');
const nassau = path.join(root, 'test/fixtures/nassau/ny-incentive-agreements-nassau.csv');
const idOf = (dealNumber: string) => contractIdOf('NY-ESD-DEI', dealNumber);

describe('New York’s agreements in Nassau County', () => {
  let heqi: StandaloneUnderTest;
  let leader: Caller;
  let token: string;

  beforeAll(async () => {
    heqi = await standaloneUnderTest();
    leader = await heqi.as(people.leader);
    token = await (await OwnTokens.open(heqi.dataDir, 'heqi')).issue(people.clerk, 1, new Date());
  }, 120_000);
  afterAll(() => heqi?.stop());

  /** `npx heqi import …`, as a person calls it. */
  const heqiImport = (file: string, ...options: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const command = [path.join(root, 'bin/heqi.cjs'), 'import', file, '--url', heqi.url, ...options];
      const env = { ...process.env, HEQI_TOKEN: token, LC_ALL: 'C', LANG: 'C' };
      execFile(process.execPath, command, { env, cwd: heqi.dataDir }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      });
    });
  /** What the views say once they have everything that was imported. */
  const ledger = async (query: string) => {
    const { body } = await leader.get('/v1/board');
    const position: string = body.freshness.logPosition;
    return (await leader.get(`/v1/obligations?limit=1000&${query}`, { 'x-heqi-min-position': position })).body;
  };

  it('refuse the bad rows of a damaged copy, whole deals at a time, while the good ones go in', async () => {
    const damaged = path.join(heqi.dataDir, 'damaged.csv');
    const text = await readFile(nassau, 'utf8');
    await writeFile(
      damaged,
      text.replace('2018-08-17', '2018-08-32').replace('Grant,USD,1000000.0', 'Grant,XYZ,1000000.0'),
    );
    const { code, stdout } = await heqiImport(damaged);
    expect(code).toBe(1);
    expect(stdout).toContain('recorded now 23, recorded before and unchanged 0');
    expect(stdout).toContain('row 3, start "2018-08-32": There is no such day.');
    expect(stdout).toMatch(
      /row 10, currency "XYZ": .*\n.*row 11, agreement_id "131,398": Row 10 of the same agreement/,
    );
    expect((await leader.get(`/v1/contracts/${idOf('131,398')}`)).status).toBe(404);
  }, 120_000);

  it('then go in whole: the two deals that waited, and nothing twice', async () => {
    const { code, stdout, stderr } = await heqiImport(nassau, '--lang', 'zh');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('26行，读出25个项目');
    expect(stdout).toContain('政府承诺24项，新增就业承诺24项，保留就业承诺22项，申报70条，终止5项');
    expect(stdout).toContain('本次登记2个，先前已登记且无变化23个');
    expect(stdout).toContain('26行中有26行的“保留岗位实绩”与承诺数相同');
  }, 120_000);

  it('change nothing when imported once more', async () => {
    const before = (await leader.get('/v1/board')).body.freshness.logPosition;
    const { code, stdout } = await heqiImport(nassau);
    expect(code).toBe(0);
    expect(stdout).toContain('recorded now 0, recorded before and unchanged 25');
    expect((await leader.get('/v1/board')).body.freshness.logPosition).toBe(before);
  }, 120_000);

  it('stand in the ledger with both sides, none of them with a deadline, none of them verified', async () => {
    const promises = await ledger('side=government');
    const commitments = await ledger('side=enterprise');
    expect([promises.total, commitments.total]).toEqual([24, 46]);
    const numbered = (no: string) => commitments.obligations.filter((each: { no: string }) => each.no === no).length;
    expect([numbered('E-01'), numbered('E-02')]).toEqual([24, 22]);
    for (const duty of [...promises.obligations, ...commitments.obligations]) {
      expect(['no_deadline', 'terminated']).toContain(duty.status.code);
      expect([duty.light.code, duty.dueOn, duty.verifiedBasisPoints ?? 0]).toEqual(['grey', null, 0]);
    }
  });

  it('end on the day the file gives, and where it gives none by the day of its figures', async () => {
    const { body } = await leader.get('/v1/board');
    expect(body.ended.count).toBe(5);
    const endOf = (dealNumber: string) =>
      body.ended.deals.find((deal: { contractId: string }) => deal.contractId === idOf(dealNumber))?.terminatedOn;
    expect([endOf('124,167'), endOf('131,362')]).toEqual(['2021-08-02', '2024-03-31']);
  });

  it('let a company see its own deals, and no other', async () => {
    const contract = (await leader.get(`/v1/contracts/${idOf('133,367')}`)).body;
    const candy = await heqi.as({ id: 'u-candy', partyId: contract.parties[0].id, role: 'enterprise' });
    expect((await candy.get('/v1/obligations')).body.total).toBe(6); // two agreements of three duties
    expect((await candy.get(`/v1/contracts/${idOf('131,398')}`)).status).toBe(404);
    expect((await heqi.anonymous().post('/v1/imports/ny-incentive-agreements', {})).status).toBe(401);
  });
});
