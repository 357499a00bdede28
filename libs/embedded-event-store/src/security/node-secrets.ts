import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isServiceable, KeyPair, makeKeyPair } from './certificate';
import { isOpenToOthers, writePrivately } from './private-files';

/** What a node proves itself with, and what its own user proves itself with. */
export interface NodeSecrets extends KeyPair {
  readonly certificateFile: string;
  readonly password: string;
  /** Holds the connection string of the running node, for the processes of the same data folder. */
  readonly connectionStringFile: string;
}

/** The user that every node has: whoever may read the data folder. */
export const OWN_USER = 'node';

const FOLDER = 'security';
const PASSWORD_BYTES = 24;

/**
 * Reads a node's certificate, key and password from its data directory and makes what is missing: everything at the first
 * start, a certificate that has less than a year left, a half of a pair. What was deleted is made anew, which is how a
 * password or a key that may have been seen is replaced. The password lies there in clear, since the clients of the same
 * data directory need it so; that is why the folder must be its owner's alone.
 * @throws Error naming what other users of the machine can read, and the way out.
 */
export async function openSecrets(dataDir: string, now = Date.now()): Promise<NodeSecrets> {
  const folder = path.resolve(dataDir, FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = {
    certificate: path.join(folder, 'node.crt'),
    key: path.join(folder, 'node.key'),
    password: path.join(folder, 'password'),
    connectionString: path.join(folder, 'url'),
  };
  for (const each of [folder, ...Object.values(files)]) refuseOpenToOthers(each, folder);
  let pair: KeyPair = { certificate: read(files.certificate), key: read(files.key) };
  if (!isServiceable(pair, now)) {
    pair = await makeKeyPair(now);
    writePrivately(files.key, pair.key);
    writePrivately(files.certificate, pair.certificate); // a crash before this leaves two that do not belong together
  }
  let password = read(files.password).trim();
  if (password === '') {
    password = randomBytes(PASSWORD_BYTES).toString('base64url');
    writePrivately(files.password, `${password}\n`);
  }
  return { ...pair, password, certificateFile: files.certificate, connectionStringFile: files.connectionString };
}

/** The connection string that lets a client of this machine in as the node's own user. */
export function ownConnectionString({ password, certificateFile }: NodeSecrets, port: number): string {
  const user = `${OWN_USER}:${encodeURIComponent(password)}`;
  return `esdb://${user}@127.0.0.1:${port}?tls=true&tlsCAFile=${encodeURIComponent(certificateFile)}`;
}

function refuseOpenToOthers(file: string, folder: string): void {
  if (!existsSync(file) || !isOpenToOthers(file)) return;
  throw new Error(
    `Other users of this machine have rights on ${file}: who reads the files of ${folder} can read and write the event ` +
      `store. If nobody can have read them, take the rights away (chmod -R go-rwx ${folder}); else delete that folder, and the ` +
      'next start makes a new certificate and a new password.',
  );
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
