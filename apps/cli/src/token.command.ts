import { Command, Option } from 'commander';
import { ROLES, type Role } from '@heqi/domain';
import { OwnTokens } from '@heqi/identity';
import { readSettings } from '@heqi/runtime';
import { wholeNumber } from './options';

interface TokenOptions {
  readonly id: string;
  readonly role: Role;
  readonly party?: string;
  readonly days: number;
}

/** A token signed by the data folder's own key, for a person or service that has no identity provider. */
export function tokenCommand(): Command {
  return new Command('token')
    .description('print a bearer token signed by the key of the data folder')
    .requiredOption('--id <id>', 'id of the person or service (never a name)')
    .addOption(new Option('--role <role>', 'role acted in').choices(ROLES).makeOptionMandatory())
    .option('--party <id>', 'id of the office or enterprise acted for')
    .option('--days <days>', 'how long it holds', wholeNumber(1, 3_660), 30)
    .action(printToken);
}

async function printToken({ id, role, party, days }: TokenOptions): Promise<void> {
  const { HEQI_AUTH_JWKS_URL, HEQI_AUTH_ISSUER, HEQI_DATA_DIR } = readSettings(process.env);
  if (HEQI_AUTH_JWKS_URL) {
    throw new Error(
      `Tokens are issued by the identity provider of HEQI_AUTH_JWKS_URL (${HEQI_AUTH_JWKS_URL}); ask it.`,
    );
  }
  if (role === 'enterprise' && party === undefined) {
    throw new Error('An enterprise sees the contracts it is a party to: name it with --party.');
  }
  const tokens = await OwnTokens.open(HEQI_DATA_DIR, HEQI_AUTH_ISSUER);
  const token = await tokens.issue({ id, role, partyId: party ?? null }, days, new Date());
  await tokens.verify(token); // an id or party that the server would not take is refused here, not there
  process.stdout.write(`${token}\n`);
}
