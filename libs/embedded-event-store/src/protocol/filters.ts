import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { EventFilter } from '../persistent-subscriptions/settings';
import { EventReader } from '../storage/reads';
import { RowFilter } from '../storage/wanted';
import { invalidArgument, unhandled } from './errors';

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
  return { matches: rowFilterOf(expressionOf(options), reader), checkpointInterval: multiplier * window };
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

/** The part of a filter that both kinds of `$all` subscriptions have in common. */
interface FilterMessage {
  getStreamIdentifier(): Expression | undefined;
  getEventType(): Expression | undefined;
}

interface Expression {
  getRegex(): string;
  getPrefixList(): string[];
}

/** @throws RpcError (INVALID_ARGUMENT) when there is none. */
export function expressionOf(options: FilterMessage): EventFilter {
  const byStream = options.getStreamIdentifier();
  const expression = byStream ?? options.getEventType();
  if (!expression) throw invalidArgument('The filter names neither streams nor event types.');
  const on = byStream ? 'streamName' : 'eventType';
  return { on, regex: expression.getRegex(), prefixes: expression.getPrefixList() };
}

/** @throws RpcError (INVALID_ARGUMENT) when the regular expression cannot be read. */
export function rowFilterOf({ on, regex, prefixes }: EventFilter, reader: EventReader): RowFilter {
  const accepts = textPredicate(regex, prefixes);
  return on === 'streamName'
    ? remembering(
        (row) => row.streamKey,
        (key) => accepts(reader.streamName(key)),
      )
    : remembering(
        (row) => row.typeKey,
        (key) => accepts(reader.typeName(key)),
      );
}

function textPredicate(pattern: string, prefixes: readonly string[]): (text: string) => boolean {
  if (pattern !== '') {
    const regex = regexOf(pattern);
    return (text) => regex.test(text);
  }
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

function remembering(keyOf: (row: Parameters<RowFilter>[0]) => number, decide: (key: number) => boolean): RowFilter {
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
