/** One per duty, the first that applies in the order of design.md §6. */
export const OBLIGATION_STATUSES = [
  'superseded',
  'waived',
  'discharged',
  'terminated',
  'frozen_unlawful',
  'fulfilled_on_time',
  'fulfilled_late',
  'conditional',
  'awaiting_anchor',
  'no_deadline',
  'suspended',
  'under_verification',
  'blocked',
  'in_cure',
  'breached',
  'overdue',
  'past_date',
  'behind_pace',
  'due_soon',
  'on_track',
  'not_yet_due',
] as const;
export type ObligationStatus = (typeof OBLIGATION_STATUSES)[number];

/** grey: nothing runs; blue: waits for someone else; green: kept, or level with it; yellow: look here; red: behind. */
export const LIGHTS = ['grey', 'blue', 'green', 'yellow', 'red'] as const;
export type Light = (typeof LIGHTS)[number];

/** The light of a status; behind pace is red only from the second threshold on. */
export function lightOf(status: ObligationStatus, farBehindPace: boolean): Light {
  switch (status) {
    case 'fulfilled_on_time':
    case 'fulfilled_late':
    case 'under_verification':
    case 'on_track':
      return 'green';
    case 'superseded':
    case 'frozen_unlawful':
    case 'waived':
    case 'discharged':
    case 'terminated':
    case 'conditional':
    case 'awaiting_anchor':
    case 'no_deadline':
    case 'not_yet_due':
      return 'grey';
    case 'suspended':
    case 'blocked':
      return 'blue';
    case 'in_cure':
    case 'breached':
    case 'overdue':
      return 'red';
    case 'behind_pace':
      return farBehindPace ? 'red' : 'yellow';
    case 'past_date':
    case 'due_soon':
      return 'yellow';
    default:
      return unhandled(status);
  }
}

/** Ended without performance: nothing is owed, and what was raised about it is moot. */
export const ENDED_WITHOUT_PERFORMANCE = [
  'superseded',
  'waived',
  'discharged',
  'terminated',
  'frozen_unlawful',
] as const satisfies readonly ObligationStatus[];
export type EndedWithoutPerformance = (typeof ENDED_WITHOUT_PERFORMANCE)[number];

export function isEndedWithoutPerformance(status: ObligationStatus): status is EndedWithoutPerformance {
  return (ENDED_WITHOUT_PERFORMANCE as readonly ObligationStatus[]).includes(status);
}

/** Whether anything is still owed. */
export function isOpen(status: ObligationStatus): boolean {
  return status !== 'fulfilled_on_time' && status !== 'fulfilled_late' && !isEndedWithoutPerformance(status);
}

/** Past the effective due date of a binding duty and still owed, with or without a notice of breach. */
export const LATE_AND_OWED = ['in_cure', 'breached', 'overdue'] as const satisfies readonly ObligationStatus[];

export function isLateAndOwed(status: ObligationStatus): boolean {
  return (LATE_AND_OWED as readonly ObligationStatus[]).includes(status);
}

function unhandled(status: never): never {
  throw new Error(`unhandled status ${String(status)}`);
}
