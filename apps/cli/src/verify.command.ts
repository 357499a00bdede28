import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { verifyFolder, type Verification } from '@heqi/audit';
import { readSettings } from '@heqi/runtime';
import { languageOption, type ReportLanguage } from './options';
import { describeVerification, verificationDocument } from './verification-report.text';
import { withTheLog } from './where-the-log-is';

interface VerifyOptions {
  readonly json: boolean;
  readonly lang: ReportLanguage;
}

/** Reads everything in a data folder, also while Heqi runs, or in a backup, and says what is wrong where. Exit code 1 when anything
 *  is. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('read everything in the data folder or in a backup, and say what is wrong where')
    .argument('[folder]', 'a backup or a data folder (default: HEQI_DATA_DIR, and the log that EVENTSTORE_URL names)')
    .option('--json', 'print the report as JSON', false)
    .addOption(languageOption())
    .action(async (folder: string | undefined, { json, lang }: VerifyOptions) => {
      const verification = await verify(folder);
      process.stdout.write(json ? verificationDocument(verification) : describeVerification(verification, lang));
      if (verification.findingsTotal > 0) process.exitCode = 1;
    });
}

async function verify(given: string | undefined): Promise<Verification> {
  const settings = readSettings(process.env);
  const folder = given ?? settings.HEQI_DATA_DIR;
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  if (given !== undefined) return verifyFolder(given);
  return withTheLog(settings, (server) => verifyFolder(folder, server));
}
