// `npm run check`: all that a machine can say about the sources without running them. Every check runs, the failed ones
// are named at the end.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const installed = (...file) => path.join(root, 'node_modules', ...file);

const checks = [
  ['layout', installed('prettier', 'bin', 'prettier.cjs'), '--check', '.', '--log-level', 'warn'],
  ['lint', installed('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings'],
  ['types', installed('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json', '--noEmit'],
  ['import arrows', installed('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), 'apps', 'libs', '--config'],
  ['generated files', path.join(root, 'scripts', 'generate.mjs'), '--check'],
];

const failed = checks.filter(([name, program, ...args]) => {
  if (name === 'generated files' && !existsSync(program)) return false;
  const started = performance.now();
  const run = spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${run.status === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  return run.status !== 0;
});

if (failed.length > 0) {
  process.stderr.write(`npm run check: ${failed.map(([name]) => name).join(', ')} failed; see above.\n`);
  process.exit(1);
}
