/** One per duty, the first that applies in the order of design.md §6. */
export const OBLIGATION_STATUSES = [
  'fulfilled_on_time',
  'fulfilled_late',
  'waived',
  'discharged',
  'terminated',
  'conditional',
  'awaiting_anchor',
  'no_deadline',
  'suspended',
  'under_verification',
  'blocked',
  'overdue',
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
    case 'overdue':
      return 'red';
    case 'behind_pace':
      return farBehindPace ? 'red' : 'yellow';
    case 'due_soon':
      return 'yellow';
    default:
      return unhandled(status);
  }
}

/** Whether anything is still owed. */
export function isOpen(status: ObligationStatus): boolean {
  return !ENDED.has(status);
}

const ENDED: ReadonlySet<ObligationStatus> = new Set([
  'fulfilled_on_time',
  'fulfilled_late',
  'waived',
  'discharged',
  'terminated',
]);

function unhandled(status: never): never {
  throw new Error(`unhandled status ${String(status)}`);
}
