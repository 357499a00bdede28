import type { CivilDate, Currency, Money } from '@heqi/domain';
import {
  CellFault,
  KNOWN_CURRENCIES,
  orNotStated,
  readCurrency,
  readDate,
  readMoney,
  readPersons,
  readText,
} from '../csv/cell-values';
import type { TableLine } from '../csv/read-table';
import type { CellProblemCode } from '../problem-codes';
import { problem, type ImportProblem } from '../reading';
import { cellOf, type Column, type Layout } from './columns';
import { readAsOf, type AsOf } from './quarter';

/** The one source this mapping is made for: zone, status words and the form of ids are known of it alone. */
export const SOURCE = 'NY-ESD-DEI';

/** A promised number of jobs and what was reported of it; null where not stated. */
export interface Jobs {
  readonly promised: bigint;
  readonly actual: bigint | null;
}

/** One row: one benefit under one agreement, with the jobs it was given for. */
export interface AgreementRow {
  readonly row: number;
  readonly agreementId: string;
  readonly county: string;
  readonly company: string;
  readonly ein: string | null;
  readonly program: string;
  readonly benefitType: string;
  readonly benefit: { readonly promised: Money; readonly delivered: Money | null };
  readonly creation: Jobs;
  readonly retention: Jobs;
  readonly startsOn: CivilDate | null;
  readonly endsOn: CivilDate | null;
  readonly terminated: boolean;
  readonly asOf: AsOf;
}

/** Reads one line. Every fault of the row is told, not only the first. */
export function readAgreementRow(line: TableLine, layout: Layout): AgreementRow | readonly ImportProblem[] {
  if (!line.cells) return [problem('quotes_broken', { row: line.row, value: line.raw })];
  if (line.cells.length !== layout.width) {
    const counted = { found: line.cells.length, expected: layout.width };
    return [problem('cell_count_wrong', { row: line.row, value: line.raw }, counted)];
  }
  const cells = new Cells(line, layout);
  const row = rowOf(cells);
  if (cells.problems.length === 0) checkTogether(row, cells);
  return cells.problems.length > 0 ? cells.problems : row;
}

function rowOf(cells: Cells): AgreementRow {
  cells.read('source', readSource);
  const currency = cells.read('currency', readCurrency) as Currency | undefined;
  const money = readMoney(currency ?? 'USD');
  cells.read('total_private_public_investment', orNotStated(money)); // looked at, so that a damaged row is seen; not recorded
  return {
    row: cells.row,
    agreementId: cells.read('agreement_id', readAgreementId),
    county: cells.read('county', readText(60)),
    company: cells.read('company', readText(200)),
    ein: cells.read('ein', orNotStated(readText(64))),
    program: cells.read('program', readText(120)),
    benefitType: cells.read('benefit_type', readText(60)),
    benefit: {
      promised: cells.read('benefit_promised', money),
      delivered: cells.read('benefit_delivered', orNotStated(money)),
    },
    creation: {
      promised: cells.read('jobs_create_promised', readPersons),
      actual: cells.read('jobs_create_actual', orNotStated(readPersons)),
    },
    retention: {
      promised: cells.read('jobs_retain_promised', readPersons),
      actual: cells.read('jobs_retain_actual', orNotStated(readPersons)),
    },
    startsOn: cells.read('start', orNotStated(readDate)),
    endsOn: cells.read('end', orNotStated(readDate)),
    terminated: cells.read('status', readStatus),
    asOf: cells.read('as_of', readAsOf),
  };
}

/** What single cells cannot tell: whether they go together. */
function checkTogether(row: AgreementRow, cells: Cells): void {
  const { startsOn, endsOn, benefit, creation, retention } = row;
  if (endsOn !== null && !row.terminated) cells.fault('end', 'end_on_active');
  if (endsOn !== null && startsOn !== null && endsOn < startsOn) cells.fault('end', 'end_before_start');
  if (endsOn !== null && endsOn > row.asOf.day) cells.fault('end', 'end_after_as_of');
  const unpromised = (promised: bigint, actual: bigint | null) => promised === 0n && actual !== null && actual > 0n;
  if (unpromised(benefit.promised.minor, benefit.delivered?.minor ?? null)) {
    cells.fault('benefit_delivered', 'actual_without_promise');
  }
  if (unpromised(creation.promised, creation.actual)) cells.fault('jobs_create_actual', 'actual_without_promise');
  if (unpromised(retention.promised, retention.actual)) cells.fault('jobs_retain_actual', 'actual_without_promise');
}

/** The cells of one line, with the problems met while reading them. */
class Cells {
  readonly problems: ImportProblem[] = [];
  constructor(
    private readonly line: TableLine,
    private readonly layout: Layout,
  ) {}

  get row(): number {
    return this.line.row;
  }

  /** The cell's meaning. Where it has none, a problem is noted and undefined stands in: such a row is never used. */
  read<T>(column: Column, meaning: (cell: string) => T): T {
    try {
      return meaning(cellOf(this.line, this.layout, column));
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      this.fault(column, error.code);
      return undefined as T;
    }
  }

  fault(column: Column, code: CellProblemCode): void {
    const value = cellOf(this.line, this.layout, column);
    const details = { expected: SOURCE, known: KNOWN_CURRENCIES.join(', ') };
    this.problems.push(problem(code, { row: this.line.row, column, value }, details));
  }
}

function readSource(cell: string): string {
  if (cell === '') throw new CellFault('value_missing');
  if (cell !== SOURCE) throw new CellFault('source_unknown');
  return cell;
}

/** `131,398` or `SN49818`. An id whose comma a spreadsheet took (131398) would be another deal, so no other form is taken. */
export function readAgreementId(cell: string): string {
  if (cell === '') throw new CellFault('value_missing');
  if (!/^(?:\d{1,3}(?:,\d{3}){1,4}|[A-Z]{1,4}\d{1,12})$/.test(cell)) throw new CellFault('agreement_id_malformed');
  return cell;
}

function readStatus(cell: string): boolean {
  if (cell === '') throw new CellFault('value_missing');
  if (cell !== 'Active' && cell !== 'Terminated') throw new CellFault('status_unknown');
  return cell === 'Terminated';
}
