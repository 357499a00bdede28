import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const rules = path.join(root, '.dependency-cruiser.cjs');

/** One planted import for every rule: the rule's name, the file, what it imports. */
const planted: [rule: string, file: string, imported: string][] = [
  ['domain-imports-nothing', 'libs/domain/src/reads-a-file.ts', 'node:fs'],
  ['event-store-and-embedded-event-store-build-on-nothing-of-ours', 'libs/event-store/src/knows.ts', '@heqi/domain'],
  ['messages-build-on-domain', 'libs/messages/src/speaks.ts', '@heqi/wording'],
  ['wording-build-on-domain', 'libs/wording/src/sends.ts', '@heqi/messages'],
  ['sides-never-import-each-other', 'libs/views/src/decides.ts', '@heqi/commands'],
  ['foundations-import-no-side', 'libs/runtime/src/reads.ts', '@heqi/views'],
  ['libs-never-import-apps', 'libs/alerts/src/serves.ts', '../../../apps/api/src/main'],
  ['lib-is-entered-by-its-index', 'apps/api/src/peeks.ts', '../../../libs/domain/src/inner'],
  ['lib-never-imports-its-own-index', 'libs/audit/src/circles.ts', '@heqi/audit'],
  ['apps-are-apart', 'apps/projector/src/joins.ts', '../../api/src/main'],
  ['ships-with-its-packages', 'apps/cli/src/tests.ts', 'some-tool'],
  ['no-circle', 'libs/commands/src/back.ts', './there'],
  ['nothing-unresolved', 'apps/alerter/src/dreams.ts', './never-written'],
];

const libs = 'alerts audit commands domain embedded-event-store event-store messages runtime views wording'.split(' ');
const lawful: [file: string, text: string][] = [
  ['package.json', '{ "dependencies": { "some-package": "1" }, "devDependencies": { "some-tool": "1" } }'],
  ...['some-package', 'some-tool'].flatMap((name): [string, string][] => [
    [`node_modules/${name}/package.json`, `{ "name": "${name}", "version": "1.0.0", "main": "index.js" }`],
    [`node_modules/${name}/index.js`, 'exports.name = 1;'],
  ]),
  ['apps/projector/src/main.ts', `export * from 'some-package';`],
  ...libs.map((lib): [string, string] => [`libs/${lib}/src/index.ts`, 'export const name = 1;']),
  ['libs/domain/src/inner.ts', 'export const inner = 1;'],
  ['libs/domain/src/inner.spec.ts', `import { readFileSync } from 'node:fs'; export const text = readFileSync;`],
  [
    'libs/views/src/view.ts',
    `import { name } from '@heqi/domain'; import { name as other } from '@heqi/event-store'; export { name, other };`,
  ],
  [
    'apps/api/src/main.ts',
    `import { name } from '@heqi/commands'; import { name as view } from '@heqi/views'; export { name, view };`,
  ],
  ['apps/standalone/src/main.ts', `export * from '../../api/src/main';`],
  ['apps/cli/src/main.ts', `export * from '../../standalone/src/main';`],
  // Two types that name each other: gone at run time, no circle.
  ['libs/domain/src/chicken.ts', `import type { Egg } from './egg'; export interface Chicken { from: Egg }`],
  ['libs/domain/src/egg.ts', `import type { Chicken } from './chicken'; export interface Egg { from: Chicken }`],
];

describe('the import arrows', () => {
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  it('hold in this repository', () => {
    expect(violations(root)).toEqual([]);
  });

  it('let through what the tree allows', () => {
    expect(violations(tree(lawful))).toEqual([]);
  });

  it('catch a planted import for every rule there is', () => {
    const plants = planted.map(([, file, imported]): [string, string] => [file, `export * from '${imported}';`]);
    const found = violations(tree([...lawful, ...plants, ['libs/commands/src/there.ts', `export * from './back';`]]));
    for (const [rule, file] of planted) expect(found).toContainEqual(expect.stringContaining(`${rule}: ${file} → `));
    const { forbidden } = require(rules) as { forbidden: { name: string }[] };
    expect(planted.map(([rule]) => rule).toSorted()).toEqual(forbidden.map(({ name }) => name).toSorted());
  });

  /** A repository of these files, with our rules and our aliases. */
  function tree(files: [file: string, text: string][]): string {
    const folder = mkdtempSync(path.join(tmpdir(), 'heqi-architecture-'));
    folders.push(folder);
    copyFileSync(path.join(root, 'tsconfig.json'), path.join(folder, 'tsconfig.json'));
    for (const [file, text] of files) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), `${text}\n`);
    }
    return folder;
  }

  /** As "rule: file → imported". */
  function violations(folder: string): string[] {
    const cruiser = path.join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
    const run = spawnSync(process.execPath, [cruiser, 'apps', 'libs', '--config', rules, '--output-type', 'json'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    if (run.stdout === '') throw new Error(`dependency-cruiser gave no answer: ${run.stderr}`);
    const { summary } = JSON.parse(run.stdout) as {
      summary: { totalCruised: number; violations: { from: string; to: string; rule: { name: string } }[] };
    };
    expect(summary.totalCruised).toBeGreaterThan(10); // it did look
    return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  }
});
