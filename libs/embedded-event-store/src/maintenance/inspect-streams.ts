import { Database, Statement } from '../storage/database';
import { LogRow, TOMBSTONE_REVISION } from '../storage/model';
import { PAGE_SIZE } from '../storage/reads';
import { decodeRecord, isIntact, RecordContents, rowChecksum } from '../storage/record';
import { found, InspectionStep, reasonOf } from './inspection';
import { uuidText } from './totals';

type StreamRow = LogRow & {
  readonly checksum: number;
  readonly id: Uint8Array;
  readonly recordChecksum: number;
  readonly record: Uint8Array | null;
};

const COLUMNS =
  'e.stream as streamKey, e.revision, e.position, e.type as typeKey, e.created, e.checksum, e.id, r.checksum as recordChecksum, r.bytes as record';
const BEHIND = 'where (e.stream, e.revision) > (?, ?) order by e.stream, e.revision limit ?';

/** Walks the log stream by stream: every revision is there, later ones further on in the log, and the bytes are those
 *  that were written for that place. */
export function* inspectStreams(database: Database): Generator<InspectionStep> {
  const walk = new StreamWalk(database);
  for (;;) {
    const page = walk.next();
    if (page instanceof UnreadableEvent) yield* walk.skip(page);
    else if (page.length === 0) return;
    else for (const row of page) yield* walk.inspect(row);
  }
}

/** The event behind the last one that could be read. */
class UnreadableEvent extends Error {}

class StreamWalk {
  private readonly page: Statement;
  private readonly narrow: Statement;
  private readonly streamName: Statement;
  private readonly typeName: Statement;
  private readonly lastKey: number;
  private key = -1;
  private name: string | undefined;
  private revision = -1;
  private position = 0;

  constructor(database: Database) {
    this.page = database.prepare(
      `select ${COLUMNS} from event e left join record r on r.position = e.position ${BEHIND}`,
    );
    this.narrow = database.prepare(`select e.stream as streamKey, e.revision, e.position from event e ${BEHIND}`);
    this.streamName = database.prepare('select name from stream where key = ?');
    this.typeName = database.prepare('select name from event_type where key = ?');
    this.lastKey = (database.prepare('select max(key) as last from stream').get() as { last: number | null }).last ?? 0;
  }

  /** The next events; a single one where a page holds one that cannot be read. */
  next(): StreamRow[] | UnreadableEvent {
    let failure: unknown;
    for (const limit of [PAGE_SIZE, 1]) {
      try {
        return this.page.all(this.key, this.revision, limit) as StreamRow[];
      } catch (error) {
        failure = error;
      }
    }
    return new UnreadableEvent(reasonOf(failure));
  }

  /** Passes over an event that cannot be read: by the index where that can be read, else to the next stream. */
  *skip({ message }: UnreadableEvent): Generator<InspectionStep> {
    try {
      const [row] = this.narrow.all(this.key, this.revision, 1) as Pick<
        LogRow,
        'streamKey' | 'revision' | 'position'
      >[];
      if (row) {
        yield* this.moveTo(row);
        yield found('event-unreadable', this.at(row), { reason: message });
        return;
      }
    } catch {
      // the index is what cannot be read
    }
    if (this.revision !== TOMBSTONE_REVISION) {
      yield found('event-unreadable', { stream: this.name, revision: this.revision + 1 }, { reason: message });
    }
    if (this.key > this.lastKey) throw new Error(message); // nothing is behind what cannot be read
    if (this.revision === TOMBSTONE_REVISION) this.key++;
    this.revision = TOMBSTONE_REVISION;
  }

  *inspect(row: StreamRow): Generator<InspectionStep> {
    yield* this.moveTo(row);
    if (this.name === undefined || rowChecksum(row) !== row.checksum) return; // told of the stream, or of the place
    if (!isIntact(row.record, row.recordChecksum, row)) {
      yield found('record-damaged', this.at(row));
      return;
    }
    yield* this.inspectRecord(row, this.name);
  }

  /** Bytes that pass their checksum, compared with what the tables say: a store that was written wrongly shows here. */
  private *inspectRecord(row: StreamRow, streamName: string): Generator<InspectionStep> {
    let contents: RecordContents;
    try {
      contents = decodeRecord(row.record!);
    } catch (error) {
      yield found('record-differs', this.at(row), { field: 'form', reason: reasonOf(error) });
      return;
    }
    const type = (this.typeName.get(row.typeKey) as { name: string } | undefined)?.name;
    const { position, revision, created } = row;
    const expected = { id: uuidText(row.id), streamName, type, revision, position, created };
    const fields = Object.keys(expected) as (keyof typeof expected)[];
    const field = fields.find((each) => contents[each] !== expected[each]);
    if (field) {
      const reason = `${String(expected[field])} ≠ ${String(contents[field])}`;
      yield found('record-differs', this.at(row), { field, reason });
      return;
    }
    yield { kind: 'event', event: eventOf(contents) };
  }

  private *moveTo(row: Pick<LogRow, 'streamKey' | 'revision' | 'position'>): Generator<InspectionStep> {
    if (row.streamKey !== this.key) {
      this.key = row.streamKey;
      this.revision = -1;
      this.position = 0;
      this.name = (this.streamName.get(this.key) as { name: string } | undefined)?.name;
      if (this.name === undefined) yield found('stream-unknown', this.at(row), { key: String(this.key) });
      else yield { kind: 'stream', name: this.name };
    }
    const missing = row.revision !== this.revision + 1 && row.revision !== TOMBSTONE_REVISION;
    if (missing) {
      const details = { to: String(row.revision - 1) };
      yield found('revision-missing', { stream: this.name, revision: this.revision + 1 }, details);
    }
    if (row.position <= this.position) yield found('revision-order', this.at(row));
    this.revision = row.revision;
    this.position = row.position;
  }

  private at({ position, revision }: Pick<LogRow, 'revision' | 'position'>) {
    return { position, revision, ...(this.name !== undefined && { stream: this.name }) };
  }
}

function eventOf({ streamName, id, type, revision, position, created, isJson, data, metadata }: RecordContents) {
  const read = (bytes: Buffer) => (isJson && bytes.length > 0 ? parsed(bytes.toString('utf8')) : bytes);
  return {
    streamName,
    id,
    type,
    revision,
    position: BigInt(position),
    created: new Date(created),
    data: read(data),
    metadata: read(metadata),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
