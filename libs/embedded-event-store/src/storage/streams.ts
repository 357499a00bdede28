import { Database } from './database';
import { DamagedRecord } from './faults';
import { isMetadataStream, limitsOf, originalStreamOf, StreamLimits } from './metadata';
import { NO_EVENTS, TOMBSTONE_REVISION } from './model';
import { nameChecksum, nameHash } from './record';

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
  /** Its indexes do not agree: readers get what is sound of it, and nothing can be written to it. */
  readonly isDamaged: boolean;
}

export function isSoftDeleted(stream: StreamState): boolean {
  return stream.limits.truncateBefore === Infinity;
}

const CACHED_STREAMS = 20_000;

interface StreamRow {
  readonly key: number;
  readonly name: string;
  readonly tombstoned: number;
  readonly metadata: string | null;
  readonly checksum: number;
}

/** The streams and event types of a store by name, with the recently used ones in memory. */
export class Streams {
  private readonly cache = new Map<string, StreamState>();
  private readonly typeKeys = new Map<string, number>();
  private readonly statements;

  constructor(database: Database) {
    this.statements = {
      keyOf: database.prepare('select key from stream where name = ?'),
      row: database.prepare('select key, name, tombstoned, metadata, checksum from stream where key = ?'),
      byHash: database.prepare('select key, name from stream indexed by stream_by_hash where hash = ?'),
      lastRevision: database.prepare('select max(revision) as last from event where stream = ? and revision < ?'),
      idCount: database.prepare('select count(*) as count from event indexed by event_by_id where stream = ?'),
      create: database.prepare(
        'insert into stream (key, name, hash, tombstoned, metadata, checksum) values (?, ?, ?, 0, null, ?)',
      ),
      lastKey: database.prepare('select max(key) as last from stream'),
      setMetadata: database.prepare('update stream set metadata = ?, checksum = ? where key = ?'),
      setTombstoned: database.prepare('update stream set tombstoned = 1, checksum = ? where key = ?'),
      typeKeyOf: database.prepare('select key from event_type where name = ?'),
      typeRow: database.prepare('select name, checksum from event_type where key = ?'),
      createType: database.prepare('insert into event_type (key, name, checksum) values (?, ?, ?)'),
      lastTypeKey: database.prepare('select max(key) as last from event_type'),
    };
  }

  /** @throws DamagedRecord when the row of the stream is not what was written, or its name is lost. */
  find(name: string): StreamState | undefined {
    const cached = this.cache.get(name);
    if (cached) return cached;
    const row = this.rowOf(name);
    return (
      row &&
      this.remember({
        key: row.key,
        name,
        ...this.lengthOf(row),
        tombstoned: row.tombstoned === 1,
        metadata: row.metadata,
        limits: limitsOf(name, row.metadata),
      })
    );
  }

  /** Whether nothing can be read from a name or written to it any more. A tombstone closes a stream's metadata with it. */
  isTombstoned(name: string): boolean {
    if (this.find(name)?.tombstoned) return true;
    return isMetadataStream(name) && this.isTombstoned(originalStreamOf(name));
  }

  findOrCreate(name: string): StreamState {
    const found = this.find(name);
    if (found) return found;
    const key = nextKey(this.statements.lastKey.get());
    this.statements.create.run(key, name, nameHash(name), nameChecksum(key, name, 0, null));
    return this.remember({
      key,
      name,
      lastRevision: NO_EVENTS,
      tombstoned: false,
      metadata: null,
      limits: limitsOf(name, null),
      isDamaged: false,
    });
  }

  setMetadata(stream: StreamState, metadata: string): void {
    const { key, name, tombstoned } = stream;
    this.statements.setMetadata.run(metadata, nameChecksum(key, name, tombstoned ? 1 : 0, metadata), key);
    stream.metadata = metadata;
    stream.limits = limitsOf(name, metadata);
  }

  setTombstoned(stream: StreamState): void {
    const { key, name, metadata } = stream;
    this.statements.setTombstoned.run(nameChecksum(key, name, 1, metadata), key);
    stream.tombstoned = true;
  }

  typeKey(name: string): number {
    const known = this.typeKeys.get(name);
    if (known !== undefined) return known;
    const key = this.storedTypeKey(name) ?? this.createType(name);
    this.typeKeys.set(name, key);
    return key;
  }

  /** Drops what is in memory: after a rollback it may speak of rows that are not there. */
  forget(): void {
    this.cache.clear();
    this.typeKeys.clear();
  }

  private rowOf(name: string): StreamRow | undefined {
    const found = this.statements.keyOf.get(name) as { key: number } | undefined;
    if (!found) {
      const lost = this.statements.byHash.all(nameHash(name)) as { name: string }[];
      if (lost.some((row) => row.name === name)) throw new DamagedRecord(`The index of stream ${name}`);
      return undefined;
    }
    // by its key, so that the name is the one in the table, not the one in the index
    const row = this.statements.row.get(found.key) as StreamRow | undefined;
    if (!row || row.name !== name || !isSoundStream(row)) throw new DamagedRecord(`The row of stream ${name}`);
    return row;
  }

  /** Each event of a stream stands in two indexes: that by revision tells the last, that by id how many there are. Where
   *  they differ, the larger counts, so that a reader comes to the event that is missing. */
  private lengthOf({ key, tombstoned }: StreamRow): Pick<StreamState, 'lastRevision' | 'isDamaged'> {
    const { last } = this.statements.lastRevision.get(key, TOMBSTONE_REVISION) as { last: number | null };
    const { count } = this.statements.idCount.get(key) as { count: number };
    const byRevision = last ?? NO_EVENTS;
    const byCount = count - 1 - tombstoned;
    return { lastRevision: Math.max(byRevision, byCount), isDamaged: byRevision !== byCount };
  }

  private storedTypeKey(name: string): number | undefined {
    const found = this.statements.typeKeyOf.get(name) as { key: number } | undefined;
    if (!found) return undefined;
    const row = this.statements.typeRow.get(found.key) as { name: string; checksum: number } | undefined;
    if (row?.name === name && row.checksum === nameChecksum(found.key, name)) return found.key;
    throw new DamagedRecord(`The row of event type ${name}`);
  }

  private createType(name: string): number {
    const key = nextKey(this.statements.lastTypeKey.get());
    this.statements.createType.run(key, name, nameChecksum(key, name));
    return key;
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

/** Whether the row of a stream says what was written to it. */
export function isSoundStream({ key, name, tombstoned, metadata, checksum }: StreamRow): boolean {
  return checksum === nameChecksum(key, name, tombstoned, metadata);
}

function nextKey(last: unknown): number {
  return ((last as { last: number | null }).last ?? 0) + 1;
}
