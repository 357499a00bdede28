import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spread } from './compare';

/** What figures depend on besides the code. */
export interface Machine {
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  /** Load average over a minute as the run began: what others did meanwhile. */
  readonly load: number;
  /** Median of a 4 KiB write with fdatasync, in ms: what one durable commit cannot go below. */
  readonly fdatasyncMs: number;
}

const SYNCS = 200;

export function machineFacts(folder: string): Machine {
  return {
    date: new Date().toISOString(),
    commit: commit(),
    node: process.version,
    platform: `${os.platform()} ${os.arch()} ${os.release()}`,
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    load: os.loadavg()[0]!,
    fdatasyncMs: spread(syncTimes(folder, SYNCS)).median,
  };
}

/** Milliseconds of each of `count` 4 KiB appends with fdatasync, in a file of `folder`. */
export function syncTimes(folder: string, count: number): number[] {
  const file = openSync(path.join(folder, 'syncs'), 'a');
  const block = Buffer.alloc(4_096, 1);
  try {
    return Array.from({ length: count }, () => {
      const started = performance.now();
      writeSync(file, block);
      fdatasyncSync(file);
      return performance.now() - started;
    });
  } finally {
    closeSync(file);
  }
}

function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' with changes');
  } catch {
    return 'unknown'; // sources without their repository
  }
}
