import { readFileSync } from 'node:fs';
import path from 'node:path';
import { COLUMNS, type Column } from '../ny-incentive-agreements/columns';
import { readIncentiveAgreements } from '../ny-incentive-agreements/read-incentive-agreements';
import type { ImportReading } from '../reading';

const file = path.resolve(__dirname, '../../../../test/fixtures/nassau/ny-incentive-agreements-nassau.csv');
export const nassau = readFileSync(file);

/** Tells apart, which is all the reading asks of it. */
export const contractIdOf = (bureauId: string, dealNumber: string) => `${bureauId}:${dealNumber.replaceAll(',', '.')}`;

export function read(csv: Uint8Array | string): ImportReading {
  return readIncentiveAgreements(csv, contractIdOf);
}

const PLAIN: Readonly<Record<Column, string>> = {
  source: 'NY-ESD-DEI',
  county: 'Nassau',
  agreement_id: '130,001',
  company: 'Acme, Inc.',
  ein: '11-1111111',
  program: 'Excelsior Jobs Program',
  benefit_type: 'Tax Credit',
  currency: 'USD',
  benefit_promised: '1000.0',
  benefit_delivered: '0.0',
  total_private_public_investment: '5000.0',
  jobs_create_promised: '10.0',
  jobs_create_actual: '4.0',
  jobs_retain_promised: '20.0',
  jobs_retain_actual: '20.0',
  start: '2020-01-15',
  end: '',
  status: 'Active',
  as_of: 'Q4 SFY2023-24 (2024-03-31)',
};

/** A row that goes in as it stands, but for what a test changes. */
export function row(changed: Partial<Record<Column, string>> = {}): string {
  return line(COLUMNS.map((column) => changed[column] ?? PLAIN[column]));
}

export function line(cells: readonly string[]): string {
  return cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

export const header = COLUMNS.join(',');

export function csvOf(...rows: readonly string[]): string {
  return [header, ...rows, ''].join('\n');
}
