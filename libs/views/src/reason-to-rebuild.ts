import type { AssessmentRules } from '@heqi/domain';
import type { EventStore } from '@heqi/event-store';
import type { EntityManager } from 'typeorm';
import { readCheckpoint, viewVersion } from './checkpoint/view-checkpoint';
import { logBehindViews } from './log-behind';
import { readEntry, VIEW_STREAM_PREFIXES } from './projection/log-entry';

/** Why the rows that are there cannot be gone on with, or are better made anew; undefined when neither. */
export async function reasonToRebuild(
  manager: EntityManager,
  store: EventStore,
  rules: AssessmentRules,
): Promise<string | undefined> {
  const checkpoint = await readCheckpoint(manager);
  if (!checkpoint || checkpoint.position === null) {
    // a rebuild computes the days of a contract once, following the log does it with every batch
    return (await store.headPosition(VIEW_STREAM_PREFIXES)) === undefined ? undefined : 'there are none yet';
  }
  const behind = await logBehindViews(manager, store);
  if (behind) return behind;
  const version = viewVersion(rules);
  if (checkpoint.viewVersion !== version) {
    return `their version is "${checkpoint.viewVersion}", this program's is "${version}"`;
  }
  const parked = await manager.query<{ stream_name: string; revision: number }[]>(
    `SELECT stream_name, revision FROM views.parked_contract WHERE kind = 'unreadable' ORDER BY stream_name`,
  );
  for (const { stream_name: streamName, revision } of parked) {
    for await (const stored of store.streamEvents(streamName, { fromRevision: revision })) {
      if ('recorded' in readEntry(stored).read) return `event ${revision} of stream ${streamName} can be read now`;
      break;
    }
  }
  return undefined;
}
