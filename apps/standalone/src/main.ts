import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { hideDeprecations, readSettings } from '@heqi/runtime';
import { samplePeople } from '@heqi/sample';
import { startStandalone, type Standalone } from './standalone';

async function main(): Promise<void> {
  hideDeprecations();
  const { values } = parseArgs({ options: { sample: { type: 'boolean', default: false } } });
  if (existsSync('.env')) process.loadEnvFile('.env');
  const standalone = await startStandalone({ settings: readSettings(process.env), sample: values.sample });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void standalone.stop().then(() => process.exit(0)));
  }
  if (values.sample) await filled(standalone);
  process.stdout.write(await greeting(standalone));
}

const FILLING_SECONDS_MAX = 120;

/** Waits until board and alerts show the whole sample. */
async function filled({ url }: Standalone): Promise<void> {
  process.stdout.write(`Heqi 合契 listens on ${url}; the board and the alerts of the sample are being filled …\n`);
  for (const started = performance.now(); performance.now() - started < FILLING_SECONDS_MAX * 1_000;) {
    if ((await fetch(`${url}/health/ready`)).ok) return;
    await pause(200);
  }
}

/** What a person who just started it wants to know. */
async function greeting({ url, sampleLoaded, tokenFor }: Standalone): Promise<string> {
  const lines = ['', `Heqi 合契 is ready: ${url}   API: ${url}/api-docs   Health: ${url}/health/lag`];
  if (!sampleLoaded) {
    lines.push('A token to begin with: npx heqi token --id u-clerk --party office-zs --role clerk');
    return `${lines.join('\n')}\n\n`;
  }
  const { contracts, events } = sampleLoaded;
  lines.push(
    `Sample district: ${contracts} deals, ${events} events, on a simulated clock. Its people, each with a token:`,
    '',
  );
  for (const { actor, nameZh, nameEn } of samplePeople)
    lines.push(`${actor.id}  ${nameZh} ${nameEn}`, `  ${await tokenFor(actor)}`);
  const leader = samplePeople.find(({ actor }) => actor.role === 'leader') ?? samplePeople[0]!;
  lines.push(
    '',
    `The board, for ${leader.nameZh} ${leader.nameEn}: ${url}/page/index.html#token=${await tokenFor(leader.actor)}`,
  );
  return `${lines.join('\n')}\n\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`Heqi did not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
