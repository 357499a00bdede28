import type { InspectedEvent, InspectionStep } from '@heqi/embedded-event-store';
import type { EventStore } from '@heqi/event-store';
import { ALERT_STREAM_PREFIX, CONTRACT_STREAM_PREFIX } from '@heqi/messages';
import { STREAM_PREFIXES } from './stream-check';

/** Streams that keep all of their events. */
const WHOLE = [CONTRACT_STREAM_PREFIX, ALERT_STREAM_PREFIX];

/** A log as its server gives it, stream by stream. Files and checksums are the server's to check; what can be seen from here is
 *  whether revisions and positions are in order and whole. Keeps the names of all streams in memory. */
export async function* logOfServer(store: EventStore): AsyncGenerator<InspectionStep, void, undefined> {
  const names = new Set<string>();
  let last: { readonly position: bigint; readonly id: string } | undefined;
  let events = 0;
  for await (const message of store.subscribe({ streamPrefixes: STREAM_PREFIXES })) {
    // a server may hold others
    if (message.kind === 'caught_up') break;
    if (message.kind !== 'event') continue;
    names.add(message.event.streamName);
    last = message.event;
    events++;
  }
  for (const name of [...names].toSorted((one, other) => (one < other ? -1 : 1))) yield* stream(store, name);
  yield {
    kind: 'totals',
    totals: { head: Number(last?.position ?? 0n), lastEventId: last?.id ?? null, events, streams: names.size },
  };
}

async function* stream(store: EventStore, name: string): AsyncGenerator<InspectionStep, void, undefined> {
  yield { kind: 'stream', name };
  const isWhole = WHOLE.some((prefix) => name.startsWith(prefix));
  let expected = 0;
  let position = -1n;
  try {
    for await (const event of store.streamEvents(name)) {
      const { revision } = event;
      if (isWhole && revision !== expected) yield missing(name, expected, revision);
      if (event.position <= position) yield { kind: 'finding', finding: { code: 'revision-order', ...placeOf(event) } };
      expected = revision + 1;
      position = event.position;
      yield { kind: 'event', event };
    }
  } catch (error) {
    const details = { reason: (error as Error).message };
    yield { kind: 'finding', finding: { code: 'event-unreadable', stream: name, revision: expected, details } };
  }
}

function missing(stream: string, revision: number, before: number): InspectionStep {
  return {
    kind: 'finding',
    finding: { code: 'revision-missing', stream, revision, details: { to: String(before - 1) } },
  };
}

function placeOf({ position, streamName: stream, revision }: InspectedEvent) {
  return { position: Number(position), stream, revision };
}
