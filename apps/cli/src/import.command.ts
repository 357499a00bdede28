import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { importReportSchema, type ImportReport } from '../../api/src/imports/import-report';
import { describeImport } from './import-report.text';
import { languageOption, type ReportLanguage } from './options';

/** Mappings by name; each is a route of the API. */
const MAPPINGS = ['ny-incentive-agreements'] as const;

interface ImportOptions {
  readonly mapping: (typeof MAPPINGS)[number];
  readonly url: string;
  readonly token?: string;
  readonly lang: ReportLanguage;
}

/** Sends a ledger to a running Heqi, and says what became of every row. Exit code 1 when a row did not go in. */
export function importCommand(): Command {
  return new Command('import')
    .description('import a ledger through a running Heqi and report every row that was refused')
    .argument('<file>', 'CSV file')
    .addOption(new Option('--mapping <name>', 'how its columns are read').choices(MAPPINGS).default(MAPPINGS[0]))
    .option('--url <url>', 'where Heqi runs', 'http://127.0.0.1:3000')
    .addOption(new Option('--token <token>', 'bearer token of a clerk').env('HEQI_TOKEN'))
    .addOption(languageOption())
    .action(async (file: string, options: ImportOptions) => {
      const report = await send(file, options);
      process.stdout.write(describeImport(path.basename(file), report, options.lang));
      if (report.problems.length > 0) process.exitCode = 1;
    });
}

async function send(file: string, { mapping, url, token, lang }: ImportOptions): Promise<ImportReport> {
  if (!token) {
    throw new Error(
      'An import needs a token of a clerk: --token or HEQI_TOKEN. `heqi token --id … --role clerk --party …` makes one.',
    );
  }
  const bytes = await readFile(file).catch((error: Error) => {
    throw new Error(`${file} cannot be read: ${error.message}.`);
  });
  const form = new FormData();
  form.append('file', new Blob([bytes], { type: 'text/csv' }), path.basename(file));
  const headers = { authorization: `Bearer ${token}`, 'accept-language': lang };
  const target = new URL(`/v1/imports/${mapping}`, url);
  const response = await fetch(target, { method: 'POST', headers, body: form }).catch((error: Error) => {
    throw new Error(
      `No Heqi answers at ${url} (${causeOf(error)}). Start it with \`npm start\`, or name it with --url.`,
    );
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${file} was not imported: ${refusalIn(text) ?? `HTTP ${response.status}`}`);
  return importReportSchema.parse(JSON.parse(text));
}

/** The words of a problem document (RFC 9457). */
function refusalIn(text: string): string | undefined {
  try {
    const { title, detail } = JSON.parse(text) as { title?: string; detail?: string };
    return [title, detail].filter(Boolean).join(': ') || undefined;
  } catch {
    return undefined;
  }
}

function causeOf({ message, cause }: Error): string {
  return cause instanceof Error && cause.message ? cause.message : message;
}
