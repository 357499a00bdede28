import { type Append, idsOf } from './appendable';
import type { GuardedClient } from './guarded-client';
import { readPage } from './reading';
import type { Appended } from './stored-event';

/** Events looked through, from the end, for an append that expected no revision. Further back the node's own memory of
 *  ids has to do. */
const LOOK_BACK = 1_000;

/** Where the events of an append stand, if an earlier attempt stored them; undefined when they are not there (yet). They
 *  are known by their ids. An append is all or nothing, so a part of them is another writer's, and not found. */
export async function findAppended(
  guarded: GuardedClient,
  { streamName, events, expected }: Append,
  timeoutMs: number,
): Promise<Appended | undefined> {
  const page =
    expected === 'any'
      ? { from: 'end' as const, maxCount: LOOK_BACK + events.length }
      : { from: expected === 'no_stream' ? 0 : expected + 1, maxCount: events.length };
  const candidates = await readPage(guarded, streamName, page, timeoutMs);
  const stored = new Map(candidates.map((event) => [event.id, event]));
  const found = idsOf(events).map((id) => stored.get(id));
  const last = found.at(-1);
  return last && !found.includes(undefined) ? { revision: last.revision, position: last.position } : undefined;
}
