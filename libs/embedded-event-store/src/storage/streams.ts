import { Database } from './database';
import { isMetadataStream, limitsOf, originalStreamOf, StreamLimits } from './metadata';
import { NO_EVENTS, TOMBSTONE_REVISION } from './model';

/** A stream as of the last write to it. */
export interface StreamState {
  readonly key: number;
  readonly name: string;
  /** Revision of its newest event, a tombstone left aside; {@link NO_EVENTS} when there is none. */
  lastRevision: number;
  tombstoned: boolean;
  /** Text of its newest metadata, null when none was ever written. */
  metadata: string | null;
  limits: StreamLimits;
}

export function isSoftDeleted(stream: StreamState): boolean {
  return stream.limits.truncateBefore === Infinity;
}

const CACHED_STREAMS = 20_000;

/** The streams and event types of a store by name, with the recently used ones in memory. */
export class Streams {
  private readonly cache = new Map<string, StreamState>();
  private readonly typeKeys = new Map<string, number>();
  private readonly statements;

  constructor(database: Database) {
    this.statements = {
      find: database.prepare('select key, tombstoned, metadata from stream where name = ?'),
      lastRevision: database.prepare('select max(revision) as last from event where stream = ? and revision < ?'),
      create: database.prepare('insert into stream (name) values (?)'),
      setMetadata: database.prepare('update stream set metadata = ? where key = ?'),
      setTombstoned: database.prepare('update stream set tombstoned = 1 where key = ?'),
      findType: database.prepare('select key from event_type where name = ?'),
      createType: database.prepare('insert into event_type (name) values (?)'),
    };
  }

  find(name: string): StreamState | undefined {
    const cached = this.cache.get(name);
    if (cached) return cached;
    const row = this.statements.find.get(name) as
      { key: number; tombstoned: number; metadata: string | null } | undefined;
    if (!row) return undefined;
    const { last } = this.statements.lastRevision.get(row.key, TOMBSTONE_REVISION) as { last: number | null };
    return this.remember({
      key: row.key,
      name,
      lastRevision: last ?? NO_EVENTS,
      tombstoned: row.tombstoned === 1,
      metadata: row.metadata,
      limits: limitsOf(name, row.metadata),
    });
  }

  /** Whether nothing can be read from a name or written to it any more. A tombstone closes a stream's metadata with it. */
  isTombstoned(name: string): boolean {
    if (this.find(name)?.tombstoned) return true;
    return isMetadataStream(name) && this.isTombstoned(originalStreamOf(name));
  }

  findOrCreate(name: string): StreamState {
    const found = this.find(name);
    if (found) return found;
    const key = Number(this.statements.create.run(name).lastInsertRowid);
    return this.remember({
      key,
      name,
      lastRevision: NO_EVENTS,
      tombstoned: false,
      metadata: null,
      limits: limitsOf(name, null),
    });
  }

  setMetadata(stream: StreamState, metadata: string): void {
    this.statements.setMetadata.run(metadata, stream.key);
    stream.metadata = metadata;
    stream.limits = limitsOf(stream.name, metadata);
  }

  setTombstoned(stream: StreamState): void {
    this.statements.setTombstoned.run(stream.key);
    stream.tombstoned = true;
  }

  typeKey(name: string): number {
    const known = this.typeKeys.get(name);
    if (known !== undefined) return known;
    const row = this.statements.findType.get(name) as { key: number } | undefined;
    const key = row?.key ?? Number(this.statements.createType.run(name).lastInsertRowid);
    this.typeKeys.set(name, key);
    return key;
  }

  /** Drops what is in memory: after a rollback it may speak of rows that are not there. */
  forget(): void {
    this.cache.clear();
    this.typeKeys.clear();
  }

  private remember(stream: StreamState): StreamState {
    if (this.cache.size >= CACHED_STREAMS) {
      const oldest = this.cache.keys().next();
      if (!oldest.done) this.cache.delete(oldest.value);
    }
    this.cache.set(stream.name, stream);
    return stream;
  }
}
