import fc from 'fast-check';
import type { ImportReading, ReadDeal } from '../reading';
import { nassau, read } from '../testing/nassau.fixtures';

const whole = read(nassau);
const linesOf = (csv: string) => csv.split(/\r?\n/);
const original = nassau.toString('utf8').trimEnd();
const textOf = (lines: readonly string[]) => lines.join('\n');

/** One stroke of damage inside the rows: what a hand, a spreadsheet or a bad disk does. */
type Stroke =
  | { kind: 'replace'; at: number; text: string }
  | { kind: 'insert'; at: number; text: string }
  | { kind: 'delete'; at: number; length: number }
  | { kind: 'swap'; at: number; with: number };

const place = fc.integer({ min: linesOf(original)[0]!.length + 1, max: original.length - 1 });
const piece = fc.oneof(
  fc.constantFrom('"', ',', '\n', '\r', '-', '.', '0', '9', ' ', '\u0000', '\uFFFD', '\uD83D', '""', '""",'),
  fc.string({ maxLength: 4 }),
);
const stroke: fc.Arbitrary<Stroke> = fc.oneof(
  fc.record({ kind: fc.constant('replace' as const), at: place, text: piece }),
  fc.record({ kind: fc.constant('insert' as const), at: place, text: piece }),
  fc.record({ kind: fc.constant('delete' as const), at: place, length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('swap' as const), at: place, with: place }),
);

function strike(csv: string, damage: Stroke): string {
  const { at } = damage;
  if ('with' in damage) {
    const [first, second] = [Math.min(at, damage.with), Math.max(at, damage.with)];
    return (
      csv.slice(0, first) +
      csv.charAt(second) +
      csv.slice(first + 1, second) +
      csv.charAt(first) +
      csv.slice(second + 1)
    );
  }
  if (damage.kind === 'insert') return csv.slice(0, at) + damage.text + csv.slice(at);
  if (damage.kind === 'replace') return csv.slice(0, at) + damage.text + csv.slice(at + 1);
  return csv.slice(0, at) + csv.slice(at + damage.length);
}

describe('random damage of the file', () => {
  it('never throws, and every row ends in one deal or with a problem', () => {
    fc.assert(
      fc.property(fc.array(stroke, { minLength: 1, maxLength: 8 }), (damages) => {
        expectEveryRowAccountedFor(read(damages.reduce(strike, original)));
      }),
      { numRuns: 150 },
    );
  });

  it('of its bytes, or any bytes at all, never throws either', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, fc.nat(nassau.length), fc.nat(nassau.length), (some, from, to) => {
        expectEveryRowAccountedFor(read(Buffer.concat([nassau.subarray(0, from), some, nassau.subarray(to)])));
        expectEveryRowAccountedFor(read(some));
      }),
      { numRuns: 100 },
    );
  });

  it('of one row leaves every other deal as it was, and never records half of the deal in two rows', () => {
    // Of cells that do not tell the deal: an id, a company or an EIN turned into another one tells another story.
    const cell = fc.constantFrom(...NOT_TELLING_THE_DEAL);
    const onOneLine = piece.filter((text) => !/[\n\r]/.test(text));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 26 }), cell, onOneLine, fc.boolean(), (at, column, text, append) => {
        const lines = linesOf(original);
        lines[at] = withCell(lines[at]!, column, (old) => (append ? old + text : text));
        const { deals, problems } = read(textOf(lines));
        const touched = new Set([at + 1, ...problems.map(({ row }) => row)]);
        const notTouched = ({ rows }: ReadDeal) => rows.every((row) => !touched.has(row));
        expect(deals.filter(notTouched)).toEqual(whole.deals.filter(notTouched));
        // Beside the deal of the row, only deals of the same company may be held back.
        expect(touched.size).toBeLessThanOrEqual(2);
        expect(deals.find(({ dealNumber }) => dealNumber === '131,398')?.rows.length ?? 2).toBe(2);
      }),
      { numRuns: 150 },
    );
  });
});

/** program … as_of */
const NOT_TELLING_THE_DEAL = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18] as const;

function withCell(line: string, column: number, change: (old: string) => string): string {
  const cells = line.match(/("[^"]*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, ''));
  cells[column] = change(cells[column] ?? '');
  return cells.slice(0, 19).join(',');
}

function expectEveryRowAccountedFor({ deals, problems, counts }: ImportReading): void {
  const recorded = deals.flatMap(({ rows }) => rows);
  const refused = new Set(problems.map(({ row }) => row));
  expect(new Set(recorded).size).toBe(recorded.length);
  expect(recorded.filter((row) => refused.has(row))).toEqual([]);
  const ofFile = problems.some(
    ({ code }) => code === 'file_empty' || code === 'header_unreadable' || code.startsWith('column_'),
  );
  if (ofFile) expect(deals).toEqual([]);
  else expect(recorded.length + refused.size).toBe(counts.rows);
  for (const { commands } of deals) expect(commands[0]?.type).toBe('RecordContract');
}
