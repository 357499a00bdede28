/**
 * A suite about what only this library's node has or only this test may do to its store: an option, a restart, a stream
 * of the server's own. Where EVENTSTORE_URL names another server it is skipped with a loud line that says why.
 */
export function describeOnOwnNode(name: string, reason: string, suite: () => void): void {
  if (!process.env['EVENTSTORE_URL']) {
    describe(name, suite);
    return;
  }
  process.stderr.write(`\n*** SKIPPED: ${name} — EVENTSTORE_URL is set: ${reason}\n`);
  const skippedForAReason = describe.skip;
  skippedForAReason(`${name} [skipped — EVENTSTORE_URL is set: ${reason}]`, suite);
}
