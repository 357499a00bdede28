import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from './eventually';
import { GuardedServer } from './guarded-server';

describe('a server that a test starts', () => {
  const folders: string[] = [];
  const temporaryFolder = () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'heqi-guarded-'));
    folders.push(folder);
    return folder;
  };
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  it('dies with the test process, even one killed with -9, and takes its folder with it', async () => {
    const folder = temporaryFolder();
    const order = JSON.stringify({ command: 'sleep', args: ['600'], folder });
    const fork = `require('node:child_process').fork(process.argv[1], [process.argv[2]]).on('message', ({ pid }) => console.log(pid))`;
    const test = spawn(process.execPath, ['-e', fork, path.join(__dirname, 'server-guard.mjs'), order], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(test.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(isAlive(pid)).toBe(true);

    test.kill('SIGKILL');

    await eventually(() => !isAlive(pid), { what: 'the server to be gone' });
    await eventually(() => !existsSync(folder), { what: 'its folder to be gone' });
  });

  it('is quoted when it does not start', async () => {
    const missing = { command: 'no-such-server', args: [], folder: temporaryFolder() };
    await expect(GuardedServer.start(missing)).rejects.toThrow(/no-such-server could not be started: .*ENOENT/s);
  });

  it('ends by the signal asked for, once', async () => {
    const server = await GuardedServer.start({ command: 'sleep', args: ['600'], folder: temporaryFolder() });
    expect(server.running).toBe(true);
    await server.end('SIGTERM');
    expect(server.running).toBe(false);
    expect(isAlive(server.pid)).toBe(false);
    await server.end('SIGKILL');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
