// `npm run generate` writes what is generated from the code's definitions (OpenAPI, JSON Schemas); with --check it changes
// nothing, and fails when the committed files are not what the code gives.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';

buildIfStale();
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
require('reflect-metadata');
const { generatedFiles } = require('../dist/apps/api/src/generated-files.js');

const files = await generatedFiles();
const stale = files.filter(({ path: file, content }) => readIfThere(path.join(root, file)) !== content);
if (process.argv.includes('--check')) {
  for (const { path: file } of stale)
    console.error(`${file} is not what the code gives: run npm run generate and commit it.`);
  process.exit(stale.length > 0 ? 1 : 0);
}
for (const { path: file, content } of stale) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), content);
  console.log(`wrote ${file}`);
}
process.exit(0);

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
