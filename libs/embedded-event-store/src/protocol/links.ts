import { EventLog } from '../storage/event-log';
import { RecordedRow } from '../storage/model';
import { dataOf } from '../storage/record';
import { conditionOf, visibleForwards } from '../storage/visibility';
import { ResolvedRow } from './wire';

const LINK_TYPE = '$>';
const LINK_DATA = /^(\d+)@(.+)$/s;

/** Turns rows into what is sent: a link, when links are resolved, together with the event it points to. */
export function linkResolver(log: EventLog, resolveLinks: boolean): (row: RecordedRow) => ResolvedRow {
  if (!resolveLinks) return (event) => ({ event });
  return (row) =>
    log.reader.typeName(row.typeKey) === LINK_TYPE ? { event: targetOf(log, row), link: row } : { event: row };
}

/** The event a link points to; undefined when it is deleted, cut off or was never there. */
function targetOf(log: EventLog, link: RecordedRow): RecordedRow | undefined {
  const [, revision, name] = LINK_DATA.exec(dataOf(link.record).toString('utf8')) ?? [];
  if (revision === undefined || name === undefined) return undefined;
  const stream = log.stream(name);
  if (stream === undefined || conditionOf(stream) !== 'readable') return undefined;
  const target = visibleForwards(log.reader, stream, Number(revision), log.now(), 1).rows[0];
  return target?.revision === Number(revision) ? target : undefined;
}
