import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Runs, in a Jest of its own, a suite that needs a server nobody has, and one that needs a server at hand. */
function runSuites(environment: Record<string, string>): { exitCode: number | null; said: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'heqi-skip-'));
  const root = path.resolve(__dirname, '..', '..');
  writeFileSync(
    path.join(folder, 'needs.spec.ts'),
    `const { describeWithServer } = require(${JSON.stringify(path.join(__dirname, 'skip-loudly.ts'))});
     const there = { server: 'Kafka', available: true };
     const missing = { server: 'Kafka', available: false, reason: 'no Java' };
     describeWithServer(there, 'with it', () => it('runs', () => {}));
     describeWithServer([there, missing], 'without it', () => it('would fail if it ran', () => { throw new Error('ran'); }));`,
  );
  const { transform } = require(path.join(root, 'jest.config.cjs')) as { transform: object };
  writeFileSync(
    path.join(folder, 'jest.config.json'),
    JSON.stringify({ transform, roots: [folder], testRegex: 'spec\\.ts$', rootDir: root }),
  );
  const jest = [
    path.join(root, 'node_modules/jest/bin/jest.js'),
    '--config',
    path.join(folder, 'jest.config.json'),
    '--verbose',
  ];
  const run = spawnSync(process.execPath, jest, {
    encoding: 'utf8',
    env: { ...process.env, HEQI_REQUIRE_SERVERS: '', ...environment },
  });
  rmSync(folder, { recursive: true, force: true });
  return { exitCode: run.status, said: run.stdout + run.stderr };
}

describe('a suite whose server is missing', () => {
  it('is skipped with a loud line that says which and why, the others running', () => {
    const { exitCode, said } = runSuites({});
    expect(said).toContain('*** SKIPPED: without it — Kafka: no Java');
    expect(said).toContain('1 skipped, 1 passed, 2 total');
    expect(exitCode).toBe(0);
  });

  it('fails where servers are required', () => {
    const { exitCode, said } = runSuites({ HEQI_REQUIRE_SERVERS: '1' });
    expect(said).toContain('HEQI_REQUIRE_SERVERS=1, and this suite cannot run. Kafka: no Java');
    expect(said).toContain('1 failed, 1 passed, 2 total');
    expect(exitCode).toBe(1);
  });
});
