import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dumpViews, openViews } from '@heqi/views';
import { batteryDeal } from './support/battery-deal';
import { eventually } from './support/eventually';
import { people } from './support/people';
import { buildIfStale, runToEnd, startProcess, type ProcessUnderTest } from './support/processes';
import { callerOf, type Caller } from './support/standalone';
import { upload } from './support/upload';
import { WriteBurst, type WriteAnswer } from './support/write-burst';

const CLI = path.resolve(__dirname, '..', 'dist', 'apps', 'cli', 'src', 'main.js');
const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n';

/** A district office's story: it is written to while it is backed up, and what was backed up is all that is left. */
describe('backup, verify and restore', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'heqi-backup-'));
  const at = (name: string) => path.join(root, name);
  const settings = (dataDir: string, extra: Record<string, string> = {}) => ({
    PORT: '0',
    HEQI_DATA_DIR: dataDir,
    HEQI_LOG_LEVEL: 'error',
    ...extra,
  });
  const cli = (dataDir: string, ...args: string[]) => runToEnd('cli', { settings: settings(dataDir), args });

  let running: ProcessUnderTest | undefined;
  let token: string;
  let burst: WriteBurst;
  let acknowledgedBefore: WriteAnswer[];
  let withEvidence: { contractId: string; sha256: string };

  const start = async (dataDir: string): Promise<Caller> => {
    running = await startProcess('standalone', { settings: settings(dataDir) });
    await running.whenReady();
    return callerOf(() => running!.address, token);
  };
  /** Until the views show all of the log, to which nobody adds any more. */
  const settled = async (caller: Caller) => {
    const { freshness } = (await caller.get('/v1/board')).body;
    await caller.get('/v1/board', { 'x-heqi-min-position': freshness.logPosition });
  };
  const stop = async () => {
    await running?.kill('SIGTERM');
    running = undefined;
  };

  beforeAll(async () => {
    buildIfStale();
    const { id, role, partyId } = people.clerk;
    const issued = await cli(at('live'), 'token', '--id', id, '--role', role, '--party', partyId);
    token = issued.output.trim();
  }, 180_000);
  afterAll(async () => {
    if (running?.running) await running.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  });

  it('a backup taken while people write verifies, and so does the folder they write to', async () => {
    const clerk = await start(at('live'));
    const { contractId } = (await clerk.post<WriteAnswer>('/v1/contracts', batteryDeal('2025-001'))).body;
    const { sha256 } = (await upload(running!.address, clerk, { fileName: '验收单.pdf', content: PDF })).body;
    const claim = {
      performedOn: '2025-03-20',
      claimId: 'with-evidence',
      evidence: [{ sha256, fileName: '验收单.pdf' }],
    };
    const claimed = await clerk.post(`/v1/contracts/${contractId}/obligations/G-01/claims`, claim);
    expect(claimed.status).toBe(201);
    withEvidence = { contractId, sha256: sha256 as string };
    burst = new WriteBurst(clerk, 4, (writer, n) => ({ url: '/v1/contracts', body: batteryDeal(`${writer}-${n}`) }));
    await eventually(() => burst.acknowledged.length >= 30, { what: '30 acknowledged writes' });
    acknowledgedBefore = burst.acknowledged.map(({ answer }) => answer!.body);

    const backup = await cli(at('live'), 'backup', at('under-way'), '--lang', 'en');
    expect(backup).toMatchObject({ exitCode: 0, output: expect.stringMatching(/Nothing is wrong\.\n$/) as string });
    expect(burst.acknowledged.length).toBeGreaterThan(acknowledgedBefore.length); // nobody had to wait for it
    const verified = await cli(at('live'), 'verify', '--lang', 'zh');
    expect(verified).toMatchObject({ exitCode: 0, output: expect.stringContaining('未发现问题。') as string });
  }, 300_000);

  it('a backup is taken of what stands still, too, and one that is killed has not its name', async () => {
    await stop();
    await burst.whenBroken();
    await settled(await start(at('live')));
    await stop();
    expect((await cli(at('live'), 'backup', at('still'), '--since', at('under-way'))).exitCode).toBe(0);

    const crowded = at('crowded');
    cpSync(at('live'), crowded, { recursive: true });
    for (let n = 0; n < 300; n++) putEvidence(crowded, `paper ${n}`);
    const env = { PATH: process.env['PATH'], ...settings(crowded) };
    const child = spawn(process.execPath, [CLI, 'backup', at('killed')], { env, cwd: root, stdio: 'ignore' });
    const begun = () =>
      readdirSync(root).some((name) => name.startsWith('killed.') && existsSync(at(`${name}/evidence`)));
    await eventually(begun, {
      what: 'the backup to begin',
      hopeless: () => (child.exitCode === null ? undefined : 'ended'),
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(at('killed'))).toBe(false);
    const left = readdirSync(root).find((name) => name.startsWith('killed.'))!;
    expect(existsSync(at(`${left}/manifest.json`))).toBe(false);
    rmSync(at(left), { recursive: true });
  }, 300_000);

  it('verify names what is wrong where, and restore takes nothing that does not verify', async () => {
    const { sha256 } = withEvidence;
    const evidence = `evidence/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
    cpSync(at('still'), at('damaged'), { recursive: true });
    writeFileSync(path.join(at('damaged'), evidence), PDF.replace('1.7', '1.4'));
    const json = await cli(at('unused'), 'verify', at('damaged'), '--json');
    expect(json.exitCode).toBe(1);
    expect(JSON.parse(json.output)).toMatchObject({ findings: [{ code: 'evidence-damaged', at: { path: evidence } }] });

    const refused = await cli(at('restored'), 'restore', at('damaged'));
    expect(refused).toMatchObject({ exitCode: 1, output: expect.stringContaining('Nothing was restored') as string });
    expect(existsSync(at('restored'))).toBe(false);
  }, 300_000);

  it('what was acknowledged before a backup is there after its restore, with evidence, under the same tokens', async () => {
    const restored = await cli(at('restored'), 'restore', at('under-way'), '--lang', 'en');
    expect(restored).toMatchObject({ exitCode: 0, output: expect.stringContaining('rebuilds the views') as string });
    expect(existsSync(at('restored/views'))).toBe(false);
    const clerk = await start(at('restored'));
    for (const { contractId, events } of acknowledgedBefore) {
      const { body } = await clerk.get(`/v1/contracts/${contractId}/history`);
      expect(body.events).toEqual(
        expect.arrayContaining(events.map((event) => expect.objectContaining(event) as object)),
      );
      expect((await clerk.get(`/v1/contracts/${contractId}`)).status).toBe(200); // from the views
    }
    const { contractId, sha256 } = withEvidence;
    const file = await clerk.get<string>(`/v1/contracts/${contractId}/evidence/${sha256}`);
    expect(file).toMatchObject({ status: 200, body: PDF });
    expect((await clerk.post('/v1/contracts', batteryDeal('after-the-restore'))).status).toBe(201);
    await stop();
  }, 300_000);

  it('the views made after a restore equal those that were live, byte for byte', async () => {
    const live = await dump(at('live'));
    expect(live.find(({ table }) => table === 'contract_state')!.rows).toBeGreaterThan(acknowledgedBefore.length);
    expect((await cli(at('restored-still'), 'restore', at('still'))).exitCode).toBe(0);
    await settled(await start(at('restored-still')));
    await stop();
    expect(await dump(at('restored-still'))).toEqual(live);
  }, 300_000);
});

async function dump(dataDir: string) {
  const views = await openViews({ dataDir });
  try {
    return await dumpViews(views.dataSource);
  } finally {
    await views.close();
  }
}

function putEvidence(dataDir: string, text: string): void {
  const sha256 = createHash('sha256').update(text).digest('hex');
  mkdirSync(path.join(dataDir, 'evidence', sha256.slice(0, 2)), { recursive: true });
  writeFileSync(path.join(dataDir, 'evidence', sha256.slice(0, 2), sha256.slice(2)), text);
}
