import path from 'node:path';
import { openForReading } from '../storage/database';
import { DATABASE_FILE } from '../storage/event-log';
import { reasonOf } from './inspection';
import { uuidText } from './totals';

export interface FirstEvent {
  readonly streamName: string;
  readonly revision: number;
  readonly position: number;
  readonly id: string;
}

/** The oldest event of the streams with a prefix: a store that holds it at the same position is this store. Undefined when there
 *  is none. */
export function firstEvent(dataDir: string, streamPrefix: string): FirstEvent | undefined {
  const file = path.join(dataDir, DATABASE_FILE);
  const database = openForReading(file);
  try {
    const row = database
      .prepare(
        'select s.name as streamName, e.revision, e.position, e.id from event e join stream s on s.key = e.stream where substr(s.name, 1, ?) = ? order by e.position limit 1',
      )
      .get(streamPrefix.length, streamPrefix) as (Omit<FirstEvent, 'id'> & { id: Uint8Array }) | undefined;
    return row && { ...row, id: uuidText(row.id) };
  } catch (error) {
    throw new Error(`The event store ${file} cannot be read: ${reasonOf(error)}.`, { cause: error });
  } finally {
    database.close();
  }
}
