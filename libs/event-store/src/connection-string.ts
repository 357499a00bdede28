import { EventStoreDBClient } from '@eventstore/db-client';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the client knows; of others it tells the console, together with the whole connection string. */
const KNOWN_SETTINGS = [
  'connectionname',
  'defaultdeadline',
  'discoveryinterval',
  'gossiptimeout',
  'keepaliveinterval',
  'keepalivetimeout',
  'maxdiscoverattempts',
  'nodepreference',
  'throwonappendfailure',
  'tls',
  'tlscafile',
  'tlsverifycert',
  'usercertfile',
  'userkeyfile',
];

/**
 * The connection string that a setting means: itself, or the content of the file that a `file:` URL names, which keeps a
 * password out of environments and command lines. The embedded node writes such a file.
 * @throws Error when there is no such file or nothing in it.
 */
export function resolveConnectionString(given: string): string {
  if (!given.startsWith('file:')) return given;
  const file = pathOf(given);
  if (!existsSync(file)) {
    throw new Error(
      `There is no file ${file} to read the event store’s connection string from: the embedded node writes its own when it ` +
        'starts ("npx heqi store").',
    );
  }
  const text = readFileSync(file, 'utf8').trim();
  if (text === '')
    throw new Error(`The file ${file}, which should hold the event store’s connection string, is empty.`);
  return text;
}

/** Connects as a connection string says, or throws when the client would do something else than it says. Its text is
 *  quoted nowhere: it may hold a password. */
export function clientFor(connectionString: string): EventStoreDBClient {
  requireSoundConnectionString(connectionString);
  const authority = settingsOf(connectionString).get('tlscafile');
  if (authority !== undefined) requireReadableFile(authority);
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch (error) {
    throw unreadable(error); // not as its cause: the client's error carries the text
  }
}

/** Throws for a connection string with which the client would do something else than it says. */
export function requireSoundConnectionString(connectionString: string): void {
  if (!/^esdb(\+discover)?:\/\//.test(connectionString)) {
    throw wrong(
      'starts with esdb://, as in esdb://127.0.0.1:2113?tls=false, or is the file: URL of a file that holds one',
    );
  }
  const [address = ''] = connectionString.split('?', 1);
  requireReadableCredentials(address);
  const settings = settingsOf(connectionString);
  const off = (name: string) => settings.get(name)?.toLowerCase() === 'false';
  if (address.includes('@') && off('tls')) {
    throw wrong(
      'has credentials and tls=false: they would be dropped without a word. Turn TLS on, or leave the credentials out',
    );
  }
  if (off('tlsverifycert')) {
    throw wrong('has tlsVerifyCert=false, which the client cannot do. Name the authority with tlsCAFile');
  }
  if (off('throwonappendfailure')) {
    throw wrong('has throwOnAppendFailure=false: a conflict would then be told with a wrong revision. Leave it out');
  }
  if (settings.has('tlscafile') && off('tls')) throw wrong('has tlsCAFile and tls=false: leave out one of them');
}

/** The client reads `user:password@`, takes what stands before the second colon for the whole of the password, and user
 *  without a password for a part of the host's name. */
function requireReadableCredentials(address: string): void {
  const [credentials, ...hosts] = address.replace(/^[^/]*\/\//, '').split('@');
  if (hosts.length === 0) return;
  const isReadable = /^[^:]+:[^:]+$/.test(credentials!) && hosts.length === 1 && isPercentEncoded(credentials!);
  if (!isReadable) {
    throw wrong(
      'has credentials that cannot be read. They stand as user:password@ before the host; a colon, @, / or % in them is ' +
        'percent-encoded (%3A, %40, %2F, %25)',
    );
  }
}

function settingsOf(connectionString: string): Map<string, string> {
  const query = connectionString.split('?', 2)[1] ?? '';
  const settings = new Map<string, string>();
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
    const key = name.trim().toLowerCase().replace(/[_-]/g, '');
    if (!KNOWN_SETTINGS.includes(key)) throw wrong('has a setting that the client does not know');
    if (!isPercentEncoded(value)) throw wrong(`has a ${key} that is not percent-encoded`);
    settings.set(key, decodeURIComponent(value.trim()));
  }
  return settings;
}

function requireReadableFile(authority: string): void {
  const file = path.resolve(authority);
  try {
    readFileSync(file);
  } catch (error) {
    throw wrong(`names with tlsCAFile a file that cannot be read: ${file} (${(error as { code?: string }).code})`);
  }
}

function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function unreadable(error: unknown): Error {
  const { location, expected } = error as { location?: [number, number]; expected?: string };
  return location && expected
    ? wrong(`cannot be read at character ${location[0] + 1}, where the client expects ${expected}`)
    : wrong('cannot be used: a file that it names is missing, or a number in it is out of range');
}

function wrong(what: string): Error {
  return new Error(`The event store’s connection string ${what}.`);
}

function pathOf(fileUrl: string): string {
  try {
    return fileURLToPath(fileUrl);
  } catch (error) {
    throw new Error(
      'A file: URL names its file by an absolute path, as in file:///var/lib/heqi/event-store/security/url.',
      {
        cause: error,
      },
    );
  }
}
