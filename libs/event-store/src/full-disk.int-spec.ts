import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryDirectory } from '../../embedded-event-store/src/testing/node.fixtures';
import { type Program, run } from '../../embedded-event-store/src/testing/processes.fixtures';
import { EventStore } from './event-store';
import { counted, countedFrom, fresh, numberOf } from './testing/store.fixtures';

let directory: ReturnType<typeof temporaryDirectory>;
let dataDir: string;
let node: Program;
let store: EventStore;
let isMounted: boolean;

beforeEach(async () => {
  directory = temporaryDirectory();
  dataDir = path.join(directory.path, 'store');
  mkdirSync(dataDir);
  isMounted = does('mount', '-t', 'tmpfs', '-o', 'size=2m', 'none', dataDir);
  node = run('store-process', dataDir);
  store = EventStore.connect(await node.connectionString, { appendDeadlineMs: 1_500 });
});

afterEach(async () => {
  await store.close();
  node.process.kill('SIGKILL');
  await node.exited;
  if (isMounted) does('umount', dataDir);
  directory.remove();
});

function does(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** Fills the disk where there is one of our own; else forbids the node's process to write files that long. */
function takeRoom(): void {
  if (!isMounted) {
    expect(does('prlimit', '--pid', `${node.process.pid}`, '--fsize=4096:unlimited')).toBe(true);
    return;
  }
  for (const bytes of [2 ** 16, 2 ** 12, 1]) {
    for (let n = 0; ; n++) {
      try {
        writeFileSync(path.join(dataDir, `filling-${bytes}-${n}`), Buffer.alloc(bytes));
      } catch {
        break;
      }
    }
  }
}

function makeRoom(): void {
  if (isMounted) does('mount', '-o', 'remount,size=64m', dataDir);
  else does('prlimit', '--pid', `${node.process.pid}`, '--fsize=unlimited:unlimited');
}

it('a store whose disk is really full refuses appends, serves readers, stores no part of them, and goes on when there is room', async () => {
  const stream = fresh('full');
  await store.append(stream, countedFrom(0, 2), 'no_stream');
  takeRoom();
  let refused: { name: string; events: ReturnType<typeof counted>[]; revision: number } | undefined;
  for (let revision = 2; !refused; revision += 2) {
    // what room there is left in the files takes some
    const events = countedFrom(revision + 1, revision + 2);
    await store.append(stream, events, revision).catch(({ name }: Error) => (refused = { name, events, revision }));
  }
  expect(['EventStoreUnavailable', 'AppendOutcomeUnknown']).toContain(refused.name);
  const whole = Array.from({ length: refused.revision + 1 }, (_, n) => n);
  expect((await store.readStream(stream)).map(numberOf)).toEqual(whole);
  expect(await store.headPosition()).toBe(BigInt(whole.length));

  makeRoom();
  expect(await store.append(stream, refused.events, refused.revision)).toMatchObject({
    revision: refused.revision + 2,
  });
  const all = [...whole, refused.revision + 1, refused.revision + 2];
  expect((await store.readStream(stream)).map(numberOf)).toEqual(all);

  node.process.kill('SIGKILL'); // and all of it is on the disk
  await node.exited;
  await store.close();
  node = run('store-process', dataDir);
  store = EventStore.connect(await node.connectionString);
  expect((await store.readStream(stream)).map(numberOf)).toEqual(all);
  process.stdout.write(`full disk: ${isMounted ? 'a tmpfs of 2 MiB' : 'RLIMIT_FSIZE'}, ${refused.name}\n`);
}, 60_000);
