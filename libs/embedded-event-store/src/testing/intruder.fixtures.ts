import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** Nobody, as most systems number it. */
const UID = 65_534;

/** What a user of the machine got out of a node that is not theirs. */
export interface Intrusion {
  /** Each path, and the error code that met it; 'opened' when it was opened. */
  readonly files: Record<string, string>;
  /** Each attempt over the network, and what ended it: a gRPC status, or a broken connection. */
  readonly calls: Record<string, string>;
}

/** Why nobody else can be played here; undefined when it can. */
export function whyNobodyElse(): string | undefined {
  if (process.getuid?.() !== 0) return 'the tests do not run as root, so they cannot become another user';
  const { error, status } = spawnSync(process.execPath, ['-e', ''], { uid: UID, gid: UID, cwd: '/' });
  return error || status !== 0 ? `another user cannot run ${process.execPath}` : undefined;
}

/**
 * Has another user of the machine try to open files, and to call the node on a port: without TLS, and with TLS but
 * whatever certificate, with a read and an append as bytes, under each of `bearers`. The program stands for itself: that
 * user may not be able to read this project's.
 */
export async function intrude(attempt: {
  readonly files: readonly string[];
  readonly port: number;
  readonly calls: Record<string, { readonly path: string; readonly bytes: Uint8Array }>;
  readonly bearers: readonly string[];
}): Promise<Intrusion> {
  const calls = Object.entries(attempt.calls).map(([name, { path, bytes }]) => [
    name,
    path,
    Buffer.from(bytes).toString('hex'),
  ]);
  const child = spawn(process.execPath, ['-e', PROGRAM, JSON.stringify({ ...attempt, calls })], {
    uid: UID,
    gid: UID,
    cwd: '/',
    env: {},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (said === '') throw new Error(`The other user came to nothing: ${complained}`);
  return JSON.parse(said) as Intrusion;
}

const PROGRAM = `
const fs = require('node:fs');
const http2 = require('node:http2');
const { files, port, calls, bearers } = JSON.parse(process.argv[1]);

function open(file) {
  const outcomes = ['r', 'r+', 'a'].map((flags) => {
    try {
      fs.closeSync(fs.openSync(file, flags));
      return 'opened';
    } catch (error) {
      return error.code;
    }
  });
  return [...new Set(outcomes)].join();
}

function call(origin, path, hex, bearer) {
  return new Promise((resolve) => {
    const session = http2.connect(origin, { rejectUnauthorized: false });
    session.on('error', () => resolve('broken'));
    const headers = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
    if (bearer) headers.authorization = 'Basic ' + Buffer.from(bearer).toString('base64');
    const stream = session.request(headers);
    const end = (status) => status !== undefined && resolve('status ' + status);
    stream.on('response', (answer) => end(answer['grpc-status']));
    stream.on('trailers', (trailers) => end(trailers['grpc-status']));
    stream.on('data', (bytes) => resolve('answered with ' + bytes.length + ' bytes'));
    stream.on('error', () => resolve('broken'));
    stream.on('close', () => resolve('broken'));
    const body = Buffer.from(hex, 'hex');
    const frame = Buffer.alloc(5);
    frame.writeUInt32BE(body.length, 1);
    stream.end(Buffer.concat([frame, body]));
  });
}

(async () => {
  const outcomes = {};
  for (const [name, path, hex] of calls) {
    for (const origin of ['http://127.0.0.1:' + port, 'https://127.0.0.1:' + port]) {
      for (const bearer of ['', ...bearers]) {
        outcomes[name + ' over ' + origin.split(':')[0] + ' as ' + (bearer || 'nobody')] =
          await call(origin, path, hex, bearer);
      }
    }
  }
  const opened = Object.fromEntries(files.map((file) => [file, open(file)]));
  process.stdout.write(JSON.stringify({ files: opened, calls: outcomes }));
  process.exit(0);
})();
`;
