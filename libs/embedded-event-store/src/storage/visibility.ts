import { DamagedRecord } from './faults';
import { firstVisibleRevision } from './metadata';
import { NO_EVENTS, RecordedRow } from './model';
import { EventReader, PAGE_SIZE } from './reads';
import { isSoftDeleted, StreamState } from './streams';

/** What a reader of a stream meets: its events, nothing at all, or a tombstone. */
export type StreamCondition = 'readable' | 'missing' | 'tombstoned';

export function conditionOf(stream: Readonly<StreamState> | undefined): StreamCondition {
  if (stream?.tombstoned) return 'tombstoned';
  return stream === undefined || stream.lastRevision === NO_EVENTS || isSoftDeleted(stream) ? 'missing' : 'readable';
}

export interface StreamPage {
  /** Those of the page that the stream's metadata lets be seen. */
  readonly rows: readonly RecordedRow[];
  /** Where the next page starts; undefined when there is none. */
  readonly next: number | undefined;
}

/** Visible events of a stream from revision `from` on. `now` (ms since the epoch) decides on their age. */
export function visibleForwards(
  reader: EventReader,
  stream: Readonly<StreamState>,
  from: number,
  now: number,
  limit = PAGE_SIZE,
): StreamPage {
  const start = Math.max(from, firstVisible(stream));
  if (start > stream.lastRevision) return { rows: [], next: undefined };
  const rows = reader.streamForwards(stream, start, stream.lastRevision, limit);
  const last = rows.at(-1)?.revision ?? stream.lastRevision;
  return { rows: youngEnough(rows, stream, now), next: last < stream.lastRevision ? last + 1 : undefined };
}

/** Visible events of a stream from revision `from` down. */
export function visibleBackwards(
  reader: EventReader,
  stream: Readonly<StreamState>,
  from: number,
  now: number,
  limit = PAGE_SIZE,
): StreamPage {
  const first = firstVisible(stream);
  const start = Math.min(from, stream.lastRevision);
  if (start < first) return { rows: [], next: undefined };
  const rows = reader.streamBackwards(stream, start, first, limit);
  const last = rows.at(-1)?.revision ?? first;
  return { rows: youngEnough(rows, stream, now), next: last > first ? last - 1 : undefined };
}

/** @throws DamagedRecord where the last so many events can be seen, and which is the last is not certain. */
function firstVisible({ name, limits, lastRevision, isDamaged }: Readonly<StreamState>): number {
  if (isDamaged && limits.maxCount !== undefined) throw new DamagedRecord(`The index of stream ${name}`);
  return firstVisibleRevision(limits, lastRevision);
}

function youngEnough(rows: readonly RecordedRow[], stream: Readonly<StreamState>, now: number): readonly RecordedRow[] {
  const { maxAgeMs } = stream.limits;
  return maxAgeMs === undefined ? rows : rows.filter((row) => row.created >= now - maxAgeMs);
}
