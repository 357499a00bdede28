import type { ExplanationStep } from '../assessment/explanation';
import type { Side } from '../contract/contract';
import type { CivilDate } from '../time/civil-date';

export const ALERT_RULES = ['due_soon', 'overdue', 'behind_pace', 'blocked'] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

export type AlertLevel = 'yellow' | 'red';

/** Why an alert ended: `resolved` performed, or claimed to be performed in time and under verification; `superseded`
 *  another alert or another date took its place; `moot` nothing is owed any more; `retracted` by what is known now it
 *  should not have been raised on its day. */
export type AlertResolution = 'resolved' | 'superseded' | 'moot' | 'retracted';

/** The input that a review answered: a day, after every event of the log up to a position. Reviews of one contract
 *  happen in this order, so that an input met again after a crash is recognised. */
export interface ReviewedInput {
  readonly position: string;
  readonly day: CivilDate;
}

/** What identifies an alert; its id is the UUIDv5 of these (design.md §7). */
export interface AlertKey {
  readonly contractId: string;
  readonly no: string;
  readonly rule: AlertRule;
  /** 1 for the first time this rule fires for this duty, one more each time it comes back after a clearing. */
  readonly occurrence: number;
}

/** Events of the stream `alerts-<contractId>`. */
export type AlertEvent = AlertRaised | AlertLevelChanged | AlertCleared;

type Of<Type extends string, Data> = {
  readonly type: Type;
  readonly data: AlertKey & { readonly review: ReviewedInput } & Data;
};

/** A duty of either side needs attention. Carries what it takes to check it. */
export type AlertRaised = Of<
  'AlertRaised',
  {
    readonly side: Side;
    readonly level: AlertLevel;
    readonly obligorId: string | null;
    readonly dueOn: CivilDate;
    readonly originalDueOn: CivilDate | null;
    readonly daysLate: number;
    readonly basisPointsBehind: number | null;
    readonly provisional: boolean;
    /** Number of the duty at the root of what holds this one up; null for the other rules. */
    readonly blockedBy: string | null;
    readonly rulesVersion: number;
    readonly calendarVersion: string;
    readonly arithmetic: readonly ExplanationStep[];
    /** Events of the contract stream the assessment came from. */
    readonly becauseOf: readonly string[];
  }
>;
export type AlertLevelChanged = Of<
  'AlertLevelChanged',
  { readonly side: Side; readonly from: AlertLevel; readonly to: AlertLevel; readonly basisPointsBehind: number | null }
>;
export type AlertCleared = Of<'AlertCleared', { readonly side: Side; readonly resolution: AlertResolution }>;
