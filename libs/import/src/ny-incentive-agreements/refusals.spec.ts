import { PROBLEM_WORDS } from '../problem-words';
import type { ImportProblem } from '../reading';
import { csvOf, header, nassau, read, row } from '../testing/nassau.fixtures';
import type { Column } from './columns';

const told = ({ row: at, column, code }: ImportProblem) => [at, column, code];
const met = new Set<string>();
const problemsOf = (csv: Uint8Array | string) => {
  const { problems } = read(csv);
  for (const each of problems) met.add(each.code);
  return problems;
};
const other = row({ agreement_id: '140,000', company: 'Bystander LLC', ein: '99-9999999' });
const goesIn = (csv: string) => read(csv).deals.map(({ dealNumber }) => dealNumber);

describe('a cell that does not say what its column means', () => {
  it.each<[Column, string, string]>([
    ['source', '', 'value_missing'],
    ['source', 'NY-ESD-DEX', 'source_unknown'],
    ['county', '', 'value_missing'],
    ['agreement_id', '', 'value_missing'],
    ['agreement_id', '130001', 'agreement_id_malformed'],
    ['agreement_id', '130,0x1', 'agreement_id_malformed'],
    ['company', '', 'value_missing'],
    ['company', 'A'.repeat(201), 'text_too_long'],
    ['company', 'Ac\u0000me', 'characters_unreadable'],
    ['company', 'Ac\uD800me', 'characters_unreadable'],
    ['program', '', 'value_missing'],
    ['benefit_type', '', 'value_missing'],
    ['currency', '', 'value_missing'],
    ['currency', 'XXX', 'currency_unknown'],
    ['currency', 'constructor', 'currency_unknown'],
    ['benefit_promised', '', 'value_missing'],
    ['benefit_promised', '1,000.0', 'number_malformed'],
    ['benefit_promised', '1e6', 'number_malformed'],
    ['benefit_promised', 'NaN', 'number_malformed'],
    ['benefit_promised', '-1000.0', 'number_negative'],
    ['benefit_promised', '1000.005', 'money_too_fine'],
    ['benefit_promised', '99999999999999999', 'number_too_large'],
    ['benefit_promised', '9'.repeat(40), 'number_too_large'],
    ['benefit_delivered', '$5', 'number_malformed'],
    ['total_private_public_investment', 'much', 'number_malformed'],
    ['jobs_create_promised', 'ten', 'number_malformed'],
    ['jobs_create_promised', '-10', 'number_negative'],
    ['jobs_create_promised', '10.5', 'number_fractional'],
    ['jobs_create_promised', '9999999999', 'number_too_large'],
    ['jobs_create_actual', '-1', 'number_negative'],
    ['jobs_retain_promised', '', 'value_missing'],
    ['jobs_retain_actual', '19.5', 'number_fractional'],
    ['start', '2020-02-30', 'date_impossible'],
    ['start', '15/01/2020', 'date_impossible'],
    ['start', '2920-01-15', 'date_impossible'],
    ['end', 'soon', 'date_impossible'],
    ['end', '2021-01-01', 'end_on_active'],
    ['status', '', 'value_missing'],
    ['status', 'Suspended', 'status_unknown'],
    ['as_of', '', 'value_missing'],
    ['as_of', '2024', 'as_of_malformed'],
    ['as_of', 'Q4 SFY2023-24 (2024-03-30)', 'as_of_contradicts_itself'],
  ])('%s "%.20s" is refused as %s, and the deal beside it goes in', (column, value, code) => {
    const csv = csvOf(row({ [column]: value }), other);
    expect(problemsOf(csv).map(told)).toEqual([[2, column, code]]);
    expect(goesIn(csv)).toEqual(['140,000']);
  });

  it.each<[string, Partial<Record<Column, string>>, Column, string]>([
    [
      'an end before the start',
      { status: 'Terminated', start: '2020-01-15', end: '2020-01-14' },
      'end',
      'end_before_start',
    ],
    ['an end after the day of the figures', { status: 'Terminated', end: '2024-04-01' }, 'end', 'end_after_as_of'],
    [
      'a benefit without promise',
      { benefit_promised: '0.0', benefit_delivered: '1.0' },
      'benefit_delivered',
      'actual_without_promise',
    ],
    ['jobs created without promise', { jobs_create_promised: '0' }, 'jobs_create_actual', 'actual_without_promise'],
    ['jobs retained without promise', { jobs_retain_promised: '0' }, 'jobs_retain_actual', 'actual_without_promise'],
  ])('%s is refused', (_, changed, column, code) => {
    const csv = csvOf(row(changed), other);
    expect(problemsOf(csv).map(told)).toEqual([[2, column, code]]);
    expect(goesIn(csv)).toEqual(['140,000']);
  });

  it('is told with every other fault of its row', () => {
    expect(problemsOf(csvOf(row({ start: 'x', status: 'y', jobs_create_promised: '-1' }))).map(told)).toEqual([
      [2, 'jobs_create_promised', 'number_negative'],
      [2, 'start', 'date_impossible'],
      [2, 'status', 'status_unknown'],
    ]);
  });

  it('may be empty where the source need not say: EIN, actuals, start, end, investment', () => {
    const silent = { ein: '', benefit_delivered: '', jobs_create_actual: '', jobs_retain_actual: '', start: '' };
    const { problems, counts, notes } = read(csvOf(row({ ...silent, total_private_public_investment: '' })));
    expect(problems).toEqual([]);
    expect(counts).toMatchObject({ deals: 1, promises: 1, claims: 0 });
    expect(notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['actual_not_stated', 'start_not_stated', 'ein_missing']),
    );
  });
});

describe('a row that cannot be taken apart', () => {
  it('is refused alone', () => {
    const csv = csvOf(row().replace('"130,001"', '"130,001'), other);
    expect(problemsOf(csv).map(told)).toEqual([[2, null, 'quotes_broken']]);
    expect(goesIn(csv)).toEqual(['140,000']);
  });

  it.each([
    ['too many', `${row()},more`],
    ['too few', row().slice(0, row().lastIndexOf(','))],
    ['an id without its quotes', row().replace('"130,001"', '130,001')],
  ])('with %s cells is refused', (_, damaged) => {
    expect(problemsOf(csvOf(damaged, other)).map(told)).toEqual([[2, null, 'cell_count_wrong']]);
  });

  it.each<[string, string]>([
    ['its id', row({ company: '', ein: '' })],
    ['its company', row({ agreement_id: '', ein: '' })],
    ['its EIN', row({ agreement_id: '130001', company: 'Akme' })],
  ])('holds back the deal it may be half of, known by %s', (_, damaged) => {
    const half = row({ program: 'Regional Council Capital Fund', benefit_type: 'Grant' });
    const csv = csvOf(half, `"${damaged}`, other);
    expect(problemsOf(csv).map(told)).toEqual([
      [2, 'agreement_id', 'may_belong_to_refused_row'],
      [3, null, 'quotes_broken'],
    ]);
    expect(goesIn(csv)).toEqual(['140,000']);
  });
});

describe('a deal with several rows', () => {
  const grant = { program: 'Regional Council Capital Fund', benefit_type: 'Grant' };

  it('stays out whole when one of them is bad', () => {
    const csv = csvOf(row(), row({ ...grant, jobs_create_promised: 'x' }), other);
    expect(problemsOf(csv).map(told)).toEqual([
      [2, 'agreement_id', 'other_row_refused'],
      [3, 'jobs_create_promised', 'number_malformed'],
    ]);
    expect(goesIn(csv)).toEqual(['140,000']);
  });

  it.each<[Column, Partial<Record<Column, string>>]>([
    ['company', { company: 'Another Inc.' }],
    ['ein', { ein: '' }],
    ['county', { county: 'Suffolk' }],
    ['status', { status: 'Terminated' }],
    ['as_of', { as_of: 'Q3 SFY2023-24 (2023-12-31)' }],
  ])('stays out when they disagree on %s', (column, changed) => {
    expect(problemsOf(csvOf(row(), row({ ...grant, ...changed }), other)).map(told)).toEqual([
      [2, column, 'rows_disagree'],
      [3, column, 'rows_disagree'],
    ]);
  });

  it('stays out when two of them are one award, or state different jobs', () => {
    expect(problemsOf(csvOf(row(), row())).map(told)).toEqual([
      [2, 'program', 'award_repeated'],
      [3, 'program', 'award_repeated'],
    ]);
    expect(problemsOf(csvOf(row(), row({ ...grant, jobs_retain_promised: '21.0' }))).map(told)).toEqual([
      [2, 'jobs_retain_promised', 'job_promises_differ'],
      [3, 'jobs_retain_promised', 'job_promises_differ'],
    ]);
    expect(problemsOf(csvOf(row(), row({ ...grant, jobs_create_actual: '5.0' })))).toHaveLength(2);
  });
});

describe('a file whose columns cannot be told', () => {
  it.each<[string, string, (string | number | null)[][]]>([
    ['nothing in it', '', [[1, null, 'file_empty']]],
    ['a broken quote in its header', `"${header}\n${row()}`, [[1, null, 'header_unreadable']]],
    ['a column missing', csvOf(row()).replace('status', 'state'), [[1, 'status', 'column_missing']]],
    ['a column twice', csvOf(row()).replace('county,', 'status,county,'), [[1, 'status', 'column_repeated']]],
  ])('with %s gives no deal', (_, csv, expected) => {
    expect(problemsOf(csv).map(told)).toEqual(expected);
    expect(goesIn(csv)).toEqual([]);
  });

  it('with more rows than one import takes, or hundreds that do not tell their deal, gives none either', () => {
    expect(problemsOf(csvOf(...Array.from({ length: 20_001 }, () => 'x'))).map(told)).toEqual([
      [1, null, 'file_too_long'],
    ]);
    const lost = Array.from({ length: 201 }, () => '"');
    expect(problemsOf(csvOf(other, ...lost)).map(told)).toEqual([[1, null, 'file_mostly_unreadable']]);
    expect(goesIn(csvOf(other, ...lost))).toEqual([]);
    expect(goesIn(csvOf(other, ...lost.slice(1)))).toEqual(['140,000']);
  });

  it('is read without the columns it has beyond ours, and says so', () => {
    const csv = `${header},remark\n${row()},hello\n`;
    expect(goesIn(csv)).toEqual(['130,001']);
    expect(read(csv).notes.find(({ code }) => code === 'column_not_read')?.text.en).toContain('"remark"');
  });
});

describe('every problem', () => {
  it('has been met by these tests', () => {
    expect([...met].toSorted()).toEqual(Object.keys(PROBLEM_WORDS).toSorted());
  });

  it('names the value, the reason and the way out, in Chinese and in English, with nothing left to fill in', () => {
    const { problems } = read(
      csvOf(row({ currency: 'XXX', source: 'elsewhere' }), row({ company: 'Other' }), row(), 'a,b'),
    );
    expect(problems.length).toBeGreaterThan(4);
    for (const { value, reason, wayOut } of problems) {
      expect(value).not.toBeNull();
      for (const said of [reason, wayOut]) {
        expect(said.zh).toMatch(/\p{Script=Han}/u);
        expect(said.en).toMatch(/^[A-Z].*\.$/);
        expect(said.zh + said.en).not.toMatch(/[{}]|undefined/);
      }
    }
  });
});

describe('a damaged copy of the Nassau file', () => {
  it('is refused row by row, and the good rows go in', () => {
    const damaged = nassau
      .toString('utf8')
      .replace('357.0,0.0,535.0', '357.5,0.0,535.0') // 124,167
      .replace('2018-08-17', '2018-08-32') // 125,938
      .replace('"P & L Development, LLC"', '"P & L Development, LLC') // 127,423
      .replace('Grant,USD,1000000.0', 'Grant,XYZ,1000000.0') // 131,398, one of its two rows
      .replace('2021-01-04,Terminated', '2021-01-04,Active'); // 132,253
    const { problems, counts } = read(damaged);
    expect(problems.map(told)).toEqual([
      [2, 'jobs_create_promised', 'number_fractional'],
      [3, 'start', 'date_impossible'],
      [4, null, 'quotes_broken'],
      [10, 'currency', 'currency_unknown'],
      [11, 'agreement_id', 'other_row_refused'],
      [14, 'end', 'end_on_active'],
    ]);
    expect(counts).toMatchObject({ rows: 26, deals: 20 });
  });
});
