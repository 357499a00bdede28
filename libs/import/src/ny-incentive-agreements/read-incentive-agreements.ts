import type { ContractCommand } from '@heqi/domain';
import { readTable } from '../csv/read-table';
import { problem, type ImportCounts, type ImportProblem, type ImportReading, type ReadDeal } from '../reading';
import { readAgreementRow, SOURCE } from './agreement-row';
import { gatherAgreements, lostRows, type Agreement } from './agreements';
import { readLayout } from './columns';
import { commandsOf, JOB_CREATION_NO, RETENTION_NO } from './deal-commands';
import { notesOn } from './notes';

/** The id of the contract of a bureau's deal; `contractIdOf` of the write side. */
export type ContractIds = (bureauId: string, dealNumber: string) => string;

/** What one import takes without holding up the service. */
const ROWS_MAX = 20_000;
/** Each of them is looked for among all deals. */
const LOST_ROWS_MAX = 200;

/** Reads New York State's Database of Economic Incentives (columns: README.md of this lib). Pure: the same bytes give the same commands,
 *  whatever the order of rows and columns. Never throws for what stands in the file: what cannot be read for certain is a problem of its
 *  row, and a deal with any such row stays out whole. */
export function readIncentiveAgreements(csv: Uint8Array | string, contractIdOf: ContractIds): ImportReading {
  const table = readTable(csv);
  const layout = readLayout(table);
  const rows = table.lines.length;
  const nothing = (problems: readonly ImportProblem[]) => ({
    deals: [],
    problems,
    notes: [],
    counts: countsOf(rows, []),
  });
  if (!('width' in layout)) return nothing(layout);
  if (rows > ROWS_MAX) return nothing([problem('file_too_long', { row: 1 }, { found: rows, limit: ROWS_MAX })]);
  const lines = table.lines.map((line) => ({ line, read: readAgreementRow(line, layout) }));
  const lost = lostRows(lines, layout).length;
  if (lost > LOST_ROWS_MAX) return nothing([problem('file_mostly_unreadable', { row: 1 }, { found: lost })]);
  const { whole, problems } = gatherAgreements(lines, layout);
  const deals = whole.map((agreement) => dealOf(agreement, contractIdOf));
  return { deals, problems, notes: notesOn(whole, layout), counts: countsOf(rows, deals) };
}

function dealOf(agreement: Agreement, contractIdOf: ContractIds): ReadDeal {
  const { agreementId, rows } = agreement;
  return {
    bureauId: SOURCE,
    dealNumber: agreementId,
    rows: rows.map(({ row }) => row).toSorted((a, b) => a - b),
    commands: commandsOf(agreement, contractIdOf(SOURCE, agreementId)),
  };
}

/** Counted from the commands themselves, so that the report tells what is recorded. */
function countsOf(rows: number, deals: readonly ReadDeal[]): ImportCounts {
  const commands = deals.flatMap((deal) => deal.commands);
  const duties = commands.flatMap((command) => (command.type === 'RecordContract' ? command.obligations : []));
  const given = (type: ContractCommand['type']) => commands.filter((command) => command.type === type).length;
  return {
    rows,
    deals: deals.length,
    promises: duties.filter(({ side }) => side === 'government').length,
    jobCreationCommitments: duties.filter(({ no }) => no === JOB_CREATION_NO).length,
    retentionCommitments: duties.filter(({ no }) => no === RETENTION_NO).length,
    claims: given('ClaimPerformance'),
    terminations: given('TerminateContract'),
  };
}
