import { Database } from './database';
import { nameChecksum, nameHash } from './record';

const SCHEMA_VERSION = 2;
const APPLICATION_ID = 0x68657169; // "heqi", so that another program's database is not taken for a store

/**
 * The log is two tables with the same key: `event` is narrow, so that what is looked up in it is found without touching
 * the bytes; `record` holds the bytes and their checksum. Both only ever grow at their end. Streams are found by two indexes: a
 * name that one of them has lost is damage, not a stream that was never written. What filtered readers use to walk past what
 * they drop is derived from them (key-blocks.ts), and made when it is missing.
 */
const TABLES = `
create table stream (
  key integer primary key,
  name text not null unique,
  hash integer not null,
  tombstoned integer not null,
  metadata text,
  checksum integer not null
);
create index stream_by_hash on stream (hash);
create table event_type (
  key integer primary key,
  name text not null unique,
  checksum integer not null
);
create table event (
  position integer primary key,
  stream integer not null,
  revision integer not null,
  type integer not null,
  created integer not null,
  checksum integer not null,
  id blob not null
);
create unique index event_by_revision on event (stream, revision);
create index event_by_id on event (stream, id);
create table record (
  position integer primary key,
  checksum integer not null,
  bytes blob not null
);
`;

/** Creates the tables in a new file and brings an older one to today's format; refuses a file of another program or of a newer
 *  version of this one. */
export function prepareSchema(database: Database, file: string): void {
  const applicationId = pragma(database, 'application_id');
  const version = pragma(database, 'user_version');
  if (applicationId === 0 && version === 0) {
    database.exec(
      `begin immediate; ${TABLES} pragma application_id = ${APPLICATION_ID}; pragma user_version = ${SCHEMA_VERSION}; commit`,
    );
    return;
  }
  requireReadable(database, file);
  if (version === 1) addNameChecksums(database);
}

/** Refuses a file that is no store, or of a format that this version does not know. Changes nothing. */
export function requireReadable(database: Database, file: string): void {
  const version = pragma(database, 'user_version');
  if (pragma(database, 'application_id') !== APPLICATION_ID) {
    throw new Error(`${file} is a database of another program. Choose another data directory.`);
  }
  if (version < 1 || version > SCHEMA_VERSION) {
    throw new Error(
      `${file} has format ${version}; this version reads formats 1 to ${SCHEMA_VERSION}. Use the version that wrote it.`,
    );
  }
}

/** Format 1 kept the names of streams and event types without a checksum. They are sealed as they are. */
function addNameChecksums(database: Database): void {
  database.exec(`begin immediate;
    alter table stream add column hash integer not null default 0;
    alter table stream add column checksum integer not null default 0;
    alter table event_type add column checksum integer not null default 0;
    create index stream_by_hash on stream (hash);`);
  const sealStream = database.prepare('update stream set hash = ?, checksum = ? where key = ?');
  for (const row of database.prepare('select key, name, tombstoned, metadata from stream').all()) {
    const { key, name, tombstoned, metadata } = row as {
      key: number;
      name: string;
      tombstoned: number;
      metadata: string | null;
    };
    sealStream.run(nameHash(name), nameChecksum(key, name, tombstoned, metadata), key);
  }
  const sealType = database.prepare('update event_type set checksum = ? where key = ?');
  for (const row of database.prepare('select key, name from event_type').all()) {
    const { key, name } = row as { key: number; name: string };
    sealType.run(nameChecksum(key, name), key);
  }
  database.exec(`pragma user_version = ${SCHEMA_VERSION}; commit`);
}

function pragma(database: Database, name: string): number {
  return Object.values(database.prepare(`pragma ${name}`).get() as Record<string, number>)[0] ?? 0;
}
