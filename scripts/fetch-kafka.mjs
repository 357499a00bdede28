// Brings Apache Kafka's jars into .cache/kafka/lib, where test/support/kafka-broker.ts finds them. A folder fetched for
// this very pom.xml is left alone, so a second run costs nothing and needs no network.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const pom = path.join(root, 'test', 'support', 'kafka', 'pom.xml');
const cache = path.join(root, '.cache', 'kafka');

/** Gives undefined when the jars are there, else the reason in one line. Never throws: a machine without Maven still
 *  runs the rest of the suite. */
export function fetchKafka() {
  if (read(path.join(cache, 'pom.xml')) === read(pom)) return undefined;
  const partial = path.join(cache, `partial-${process.pid}`);
  mkdirSync(partial, { recursive: true });
  const goals = ['dependency:copy-dependencies', `-DoutputDirectory=${partial}`, '-DincludeScope=runtime'];
  const maven = spawnSync('mvn', ['-q', '-B', '-f', pom, ...goals], { encoding: 'utf8', timeout: 300_000 });
  const trouble = whatWentWrong(maven);
  if (trouble) {
    rmSync(partial, { recursive: true, force: true });
    return trouble;
  }
  rmSync(path.join(cache, 'lib'), { recursive: true, force: true });
  renameSync(partial, path.join(cache, 'lib'));
  copyFileSync(pom, path.join(cache, 'pom.xml')); // last: it says that lib/ is complete
  return undefined;
}

function whatWentWrong(maven) {
  if (maven.error?.code === 'ENOENT') return 'Maven (mvn) is not installed, so Apache Kafka could not be fetched';
  if (maven.error) return `Maven did not finish: ${maven.error.message}`;
  if (maven.status === 0) return undefined;
  const firstError = `${maven.stdout}\n${maven.stderr}`.split('\n').find((line) => line.includes('ERROR'));
  return `Maven could not fetch Apache Kafka: ${firstError ?? `exit code ${maven.status}`}`;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const trouble = fetchKafka();
  if (trouble) {
    process.stderr.write(`${trouble}\n`);
    process.exit(1);
  }
}
