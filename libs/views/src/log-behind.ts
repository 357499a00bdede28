import type { EventStore } from '@heqi/event-store';
import type { EntityManager } from 'typeorm';
import { readCheckpoint } from './checkpoint/view-checkpoint';

/** What is wrong when the log does not reach as far as the views have come; undefined when it does. The rows then tell of
 *  events that are lost, or the log is another one than they were made from. */
export async function logBehindViews(manager: EntityManager, store: EventStore): Promise<string | undefined> {
  const position = (await readCheckpoint(manager))?.position ?? null;
  if (position === null) return undefined;
  const head = await store.headPosition();
  if (head !== undefined && head >= position) return undefined;
  return `the log ends ${head === undefined ? 'before its first event' : `at position ${head}`}, and they had come to ${position}`;
}
