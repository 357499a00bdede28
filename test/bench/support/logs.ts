import { EventLog } from '../../../libs/embedded-event-store/src/storage/event-log';
import type { ProposedEvent } from '../../../libs/embedded-event-store/src/storage/model';
import { BenchContext } from '../harness/benchmark';
import { milliseconds } from '../harness/compare';
import { generateEvents, StreamEvent } from './events';

/** Appends handed in at a time: they share one commit. */
const AT_ONCE = 200;

const filled = new WeakMap<BenchContext, Map<number, Promise<string>>>();

/** A folder with a log of so many generated events. One of that size is written once a run: do not append to it. */
export function filledLog(context: BenchContext, events: number): Promise<string> {
  const known = filled.get(context) ?? new Map<number, Promise<string>>();
  filled.set(context, known);
  const log = known.get(events) ?? fill(context, events);
  known.set(events, log);
  return log;
}

/** A folder with a new log of so many generated events. */
export async function fill({ seed, folder, progress }: BenchContext, events: number): Promise<string> {
  const dataDir = folder();
  const log = EventLog.open({ dataDir });
  const ms = await milliseconds(async () => {
    let appends: Promise<unknown>[] = [];
    for (const { stream, proposed } of bursts(generateEvents(seed, events))) {
      appends.push(log.append(stream, 'any', proposed));
      if (appends.length < AT_ONCE) continue;
      await Promise.all(appends);
      appends = [];
    }
    await Promise.all(appends);
  });
  log.close();
  progress(`wrote a log of ${events} events in ${(ms / 1_000).toFixed(1)} s`);
  return dataDir;
}

/** Neighbours of one stream go into one append. */
function* bursts(events: Iterable<StreamEvent>) {
  let burst: { readonly stream: string; readonly proposed: ProposedEvent[] } | undefined;
  for (const { stream, event } of events) {
    if (burst?.stream === stream) {
      burst.proposed.push(event);
      continue;
    }
    if (burst) yield burst;
    burst = { stream, proposed: [event] };
  }
  if (burst) yield burst;
}
