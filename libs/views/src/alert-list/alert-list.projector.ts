import type { AlertEvent, AlertKey } from '@heqi/domain';
import type { RecordedInLog } from '@heqi/messages';
import type { EntityManager } from 'typeorm';
import type { ParkedContractRow } from '../checkpoint/parked-contract.entity';
import { parkedAt, type AlertEntry } from '../projection/log-entry';
import type { ViewSchema } from '../projection/view-schema';
import type { AlertListRow } from './alert-list.entity';

/** A row that stands by itself, not the instance of its entity. */
type AlertRow = Pick<AlertListRow, keyof AlertListRow>;

export interface FoldedAlerts {
  readonly changed: readonly AlertRow[];
  readonly parked: readonly ParkedContractRow[];
}

/** Applies the alert events of a batch to the rows they speak of. An event already applied is left out; one that cannot
 *  be read, or speaks of an alert that was never raised, parks its stream. */
export function foldAlerts(
  entries: readonly AlertEntry[],
  known: ReadonlyMap<string, AlertRow>,
  parkedStreams: ReadonlySet<string>,
): FoldedAlerts {
  const changed = new Map<string, AlertRow>();
  const parked = new Map<string, ParkedContractRow>();
  for (const entry of entries) {
    const { streamName, revision } = entry.stored;
    if (parkedStreams.has(streamName) || parked.has(streamName)) continue;
    if ('failure' in entry.read) {
      parked.set(streamName, parkedAt(entry, entry.read.failure));
      continue;
    }
    const { recorded } = entry.read;
    const key = keyOf(recorded.event.data);
    const row = changed.get(key) ?? known.get(key);
    if (row && revision <= row.revision) continue;
    const next = afterEvent(row, recorded);
    if (next) changed.set(key, next);
    else parked.set(streamName, parkedAt(entry, `${recorded.event.type} ${revision} speaks of an alert never raised.`));
  }
  return { changed: [...changed.values()], parked: [...parked.values()] };
}

/** The rows that the events of a batch speak of, by their key. */
export async function loadAlerts(
  manager: EntityManager,
  schema: ViewSchema,
  entries: readonly AlertEntry[],
): Promise<Map<string, AlertRow>> {
  const keys = entries.flatMap(({ read }) => ('failure' in read ? [] : [read.recorded.event.data]));
  const rows = await manager.query<AlertRow[]>(
    `SELECT a.alert_id AS "alertId", a.contract_id AS "contractId", a.no, a.side, a.rule, a.occurrence, a.level, a.state,
            a.resolution, a.raised_on::text AS "raisedOn", a.recorded_at AS "recordedAt",
            a.cleared_on::text AS "clearedOn", a.due_on::text AS "dueOn", a.obligor_id AS "obligorId", a.data, a.revision
     FROM (SELECT DISTINCT * FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[])
             AS k(contract_id, no, rule, occurrence)) AS wanted
     JOIN ${schema}.alert_list a USING (contract_id, no, rule, occurrence)`,
    [
      keys.map((key) => key.contractId),
      keys.map((key) => key.no),
      keys.map((key) => key.rule),
      keys.map((key) => key.occurrence),
    ],
  );
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function keyOf({ contractId, no, rule, occurrence }: AlertKey): string {
  return `${contractId}/${no}/${rule}/${occurrence}`;
}

/** The row after one more event; undefined where the event needs a row and there is none. */
function afterEvent(
  row: AlertRow | undefined,
  { event, id, revision, recordedAt }: RecordedInLog<AlertEvent>,
): AlertRow | undefined {
  switch (event.type) {
    case 'AlertRaised': {
      const { contractId, no, side, rule, occurrence, level, review, dueOn, obligorId } = event.data;
      return {
        alertId: id,
        contractId,
        no,
        side,
        rule,
        occurrence,
        level,
        state: 'raised',
        resolution: null,
        raisedOn: review.day,
        recordedAt,
        clearedOn: null,
        dueOn,
        obligorId,
        data: event.data,
        revision,
      };
    }
    case 'AlertLevelChanged':
      return row && { ...row, level: event.data.to, revision };
    case 'AlertCleared': {
      const { review, resolution } = event.data;
      return row && { ...row, state: 'cleared', resolution, clearedOn: review.day, revision };
    }
    default:
      return unhandled(event);
  }
}

function unhandled(event: never): never {
  throw new Error(`unhandled event ${JSON.stringify(event)}`);
}
