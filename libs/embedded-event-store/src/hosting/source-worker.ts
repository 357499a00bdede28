/**
 * Start of a thread that runs this library's TypeScript as it stands, for tests: a thread does not inherit the transform
 * of the test runner. `workerData.entry` names the file to run. It is text because such a thread can load nothing else
 * yet; @swc/core is there wherever sources are run.
 */
export const fromSources = `
const { createRequire, Module } = require('node:module');
const { readFileSync } = require('node:fs');
const { entry } = require('node:worker_threads').workerData;
const requireFromEntry = createRequire(entry);
const { transformSync } = requireFromEntry('@swc/core');
Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2023' },
  });
  module._compile(code, filename);
};
requireFromEntry(entry);
`;
