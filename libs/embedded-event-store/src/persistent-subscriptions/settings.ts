import type { StrategyName } from './strategies';

/** Where a group begins when it has no checkpoint yet: a revision of its stream, or a position of `$all`. */
export type StartFrom = 'start' | 'end' | number;

/** How a group treats its events. The names and meanings are EventStoreDB's. */
export interface GroupSettings {
  /** Of an event given by number, which is the first one delivered. */
  readonly startFrom: StartFrom;
  readonly resolveLinkTos: boolean;
  /** Whether `info` tells how long each consumer takes. */
  readonly extraStatistics: boolean;
  /** A message not answered in this time is retried; 0 waits for ever. */
  readonly messageTimeoutMs: number;
  /** A message is parked when it was retried as often and fails again. */
  readonly maxRetryCount: number;
  /** Most messages held for consumers once the group has caught up. */
  readonly liveBufferSize: number;
  /** Most messages held for consumers while the group reads old events. */
  readonly historyBufferSize: number;
  /** Events read at a time while the group reads old events. */
  readonly readBatchSize: number;
  /** A checkpoint is written after this time, when `minCheckpointCount` events are done; 0 never looks at the time. */
  readonly checkpointAfterMs: number;
  readonly minCheckpointCount: number;
  /** A checkpoint is written at once when so many events are done. */
  readonly maxCheckpointCount: number;
  /** Most consumers at a time; 0 sets no limit. */
  readonly maxSubscriberCount: number;
  readonly strategy: StrategyName;
}

/** Which events of `$all` a group wants: a regular expression or, when that is empty, any of the prefixes. */
export interface EventFilter {
  readonly on: 'streamName' | 'eventType';
  readonly regex: string;
  readonly prefixes: readonly string[];
}

export type GroupSource =
  { readonly kind: 'stream'; readonly name: string } | { readonly kind: 'all'; readonly filter?: EventFilter };

/** A group as it is kept. */
export interface GroupDefinition {
  readonly source: GroupSource;
  readonly group: string;
  readonly settings: GroupSettings;
  /**
   * The place it begins at without a checkpoint: what `startFrom` meant when it was set. A group that starts at the end
   * and is restarted before its first checkpoint must not take the end of that later day.
   */
  readonly firstPlace: number;
}

export const ALL = '$all';

/** `$all` or the stream's name: what a group is looked up by, together with its own name. */
export function sourceName(source: GroupSource): string {
  return source.kind === 'all' ? ALL : source.name;
}

/** Name of a group over all sources; its system streams are called after it. */
export function groupId(source: GroupSource, group: string): string {
  return `${sourceName(source)}::${group}`;
}

/** Why a group cannot work with these settings; undefined when it can. */
export function reasonToRefuse(settings: GroupSettings): string | undefined {
  const counts = [
    'messageTimeoutMs',
    'maxRetryCount',
    'liveBufferSize',
    'historyBufferSize',
    'checkpointAfterMs',
    'minCheckpointCount',
    'maxCheckpointCount',
    'maxSubscriberCount',
  ] as const;
  const negative = counts.find((name) => settings[name] < 0);
  if (negative) return `${negative} must not be negative, but is ${settings[negative]}.`;
  if (settings.readBatchSize < 1) return `readBatchSize must be at least 1, but is ${settings.readBatchSize}.`;
  if (settings.readBatchSize >= settings.historyBufferSize) {
    return (
      `readBatchSize must be less than historyBufferSize, or no batch has room in the buffer: ` +
      `they are ${settings.readBatchSize} and ${settings.historyBufferSize}.`
    );
  }
  return undefined;
}
