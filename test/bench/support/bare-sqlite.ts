import path from 'node:path';
import { openForWriting } from '../../../libs/embedded-event-store/src/storage/database';

/**
 * What the same disk does without a store: one insert and one durable commit for each event, into one table with a
 * unique index over stream and revision.
 */
export function bareSqlite(folder: string) {
  const database = openForWriting(path.join(folder, 'bare.db'));
  database.exec('create table event (position integer primary key, stream, revision, id, data, metadata)');
  database.exec('create unique index event_by_revision on event (stream, revision)');
  const insert = database.prepare('insert into event (stream, revision, id, data, metadata) values (?, ?, ?, ?, ?)');
  let revision = 0;
  return {
    /** Returns when the event is on the disk. */
    append: (stream: string, id: string, data: Uint8Array, metadata: Uint8Array) => {
      insert.run(stream, revision++, id, data, metadata); // without a transaction of ours each statement commits
    },
    close: () => database.close(),
  };
}
