import { Command } from 'commander';
import { verifyFolder } from '@heqi/audit';
import { takeBackup } from '@heqi/backup';
import { readSettings } from '@heqi/runtime';
import { heqiVersion } from './heqi-version';
import { languageOption, type ReportLanguage } from './options';
import { describeBackup, describeVerification } from './verification-report.text';
import { withTheLog } from './where-the-log-is';

interface BackupOptions {
  readonly since?: string;
  readonly verify: boolean;
  readonly lang: ReportLanguage;
}

/** Copies what cannot be derived, while Heqi runs or not, and reads the copy. Exit code 1 when something in it is wrong: the copy
 *  is kept then, for it may be all there is. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('copy log, evidence and keys to a folder, also while Heqi runs, and verify the copy')
    .argument('<folder>', 'folder to make; it must not be there yet, or be empty')
    .option('--since <backup>', 'earlier backup on the same disk: evidence it has is linked, not copied')
    .option('--no-verify', 'do not read the copy')
    .addOption(languageOption())
    .action(backUp);
}

async function backUp(folder: string, { since, verify, lang }: BackupOptions): Promise<void> {
  const settings = readSettings(process.env);
  const manifest = await withTheLog(settings, (server) =>
    takeBackup({
      dataDir: settings.HEQI_DATA_DIR,
      target: folder,
      since,
      withStore: server === undefined,
      takenAt: new Date(),
      heqiVersion: heqiVersion(),
    }),
  );
  process.stdout.write(describeBackup(folder, manifest, lang));
  if (!verify) return;
  const verification = await verifyFolder(folder);
  process.stdout.write(`\n${describeVerification(verification, lang)}`);
  if (verification.findingsTotal > 0) process.exitCode = 1;
}
