import { Database } from '../storage/database';
import { StoreTotals } from './inspection';

/** How much a store holds, and its newest event. */
export function totalsOf(database: Database): StoreTotals {
  const newest = database.prepare('select position, id from event order by position desc limit 1').get() as
    { position: number; id: Uint8Array } | undefined;
  const count = (table: string) =>
    (database.prepare(`select count(*) as rows from ${table}`).get() as { rows: number }).rows;
  return {
    head: newest?.position ?? 0,
    lastEventId: newest ? uuidText(newest.id) : null,
    events: count('event'),
    streams: count('stream'),
  };
}

/** A UUID as text, from the bytes that the id index keeps. */
export function uuidText(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
