import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { FaultProxy } from '../../../test/support/fault-proxy';
import { eventually } from './testing/eventually.fixtures';
import { NodeOfTest } from './testing/store.fixtures';

/** The controls that end a process: each runs the client without our guards, and every rejection that its calls give is
 *  caught. What the store makes of the same is in event-store.int-spec.ts and appending.int-spec.ts. */
describe('a process with the bare client is ended', () => {
  let node: NodeOfTest;
  let proxy: FaultProxy;
  let otherProxy: FaultProxy;
  let running: ChildProcess | undefined;
  afterEach(() => running?.kill('SIGKILL')); // where it was not ended
  beforeAll(async () => {
    node = await NodeOfTest.start();
    proxy = await FaultProxy.before(node.port);
    otherProxy = await FaultProxy.before(node.port);
  });
  afterAll(async () => {
    await Promise.all([proxy.close(), otherProxy.close()]);
    await node.remove();
  });

  it('by a bigint in an event', async () => {
    const child = run(`append(client, 'bigint', { fen: 5n });`);
    expect(await child.ended()).toContain('Do not know how to serialize a BigInt');
  });

  it('by a circle in an event', async () => {
    const child = run(`const circle = {}; circle.self = circle; append(client, 'circle', circle);`);
    expect(await child.ended()).toContain('circular structure');
  });

  it('by an answer that comes after another connection’s error', async () => {
    const child = run(`
      await append(client, 'late', {});
      await append(other, 'other', {});
      say('connected');
      await heard();
      append(client, 'late', {});`);
    await child.said('connected');
    proxy.hold('toClient');
    child.tell();
    await eventually('the answer', () => proxy.open.some((link) => link.waiting('toClient') > 0));
    otherProxy.cut();
    await child.said('rejected');
    proxy.heal();
    expect(await child.ended()).toContain('is not iterable');
  });

  it('by a connection that breaks while appends wait for it to drain', async () => {
    const child = run(`
      await append(client, 'flood', {});
      say('connected');
      await heard();
      for (let n = 0; n < 300; n++) append(client, 'flood-' + n, { text: 'x'.repeat(20_000) });`);
    await child.said('connected');
    proxy.hold('toServer');
    child.tell();
    await eventually('the flood', () => proxy.open.some((link) => link.waiting('toServer') > 60_000));
    proxy.cut();
    expect(await child.ended()).toMatch(/UNAVAILABLE|ECONNRESET|Cancelled/);
  });

  it('and is not, when nothing of the kind comes over it (the control of these controls)', async () => {
    const child = run(`await append(client, 'sound', {}); say('sound'); await heard(); process.exit(7);`);
    await child.said('sound');
    child.tell();
    expect(await child.exited).toBe(7);
  });

  /** A process with two bare clients. */
  function run(steps: string) {
    const script = `
      const { EventStoreDBClient, jsonEvent } = require('@eventstore/db-client');
      const connect = (url) => EventStoreDBClient.connectionString(url);
      const [client, other] = process.argv.slice(1).map(connect);
      const say = (word) => process.stdout.write(word + '\\n');
      const heard = () => new Promise((resolve) => process.stdin.once('data', resolve));
      const append = (by, stream, data) =>
        by.appendToStream(stream, jsonEvent({ type: 'Tried', data })).catch(() => say('rejected'));
      (async () => { ${steps} })();`;
    const urls = [proxy, otherProxy].map((each) => each.through(node.connectionString));
    const child = spawn(process.execPath, ['-e', script, ...urls], { cwd: path.resolve(__dirname, '../../..') });
    running = child;
    let out = '';
    let errors = '';
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
    const exited = once(child, 'close').then(([code]) => code as number | null);
    return {
      exited,
      said: (word: string) => eventually(`"${word}" (${errors})`, () => out.includes(word)),
      tell: () => child.stdin.write('go\n'),
      /** What it died of. */
      ended: async () => {
        expect(await exited).toBe(1);
        return errors;
      },
    };
  }
});
