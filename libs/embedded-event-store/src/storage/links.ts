import { EventLog } from './event-log';
import { RecordedRow } from './model';
import { dataOf } from './record';
import { conditionOf, visibleForwards } from './visibility';

/** An event as a reader meets it: the event itself, what a link resolved to, or a link whose target is gone. */
export interface ResolvedRow {
  readonly event?: RecordedRow;
  readonly link?: RecordedRow;
}

const LINK_TYPE = '$>';
const LINK_DATA = /^(\d+)@(.+)$/s;

/** Turns rows into what is sent: a link, when links are resolved, together with the event it points to. */
export function linkResolver(log: EventLog, resolveLinks: boolean): (row: RecordedRow) => ResolvedRow {
  if (!resolveLinks) return (event) => ({ event });
  return (row) => (isLink(log, row) ? { event: targetOf(log, row), link: row } : { event: row });
}

export function isLink(log: EventLog, row: RecordedRow): boolean {
  return log.reader.typeName(row.typeKey) === LINK_TYPE;
}

/** Name of the stream a link points into; undefined when its data is none of a link. */
export function linkedStream(link: RecordedRow): string | undefined {
  return addressIn(link)?.name;
}

/** The event a link points to; undefined when it is deleted, cut off or was never there. */
function targetOf(log: EventLog, link: RecordedRow): RecordedRow | undefined {
  const address = addressIn(link);
  if (address === undefined) return undefined;
  const stream = log.stream(address.name);
  if (stream === undefined || conditionOf(stream) !== 'readable') return undefined;
  const target = visibleForwards(log.reader, stream, address.revision, log.now(), 1).rows[0];
  return target?.revision === address.revision ? target : undefined;
}

function addressIn(link: RecordedRow): { revision: number; name: string } | undefined {
  const [, revision, name] = LINK_DATA.exec(dataOf(link.record).toString('utf8')) ?? [];
  return revision === undefined || name === undefined ? undefined : { revision: Number(revision), name };
}
