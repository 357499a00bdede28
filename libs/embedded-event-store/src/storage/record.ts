import { crc32 } from 'node:zlib';
import { bytesField, Field, fieldsOf, textField, varintField } from '../protobuf';
import { LogRow, ProposedEvent, TOMBSTONE_REVISION } from './model';

/**
 * The stored form of an event is the form a reader receives: the protobuf message RecordedEvent, encoded once when the
 * event is written. A read copies it; only the id may have to be rewritten, so it stands first and has a fixed length.
 */

/** Length of the id at the start of every record: field, length, and the UUID as 36 characters of text. */
export const RECORD_ID_LENGTH = 40;

const FIELD = { id: 1, stream: 2, revision: 3, prepare: 4, commit: 5, properties: 6, metadata: 7, data: 8 } as const;
const STREAM_NAME_FIELD = 3;
const UUID_STRING_FIELD = 2;
const TOMBSTONE_REVISION_ON_WIRE = 2n ** 63n - 1n;
const JSON_PROPERTY = property('content-type', 'application/json');
const BINARY_PROPERTY = property('content-type', 'application/octet-stream');
const NOTHING = Buffer.alloc(0);
const place = new Float64Array(5);
const placeBytes = new Uint8Array(place.buffer);

export interface RecordPlace {
  readonly streamName: string;
  readonly revision: number;
  readonly position: number;
  /** Milliseconds since the Unix epoch. */
  readonly created: number;
}

export function encodeRecord(event: ProposedEvent, place: RecordPlace): Buffer {
  const revision = place.revision === TOMBSTONE_REVISION ? TOMBSTONE_REVISION_ON_WIRE : place.revision;
  return Buffer.concat([
    bytesField(FIELD.id, textField(UUID_STRING_FIELD, event.id)),
    bytesField(FIELD.stream, textField(STREAM_NAME_FIELD, place.streamName)),
    revision === 0 ? NOTHING : varintField(FIELD.revision, revision),
    varintField(FIELD.prepare, place.position),
    varintField(FIELD.commit, place.position),
    event.isJson ? JSON_PROPERTY : BINARY_PROPERTY,
    property('created', `${place.created}0000`), // ticks of 100 ns, written in decimal
    property('type', event.type),
    event.metadata.length === 0 ? NOTHING : bytesField(FIELD.metadata, event.metadata),
    event.data.length === 0 ? NOTHING : bytesField(FIELD.data, event.data),
  ]);
}

/** Everything a record says of its event. */
export interface RecordContents extends RecordPlace {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly metadata: Buffer;
  readonly data: Buffer;
}

/** Reads what {@link encodeRecord} wrote. @throws Error for bytes that are no record. */
export function decodeRecord(record: Uint8Array): RecordContents {
  const fields = new Map<number, Field>();
  const properties = new Map<string, string>();
  for (const field of fieldsOf(record)) {
    if (field.number !== FIELD.properties) fields.set(field.number, field);
    else properties.set(...propertyIn(field.bytes));
  }
  const revision = fields.get(FIELD.revision)?.varint ?? 0n;
  return {
    id: idOf(record),
    streamName: textIn(fields.get(FIELD.stream)?.bytes ?? NOTHING, STREAM_NAME_FIELD),
    revision: revision === TOMBSTONE_REVISION_ON_WIRE ? TOMBSTONE_REVISION : Number(revision),
    position: Number(fields.get(FIELD.commit)?.varint ?? 0n),
    created: Number(properties.get('created')?.slice(0, -4)),
    type: properties.get('type') ?? '',
    isJson: properties.get('content-type') === 'application/json',
    metadata: fields.get(FIELD.metadata)?.bytes ?? NOTHING,
    data: fields.get(FIELD.data)?.bytes ?? NOTHING,
  };
}

/** The data of a record, empty when it has none. */
export function dataOf(record: Uint8Array): Buffer {
  for (const field of fieldsOf(record)) if (field.number === FIELD.data) return field.bytes;
  return NOTHING;
}

/** The metadata the writer gave, empty when there is none. */
export function customMetadataOf(record: Uint8Array): Buffer {
  for (const field of fieldsOf(record)) if (field.number === FIELD.metadata) return field.bytes;
  return NOTHING;
}

/** The id of a record, as text. */
export function idOf(record: Uint8Array): string {
  return Buffer.from(record.buffer, record.byteOffset + 4, RECORD_ID_LENGTH - 4).toString('latin1');
}

/** The 16 bytes of a UUID, as the id index keeps them. */
export function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** CRC-32 over what the `event` table says of an event: its place, its stream, its type and time. */
export function rowChecksum(row: LogRow): number {
  place[0] = row.position;
  place[1] = row.streamKey;
  place[2] = row.revision;
  place[3] = row.typeKey;
  place[4] = row.created;
  return crc32(placeBytes);
}

/**
 * CRC-32 over the record and its row, so that neither changed bytes nor a record in another's place passes for the event
 * that was written. Finds every single-bit error and every burst up to 32 bits.
 */
export function recordChecksum(record: Uint8Array, row: LogRow): number {
  return crc32(record, rowChecksum(row));
}

/** CRC-32 over the row of a stream or of an event type: its key, its name, and what else it says. */
export function nameChecksum(key: number, ...parts: readonly (string | number | null)[]): number {
  return crc32(JSON.stringify([key, ...parts]));
}

/** Where a name stands in the second index of names. */
export function nameHash(name: string): number {
  return crc32(name);
}

/** Whether stored bytes are those that were written. One flipped bit in a table can also turn bytes into text. */
export function isIntact(record: Uint8Array | null, checksum: number, row: LogRow): boolean {
  return ArrayBuffer.isView(record) && recordChecksum(record, row) === checksum;
}

function property(name: string, value: string): Buffer {
  return bytesField(FIELD.properties, textField(1, name), textField(2, value));
}

function propertyIn(bytes: Uint8Array): [name: string, value: string] {
  return [textIn(bytes, 1), textIn(bytes, 2)];
}

function textIn(message: Uint8Array, number: number): string {
  for (const field of fieldsOf(message)) if (field.number === number) return field.bytes.toString('utf8');
  return '';
}
