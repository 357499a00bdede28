import type { AlertKey, ReviewedInput } from '@heqi/domain';
import { v5 } from 'uuid';

/** Namespaces of alerts and of the reviews that raise them. Fixed for ever: ids in the log and on topics derive from them. */
const ALERT_NAMESPACE = '2f8f3a52-58f1-5b0e-9d43-0d6a5f8c3b71';
const REVIEW_NAMESPACE = '9b1c6a0d-7c55-5d0a-8d1e-4f2f6c7e9a18';

/** An alert without a period of its own: every rule there is so far looks at a duty as a whole. */
const NO_PERIOD = '';

/** The id of an alert, and of the event that raises it (design.md §7): raising twice is once, a moved due date keeps the
 *  alert, a cleared one that comes back is a new occurrence. */
export function alertId({ contractId, no, rule, occurrence }: AlertKey): string {
  return v5([contractId, no, NO_PERIOD, rule, occurrence].join('\n'), ALERT_NAMESPACE);
}

/** The command id of what a review of a contract appends behind `revision` of its alert stream (-1 when it is empty). The
 *  revision is in it because a long answer is appended in parts. */
export function reviewId(contractId: string, { position, day }: ReviewedInput, revision: number): string {
  return v5([contractId, position, day, revision].join('\n'), REVIEW_NAMESPACE);
}
