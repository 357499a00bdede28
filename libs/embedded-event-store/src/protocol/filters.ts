import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { EventReader } from '../storage/reads';
import { LogRow } from '../storage/model';
import { invalidArgument, unhandled } from './errors';

/** Which rows of the log a reader wants. It decides on keys, so that no record is read to be dropped. */
export type RowFilter = (row: LogRow) => boolean;

export interface FilterOptions {
  readonly matches: RowFilter;
  /** A subscription tells its position at least once in so many events, wanted or not. */
  readonly checkpointInterval: number;
}

const DEFAULT_WINDOW = 32;
/** Names decided on that a filter remembers; a store has more streams than a filter should hold. */
const REMEMBERED = 100_000;

export function filterOf(options: ReadReq.Options.FilterOptions, reader: EventReader): FilterOptions {
  const multiplier = options.getCheckpointintervalmultiplier();
  if (multiplier === 0) throw unhandled('The checkpoint interval multiplier must be greater than 0.');
  const window = options.hasMax() ? options.getMax() : DEFAULT_WINDOW;
  if (window === 0) throw invalidArgument('The maximum search window must be greater than 0.');
  return { matches: predicateOf(options, reader), checkpointInterval: multiplier * window };
}

/** Without a filter a reader of `$all` sees everything but the node's own bookkeeping. */
export function defaultFilter(reader: EventReader): RowFilter {
  return remembering(
    (row) => row.streamKey,
    (key) => !isBookkeeping(reader.streamName(key)),
  );
}

function isBookkeeping(streamName: string): boolean {
  return (
    streamName === '$epoch-information' ||
    (streamName.startsWith('$persistentsubscription-$all::') && /-(checkpoint|parked)$/.test(streamName))
  );
}

function predicateOf(options: ReadReq.Options.FilterOptions, reader: EventReader): RowFilter {
  const byStream = options.getStreamIdentifier();
  if (byStream) {
    const accepts = textPredicate(byStream);
    return remembering(
      (row) => row.streamKey,
      (key) => accepts(reader.streamName(key)),
    );
  }
  const byType = options.getEventType();
  if (!byType) throw invalidArgument('The filter names neither streams nor event types.');
  const accepts = textPredicate(byType);
  return remembering(
    (row) => row.typeKey,
    (key) => accepts(reader.typeName(key)),
  );
}

function textPredicate(expression: ReadReq.Options.FilterOptions.Expression): (text: string) => boolean {
  const pattern = expression.getRegex();
  if (pattern !== '') {
    const regex = regexOf(pattern);
    return (text) => regex.test(text);
  }
  const prefixes = expression.getPrefixList();
  return (text) => prefixes.some((prefix) => text.startsWith(prefix));
}

/** Patterns are JavaScript's; what only .NET understands is refused by name rather than read differently. */
function regexOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    // Unicode mode refuses needless escapes such as `\-`, which are common and mean the same in both dialects.
  }
  try {
    return new RegExp(pattern);
  } catch (error) {
    throw invalidArgument(`The filter's regular expression cannot be read: ${(error as Error).message}`);
  }
}

function remembering(keyOf: (row: LogRow) => number, decide: (key: number) => boolean): RowFilter {
  const decided = new Map<number, boolean>();
  return (row) => {
    const key = keyOf(row);
    const known = decided.get(key);
    if (known !== undefined) return known;
    if (decided.size >= REMEMBERED) decided.clear();
    const matches = decide(key);
    decided.set(key, matches);
    return matches;
  };
}
