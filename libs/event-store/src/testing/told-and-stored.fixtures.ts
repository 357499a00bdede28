import { AppendOutcomeUnknown, EventStoreUnavailable, WrongExpectedRevision } from '../errors';
import type { EventStore } from '../event-store';
import type { Appended, ExpectedRevision, NewEvent, StoredEvent } from '../stored-event';

/** What a writer was told of its append in the end. */
export interface Told {
  readonly writer: number;
  readonly streamName: string;
  readonly ids: readonly string[];
  readonly expected: ExpectedRevision;
  readonly outcome: 'stored' | 'conflict' | 'unavailable';
  readonly appended?: Appended;
  /** How often the outcome was unknown before, and the same append was made again. */
  readonly unknown: number;
}

/** Appends until the outcome is known, as errors.ts tells a writer to. */
export async function appendUntilTold(
  store: EventStore,
  writer: number,
  { streamName, events, expected }: { streamName: string; events: readonly NewEvent[]; expected: ExpectedRevision },
): Promise<Told> {
  const told = { writer, streamName, ids: events.map(({ id }) => id), expected };
  for (let unknown = 0; ;) {
    try {
      const appended = await store.append(streamName, events, expected);
      return { ...told, outcome: 'stored', appended, unknown };
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return { ...told, outcome: 'conflict', unknown };
      if (error instanceof AppendOutcomeUnknown) unknown++;
      else if (!(error instanceof EventStoreUnavailable)) throw error;
      else if (unknown === 0) return { ...told, outcome: 'unavailable', unknown };
    }
  }
}

/** Everything in which the log and what was told of it differ; [] when no outcome was wrong, nothing is lost, nothing is
 *  doubled and every writer's events stand in its order. */
export function differences(told: readonly Told[], log: readonly StoredEvent[]): string[] {
  const found: string[] = [];
  const places = new Map<string, StoredEvent>();
  const next = new Map<string, number>();
  for (const event of log) {
    if (places.has(event.id)) found.push(`event ${event.id} is stored twice`);
    places.set(event.id, event);
    const revision = next.get(event.streamName) ?? 0;
    if (event.revision !== revision) found.push(`${event.streamName} has ${event.revision} where ${revision} belongs`);
    next.set(event.streamName, event.revision + 1);
  }
  const lastOf = new Map<string, number>();
  for (const append of told) {
    const events = append.ids.map((id) => places.get(id));
    for (const id of append.ids) places.delete(id);
    if (append.outcome !== 'stored') {
      if (events.some(Boolean)) found.push(`told ${append.outcome}, but stored: ${append.ids.join()}`);
      continue;
    }
    const { revision, position } = append.appended!;
    const first = revision - events.length + 1;
    const inPlace = events.every((event, n) => event?.streamName === append.streamName && event.revision === first + n);
    if (!inPlace || events.at(-1)!.position !== position)
      found.push(`told stored at ${revision}, but is not: ${append.ids.join()}`);
    if (first !== placeAfter(append.expected) && append.expected !== 'any')
      found.push(`stored at ${first} on ${append.expected}`);
    const key = `${append.writer} ${append.streamName}`;
    if (first <= (lastOf.get(key) ?? -1))
      found.push(`writer ${append.writer} finds ${first} before an earlier append of its own`);
    lastOf.set(key, revision);
  }
  for (const event of places.values()) found.push(`stored, but nobody was told: ${event.id}`);
  return found;
}

function placeAfter(expected: ExpectedRevision): number {
  return typeof expected === 'number' ? expected + 1 : 0;
}
