import { EventStoreDBClient, EventData, jsonEvent } from '@eventstore/db-client';
import { generateEvents, StreamEvent } from './events';

/** Appends the `index`-th event of a run. */
export type Append = (index: number) => Promise<unknown>;

/** Appends generated events through a client, each to its stream, whatever its revision. */
export function clientAppend(client: EventStoreDBClient, seed: number, count: number): Append {
  const events = Array.from(generateEvents(seed, count), ({ stream, event }) => ({ stream, data: eventData(event) }));
  return (index) => {
    const { stream, data } = events[index]!;
    return client.appendToStream(stream, data());
  };
}

/** The ids are the client's own: a run repeated on one log appends new events. */
function eventData({ type, data, metadata }: StreamEvent['event']): () => EventData {
  return () => jsonEvent({ type, data: JSON.parse(String(data)), metadata: JSON.parse(String(metadata)) });
}

/** Appends `count` events, `inFlight` of them at any time until the last. */
export async function appendAll(append: Append, count: number, inFlight: number): Promise<void> {
  let next = 0;
  const writer = async () => {
    while (next < count) await append(next++);
  };
  await Promise.all(Array.from({ length: inFlight }, writer));
}
