import type { ContractCommand } from '@heqi/domain';
import { fill, type Bilingual, type Details } from './bilingual';
import type { ImportProblemCode } from './problem-codes';
import { PROBLEM_WORDS } from './problem-words';

/** Why a row, and with it its deal, does not go in. */
export interface ImportProblem {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** The column by its header; null where the whole row is meant. */
  readonly column: string | null;
  /** What stands there; null where nothing single does. */
  readonly value: string | null;
  readonly code: ImportProblemCode;
  readonly reason: Bilingual;
  readonly wayOut: Bilingual;
}

/** Something a reader of the figures must know, though nothing is refused for it. */
export interface ImportNote {
  readonly code: string;
  readonly rows: readonly number[];
  readonly text: Bilingual;
}

/** One deal, ready to be recorded whole or not at all. */
export interface ReadDeal {
  readonly bureauId: string;
  readonly dealNumber: string;
  readonly rows: readonly number[];
  /** RecordContract first, then claims, then a termination; the same for the same facts, whatever the order of the rows. */
  readonly commands: readonly ContractCommand[];
}

export interface ImportCounts {
  /** Rows under the header that are not blank, refused ones too. */
  readonly rows: number;
  readonly deals: number;
  readonly promises: number;
  readonly jobCreationCommitments: number;
  readonly retentionCommitments: number;
  readonly claims: number;
  readonly terminations: number;
}

/** What a file says. Every row is in one deal, or has a problem. */
export interface ImportReading {
  readonly deals: readonly ReadDeal[];
  readonly problems: readonly ImportProblem[];
  readonly notes: readonly ImportNote[];
  readonly counts: ImportCounts;
}

/** A long value is shown by its beginning. */
const SHOWN_MAX = 200;

export function problem(
  code: ImportProblemCode,
  at: { readonly row: number; readonly column?: string; readonly value?: string },
  details: Details = {},
): ImportProblem {
  const { reason, wayOut } = PROBLEM_WORDS[code];
  const { row, column = null, value } = at;
  const shown = value === undefined ? null : value.length > SHOWN_MAX ? `${value.slice(0, SHOWN_MAX)}…` : value;
  const filled = (said: Bilingual) => fill(said, { ...details, column: column ?? '' });
  return { row, column, value: shown, code, reason: filled(reason), wayOut: filled(wayOut) };
}
