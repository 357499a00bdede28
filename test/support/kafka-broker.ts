import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { GuardedServer } from './guarded-server';
import type { Availability } from './skip-loudly';

/** One Apache Kafka node (broker and controller) on loopback. Topics are not made by themselves: create them. */
export interface KafkaBroker {
  /** `host:port`, as kafkajs and kcat take it. */
  readonly bootstrap: string;
  /** Ends it cleanly (SIGTERM, about 2 s) and removes its folder. Harmless when it is down already. */
  stop(): Promise<void>;
  /** kill -9: what was acknowledged must still be there after `restart`. */
  kill(): Promise<void>;
  /** The same folder and port again. After `kill` this takes about 5 s: the node waits out its own dead session. */
  restart(): Promise<void>;
}

export interface KafkaBrokerOptions {
  /** True for a test that kills the broker: one of its own is started even where KAFKA_BROKERS names a running one. */
  own?: boolean;
}

const repositoryRoot = path.resolve(__dirname, '..', '..');
const pom = path.join(__dirname, 'kafka', 'pom.xml');
const cache = path.join(repositoryRoot, '.cache', 'kafka');
const clusterId = 'aGVxaS10ZXN0LWthZmthLg'; // any 16 bytes in base64: every node is a cluster of its own
const jvm = ['-Xms128m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Whether `startKafkaBroker` can work here. Synchronous, as `describe` needs it; costs one `java -version`. */
export function kafkaAvailable({ own = false }: KafkaBrokerOptions = {}): Availability {
  const missing = (reason: string): Availability => ({ server: 'Kafka', available: false, reason });
  if (brokersNamed() && !own) return { server: 'Kafka', available: true };
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  if (java.error) return missing('no Java (java) is installed; it needs 17 or later');
  const version = Number(/version "(\d+)/.exec(java.stderr)?.[1] ?? 0);
  if (version < 17) return missing(`Java ${version} is too old; it needs 17 or later`);
  if (!jarsAreThere())
    return missing('its jars are not in .cache/kafka; run node scripts/fetch-kafka.mjs (needs Maven)');
  return { server: 'Kafka', available: true };
}

/** Starts a broker in a temporary folder on free ports, ready to answer, in 2 to 3 s. Where KAFKA_BROKERS names a
 *  running one (loopback only), gives that instead, left running by `stop`. */
export async function startKafkaBroker({ own = false }: KafkaBrokerOptions = {}): Promise<KafkaBroker> {
  const running = own ? undefined : brokersNamed();
  if (running) return borrowed(running);

  const folder = mkdtempSync(path.join(tmpdir(), 'heqi-kafka-'));
  const port = await freePort();
  const settings = path.join(folder, 'server.properties');
  writeFileSync(settings, serverProperties(folder, port, await freePort()));
  formatStorage(settings);

  const bootstrap = `127.0.0.1:${port}`;
  let server = await launch();

  async function launch(): Promise<GuardedServer> {
    const logging = `-Dlog4j2.configurationFile=${path.join(__dirname, 'kafka', 'log4j2.properties')}`;
    const args = [...jvm, logging, '-cp', path.join(cache, 'lib', '*'), 'kafka.Kafka', settings];
    const started = await GuardedServer.start({ command: 'java', args, folder });
    try {
      await untilReady(bootstrap, started);
    } catch (error) {
      await started.end('SIGKILL');
      throw error;
    }
    return started;
  }

  return {
    bootstrap,
    async stop() {
      await server.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
    kill: () => server.end('SIGKILL'),
    async restart() {
      await server.end('SIGTERM');
      server = await launch();
    },
  };
}

function borrowed(bootstrap: string): KafkaBroker {
  const notOurs = () =>
    Promise.reject(
      new Error(
        `The broker at ${bootstrap} (KAFKA_BROKERS) is not the test's to kill. Use startKafkaBroker({ own: true }).`,
      ),
    );
  return { bootstrap, stop: () => Promise.resolve(), kill: notOurs, restart: notOurs };
}

/** KAFKA_BROKERS, or undefined where it is not set. Tests talk to this machine only, so another host is refused. */
function brokersNamed(): string | undefined {
  const named = process.env['KAFKA_BROKERS']?.trim();
  if (!named) return undefined;
  for (const broker of named.split(',')) {
    const host = broker.trim().replace(/:\d+$/, '');
    if (!['localhost', '[::1]'].includes(host) && !/^127(\.\d+){3}$/.test(host)) {
      throw new Error(`KAFKA_BROKERS names ${host}, which is not this machine: tests talk to loopback only. Unset it.`);
    }
  }
  return named;
}

function jarsAreThere(): boolean {
  const fetchedFor = path.join(cache, 'pom.xml');
  return existsSync(fetchedFor) && readFileSync(fetchedFor, 'utf8') === readFileSync(pom, 'utf8');
}

function formatStorage(settings: string): void {
  const tool = ['-XX:TieredStopAtLevel=1', '-cp', path.join(cache, 'lib', '*'), 'kafka.tools.StorageTool'];
  const format = spawnSync('java', [...tool, 'format', '-t', clusterId, '-c', settings], { encoding: 'utf8' });
  if (format.status !== 0) throw new Error(`Kafka's storage could not be formatted:\n${format.stdout}${format.stderr}`);
}

/** Ready: the node is in its own metadata, there is a controller, and every partition has a leader again. */
async function untilReady(bootstrap: string, server: GuardedServer): Promise<void> {
  const kafka = new Kafka({
    brokers: [bootstrap],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    retry: { retries: 0 },
  });
  const answersFully = async () => {
    const admin = kafka.admin();
    try {
      await admin.connect();
      const cluster = await admin.describeCluster();
      const { topics } = await admin.fetchTopicMetadata();
      const led = topics.every((topic) => topic.partitions.every((partition) => partition.leader >= 0));
      return cluster.brokers.length > 0 && cluster.controller !== null && led;
    } finally {
      await admin.disconnect();
    }
  };
  await eventually(answersFully, {
    what: `Kafka on ${bootstrap} to answer with its metadata`,
    timeoutMs: 60_000,
    hopeless: () => (server.running ? undefined : `it ended by itself:\n${server.lastWords()}`),
  });
}

function serverProperties(folder: string, port: number, controllerPort: number): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${path.join(folder, 'data')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
`;
}
