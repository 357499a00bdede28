import type { AssessmentRules } from '@heqi/domain';
import { SHAPES_VERSION } from '@heqi/messages';
import type { EntityManager } from 'typeorm';
import type { Reckoning } from '../projection/reckoning';
import type { ViewSchema } from '../projection/view-schema';

/** Of the rows this code writes: a change of what they hold is a new version. */
const ROWS_VERSION = 5;

/** What the rows were written by, besides log and calendar. Where it differs from what stands in the checkpoint, the views
 *  are rebuilt by themselves. */
export function viewVersion(rules: AssessmentRules): string {
  return `rows ${ROWS_VERSION}, shapes ${SHAPES_VERSION}, rules ${rules.version}`;
}

/** How far the views have come, and by what they were computed. */
export interface ViewCheckpoint {
  readonly position: bigint | null;
  readonly lastEventRecordedAt: string | null;
  readonly calendarVersion: string;
  readonly viewVersion: string;
}

/** Somebody else moved the checkpoint: two projectors were at the same rows, and this one has to begin again from there. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
  constructor(expected: bigint | null) {
    super(
      `The checkpoint of the views is not at ${expected ?? 'the beginning'} any more: another projector moved it. ` +
        'Nothing was written; this one waits for the lock and goes on from where the other left off.',
    );
  }
}

const NAME = 'views';

export async function readCheckpoint(
  manager: EntityManager,
  schema: ViewSchema = 'views',
): Promise<ViewCheckpoint | undefined> {
  const [row] = await manager.query<Record<string, string | null>[]>(
    `SELECT position, last_event_recorded_at, calendar_version, view_version FROM ${schema}.view_checkpoint WHERE name = $1`,
    [NAME],
  );
  return (
    row && {
      position: row['position'] === null ? null : BigInt(row['position']!),
      lastEventRecordedAt: row['last_event_recorded_at']!,
      calendarVersion: row['calendar_version']!,
      viewVersion: row['view_version']!,
    }
  );
}

/** Puts the checkpoint where nobody has put one.
 *  @throws CheckpointMoved */
export async function beginCheckpoint(
  manager: EntityManager,
  schema: ViewSchema,
  { calendar, rules }: Reckoning,
): Promise<ViewCheckpoint> {
  const first: ViewCheckpoint = {
    position: null,
    lastEventRecordedAt: null,
    calendarVersion: calendar.version,
    viewVersion: viewVersion(rules),
  };
  const inserted = await manager.query<unknown[]>(
    `INSERT INTO ${schema}.view_checkpoint (name, position, last_event_recorded_at, calendar_version, view_version)
     VALUES ($1, NULL, NULL, $2, $3) ON CONFLICT DO NOTHING RETURNING name`,
    [NAME, first.calendarVersion, first.viewVersion],
  );
  if (inserted.length === 0) throw new CheckpointMoved(null);
  return first;
}

/** Compare-and-set, to be called first in the transaction that writes the rows: a second projector waits here for the
 *  first one's commit, and then is refused.
 *  @throws CheckpointMoved */
export async function moveCheckpoint(
  manager: EntityManager,
  schema: ViewSchema,
  from: ViewCheckpoint,
  to: ViewCheckpoint,
): Promise<void> {
  const moved = await manager.query<[unknown[], number]>(
    `UPDATE ${schema}.view_checkpoint
     SET position = $4, last_event_recorded_at = $5, calendar_version = $6, view_version = $7
     WHERE name = $1 AND position IS NOT DISTINCT FROM $2::numeric AND calendar_version = $3
     RETURNING name`,
    [
      NAME,
      from.position?.toString() ?? null,
      from.calendarVersion,
      to.position?.toString() ?? null,
      to.lastEventRecordedAt,
      to.calendarVersion,
      to.viewVersion,
    ],
  );
  if (moved[1] !== 1) throw new CheckpointMoved(from.position);
}
