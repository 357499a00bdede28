import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { benchmarks } from './benchmarks';
import type { Measurement } from './harness/benchmark';
import type { Machine } from './harness/machine';

const root = path.resolve(__dirname, '..', '..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heqi-bench-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function bench(...args: string[]) {
  const script = path.join(root, 'scripts', 'bench.mjs');
  return spawnSync(process.execPath, [script, ...args, '--work', folder], { cwd: root, encoding: 'utf8' });
}

// Whether it still runs, at the smallest size. No figure is judged here: that is for a quiet machine and a person.
it('measures everything there is, prints it, and writes it with the machine it was measured on', () => {
  const file = path.join(folder, 'figures', 'bench.json');
  const { status, stdout, stderr } = bench('--smoke', '--seed', '7', '--json', file);
  expect({ status, stderr }).toMatchObject({ status: 0 }); // Node warns on stderr
  const written = JSON.parse(readFileSync(file, 'utf8')) as {
    machine: Machine;
    config: Record<string, unknown>;
    results: Measurement[];
  };
  expect(written).toMatchObject({ seed: 7, size: 'smoke', machine: { node: process.version } });
  expect(Object.keys(written.config)).toEqual(benchmarks.map(({ name }) => name));
  expect(written.results.length).toBeGreaterThanOrEqual(benchmarks.length);
  for (const { name, a, b, ratio } of written.results) {
    expect(stdout).toContain(name);
    for (const figure of [a, b, ratio]) if (figure) expect(figure.median).toBeGreaterThan(0);
  }
}, 120_000);

it('refuses a name that no benchmark has, and tells those there are', () => {
  const { status, stderr } = bench('catch-down');
  expect(status).toBe(1);
  expect(stderr).toMatch(/No benchmark is called catch-down. There are: subscription, /);
});
