import { EventLog } from '../storage/event-log';
import { LogRow, RecordedRow } from '../storage/model';
import { PAGE_SIZE, SCAN_SIZE } from '../storage/reads';
import { conditionOf, visibleForwards } from '../storage/visibility';
import type { EventFilter, GroupDefinition } from './settings';

/** The next events of what a group subscribes to. */
export interface Page {
  /** In order; `row` is missing for an event the group does not want. */
  readonly items: readonly { readonly place: number; readonly row?: RecordedRow }[];
  /** Where the next page starts. */
  readonly next: number;
  /** Whether there was nothing behind this page. */
  readonly atEnd: boolean;
}

/** Reads from place `from` on, at most `limit` wanted events. */
export type Source = (from: number, limit: number) => Page;

/** How filters decide on rows of the log. */
export interface RowFilters {
  /** Rows that anyone who reads `$all` sees: not the node's own bookkeeping. */
  readonly visible: (row: LogRow) => boolean;
  readonly matching: (filter: EventFilter) => (row: LogRow) => boolean;
}

export function sourceOf(log: EventLog, { source }: GroupDefinition, filters: RowFilters): Source {
  if (source.kind === 'stream') return streamSource(log, source.name);
  return allSource(log, filters.visible, source.filter ? filters.matching(source.filter) : () => true);
}

/** Place a group that starts at the end begins at: behind all there is. */
export function endOf(log: EventLog, { source }: Pick<GroupDefinition, 'source'>): number {
  return source.kind === 'all' ? log.headPosition + 1 : (log.stream(source.name)?.lastRevision ?? -1) + 1;
}

function streamSource(log: EventLog, name: string): Source {
  return (from, limit) => {
    const stream = log.stream(name);
    if (stream === undefined || conditionOf(stream) !== 'readable' || from > stream.lastRevision) {
      return { items: [], next: from, atEnd: true };
    }
    const page = visibleForwards(log.reader, stream, from, log.now(), Math.min(limit, PAGE_SIZE));
    const items = page.rows.map((row) => ({ place: row.revision, row }));
    return { items, next: page.next ?? stream.lastRevision + 1, atEnd: page.next === undefined };
  };
}

/**
 * Bookkeeping is passed over without being counted, whatever the filter: else a group whose checkpoint is an event of
 * `$all` would never run out of events to write checkpoints about.
 */
function allSource(log: EventLog, visible: (row: LogRow) => boolean, matches: (row: LogRow) => boolean): Source {
  return (from, limit) => {
    if (from > log.headPosition) return { items: [], next: from, atEnd: true };
    const items: { place: number; row?: RecordedRow }[] = [];
    let next = from;
    let wanted = 0;
    for (const row of log.reader.scan(from - 1, SCAN_SIZE)) {
      if (visible(row)) {
        if (!matches(row)) items.push({ place: row.position });
        else if (wanted++ < limit) items.push({ place: row.position, row: log.reader.withRecord(row) });
        else break;
      }
      next = row.position + 1;
    }
    return { items, next, atEnd: next > log.headPosition };
  };
}
