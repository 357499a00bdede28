import { type EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { CallOptions, ChannelInterface, Client as Stub, Metadata } from '@grpc/grpc-js';
import { Duplex } from 'node:stream';
import { clientFor } from './connection-string';
import { NoAnswerInTime, within } from './patience';

/** What of the client is protected, and is needed here. The version is pinned; guarded-client.spec.ts fails when a part
 *  is gone. */
export interface ClientInternals {
  GRPCStreamCreator: StreamCreator;
  getChannel: () => Promise<ChannelInterface>;
  readonly capabilities: Promise<unknown>;
  readonly handleError: (stub: Stub, error: Error) => Promise<void>;
  readonly execute: <T>(
    stub: typeof StreamsClient,
    name: string,
    act: (stub: StreamsClient) => Promise<T>,
  ) => Promise<T>;
  readonly callArguments: (options: object, callOptions: CallOptions) => [Metadata, CallOptions];
}
type StreamCreator = (stub: unknown, name: string, open: OpenStream, cache?: unknown) => () => Promise<unknown>;
type OpenStream = (stub: unknown) => unknown;

const BATCH_APPEND = 'appendToStream';
const CLOSING_MS = 2_000;

/** The client of the process with the faults mended that would take the process down or block it for good; those of
 *  single calls are dealt with where the calls are made. */
export class GuardedClient {
  readonly client: EventStoreDBClient;
  readonly internals: ClientInternals;
  private channel: Promise<ChannelInterface> | undefined;

  /** `onFault` is told of an answer that came after its append was given up: harmless, and worth a line in the log. */
  constructor(connectionString: string, onFault: (fault: unknown) => void) {
    this.client = clientFor(connectionString);
    this.internals = this.client as unknown as ClientInternals;
    this.guardBatchAppends(onFault);
    this.rememberChannel();
  }

  /** Asks the node, once per connection, what it can do; the client does so before its first append. Nothing has been
   *  sent yet when this fails. */
  async reach(timeoutMs: number): Promise<void> {
    try {
      await within(timeoutMs, this.internals.capabilities);
    } catch (error) {
      await this.reconnect(); // else the client keeps the failed answer, and every append after it fails the same way
      throw error;
    }
  }

  /** Makes the next call open a new connection. Calls on the old one go on. */
  async reconnect(): Promise<void> {
    const unavailable = new UnavailableError();
    await within(
      CLOSING_MS,
      this.internals.execute(StreamsClient, 'reconnect', (stub) => this.internals.handleError(stub, unavailable)),
    ).catch(() => undefined);
  }

  /** Ends every call and the connection. */
  async close(): Promise<void> {
    await within(CLOSING_MS, this.client.dispose()).catch(notInTime);
    const channel = await within(CLOSING_MS, this.channel ?? Promise.resolve(undefined)).catch(() => undefined);
    channel?.close(); // dispose() leaves it open, and the process alive
  }

  /** All batch appends of a process share one table of waiting promises. The error of one stream empties it, and an answer
   *  on another then finds nothing, which the client throws as a TypeError out of a 'data' listener, past any catch. And an
   *  append that waits for the stream to drain when it breaks is an unhandled rejection: so none is let wait. */
  private guardBatchAppends(onFault: (fault: unknown) => void): void {
    const create = this.internals.GRPCStreamCreator;
    this.internals.GRPCStreamCreator = (stub, name, open, cache) => {
      if (name !== BATCH_APPEND) return create(stub, name, open, cache);
      return create(stub, name, (opened) => guardStream(open(opened), onFault), cache);
    };
  }

  private rememberChannel(): void {
    const getChannel = this.internals.getChannel;
    this.internals.getChannel = () => (this.channel = getChannel());
  }
}

function guardStream(stream: unknown, onFault: (fault: unknown) => void): unknown {
  if (!(stream instanceof Duplex)) throw new TypeError('the client opened a batch append that is not a duplex stream');
  for (const listener of stream.listeners('data')) {
    stream.on('data', (answer: unknown) => {
      try {
        listener.call(stream, answer);
      } catch (fault) {
        onFault(fault);
      }
    });
    stream.off('data', listener as (answer: unknown) => void);
  }
  const write = stream.write.bind(stream) as (message: unknown) => boolean;
  stream.write = (message: unknown) => {
    write(message);
    return true;
  };
  return stream;
}

function notInTime(error: unknown): void {
  if (!(error instanceof NoAnswerInTime)) throw error;
}
