import { fill, type Details } from '../bilingual';
import type { ImportNote } from '../reading';
import type { AgreementRow } from './agreement-row';
import type { Agreement } from './agreements';
import type { Layout } from './columns';
import { NOTE_WORDS, type NoteCode } from './note-words';

/** What a reader of the recorded figures must know, found in the rows that go in. */
export function notesOn(agreements: readonly Agreement[], layout: Layout): readonly ImportNote[] {
  const rows = agreements.flatMap((agreement) => agreement.rows).toSorted((a, b) => a.row - b.row);
  if (rows.length === 0) return [];
  return [
    ...echoes(rows),
    ...sharedCommitments(agreements),
    ...actuals(rows),
    ...einNotes(rows),
    ...namesWithStatus(rows),
    ...zeroPromises(rows),
    ...about(
      'termination_day_unknown',
      rows.filter((row) => row.terminated && row.endsOn === null),
    ),
    ...about(
      'start_not_stated',
      rows.filter((row) => row.startsOn === null),
    ),
    ...about('nothing_states_a_deadline', rows),
    ...about(
      'government_office_not_named',
      rows.filter((row) => row.benefit.promised.minor > 0n),
    ),
    ...about('investment_not_recorded', rows),
    ...layout.unread.map((column) => note('column_not_read', [], { column })),
  ];
}

/** "Jobs retained" repeats the promise instead of measuring it. */
function echoes(rows: readonly AgreementRow[]): readonly ImportNote[] {
  const echoed = rows.filter(({ retention }) => retention.actual === retention.promised);
  if (echoed.length === 0) return [];
  const aboveZero = echoed.filter(({ retention }) => retention.promised > 0n).length;
  const promised = rows.filter(({ retention }) => retention.promised > 0n).length;
  return [
    note('retained_echoes_promise', numbersOf(echoed), { echoed: echoed.length, of: rows.length, aboveZero, promised }),
  ];
}

function sharedCommitments(agreements: readonly Agreement[]): readonly ImportNote[] {
  return agreements.flatMap(({ agreementId, rows }) =>
    (['creation', 'retention'] as const).flatMap((kind) => {
      const behind = rows.filter((row) => row[kind].promised > 0n);
      if (behind.length < 2) return [];
      const details = { agreementId, jobs: String(behind[0]![kind].promised), benefits: behind.length };
      return [note(`${kind}_behind_several_benefits`, numbersOf(behind), details)];
    }),
  );
}

function actuals(rows: readonly AgreementRow[]): readonly ImportNote[] {
  const stated = ({ benefit, creation, retention }: AgreementRow) => [
    benefit.delivered,
    creation.actual,
    retention.actual,
  ];
  return [
    ...about(
      'actuals_are_cumulative',
      rows.filter((row) => stated(row).some((actual) => actual !== null)),
    ),
    ...about(
      'actual_not_stated',
      rows.filter((row) => stated(row).some((actual) => actual === null)),
    ),
  ];
}

function einNotes(rows: readonly AgreementRow[]): readonly ImportNote[] {
  const withEin = rows.filter((row) => row.ein !== null);
  const shared = [...new Set(withEin.map((row) => row.ein!))].flatMap((ein) => {
    const holders = withEin.filter((row) => row.ein === ein);
    const agreements = [...new Set(holders.map((row) => row.agreementId))];
    if (agreements.length < 2) return [];
    const names = [...new Set(holders.map((row) => row.company))];
    const code = names.length > 1 ? 'ein_shared_by_several_names' : 'ein_shared_by_several_agreements';
    return [note(code, numbersOf(holders), { ein, agreements: agreements.join('; '), names: names.join('; ') })];
  });
  return [
    ...shared,
    ...about(
      'ein_missing',
      rows.filter((row) => row.ein === null),
    ),
    ...about(
      'ein_form_unusual',
      withEin.filter((row) => !/^\d{2}-\d{7}$/.test(row.ein!)),
    ),
  ];
}

/** "The Kobi International LLC - DECERTIFIED": the last word is no part of a name. */
function namesWithStatus(rows: readonly AgreementRow[]): readonly ImportNote[] {
  return rows.flatMap((row) => {
    const status = /\s[-–—]\s*(\p{Lu}{4,}(?:\s\p{Lu}+)*)$/u.exec(row.company)?.[1];
    return status === undefined
      ? []
      : [note('company_name_carries_status', [row.row], { company: row.company, status })];
  });
}

function zeroPromises(rows: readonly AgreementRow[]): readonly ImportNote[] {
  return [
    ...about(
      'zero_benefit_not_recorded',
      rows.filter((row) => row.benefit.promised.minor === 0n),
    ),
    ...about(
      'zero_creation_not_recorded',
      rows.filter((row) => row.creation.promised === 0n),
    ),
    ...about(
      'zero_retention_not_recorded',
      rows.filter((row) => row.retention.promised === 0n),
    ),
  ];
}

function about(code: NoteCode, rows: readonly AgreementRow[]): readonly ImportNote[] {
  return rows.length === 0 ? [] : [note(code, numbersOf(rows))];
}

function note(code: NoteCode, rows: readonly number[], details: Details = {}): ImportNote {
  return { code, rows, text: fill(NOTE_WORDS[code], { ...details, count: rows.length }) };
}

function numbersOf(rows: readonly AgreementRow[]): readonly number[] {
  return rows.map(({ row }) => row).toSorted((a, b) => a - b);
}
