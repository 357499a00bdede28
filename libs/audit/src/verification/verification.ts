import type { StoreTotals } from '@heqi/embedded-event-store';
import type { FindingCode, FindingPlace, RemarkCode } from '@heqi/wording';

/** One thing that is wrong, and where. */
export interface Finding {
  readonly code: FindingCode;
  readonly at: FindingPlace;
  /** What a sentence about it names. */
  readonly details: Readonly<Record<string, string>>;
}

/** Something to know that is not wrong. */
export interface Remark {
  readonly code: RemarkCode;
  readonly details: Readonly<Record<string, string | number>>;
}

/** What was read, and what is wrong with it. */
export interface Verification {
  readonly folder: string;
  readonly kind: 'data-folder' | 'backup';
  /** What the manifest of a backup says of it; null for a data folder, or where the manifest cannot be used. */
  readonly backup: { readonly takenAt: string; readonly heqiVersion: string } | null;
  /** The log; null where it was not looked at or could not be read. */
  readonly store: StoreTotals | null;
  readonly counts: VerificationCounts;
  /** The first {@link MOST_LISTED}. */
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  readonly remarks: readonly Remark[];
}

export interface VerificationCounts {
  readonly contracts: number;
  readonly contractEvents: number;
  readonly alertEvents: number;
  /** Evidence files that are there, and how many different ones events name. */
  readonly evidenceFiles: number;
  readonly evidenceNamed: number;
  readonly otherFiles: number;
}

export const MOST_LISTED = 1_000;

/** What is found on the way. */
export class Findings {
  readonly listed: Finding[] = [];
  total = 0;

  add(code: FindingCode, at: FindingPlace, details: Finding['details'] = {}): void {
    this.total++;
    if (this.listed.length < MOST_LISTED) this.listed.push({ code, at, details });
  }
}
