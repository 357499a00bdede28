import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { clientFor, requireSoundConnectionString, resolveConnectionString } from './connection-string';

describe('a connection string', () => {
  it.each([
    'esdb://127.0.0.1:2113?tls=false',
    'esdb://admin:changeit@store.example:2113?tlsCAFile=ca.crt',
    'esdb://node:a%3Ab%40c%2F%25@127.0.0.1:2113?tls=true&tlsCAFile=%2Fvar%2F50%25%20of%20a%40b%3Fc.crt',
    'esdb+discover://cluster.example:2113',
    'esdb://a:1,b:2,c:3?keepAliveInterval=20000',
    'esdb://store.example/?node_preference=leader&default-deadline=5000',
  ])('may be %s', (connectionString) => {
    expect(() => requireSoundConnectionString(connectionString)).not.toThrow();
  });

  it.each([
    ['127.0.0.1:2113', 'starts with esdb://'],
    ['http://127.0.0.1:2113', 'starts with esdb://'],
    ['ESDB://127.0.0.1:2113', 'starts with esdb://'],
    ['esdb://admin:secret@127.0.0.1:2113?tls=false', 'credentials and tls=false'],
    ['esdb://admin:secret@127.0.0.1:2113/?Tls=False', 'credentials and tls=false'],
    ['esdb://127.0.0.1:2113?tls=false&throwOnAppendFailure=false', 'throwOnAppendFailure=false'],
    ['esdb://127.0.0.1:2113?tls=false&tlsCAFile=ca.crt', 'tlsCAFile and tls=false'],
    ['esdb://admin:secret@127.0.0.1:2113?tlsVerifyCert=false', 'tlsVerifyCert=false'],
    ['esdb://admin:secret@127.0.0.1:2113?tsl=true', 'a setting that the client does not know'],
    ['esdb://admin:secret?x=1@127.0.0.1:2113', 'a setting that the client does not know'],
    ['esdb://admin:secret@127.0.0.1:2113?tlsCAFile=50%', 'not percent-encoded'],
    ['esdb://admin:sec:ret@127.0.0.1:2113', 'credentials that cannot be read'],
    ['esdb://admin:sec@ret@127.0.0.1:2113', 'credentials that cannot be read'],
    ['esdb://admin:secret%@127.0.0.1:2113', 'credentials that cannot be read'],
    ['esdb://secret@127.0.0.1:2113', 'credentials that cannot be read'],
  ])('is refused when it would not do what it says: %s', (connectionString, reason) => {
    const check = () => requireSoundConnectionString(connectionString);
    expect(check).toThrow(reason);
    expect(check).not.toThrow(/sec(ret)?[@:?%]|secret/);
  });

  it.each([
    ['esdb://admin:secret@127.0.0.1:port', 'at character 31, where the client expects port number'],
    ['esdb://admin:secret@127.0.0.1:2113?tls=yes', 'where the client expects true or false'],
    ['esdb://admin:secret@127.0.0.1:2113?keepAliveInterval=soon', 'where the client expects Integer'],
    ['esdb://admin:secret@127.0.0.1:2113?tlsCAFile=%2Fno%2Fsuch.crt', '/no/such.crt (ENOENT)'],
    ['esdb://admin:secret@127.0.0.1:2113?userCertFile=no.crt&userKeyFile=no.key', 'a file that it names is missing'],
  ])('that the client cannot read is told without being quoted: %s', (connectionString, reason) => {
    let thrown: unknown;
    try {
      clientFor(connectionString);
    } catch (error) {
      thrown = error;
    }
    const { message, cause, ...others } = thrown as Error;
    expect(message).toContain(reason);
    expect(JSON.stringify([message, cause, others])).not.toContain('secret');
  });
});

describe('a file: URL', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'heqi 100% of-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const fileWith = (text: string) => {
    const file = path.join(folder, 'url');
    writeFileSync(file, text);
    return pathToFileURL(file).href;
  };

  it('stands for the connection string in its file', () => {
    expect(resolveConnectionString(fileWith('esdb://127.0.0.1:2113?tls=false\n'))).toBe(
      'esdb://127.0.0.1:2113?tls=false',
    );
    expect(resolveConnectionString('esdb://a:1')).toBe('esdb://a:1');
  });

  it.each([
    ['of no file', () => pathToFileURL(path.join(folder, 'missing')).href, /no file .*missing.*heqi store/],
    ['of an empty file', () => fileWith(' \n'), /url, which should hold .* is empty/],
    ['of another machine', () => 'file://elsewhere/url', /by an absolute path/],
  ])('%s is refused by name', (_, url, reason) => {
    expect(() => resolveConnectionString(url())).toThrow(reason);
  });
});
