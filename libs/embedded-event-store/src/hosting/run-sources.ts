/**
 * Program text that makes a bare Node run this library's TypeScript as it stands, for tests: neither a thread nor a
 * process inherits the transform of the test runner. It runs the file that `entry` names, an expression in JavaScript.
 * It is text because such a start can load nothing else yet; @swc/core is there wherever sources are run.
 */
export function runSources(entry: string): string {
  return `
const entry = ${entry};
const { createRequire, Module } = require('node:module');
const { readFileSync } = require('node:fs');
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
}
