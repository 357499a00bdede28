/** Whether a server that a suite needs can be had on this machine. */
export type Availability = { server: string; available: true } | { server: string; available: false; reason: string };

/** A suite that needs real servers. Runs where all are at hand. Where one is missing it is skipped with a loud line,
 *  which `npm test` repeats at its end; with HEQI_REQUIRE_SERVERS=1, as in CI, it fails instead.
 *  describeWithServer([kafkaAvailable(), kcatAvailable()], 'the relay', () => { … }) */
export function describeWithServer(needs: Availability | Availability[], name: string, suite: () => void): void {
  const missing = [needs].flat().filter((need) => !need.available);
  if (missing.length === 0) {
    describe(name, suite);
    return;
  }
  const reasons = missing.map(({ server, reason }) => `${server}: ${reason}`).join('; ');
  if (process.env['HEQI_REQUIRE_SERVERS'] === '1') {
    describe(name, () =>
      it('finds the servers it needs', () => {
        throw new Error(`HEQI_REQUIRE_SERVERS=1, and this suite cannot run. ${reasons}`);
      }),
    );
    return;
  }
  process.stderr.write(`\n*** SKIPPED: ${name} — ${reasons}\n`);
  const skippedForAReason = describe.skip;
  skippedForAReason(`${name} [skipped — ${reasons}]`, suite);
}
