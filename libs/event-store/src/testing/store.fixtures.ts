import { type EmbeddedNode, startEmbeddedNode } from '@heqi/embedded-event-store';
import { ServerCredentials } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EventStore, type EventStoreOptions } from '../event-store';
import type { NewEvent, SubscriptionMessage } from '../stored-event';

/** The server that EVENTSTORE_URL names, else an embedded node of its own. */
export interface StoreUnderTest {
  readonly store: EventStore;
  readonly stop: () => Promise<void>;
}

export async function storeUnderTest(options: EventStoreOptions = {}): Promise<StoreUnderTest> {
  const given = process.env['EVENTSTORE_URL'];
  if (given) {
    const store = EventStore.connect(given, options);
    return { store, stop: () => store.close() };
  }
  const node = await NodeOfTest.start();
  const store = EventStore.connect(node.connectionString, options);
  return {
    store,
    stop: async () => {
      await store.close();
      await node.remove();
    },
  };
}

/** An embedded node that can be stopped, and started again on its port and folder. */
export class NodeOfTest {
  private constructor(
    private readonly dataDir: string,
    private node: EmbeddedNode,
  ) {}

  static async start(): Promise<NodeOfTest> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'event-store-'));
    return new NodeOfTest(dataDir, await startEmbeddedNode({ dataDir }));
  }
  get connectionString(): string {
    return this.node.connectionString;
  }
  get port(): number {
    return this.node.port;
  }
  /** For a server in its place: what its clients take for the node. */
  get serverCredentials(): ServerCredentials {
    const [key, certificate] = ['node.key', 'node.crt'].map((file) =>
      readFileSync(path.join(this.dataDir, 'security', file)),
    );
    return ServerCredentials.createSsl(null, [{ private_key: key!, cert_chain: certificate! }]);
  }
  async stop(): Promise<void> {
    await this.node.stop();
  }
  async startAgain(): Promise<void> {
    this.node = await startEmbeddedNode({ dataDir: this.dataDir, port: this.node.port });
  }
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

/** A name that no other test uses. */
export function fresh(name: string): string {
  return `${name}-${randomUUID()}`;
}

export function counted(n: number): NewEvent {
  return { id: randomUUID(), type: 'Counted', data: { n }, metadata: { actor: { id: 'test' } } };
}

/** Events with n = from .. to. */
export function countedFrom(from: number, to: number): NewEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => counted(from + index));
}

export function numberOf(event: { readonly data: unknown }): number {
  return (event.data as { n: number }).n;
}

/** Everything up to and with the first message that `last` accepts. */
export async function upTo(
  messages: AsyncIterable<SubscriptionMessage>,
  last: (message: SubscriptionMessage) => boolean,
): Promise<SubscriptionMessage[]> {
  const seen: SubscriptionMessage[] = [];
  for await (const message of messages) {
    seen.push(message);
    if (last(message)) break;
  }
  return seen;
}

export function isCaughtUp({ kind }: SubscriptionMessage): boolean {
  return kind === 'caught_up';
}

/** The n of the counted events among the messages. */
export function numbersIn(messages: readonly SubscriptionMessage[]): number[] {
  return messages.flatMap((message) => (message.kind === 'event' ? [numberOf(message.event)] : []));
}

/** What a promise is rejected with; to be waited for from the beginning, where the rejection comes later. */
export function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => Promise.reject(new Error(`expected a rejection, got ${String(value)}`)),
    (error: unknown) => error,
  );
}

/** Calls that the client holds open on the node. */
export function openCallsOf(store: EventStore): number {
  return store['guarded'].client['disposableStreams'].size;
}
