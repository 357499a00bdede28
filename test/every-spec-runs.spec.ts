import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const everySpec = specsInGit();

describe('the test command', () => {
  it('is `npm test`, and runs every spec file in git', () => {
    const { scripts } = require(path.join(root, 'package.json')) as { scripts: Record<string, string> };
    expect(scripts['test']).toBe('node scripts/test.mjs');
    expect(everySpec.length).toBeGreaterThan(0);
    expect(notRun(everySpec, specsRunBy([]))).toEqual([]);
  });

  it('would be caught leaving one out', () => {
    const withoutThisOne = specsRunBy(['--testPathIgnorePatterns', 'every-spec-runs']);
    expect(notRun(everySpec, withoutThisOne)).toEqual(['test/every-spec-runs.spec.ts']);
  });
});

/** Tracked, and new ones not yet added: a spec that is about to be committed counts already. */
function specsInGit(): string[] {
  const pathspec = ['--', '*spec.ts', '*spec.tsx', '*spec.js', '*spec.mjs', '*spec.cjs', '*test.ts', '*test.js'];
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...pathspec], {
    cwd: root,
    encoding: 'utf8',
  });
  const removed = execFileSync('git', ['ls-files', '--deleted', ...pathspec], { cwd: root, encoding: 'utf8' });
  const gone = new Set(removed.split('\n'));
  return listed.split('\n').filter((file) => file !== '' && !gone.has(file));
}

function specsRunBy(jestArguments: string[]): Set<string> {
  const command = [path.join(root, 'scripts', 'test.mjs'), '--listTests', ...jestArguments];
  const listed = execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
  return new Set(listed.split('\n').map((file) => path.relative(root, file)));
}

function notRun(specs: string[], run: Set<string>): string[] {
  return specs.filter((spec) => !run.has(spec));
}
