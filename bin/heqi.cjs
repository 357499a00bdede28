#!/usr/bin/env node
// `npx heqi …`: builds what changed, then runs the command line.
void import('../scripts/build.mjs').then(({ buildIfStale }) => {
  buildIfStale();
  require('../dist/apps/cli/src/main.js');
});
