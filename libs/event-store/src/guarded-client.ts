import { type EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { CallOptions, ChannelInterface, Client as Stub, Metadata } from '@grpc/grpc-js';
import { Duplex, type Readable } from 'node:stream';
import { clientFor } from './connection-string';
import { ANSWER_SILENCE_MS, Liveness, type Watch } from './liveness';
import { NoAnswerInTime, within } from './patience';

/** What of the client is protected, and is needed here. The version is pinned; guarded-client.spec.ts fails when a part
 *  is gone. */
export interface ClientInternals {
  GRPCStreamCreator: StreamCreator;
  getChannel: () => Promise<ChannelInterface>;
  readonly capabilities: Promise<unknown>;
  readonly handleError: (stub: Stub, error: Error) => Promise<void>;
  readonly execute: <S extends Stub, T>(
    stub: new (...address: never[]) => S,
    name: string,
    act: (stub: S) => Promise<T>,
  ) => Promise<T>;
  readonly callArguments: (options: object, callOptions: CallOptions) => [Metadata, CallOptions];
  /** The open calls that are streams: reads, subscriptions, the one of batch appends. */
  readonly disposableStreams: ReadonlySet<Call>;
}
type StreamCreator = <S extends Stub, C extends Call>(
  stub: new (...address: never[]) => S,
  name: string,
  open: (stub: S) => C,
  cache?: unknown,
) => () => Promise<C>;
type Call = Readable & { cancel(): void };

const BATCH_APPEND = 'appendToStream';
const CLOSING_MS = 2_000;

/** The client of the process with the faults mended that would take the process down or block it for good; those of
 *  single calls are dealt with where the calls are made. */
export class GuardedClient {
  readonly client: EventStoreDBClient;
  readonly internals: ClientInternals;
  private channel: Promise<ChannelInterface> | undefined;
  private reconnecting: Promise<void> | undefined;
  private readonly channelOf = new WeakMap<Call, ChannelInterface>();
  private readonly liveness: Liveness;

  /** `onFault` is told of an answer that came after its append was given up: harmless, and worth a line in the log. */
  constructor(connectionString: string, onFault: (fault: unknown) => void) {
    this.client = clientFor(connectionString);
    this.internals = this.client as unknown as ClientInternals;
    this.liveness = new Liveness(this.internals, (channel) =>
      this.endCalls('the connection gave no sign of life', channel),
    );
    this.guardStreams(onFault);
    this.rememberChannel();
  }

  /** Has a silent connection examined, and given up when it is dead, while something is expected over it. */
  watch(silenceMs: number): Watch {
    return this.liveness.watch(silenceMs);
  }

  /** The outcome of `work`, over a connection that is watched meanwhile; a rejection with NoAnswerInTime when it takes too
   *  long all the same. */
  async answered<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
    const watch = this.watch(ANSWER_SILENCE_MS);
    return within(timeoutMs, work).finally(() => watch.end());
  }

  /** Asks the node, once per connection, what it can do; the client does so before its first append. Nothing has been
   *  sent yet when this fails. */
  async reach(timeoutMs: number): Promise<void> {
    try {
      await this.answered(timeoutMs, this.internals.capabilities);
    } catch (error) {
      await this.reconnect(); // else the client keeps the failed answer, and every append after it fails the same way
      throw error;
    }
  }

  /** Makes the next call open a new connection. Calls on the old one go on. */
  reconnect(): Promise<void> {
    const unavailable = new UnavailableError();
    this.reconnecting ??= within(
      CLOSING_MS,
      this.internals.execute(StreamsClient, 'reconnect', (stub) => this.internals.handleError(stub, unavailable)),
    )
      .catch(() => undefined)
      .finally(() => (this.reconnecting = undefined));
    return this.reconnecting;
  }

  /** Ends every call and the connection. */
  async close(): Promise<void> {
    this.endCalls('this EventStore was closed');
    await within(CLOSING_MS, this.client.dispose()).catch(notInTime);
    const channel = await within(CLOSING_MS, this.channel ?? Promise.resolve(undefined)).catch(() => undefined);
    channel?.close(); // dispose() leaves it open, and the process alive
  }

  /** Notes over which connection a stream runs, and guards that of batch appends. */
  private guardStreams(onFault: (fault: unknown) => void): void {
    const create = this.internals.GRPCStreamCreator;
    this.internals.GRPCStreamCreator = (stub, name, open, cache) => {
      const openNoted: typeof open = (opened) => {
        const call = open(opened);
        this.channelOf.set(call, opened.getChannel());
        if (name === BATCH_APPEND) guardBatchAppends(call, onFault);
        return call;
      };
      return create(stub, name, openNoted, cache);
    };
  }

  /** Ends what runs over a connection, or all there is. With an error: a call that is only cancelled, as dispose() does it,
   *  looks to its reader as if the stream ended there. */
  private endCalls(reason: string, channel?: ChannelInterface): void {
    for (const call of [...this.internals.disposableStreams]) {
      if (channel && this.channelOf.get(call) !== channel) continue;
      call.destroy(new UnavailableError(undefined, reason));
      call.cancel();
    }
  }

  private rememberChannel(): void {
    const getChannel = this.internals.getChannel;
    this.internals.getChannel = () => (this.channel = getChannel());
  }
}

/** All batch appends of a process share one table of waiting promises. The error of one stream empties it, and an answer
 *  on another then finds nothing, which the client throws as a TypeError out of a 'data' listener, past any catch. And an
 *  append that waits for the stream to drain when it breaks is an unhandled rejection: so none is let wait. */
function guardBatchAppends(stream: Call, onFault: (fault: unknown) => void): void {
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
}

function notInTime(error: unknown): void {
  if (!(error instanceof NoAnswerInTime)) throw error;
}
