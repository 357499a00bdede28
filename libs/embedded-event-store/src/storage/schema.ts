import { Database } from './database';

const SCHEMA_VERSION = 1;
const APPLICATION_ID = 0x68657169; // "heqi", so that another program's database is not taken for a store

/**
 * The log is two tables with the same key: `event` is narrow, so that what is looked up in it is found without touching
 * the bytes; `record` holds the bytes and their checksum. Both only ever grow at their end. What filtered readers use to
 * walk past what they drop is derived from them (key-blocks.ts), and made when it is missing.
 */
const TABLES = `
create table stream (
  key integer primary key,
  name text not null unique,
  tombstoned integer not null default 0,
  metadata text
);
create table event_type (
  key integer primary key,
  name text not null unique
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

/** Creates the tables in a new file; refuses a file of another program or of a newer version of this one. */
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
}

/** Refuses a file that is no store, or of a format that this version does not know. Changes nothing. */
export function requireReadable(database: Database, file: string): void {
  const version = pragma(database, 'user_version');
  if (pragma(database, 'application_id') !== APPLICATION_ID) {
    throw new Error(`${file} is a database of another program. Choose another data directory.`);
  }
  if (version < 1 || version > SCHEMA_VERSION) {
    throw new Error(
      `${file} has format ${version}; this version reads format ${SCHEMA_VERSION}. Use the version that wrote it.`,
    );
  }
}

function pragma(database: Database, name: string): number {
  return Object.values(database.prepare(`pragma ${name}`).get() as Record<string, number>)[0] ?? 0;
}
