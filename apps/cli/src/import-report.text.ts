import type { ImportReport } from '../../api/src/imports/import-report';
import type { ReportLanguage } from './options';

/** The report of an import as text for a terminal: what went in, what did not and why, what a reader must know. */
export function describeImport(fileName: string, report: ImportReport, language: ReportLanguage): string {
  const words = WORDS[language];
  const { read, outcomes, problems, notes } = report;
  const lines = [
    words.read(fileName, read.rows, read.deals),
    `  ${words.duties(read)}`,
    `  ${words.outcomes(outcomes)}`,
    ...section(
      words.refused,
      problems.map(
        (problem) =>
          `${words.at(problem)}${words.colon}${problem.reason[language]}${words.gap}${problem.wayOut[language]}`,
      ),
    ),
    ...section(
      words.toKnow,
      notes.map((note) => `${words.rows(note.rows)}${note.text[language]}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

type Counts = ImportReport['read'];
type Outcomes = ImportReport['outcomes'];
type Problem = ImportReport['problems'][number];

const WORDS = {
  zh: {
    read: (file: string, rows: number, deals: number) => `${file}：${rows}行，读出${deals}个项目`,
    duties: (counts: Counts) =>
      `政府承诺${counts.promises}项，新增就业承诺${counts.jobCreationCommitments}项，保留就业承诺${counts.retentionCommitments}项，申报${counts.claims}条，终止${counts.terminations}项`,
    outcomes: (by: Outcomes) =>
      `本次登记${by.recorded}个，先前已登记且无变化${by.unchanged}个，先前已登记而内容不同${by.already_recorded_differently}个，被退回${by.refused}个`,
    refused: '未能导入的行：',
    toKnow: '须知：',
    at: ({ row, column, value }: Problem) =>
      `第${row}行${column === null ? '' : `，列 ${column}`}${value === null ? '' : ` “${value}”`}`,
    rows: (rows: readonly number[]) => (rows.length === 0 ? '' : `第${ranges(rows, '、')}行：`),
    colon: '：',
    gap: '',
  },
  en: {
    read: (file: string, rows: number, deals: number) => `${file}: ${rows} rows, read as ${deals} deals`,
    duties: (counts: Counts) =>
      `${counts.promises} promises, ${counts.jobCreationCommitments} job-creation and ${counts.retentionCommitments} retention commitments, ${counts.claims} claims, ${counts.terminations} terminations`,
    outcomes: (by: Outcomes) =>
      `recorded now ${by.recorded}, recorded before and unchanged ${by.unchanged}, recorded before with other content ${by.already_recorded_differently}, refused ${by.refused}`,
    refused: 'Rows that did not go in:',
    toKnow: 'To know:',
    at: ({ row, column, value }: Problem) =>
      `row ${row}${column === null ? '' : `, ${column}`}${value === null ? '' : ` "${value}"`}`,
    rows: (rows: readonly number[]) =>
      rows.length === 0 ? '' : `${rows.length === 1 ? 'row' : 'rows'} ${ranges(rows, ', ')}: `,
    colon: ': ',
    gap: ' ',
  },
} as const;

/** 2, 3, 4, 7 is "2-4, 7". */
export function ranges(rows: readonly number[], comma: string): string {
  const runs: [number, number][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run && row === run[1] + 1) run[1] = row;
    else runs.push([row, row]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(comma);
}
