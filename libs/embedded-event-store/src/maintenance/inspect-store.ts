import { existsSync } from 'node:fs';
import path from 'node:path';
import { Database, openForReading } from '../storage/database';
import { cutOf, type LogCut } from '../storage/log-cut';
import { MarkFile } from '../storage/mark';
import { requireReadable } from '../storage/schema';
import { found, InspectionStep, reasonOf } from './inspection';
import { inspectKeyBlocks } from './inspect-key-blocks';
import { inspectPlaces } from './inspect-places';
import { inspectRegister } from './inspect-register';
import { inspectStreams } from './inspect-streams';
import { totalsOf } from './totals';

const MOST_PAGES_NAMED = 100;

/**
 * Reads all of a store's database file as of one moment and says what is wrong where: pages and indexes (SQLite's own
 * check), the end of the log against its mark, every event's place and bytes against their checksums and against each other,
 * positions and revisions without a gap, metadata and tombstones as the log tells them, the keys of filtered readers. Sound
 * events are given too, stream by stream. It changes nothing, needs memory for a page of events, and may run while a node
 * serves: as long as it runs the write-ahead log only grows.
 */
export function* inspectStore(file: string): Generator<InspectionStep, void, undefined> {
  if (!existsSync(file)) {
    yield found('store-missing', {}, { file });
    return;
  }
  let database: Database | undefined;
  try {
    const dataDir = path.dirname(file);
    const mark = MarkFile.read(dataDir); // before the log: what is appended meanwhile is no loss
    database = openForReading(file);
    database.exec('begin'); // one moment for all that follows
    requireReadable(database, file);
    const cut = cutOf(database, dataDir, mark);
    if (cut) yield cutFinding(cut);
    yield* inspectPages(database);
    yield* inspectPlaces(database);
    yield* inspectStreams(database);
    yield* inspectRegister(database);
    yield* inspectKeyBlocks(database);
    yield { kind: 'totals', totals: totalsOf(database) };
  } catch (error) {
    yield found('store-unreadable', {}, { file, reason: reasonOf(error) });
  } finally {
    database?.close();
  }
}

function cutFinding({ what, head, marked }: LogCut): InspectionStep {
  switch (what) {
    case 'shorter':
      return found('log-cut', { position: head }, { marked: String(marked), missing: String(marked! - head) });
    case 'other':
      return found('log-replaced', { position: marked! });
    case 'unreadable_mark':
      return found('mark-damaged', { position: head });
    default:
      return what satisfies never;
  }
}

/** SQLite's check of every page and index. It may give up on what it cannot read at all. */
function* inspectPages(database: Database): Generator<InspectionStep> {
  try {
    for (const line of database.prepare(`pragma integrity_check(${MOST_PAGES_NAMED})`).iterate()) {
      const { integrity_check: said } = line as { integrity_check: string };
      if (said !== 'ok') yield found('page-damaged', {}, { reason: said.replaceAll('\n', ' ') });
    }
  } catch (error) {
    yield found('page-damaged', {}, { reason: reasonOf(error) });
  }
}
