import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryDirectory } from '../../embedded-event-store/src/testing/node.fixtures';
import { type Program, run } from '../../embedded-event-store/src/testing/processes.fixtures';
import { isLongRun } from '../../embedded-event-store/src/testing/random.fixtures';
import { EventStore } from './event-store';
import { eventually } from './testing/eventually.fixtures';
import { fresh, numberOf } from './testing/store.fixtures';
import type { NewEvent } from './stored-event';

const EVENTS = 5_000;
const FILLING_BYTES = 10_000;
const PER_APPEND = 50;
/** Windows, socket buffers and queues hold some of it. */
const HELD_AT_MOST = 0.2 * EVENTS * FILLING_BYTES;

let directory: ReturnType<typeof temporaryDirectory>;
let node: Program;
let meter: Meter;
let store: EventStore;
let stream: string;

beforeEach(async () => {
  directory = temporaryDirectory();
  node = run('store-process', path.join(directory.path, 'store'));
  const connectionString = await node.connectionString;
  const port = /127\.0\.0\.1:(\d+)/.exec(connectionString)![1]!;
  meter = await Meter.before(Number(port));
  store = EventStore.connect(connectionString.replace(`:${port}`, `:${meter.port}`));
  stream = fresh('much');
});

afterEach(async () => {
  await store.close();
  await meter.close();
  node.process.kill('SIGKILL');
  await node.exited;
  directory.remove();
});

async function appendAll(): Promise<void> {
  const filling = 'x'.repeat(FILLING_BYTES);
  for (let n = 0; n < EVENTS; n += PER_APPEND) {
    const events = Array.from({ length: PER_APPEND }, (_, index): NewEvent => {
      return { id: randomUUID(), type: 'Large', data: { n: n + index, filling }, metadata: {} };
    });
    await store.append(stream, events, n === 0 ? 'no_stream' : n - 1);
  }
}

/** Takes the events of the stream, `perEvent` before the next one, and gives their numbers. */
async function consume(perEvent: (n: number) => Promise<void> | void): Promise<number[]> {
  const numbers: number[] = [];
  for await (const message of store.subscribe({ streamPrefixes: [stream] })) {
    if (message.kind !== 'event') continue;
    const n = numberOf(message.event);
    numbers.push(n);
    await perEvent(n);
    if (numbers.length === EVENTS) break;
  }
  return numbers;
}

/** Memory of the node's process, in MB. */
function memoryOfNode(): number {
  const pages = Number(readFileSync(`/proc/${node.process.pid}/statm`, 'utf8').split(' ')[1]);
  return Math.round((pages * 4_096) / 1_048_576);
}

const inOrder = Array.from({ length: EVENTS }, (_, n) => n);

it('a consumer that stands still holds up neither writers nor the memory of node and process, and misses nothing', async () => {
  let goOn: () => void = () => undefined;
  const standing = new Promise<void>((resolve) => (goOn = resolve));
  const consumed = consume((n) => (n === 0 ? standing : isLongRun ? pause(10) : undefined));
  await appendAll();
  const passed = await meter.whenQuiet();
  expect(passed).toBeGreaterThan(0);
  expect(passed).toBeLessThan(HELD_AT_MOST); // the rest is where it belongs: in the log, unread
  process.stdout.write(`slow consumer: ${(passed / 1e6).toFixed(1)} MB under way, node at ${memoryOfNode()} MB\n`);
  goOn();
  expect(await consumed).toEqual(inOrder);
  expect(meter.bytes).toBeGreaterThan(EVENTS * FILLING_BYTES); // the meter does see what is taken in
}, 300_000);

/** A TCP relay that counts what the node says. */
class Meter {
  bytes = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(target: number) {
    this.server = createServer((client) => {
      const upstream = connect(target, '127.0.0.1');
      for (const socket of [client, upstream]) {
        this.sockets.add(socket);
        socket.setNoDelay(true);
        socket.on('error', () => socket.destroy());
      }
      upstream.on('data', (chunk: Buffer) => (this.bytes += chunk.length));
      client.pipe(upstream).pipe(client);
    });
  }

  static async before(target: number): Promise<Meter> {
    const meter = new Meter(target);
    await new Promise<void>((resolve) => meter.server.listen(0, '127.0.0.1', resolve));
    return meter;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What has passed once nothing passes any more: the same count twenty times in a row. */
  async whenQuiet(): Promise<number> {
    let last = -1;
    let same = 0;
    return eventually('the relay to fall silent', () => {
      same = this.bytes === last ? same + 1 : 0;
      last = this.bytes;
      return same >= 20 ? last : undefined;
    });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
