/**
 * A suite about what only this library's node has or only this test may do to its store: an option, a restart, a stream
 * of the server's own. Where EVENTSTORE_URL names another server it is skipped with a loud line that says why.
 */
export function describeOnOwnNode(name: string, reason: string, suite: () => void): void {
  if (!process.env['EVENTSTORE_URL']) {
    describe(name, suite);
    return;
  }
  const skippedForAReason = describe.skip;
  skippedForAReason(skippedLoudly(name, reason), suite);
}

/** The same for one test. */
export function itOnOwnNode(name: string, reason: string, test: () => Promise<void>): void {
  if (!process.env['EVENTSTORE_URL']) {
    it(name, test);
    return;
  }
  const skippedForAReason = it.skip;
  skippedForAReason(skippedLoudly(name, reason), test);
}

function skippedLoudly(name: string, reason: string): string {
  process.stderr.write(`\n*** SKIPPED: ${name} — EVENTSTORE_URL is set: ${reason}\n`);
  return `${name} [skipped — EVENTSTORE_URL is set: ${reason}]`;
}
