import { ExpectedRevision, NO_EVENTS } from './model';

/** What the rules need to know of a stream. */
export interface StreamFacts {
  /** {@link NO_EVENTS} when nothing was ever written to it. */
  readonly lastRevision: number;
  readonly tombstoned: boolean;
  readonly softDeleted: boolean;
  /** Whether its metadata stream was ever written. */
  readonly hasMetadata: boolean;
}

/** Where earlier events of the stream stand, asked for by id. */
export interface StoredIds {
  /** Revision of the newest event with this id in the stream. */
  revisionOf(id: string): number | undefined;
  hasIdAt(revision: number, id: string): boolean;
}

export type Decision =
  | { readonly kind: 'write' }
  /** The same events are in the stream already; `revision` is that of the last one of them. */
  | { readonly kind: 'already_written'; readonly revision: number }
  | { readonly kind: 'wrong_expected_revision' }
  | { readonly kind: 'stream_deleted' };

/**
 * Decides on a write as EventStoreDB does: a repeat of a write is answered with success and its old numbers,
 * a write that repeats an earlier one only in part is a conflict.
 */
export function decideAppend(
  expected: ExpectedRevision,
  ids: readonly string[],
  stream: StreamFacts,
  stored: StoredIds,
): Decision {
  if (stream.tombstoned) return { kind: 'stream_deleted' };
  switch (expected) {
    case 'stream_exists':
      if (stream.softDeleted) return { kind: 'stream_deleted' };
      if (stream.lastRevision === NO_EVENTS && !stream.hasMetadata) return { kind: 'wrong_expected_revision' };
      return decideByIds(ids, stored);
    case 'any':
      return decideByIds(ids, stored);
    case 'no_stream':
      return decideByRevision(BigInt(NO_EVENTS), ids, stream, stored);
    default:
      return decideByRevision(expected, ids, stream, stored);
  }
}

function decideByIds(ids: readonly string[], stored: StoredIds): Decision {
  let last: number | undefined;
  for (const [index, id] of ids.entries()) {
    const revision = stored.revisionOf(id);
    if (revision === undefined) return { kind: index === 0 ? 'write' : 'wrong_expected_revision' };
    last = revision;
  }
  return last === undefined ? { kind: 'write' } : { kind: 'already_written', revision: last };
}

function decideByRevision(expected: bigint, ids: readonly string[], stream: StreamFacts, stored: StoredIds): Decision {
  const current = BigInt(stream.lastRevision);
  if (expected === current) return { kind: 'write' };
  if (expected > current || ids.length === 0) return { kind: 'wrong_expected_revision' };
  let revision = Number(expected);
  for (const [index, id] of ids.entries()) {
    revision++;
    if (stored.hasIdAt(revision, id)) continue;
    const recreates = index === 0 && expected === BigInt(NO_EVENTS) && stream.softDeleted;
    return { kind: recreates ? 'write' : 'wrong_expected_revision' };
  }
  return { kind: 'already_written', revision };
}
