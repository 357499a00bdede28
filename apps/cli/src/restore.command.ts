import { Command } from 'commander';
import { verifyFolder } from '@heqi/audit';
import { requireEmpty, restoreBackup } from '@heqi/backup';
import { readSettings } from '@heqi/runtime';
import { languageOption, type ReportLanguage } from './options';
import { describeRefusal, describeRestore, describeVerification } from './verification-report.text';

interface RestoreOptions {
  readonly acceptDamage: boolean;
  readonly lang: ReportLanguage;
}

/** Makes the data folder of a backup that was read and found right. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('verify a backup and make the data folder of it (HEQI_DATA_DIR, which must be empty)')
    .argument('<backup>', 'folder that `heqi backup` made')
    .option('--accept-damage', 'restore what there is although the backup does not verify', false)
    .addOption(languageOption())
    .action(restore);
}

async function restore(backup: string, { acceptDamage, lang }: RestoreOptions): Promise<void> {
  const { HEQI_DATA_DIR } = readSettings(process.env);
  await requireEmpty(HEQI_DATA_DIR);
  const verification = await verifyFolder(backup);
  if (verification.kind !== 'backup') throw new Error(`${backup} is no backup: it has no manifest.json.`);
  process.stdout.write(`${describeVerification(verification, lang)}\n`);
  if (verification.findingsTotal > 0 && !acceptDamage) {
    throw new Error(describeRefusal(lang));
  }
  const manifest = await restoreBackup(backup, HEQI_DATA_DIR, { acceptDamage });
  process.stdout.write(describeRestore(HEQI_DATA_DIR, manifest, lang));
}
