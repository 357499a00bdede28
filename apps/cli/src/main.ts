import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { hideDeprecations } from '@heqi/runtime';
import { createProgram } from './program';

/** `npx heqi …`. Settings come from the environment, and from a `.env` in the folder it is called in. */
async function main(): Promise<void> {
  hideDeprecations();
  if (existsSync('.env')) process.loadEnvFile('.env');
  await createProgram().parseAsync(process.argv);
}

main().catch((error: unknown) => {
  process.stderr.write(`heqi: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
