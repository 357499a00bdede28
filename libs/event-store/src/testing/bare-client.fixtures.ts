import { EventStoreDBClient } from '@eventstore/db-client';

/** The client as it comes, for controls: what happens without our guards. Connected, and over a connection of its own: gRPC
 *  lets clients of a process that are set up alike share one. */
export async function bareClient(connectionString: string): Promise<EventStoreDBClient> {
  const apart = `${connectionString}${connectionString.includes('?') ? '&' : '?'}keepAliveInterval=15000`;
  const client = EventStoreDBClient.connectionString(apart);
  await client['capabilities'];
  return client;
}

/** Ends the calls of a bare client and its connection, as dispose() does not. */
export async function closeBare(client: EventStoreDBClient): Promise<void> {
  const channel = await client['getChannel']();
  await client.dispose();
  channel.close();
}

/** A promise whose outcome is of no interest, but whether there is one by now. */
export function settling(promise: Promise<unknown>): { settled: boolean } {
  const state = { settled: false };
  const settle = () => void (state.settled = true);
  promise.then(settle, settle);
  return state;
}

/** Reads to the end. */
export async function drained(messages: AsyncIterable<unknown>): Promise<void> {
  for await (const message of messages) void message;
}
