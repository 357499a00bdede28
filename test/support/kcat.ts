import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Availability } from './skip-loudly';

export interface KcatMessage {
  key: string | null;
  /** null is a tombstone. */
  value: string | null;
  headers: Record<string, string>;
  partition: number;
  offset: number;
}

/** kcat is the independent witness: it is librdkafka's reading of a topic, and shares no code with kafkajs. */
export function kcatAvailable(): Availability {
  const version = spawnSync('kcat', ['-V'], { encoding: 'utf8' });
  if (!version.error) return { server: 'kcat', available: true };
  return { server: 'kcat', available: false, reason: 'not installed (Debian: apt-get install kcat)' };
}

/** Every message of the topic from its beginning to its end at the time of the call, in order per partition. A topic
 *  that does not exist is an error that names it. Header names must be unique in a message, as CloudEvents' are. */
export async function readTopicWithKcat(bootstrap: string, topic: string): Promise<KcatMessage[]> {
  const kcat = spawn('kcat', ['-b', bootstrap, '-C', '-t', topic, '-o', 'beginning', '-e', '-q', '-J', '-m', '20'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    kcat.once('error', reject);
    kcat.once('close', resolve);
  });
  const [code, output, complaint] = await Promise.all([exit, text(kcat.stdout), text(kcat.stderr)]);
  if (code !== 0) throw new Error(`kcat could not read topic ${topic} from ${bootstrap}: ${complaint.trim()}`);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parse(JSON.parse(line) as KcatEnvelope));
}

/** What `kcat -J` prints for one message; headers stand as name, value, name, value. */
interface KcatEnvelope {
  partition: number;
  offset: number;
  key: string | null;
  payload: string | null;
  headers?: string[];
}

function parse({ partition, offset, key, payload, headers = [] }: KcatEnvelope): KcatMessage {
  const named: Record<string, string> = {};
  for (let i = 0; i + 1 < headers.length; i += 2) named[headers[i]!] = headers[i + 1]!;
  return { key, value: payload, headers: named, partition, offset };
}
