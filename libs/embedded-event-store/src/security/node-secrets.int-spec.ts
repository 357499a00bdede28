import { EventStoreDBClient } from '@eventstore/db-client';
import { X509Certificate } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { EmbeddedNode, startEmbeddedNode } from '../hosting/embedded-node';
import { counted, fresh, rejectionOf, temporaryDirectory } from '../testing/node.fixtures';
import { KeyPair, makeKeyPair } from './certificate';
import { openSecrets, ownConnectionString } from './node-secrets';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

let directory: ReturnType<typeof temporaryDirectory>;
let node: EmbeddedNode | undefined;

beforeEach(() => {
  directory = temporaryDirectory();
});

afterEach(async () => {
  await node?.stop();
  node = undefined;
  directory.remove();
});

const file = (name: string) => path.join(directory.path, 'security', name);
const textOf = (name: string) => readFileSync(file(name), 'utf8');

async function start(): Promise<EmbeddedNode> {
  return (node = await startEmbeddedNode({ dataDir: directory.path }));
}

/** Whether a connection string lets an append in. */
async function takesAppends(connectionString: string): Promise<boolean> {
  const client = EventStoreDBClient.connectionString(connectionString);
  const appended = await client.appendToStream(fresh('let-in'), counted(1)).then(
    () => true,
    () => false,
  );
  await client.dispose();
  return appended;
}

describe('the secrets of a node', () => {
  it('are made at the first start, and are as good as a random number of 128 bits', async () => {
    const { certificate, password } = await openSecrets(directory.path);
    const { subjectAltName, publicKey, validTo, ca } = new X509Certificate(certificate);
    expect(subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    expect(publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(ca).toBe(false);
    expect(Date.parse(validTo)).toBeGreaterThan(Date.now() + 9 * YEAR_MS);
    expect(password).toMatch(/^[A-Za-z0-9_-]{22,}$/);
  });

  it('are no two nodes’ the same', async () => {
    const one = await openSecrets(path.join(directory.path, 'one'));
    const other = await openSecrets(path.join(directory.path, 'other'));
    expect(one.password).not.toBe(other.password);
    expect(one.key).not.toBe(other.key);
  });

  it('stay over a restart, and let the same client in', async () => {
    const first = await start();
    const { port } = first;
    await first.stop();
    const again = (node = await startEmbeddedNode({ dataDir: directory.path, port }));
    expect(again.connectionString).toBe(first.connectionString);
    expect(await takesAppends(first.connectionString)).toBe(true);
  });

  it('lie in files that are their owner’s alone, with the database beside them', async () => {
    chmodSync(directory.path, 0o755); // a folder that somebody made beforehand, for all to see
    for (const name of ['events.db', 'events.db-wal', 'node.lock']) {
      writeFileSync(path.join(directory.path, name), '', { mode: 0o644 }); // as a restored backup may lie there
    }
    expect(await takesAppends((await start()).connectionString)).toBe(true);
    expect(statSync(path.dirname(file('password'))).mode & 0o777).toBe(0o700);
    expect(readdirSync(path.dirname(file('password'))).toSorted()).toEqual(['node.crt', 'node.key', 'password', 'url']);
    const secrets = readdirSync(path.dirname(file('password'))).map(file);
    const stored = readdirSync(directory.path).filter((name) => name !== 'security');
    expect(stored).toEqual(expect.arrayContaining(['events.db', 'events.db-wal', 'node.lock', 'node.pid']));
    const all = [...secrets, ...stored.map((name) => path.join(directory.path, name))];
    expect(all.map((each) => [each, (statSync(each).mode & 0o777).toString(8)])).toEqual(
      all.map((each) => [each, '600']),
    );
  });

  it('are told to whoever may read them by a connection string in a file', async () => {
    const { connectionString, connectionStringFile } = await start();
    expect(connectionStringFile).toBe(file('url'));
    expect(textOf('url')).toBe(`${connectionString}\n`);
  });

  it('work from a folder with any characters in its name', async () => {
    const odd = path.join(directory.path, "招商 & 50% of a@b:c?d=e#f+'g");
    mkdirSync(odd);
    node = await startEmbeddedNode({ dataDir: odd });
    expect(await takesAppends(node.connectionString)).toBe(true);
  });

  it.each(['node.key', 'password', 'node.crt', 'url'])('are not used while others can read %s', async (name) => {
    const { password, connectionStringFile } = await openSecrets(directory.path);
    writeFileSync(connectionStringFile, 'esdb://…', { mode: 0o600 });
    chmodSync(file(name), 0o640);
    const { message } = await rejectionOf(openSecrets(directory.path));
    expect(message).toMatch(new RegExp(`rights on .*security/${name}:.*chmod -R go-rwx .*/security`, 's'));
    expect(message).not.toContain(password);
    chmodSync(file(name), 0o600);
    expect(await openSecrets(directory.path)).toMatchObject({ password });
  });

  it('are not used by a node while others can look into their folder', async () => {
    await openSecrets(directory.path);
    chmodSync(path.dirname(file('url')), 0o711);
    expect((await rejectionOf(start())).message).toMatch(/rights on .*\/security:/);
    chmodSync(path.dirname(file('url')), 0o700);
    expect(await takesAppends((await start()).connectionString)).toBe(true);
  });
});

describe('a certificate', () => {
  it('that will last is kept', async () => {
    const { certificate, key } = await openSecrets(directory.path);
    expect(await openSecrets(directory.path, Date.now() + 8.9 * YEAR_MS)).toMatchObject({ certificate, key });
  });

  it('in its last year is made anew at a start, the password stays', async () => {
    const { certificate, key, password } = await openSecrets(directory.path);
    const renewed = await openSecrets(directory.path, Date.now() + 9.1 * YEAR_MS);
    expect(renewed.certificate).not.toBe(certificate);
    expect(renewed.key).not.toBe(key);
    expect(renewed.password).toBe(password);
  });

  it('that has ended, or has not begun, lets nobody in: the node that finds it makes another', async () => {
    for (const madeAt of [Date.now() - 20 * YEAR_MS, Date.now() + YEAR_MS]) {
      await openSecrets(directory.path);
      const { certificate, key } = await makeKeyPair(madeAt);
      writeFileSync(file('node.crt'), certificate);
      writeFileSync(file('node.key'), key);
      expect(await takesAppends((await start()).connectionString)).toBe(true);
      expect(textOf('node.crt')).not.toBe(certificate);
      await node!.stop();
    }
  });

  it.each([
    ['without its key', () => rmSync(file('node.key'))],
    ['that is missing', () => rmSync(file('node.crt'))],
    ['that is cut short', () => truncateSync(file('node.crt'), 100)],
    ['whose key is cut short', () => truncateSync(file('node.key'), 0)],
    ['whose key was renewed alone, as by a crash', ({ key }: KeyPair) => writeFileSync(file('node.key'), key)],
  ])('%s is made anew', async (_, damage) => {
    const before = await openSecrets(directory.path);
    damage(await makeKeyPair(Date.now()));
    expect(await takesAppends((await start()).connectionString)).toBe(true);
    expect(textOf('node.crt')).not.toBe(before.certificate);
    expect(textOf('password').trim()).toBe(before.password);
  });
});

describe('a password', () => {
  it.each([
    ['that was deleted', () => rmSync(file('password'))],
    ['of which nothing was written', () => truncateSync(file('password'), 0)],
  ])('%s is made anew, and the old one is no good any more', async (_, lose) => {
    const first = await start();
    await first.stop();
    lose();
    node = await startEmbeddedNode({ dataDir: directory.path, port: first.port });
    expect(await takesAppends(node.connectionString)).toBe(true);
    expect(await takesAppends(first.connectionString)).toBe(false);
  });

  it('that someone set by hand is taken as it is', async () => {
    await openSecrets(directory.path);
    writeFileSync(file('password'), 'a:b@c/d?e=f&g#h%i j\n');
    const { connectionString } = await start();
    expect(connectionString).toContain(':a%3Ab%40c%2Fd%3Fe%3Df%26g%23h%25i%20j@');
    expect(await takesAppends(connectionString)).toBe(true);
  });
});

it('what a crash left half written is in nobody’s way', async () => {
  const before = await openSecrets(directory.path);
  for (const name of ['node.crt', 'node.key', 'password', 'url']) {
    writeFileSync(file(`${name}.tmp`), 'half', { mode: 0o644 });
  }
  rmSync(file('password'));
  rmSync(file('node.key'));
  const after = await openSecrets(directory.path);
  expect(after.key).not.toBe(before.key);
  expect(after.password).toMatch(/^\S{22,}$/);
  expect(ownConnectionString(after, 1)).toContain(after.password);
  expect(statSync(file('node.key')).mode & 0o777).toBe(0o600);
});
