import { randomUUID } from 'node:crypto';
import { decideAppend } from './append-rules';
import { Database } from './database';
import { DamagedRecord } from './faults';
import { KeyBlockWriter } from './key-blocks';
import {
  isMetadataStream,
  metadataRevivedAt,
  metadataStreamOf,
  originalStreamOf,
  SOFT_DELETE_METADATA,
} from './metadata';
import { lastMark } from './log-cut';
import { Mark } from './mark';
import {
  AppendOutcome,
  ExpectedRevision,
  LogRow,
  NO_EVENTS,
  ProposedEvent,
  RecordedRow,
  TOMBSTONE_REVISION,
} from './model';
import { encodeRecord, idOf, isIntact, recordChecksum, rowChecksum, uuidBytes } from './record';
import { isSoftDeleted, Streams, StreamState } from './streams';

const NOTHING = new Uint8Array(0);

/** Applies writes inside the transaction of its caller. Positions are handed out here and nowhere else. */
export class Appender {
  private readonly statements;
  private last: Mark | undefined;

  constructor(
    private readonly database: Database,
    private readonly streams: Streams,
    private readonly now: () => number,
    private readonly keyBlocks: KeyBlockWriter | undefined,
  ) {
    this.statements = {
      insertEvent: database.prepare(
        'insert into event (position, stream, revision, type, created, checksum, id) values (?, ?, ?, ?, ?, ?, ?)',
      ),
      insertRecord: database.prepare('insert into record (position, checksum, bytes) values (?, ?, ?)'),
      // Left to itself, SQLite would walk the stream back from its last revision: an append would cost the stream's length.
      revisionOf: database.prepare(
        'select max(revision) as revision from event indexed by event_by_id where stream = ? and id = ?',
      ),
      eventAt: database.prepare(
        'select e.position, e.stream as streamKey, e.revision, e.type as typeKey, e.created, r.checksum, r.bytes as record ' +
          'from event e left join record r on r.position = e.position where e.stream = ? and e.revision = ?',
      ),
    };
    this.last = lastMark(database);
  }

  /** Position of the last event of the log as this transaction leaves it, 0 when there is none. */
  get headPosition(): number {
    return this.last?.position ?? 0;
  }

  /** The event at {@link headPosition}. */
  get lastWritten(): Mark | undefined {
    return this.last;
  }

  append(streamName: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): AppendOutcome {
    const found = this.soundStream(streamName);
    const decision = this.decide(streamName, found, expected, events);
    switch (decision.kind) {
      case 'stream_deleted':
        return { kind: 'stream_deleted' };
      case 'wrong_expected_revision':
        return { kind: 'wrong_expected_revision', current: found?.lastRevision ?? NO_EVENTS };
      case 'already_written':
        return {
          kind: 'appended',
          revision: decision.revision,
          position: this.positionOf(found!.key, decision.revision),
        };
      case 'write':
        return this.write(found ?? this.streams.findOrCreate(streamName), events);
      default:
        return decision satisfies never;
    }
  }

  /** Hides a stream's events; it can be written again and goes on from its last revision. */
  softDelete(streamName: string, expected: ExpectedRevision): AppendOutcome {
    const found = this.soundStream(streamName);
    const refusal = this.refusalToDelete(streamName, found, expected);
    if (refusal) return refusal;
    if (!found || (found.lastRevision === NO_EVENTS && found.metadata === null)) {
      return { kind: 'wrong_expected_revision', current: NO_EVENTS };
    }
    this.writeMetadata(found, SOFT_DELETE_METADATA);
    return { kind: 'appended', revision: found.lastRevision, position: this.headPosition };
  }

  /** Closes a stream for good. */
  tombstone(streamName: string, expected: ExpectedRevision): AppendOutcome {
    const found = this.soundStream(streamName);
    const refusal = this.refusalToDelete(streamName, found, expected);
    if (refusal) return refusal;
    const stream = found ?? this.streams.findOrCreate(streamName);
    this.insert(stream, TOMBSTONE_REVISION, systemEvent('$streamDeleted', NOTHING));
    this.streams.setTombstoned(stream);
    return { kind: 'appended', revision: TOMBSTONE_REVISION, position: this.headPosition };
  }

  /** Takes the head from the tables again, after a rollback. */
  reset(): void {
    this.streams.forget();
    this.last = lastMark(this.database);
  }

  private soundStream(name: string): StreamState | undefined {
    const found = this.streams.find(name);
    if (found?.isDamaged) throw new DamagedRecord(`The index of stream ${name}`);
    return found;
  }

  private decide(
    streamName: string,
    found: StreamState | undefined,
    expected: ExpectedRevision,
    events: readonly ProposedEvent[],
  ) {
    const facts = {
      lastRevision: found?.lastRevision ?? NO_EVENTS,
      tombstoned: this.streams.isTombstoned(streamName),
      softDeleted: found !== undefined && isSoftDeleted(found),
      hasMetadata: found !== undefined && found.metadata !== null,
    };
    const key = found?.key;
    return decideAppend(
      expected,
      events.map((event) => event.id),
      facts,
      {
        revisionOf: (id) => (key === undefined ? undefined : this.revisionOf(key, id)),
        hasIdAt: (revision, id) => key !== undefined && this.idAt(key, revision) === id,
      },
    );
  }

  private refusalToDelete(
    streamName: string,
    found: StreamState | undefined,
    expected: ExpectedRevision,
  ): AppendOutcome | undefined {
    // A delete carries an id of its own, which no stored event has: a repeat of it is judged by the revision alone.
    const decision = this.decide(streamName, found, expected, [systemEvent('$streamDeleted', NOTHING)]);
    if (decision.kind === 'stream_deleted') return { kind: 'stream_deleted' };
    if (decision.kind === 'wrong_expected_revision') {
      return { kind: 'wrong_expected_revision', current: found?.lastRevision ?? NO_EVENTS };
    }
    return undefined;
  }

  private write(stream: StreamState, events: readonly ProposedEvent[]): AppendOutcome {
    const revived = events.length > 0 && isSoftDeleted(stream) ? stream.lastRevision + 1 : undefined;
    for (const event of events) this.insert(stream, stream.lastRevision + 1, event);
    const outcome: AppendOutcome = { kind: 'appended', revision: stream.lastRevision, position: this.headPosition };
    if (events.length > 0 && isMetadataStream(stream.name)) this.applyMetadata(stream, events.at(-1)!);
    if (revived !== undefined) this.revive(stream, revived);
    return outcome;
  }

  private insert(stream: StreamState, revision: number, event: ProposedEvent): void {
    const position = this.headPosition + 1;
    const created = this.now();
    const row: LogRow = {
      position,
      streamKey: stream.key,
      revision,
      typeKey: this.streams.typeKey(event.type),
      created,
    };
    const record = encodeRecord(event, { streamName: stream.name, revision, position, created });
    const { typeKey } = row;
    const id = uuidBytes(event.id);
    const checksum = rowChecksum(row);
    this.statements.insertEvent.run(position, stream.key, revision, typeKey, created, checksum, id);
    this.statements.insertRecord.run(position, recordChecksum(record, row), record);
    this.last = { position, checksum, id };
    this.keyBlocks?.added(position);
    if (revision !== TOMBSTONE_REVISION) stream.lastRevision = revision;
  }

  private applyMetadata(metadataStream: StreamState, newest: ProposedEvent): void {
    const stream = this.streams.findOrCreate(originalStreamOf(metadataStream.name));
    const wasSoftDeleted = isSoftDeleted(stream);
    this.streams.setMetadata(stream, Buffer.from(newest.data).toString('utf8'));
    // Metadata without $tb would bring every deleted event back into sight.
    if (wasSoftDeleted) this.revive(stream, stream.lastRevision + 1);
  }

  private revive(stream: StreamState, revision: number): void {
    const revived = metadataRevivedAt(stream.metadata ?? '{}', revision);
    if (revived !== undefined) this.writeMetadata(stream, revived);
  }

  private writeMetadata(stream: StreamState, metadata: string): void {
    const metadataStream = this.streams.findOrCreate(metadataStreamOf(stream.name));
    this.insert(metadataStream, metadataStream.lastRevision + 1, systemEvent('$metadata', Buffer.from(metadata)));
    this.streams.setMetadata(stream, metadata);
  }

  private revisionOf(streamKey: number, id: string): number | undefined {
    const { revision } = this.statements.revisionOf.get(streamKey, uuidBytes(id)) as { revision: number | null };
    if (revision === null) return undefined;
    if (this.idAt(streamKey, revision) !== id) throw new DamagedRecord(`The index of ids, at event ${id},`);
    return revision;
  }

  private positionOf(streamKey: number, revision: number): number {
    return this.eventAt(streamKey, revision)!.position;
  }

  /** The id in the bytes of an event, which its checksum covers, as against the one that the index has. */
  private idAt(streamKey: number, revision: number): string | undefined {
    const found = this.eventAt(streamKey, revision);
    return found && idOf(found.record);
  }

  private eventAt(streamKey: number, revision: number): RecordedRow | undefined {
    const row = this.statements.eventAt.get(streamKey, revision) as (RecordedRow & { checksum: number }) | undefined;
    if (!row) return undefined;
    const isOfThisPlace = row.streamKey === streamKey && row.revision === revision;
    if (isOfThisPlace && isIntact(row.record, row.checksum, row)) return row;
    throw new DamagedRecord(`The event at position ${row.position}, or the index that leads to it,`);
  }
}

function systemEvent(type: string, data: Uint8Array): ProposedEvent {
  return { id: randomUUID(), type, isJson: data.length > 0, data, metadata: NOTHING };
}
