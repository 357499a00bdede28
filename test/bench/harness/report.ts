import { Goal, Measurement, meetsGoal, Spread } from './benchmark';

const HEADINGS = ['measured', 'A', 'B', 'A ÷ B', 'spread', 'goal', ''];

/** The measurements as a table for a terminal: figures are medians, the spread is that of the ratio (of A without B). */
export function table(measurements: readonly Measurement[]): string {
  const rows = [HEADINGS, ...measurements.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(rows[0]!), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.slice(1).map(line)].join('\n');
}

/** What the letters of each row stand for. */
export function legend(measurements: readonly Measurement[]): string {
  return measurements
    .map(({ name, a, b }) => (b ? `${name}: A = ${a.what}; B = ${b.what}` : `${name}: A = ${a.what}`))
    .join('\n');
}

function cells(measurement: Measurement): string[] {
  const { name, unit, a, b, ratio, goal } = measurement;
  const met = meetsGoal(measurement);
  return [
    name,
    `${readable(a.median)} ${unit}`,
    b ? `${readable(b.median)} ${unit}` : '',
    ratio ? readable(ratio.median) : '',
    range(ratio ?? a),
    goal ? goalText(goal) : '',
    met === undefined ? '' : met ? 'met' : 'NOT MET',
  ];
}

function range({ low, high }: Spread): string {
  return `${readable(low)} to ${readable(high)}`;
}

function goalText(goal: Goal): string {
  return 'atLeast' in goal ? `>= ${goal.atLeast}` : `<= ${goal.atMost}`;
}

/** Three figures that count: more would be noise. */
function readable(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString('en-US');
  return Number(value.toPrecision(3)).toString();
}
