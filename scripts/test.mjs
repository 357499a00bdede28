// `npm test -- [Jest's arguments]`: brings what the suite needs, runs it, says what was skipped and why, and closes with
// a plain line of counts, alone and last: "412 passed, 0 failed, 3 skipped". With --long (`npm run test:long`) the random
// suites run as many rounds as a night has room for: they read HEQI_LONG.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchKafka } from './fetch-kafka.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const jestArguments = process.argv.slice(2).filter((argument) => argument !== '--long');
if (process.argv.includes('--long')) process.env.HEQI_LONG = '1';
const onlyAsks = ['--listTests', '--showConfig', '--help', '--version'];

if (jestArguments.some((argument) => onlyAsks.includes(argument))) process.exit(runJest(jestArguments));

const build = spawnSync(process.execPath, [path.join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: 'inherit' });
const buildFailed = build.status !== 0; // whole stories start the built processes; the other specs run all the same
const noKafka = fetchKafka();
if (noKafka) loudly(`${noKafka}. Suites that need a broker will be skipped, or fail where servers are required.`);

const folder = mkdtempSync(path.join(tmpdir(), 'heqi-test-'));
const resultsFile = path.join(folder, 'results.json');
const exitCode = runJest([...jestArguments, '--json', `--outputFile=${resultsFile}`], 'ignore');
const results = readResults();
rmSync(folder, { recursive: true, force: true });
if (results) {
  if (buildFailed) loudly('The build failed (its errors stand above the tests): counted as one failure.');
  for (const line of skippedSuites(results)) loudly(`SKIPPED: ${line}`);
  process.stdout.write(`${closingLine(results)}\n`);
}
process.exit(buildFailed ? 1 : exitCode);

function runJest(args, stdout = 'inherit') {
  const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const run = spawnSync(process.execPath, [...node, jest, ...args], {
    cwd: root,
    stdio: ['ignore', stdout, 'inherit'],
  });
  return run.status ?? 1;
}

function readResults() {
  try {
    return JSON.parse(readFileSync(resultsFile, 'utf8'));
  } catch {
    return undefined; // Jest came to no result; its exit code and its words say why
  }
}

/** A suite that did not come to run a test (it does not compile, its beforeAll threw) counts as one failure. */
function closingLine({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests, numTodoTests }) {
  const skipped = numPendingTests + numTodoTests;
  const failed = numFailedTests + numRuntimeErrorTestSuites + (buildFailed ? 1 : 0);
  const counts = `${numPassedTests} passed, ${failed} failed`;
  return skipped > 0 ? `${counts}, ${skipped} skipped` : counts;
}

/** The titles given by describeWithServer, each once: they carry the reason. */
function skippedSuites({ testResults }) {
  const titles = testResults.flatMap((file) =>
    file.assertionResults.flatMap((test) => (test.status === 'pending' ? test.ancestorTitles : [])),
  );
  return new Set(titles.filter((title) => title.includes('[skipped — ')));
}

function loudly(line) {
  process.stdout.write(`*** ${line}\n`);
}
