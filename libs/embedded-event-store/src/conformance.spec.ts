import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { testTitlesIn } from './testing/test-titles.fixtures';

/** A row of CONFORMANCE.md: the rule, and what its other cells say. */
interface Row {
  readonly rule: string;
  readonly evidence: readonly string[];
}

const sheet = readFileSync(path.join(__dirname, '..', 'CONFORMANCE.md'), 'utf8');

describe('the conformance sheet', () => {
  const rows = rowsOf(sheet);

  it('has a section for each part of the protocol', () => {
    const sections = [...sheet.matchAll(/^## (.*)$/gm)].map(([, section]) => section);
    expect(sections).toEqual([
      'Handshake and connection',
      'Errors as gRPC status',
      'Append',
      'BatchAppend',
      'Positions',
      'Repeated appends',
      'Reads and subscriptions',
      'Deletes, metadata, limits',
      'Persistent subscriptions',
      'Security',
    ]);
    expect(rows.length).toBeGreaterThan(80);
  });

  it('names only tests that there are', () => expect(problemsOf(rows)).toEqual([]));

  it.each([
    ['a test that is not there', '| a rule | `append › goes in at the wrong revision` | — |'],
    ['a file that is not there', '| a rule | `nothing › goes in at the exact revision` | — |'],
    [
      'a test by words that two have',
      '| a rule | `subscriptions › loses and repeats nothing while others write` | — |',
    ],
    ['no test and no reason', '| a rule | — | — |'],
  ])('would be caught naming %s', (_, row) => {
    const table = `| rule | over the client | over bare gRPC |\n| --- | --- | --- |\n${row}\n`;
    expect(problemsOf(rowsOf(table))).toHaveLength(1);
  });
});

describe('the titles of a spec file', () => {
  it('are found with their suites, tables and wrapped lines', () => {
    const source = `
describe('a suite', () => {
  it('tests', () => undefined);
  it.each([
    ['one', (a) => f(a)],
  ])('takes %s', () => undefined);
  describeOnOwnNode('inside', 'a reason', () => {
    itOnOwnNode(
      'it\\'s here',
      'a reason',
      async () => undefined,
    );
  });
});
it(\`counts \${N}\`, () => undefined);
`;
    expect(testTitlesIn(source)).toEqual([
      'a suite › tests',
      'a suite › takes %s',
      "a suite › inside › it's here",
      'counts ${N}',
    ]);
  });
});

/** Every row of every table, header and rule lines left out. */
function rowsOf(text: string): Row[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  const isData = (line: string, index: number) => !/^\|[ -|]*$/.test(line) && !lines[index + 1]?.startsWith('| ---');
  return lines.filter(isData).map((line) => {
    const [rule, ...evidence] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { rule: rule!, evidence };
  });
}

function problemsOf(rows: readonly Row[]): string[] {
  return rows.flatMap(({ rule, evidence }) => {
    const named = evidence.flatMap((cell) => [...cell.matchAll(/`([^`]+ › [^`]+)`/g)].map(([, name]) => name!));
    if (named.length === 0) return evidence.some((cell) => /^out of scope/.test(cell)) ? [] : [`${rule}: no test`];
    return named.flatMap((name) => {
      const problem = problemOf(name);
      return problem ? [`${rule}: ${name}: ${problem}`] : [];
    });
  });
}

/** A test is named by its file and the end of its full title, which must be that of one test. */
function problemOf(name: string): string | undefined {
  const [file, ...words] = name.split(' › ');
  const spec = fileOf(file!);
  if (!spec) return 'no such file';
  const end = words.join(' › ');
  const found = testTitlesIn(readFileSync(spec, 'utf8')).filter(
    (title) => title === end || title.endsWith(` › ${end}`),
  );
  return found.length === 1 ? undefined : `${found.length} tests are called so`;
}

function fileOf(name: string): string | undefined {
  const base = path.join(__dirname, name.includes('/') ? '' : 'protocol', name);
  return [`${base}.int-spec.ts`, `${base}.spec.ts`, `${base}.ts`].find((file) => existsSync(file));
}
