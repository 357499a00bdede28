import { Command } from 'commander';
import { backupCommand } from './backup.command';
import { importCommand } from './import.command';
import { rebuildCommand } from './rebuild.command';
import { restoreCommand } from './restore.command';
import { storeCommand } from './store.command';
import { tokenCommand } from './token.command';
import { topicsCommand } from './topics.command';
import { verifyCommand } from './verify.command';

/** The command line: one file per command. */
export function createProgram(): Command {
  return new Command('heqi')
    .description('合契 Heqi: both halves of an investment-promotion deal (双兑现)')
    .addCommand(storeCommand())
    .addCommand(importCommand())
    .addCommand(rebuildCommand())
    .addCommand(backupCommand())
    .addCommand(verifyCommand())
    .addCommand(restoreCommand())
    .addCommand(topicsCommand())
    .addCommand(tokenCommand())
    .addHelpText(
      'after',
      '\nSettings come from the environment or .env: HEQI_DATA_DIR, EVENTSTORE_URL, DATABASE_URL, KAFKA_BROKERS …',
    )
    .showHelpAfterError();
}
