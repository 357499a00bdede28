import type { ContractCommand } from '@heqi/domain';
import { readTable } from '../csv/read-table';
import type { ImportCounts, ImportReading, ReadDeal } from '../reading';
import { readAgreementRow, SOURCE } from './agreement-row';
import { gatherAgreements, type Agreement } from './agreements';
import { readLayout } from './columns';
import { commandsOf, JOB_CREATION_NO, RETENTION_NO } from './deal-commands';
import { notesOn } from './notes';

/** The id of the contract of a bureau's deal; `contractIdOf` of the write side. */
export type ContractIds = (bureauId: string, dealNumber: string) => string;

/** Reads New York State's Database of Economic Incentives (columns: README.md of this lib). Pure: the same bytes give the same commands,
 *  whatever the order of rows and columns. Never throws for what stands in the file: what cannot be read for certain is a problem of its
 *  row, and a deal with any such row stays out whole. */
export function readIncentiveAgreements(csv: Uint8Array | string, contractIdOf: ContractIds): ImportReading {
  const table = readTable(csv);
  const layout = readLayout(table);
  const rows = table.lines.length;
  if (!('width' in layout)) return { deals: [], problems: layout, notes: [], counts: countsOf(rows, []) };
  const lines = table.lines.map((line) => ({ line, read: readAgreementRow(line, layout) }));
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
