import type { TableLine } from '../csv/read-table';
import { problem, type ImportProblem } from '../reading';
import type { AgreementRow } from './agreement-row';
import { readAgreementId } from './agreement-row';
import { cellOf, type Column, type Layout } from './columns';

/** The rows of one agreement, in an order that does not depend on the file: by type of benefit, then programme. */
export interface Agreement {
  readonly agreementId: string;
  readonly rows: readonly [AgreementRow, ...AgreementRow[]];
}

/** A line and what reading it gave. */
export interface ReadLine {
  readonly line: TableLine;
  readonly read: AgreementRow | readonly ImportProblem[];
}

export interface Agreements {
  readonly whole: readonly Agreement[];
  readonly problems: readonly ImportProblem[];
}

/** Puts rows together by agreement. An agreement goes in whole or not at all: one bad row, or rows that contradict each other, and none
 *  of it does. A refused row that does not tell its agreement holds back every agreement it may belong to. */
export function gatherAgreements(lines: readonly ReadLine[], layout: Layout): Agreements {
  const whole: Agreement[] = [];
  const problems = lines.flatMap(({ read }) => (isRefused(read) ? read : []));
  const refused = lines.filter(({ read }) => isRefused(read));
  const lost = lostRows(lines, layout);
  const refusedById = groupBy(refused, ({ line }) => agreementIdOf(line, layout) ?? '');
  const rows = lines.flatMap(({ read }) => (isRefused(read) ? [] : [read]));
  for (const [agreementId, members] of groupBy(rows, (row) => row.agreementId)) {
    const found = [
      ...heldBackBy(members, refusedById.get(agreementId)?.map(({ line }) => line) ?? [], 'other_row_refused'),
      ...heldBackBy(
        members,
        lost.filter((line) => mayBelong(line, members)),
        'may_belong_to_refused_row',
      ),
      ...contradictions(members),
    ];
    problems.push(...found);
    if (found.length === 0) whole.push({ agreementId, rows: inFixedOrder(members) });
  }
  return { whole, problems: problems.toSorted((a, b) => a.row - b.row) };
}

/** The rows that do not tell their agreement. */
export function lostRows(lines: readonly ReadLine[], layout: Layout): readonly TableLine[] {
  return lines.flatMap(({ line, read }) =>
    isRefused(read) && agreementIdOf(line, layout) === undefined ? [line] : [],
  );
}

/** The agreement a line names, also where other cells of it are bad; undefined where that cannot be told for certain. */
function agreementIdOf(line: TableLine, layout: Layout): string | undefined {
  if (line.cells?.length !== layout.width) return undefined;
  try {
    return readAgreementId(cellOf(line, layout, 'agreement_id'));
  } catch {
    return undefined;
  }
}

/** Whether the text of a line names the agreement, its company or its EIN. */
function mayBelong(line: TableLine, members: readonly AgreementRow[]): boolean {
  const raw = line.raw.replaceAll('""', '"').toLowerCase();
  return members.some(({ agreementId, company, ein }) =>
    [agreementId, agreementId.replaceAll(',', ''), company, ein].some(
      (name) => name && raw.includes(name.toLowerCase()),
    ),
  );
}

function heldBackBy(
  members: readonly AgreementRow[],
  by: readonly TableLine[],
  code: 'other_row_refused' | 'may_belong_to_refused_row',
): readonly ImportProblem[] {
  if (by.length === 0) return [];
  const rows = by.map(({ row }) => row).join(', ');
  return members.map(({ row, agreementId }) =>
    problem(code, { row, column: 'agreement_id', value: agreementId }, { rows }),
  );
}

/** What the rows of one agreement must say alike: it has one company, and it ends once. */
const SAID_ALIKE: readonly (readonly [Column, (row: AgreementRow) => string | null])[] = [
  ['county', (row) => row.county],
  ['company', (row) => row.company],
  ['ein', (row) => row.ein],
  ['status', (row) => (row.terminated ? 'Terminated' : 'Active')],
  ['end', (row) => row.endsOn],
  ['as_of', (row) => row.asOf.text],
];

function contradictions(members: readonly AgreementRow[]): readonly ImportProblem[] {
  if (members.length === 1) return [];
  const rows = { rows: members.map(({ row }) => row).join(', ') };
  const found: ImportProblem[] = [];
  const onEach = (
    code: 'rows_disagree' | 'award_repeated' | 'job_promises_differ',
    column: Column,
    value: (row: AgreementRow) => string,
  ) => found.push(...members.map((row) => problem(code, { row: row.row, column, value: value(row) }, rows)));
  for (const [column, said] of SAID_ALIKE) {
    if (new Set(members.map(said)).size > 1) onEach('rows_disagree', column, (row) => said(row) ?? '');
  }
  if (new Set(members.map(awardOf)).size < members.length) onEach('award_repeated', 'program', (row) => row.program);
  if (differ(members.map((row) => row.creation))) {
    onEach('job_promises_differ', 'jobs_create_promised', (row) => String(row.creation.promised));
  }
  if (differ(members.map((row) => row.retention))) {
    onEach('job_promises_differ', 'jobs_retain_promised', (row) => String(row.retention.promised));
  }
  return found;
}

/** Rows without a promise of jobs say nothing; all others must say the same. */
function differ(jobs: readonly AgreementRow['creation'][]): boolean {
  const stated = jobs.filter(({ promised }) => promised > 0n);
  return new Set(stated.map(({ promised, actual }) => `${promised}/${actual}`)).size > 1;
}

function awardOf(row: AgreementRow): string {
  return `${row.benefitType}\n${row.program}`;
}

function inFixedOrder(members: readonly AgreementRow[]): Agreement['rows'] {
  const ordered = members.toSorted((a, b) => (awardOf(a) < awardOf(b) ? -1 : 1));
  return ordered as unknown as Agreement['rows'];
}

function isRefused(read: ReadLine['read']): read is readonly ImportProblem[] {
  return Array.isArray(read);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
