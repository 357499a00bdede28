import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { CallCredentials, ChannelCredentials, credentials, Metadata } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedNode } from '../hosting/embedded-node';
import { NodeOptions } from '../hosting/node';

/** What the conformance tests speak to: this library's node, or the server that EVENTSTORE_URL names. */
export interface NodeUnderTest {
  readonly client: EventStoreDBClient;
  readonly connectionString: string;
  /** host:port for calls over bare gRPC. */
  readonly address: string;
  /** What a call over bare gRPC must bring to be let in. */
  readonly channelCredentials: ChannelCredentials;
  readonly stop: () => Promise<void>;
}

/** `dataDir` keeps the data over a stop, for a node that is started again; without it they go with the node. */
export async function nodeUnderTest({ dataDir, ...options }: Partial<NodeOptions> = {}): Promise<NodeUnderTest> {
  const given = process.env['EVENTSTORE_URL'];
  if (given) return reach(given, () => Promise.resolve());
  const directory = dataDir === undefined ? temporaryDirectory() : { path: dataDir, remove: () => undefined };
  const node = await startEmbeddedNode({ dataDir: directory.path, ...options });
  return reach(node.connectionString, async () => {
    await node.stop();
    directory.remove();
  });
}

function reach(connectionString: string, stop: () => Promise<void>): NodeUnderTest {
  const client = EventStoreDBClient.connectionString(connectionString);
  return {
    client,
    connectionString,
    address: urlOf(connectionString).host,
    channelCredentials: channelCredentialsOf(connectionString),
    stop: async () => {
      await client.dispose();
      await stop();
    },
  };
}

/** What the client makes of a connection string, for calls over bare gRPC. */
export function channelCredentialsOf(connectionString: string): ChannelCredentials {
  const { searchParams, username, password } = urlOf(connectionString);
  if (searchParams.get('tls') === 'false') return credentials.createInsecure();
  const authority = searchParams.get('tlsCAFile');
  const channel = credentials.createSsl(authority === null ? null : readFileSync(authority));
  if (username === '') return channel;
  const bearer = [username, password].map(decodeURIComponent).join(':');
  return credentials.combineChannelCredentials(channel, basicCredentials(bearer));
}

/** Basic credentials on every call; `bearer` is name:password. */
export function basicCredentials(bearer: string): CallCredentials {
  return credentials.createFromMetadataGenerator((_, done) => {
    const metadata = new Metadata();
    metadata.set('authorization', `Basic ${Buffer.from(bearer).toString('base64')}`);
    done(null, metadata);
  });
}

function urlOf(connectionString: string): URL {
  return new URL(connectionString.replace(/^esdb(\+discover)?:/, 'http:'));
}

export function temporaryDirectory() {
  const directory = mkdtempSync(path.join(tmpdir(), 'embedded-event-store-'));
  return { path: directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** A name no other test uses, so that tests can share a node. */
export function fresh(name: string): string {
  return `${name}-${randomUUID()}`;
}

export function counted(n: number, type = 'Counted') {
  return jsonEvent({ type, data: { n }, metadata: { actor: 'test' } });
}

/** Events with n = from .. to. */
export function countedFrom(from: number, to: number, type?: string) {
  return Array.from({ length: to - from + 1 }, (_, index) => counted(from + index, type));
}

/** All that a read gives. */
export async function collect<T>(read: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of read) items.push(item);
  return items;
}

/** The numbers of counted events. */
export function numbers(resolved: readonly { event?: { data: unknown } }[]): number[] {
  return resolved.map(({ event }) => (event!.data as { n: number }).n);
}

/** What a promise was rejected with; fails when it was not. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome) return outcome.error as Error & Record<string, unknown>;
  throw new Error(`Expected a rejection, but the promise gave ${String(outcome.value)}.`);
}
