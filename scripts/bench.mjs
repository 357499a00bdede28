// `npm run bench -- [names] [--quick] [--json file]`: builds what changed, compiles test/bench beside it, and runs it in a
// process of its own. What is measured is the build, as it ships.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { transformSync } = createRequire(import.meta.url)('@swc/core');

buildIfStale();
compile(path.join('test', 'bench'));
const main = path.join(root, 'dist', 'test', 'bench', 'main.js');
const run = spawnSync(process.execPath, [main, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
process.exit(run.status ?? 1);

/** Into dist, where relative imports of a lib's sources lead to what was built from them. */
function compile(folder) {
  mkdirSync(path.join(root, 'dist', folder), { recursive: true });
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) compile(file);
    else if (/\.ts$/.test(entry.name) && !/spec\.ts$/.test(entry.name)) writeFileSync(outputOf(file), compiled(file));
  }
}

function outputOf(file) {
  return path.join(root, 'dist', file.replace(/\.ts$/, '.js'));
}

function compiled(file) {
  const { code } = transformSync(readFileSync(path.join(root, file), 'utf8'), {
    filename: path.join(root, file),
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2023' },
  });
  const up = path.relative(path.dirname(file), 'libs'); // an alias is a path to a lib's index
  return code.replace(/require\("@heqi\/([^"]+)"\)/g, (_, lib) => `require("${up}/${lib}/src/index.js")`);
}
