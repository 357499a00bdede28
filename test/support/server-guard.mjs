// Stands between a test process and a server it started: when the test process is gone, however it ended, the server
// goes too, and its temporary folder with it. Arguments: one JSON object {command, args, uid, gid, folder}; over IPC it
// tells the server's process id, so that a test can end the server itself in the way it wants to see survived.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

const { command, args, uid, gid, folder } = JSON.parse(process.argv[2]);
const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], uid, gid });
let orphaned = false;

server.on('spawn', () => process.send?.({ pid: server.pid }));
server.on('error', (error) => {
  process.stderr.write(`${command} could not be started: ${error.message}\n`);
  process.exit(127);
});
server.on('exit', (code) => {
  if (orphaned) rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 1);
});
process.on('disconnect', () => {
  orphaned = true;
  server.kill('SIGKILL');
});
// A Ctrl-C reaches the whole process group; the test process decides what becomes of its servers.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
