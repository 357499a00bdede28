import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  DeleteReq,
  DeleteResp,
  ReadReq,
  ReadResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb';
import { Metadata, ServiceError } from '@grpc/grpc-js';
import type { Message } from 'google-protobuf';
import { randomUUID } from 'node:crypto';
import type { NodeUnderTest } from './node.fixtures';

/** Streams over bare gRPC: what the client library hides, and requests it would never send. */
export class RawStreams {
  /** For calls that a test holds open or breaks off. */
  readonly client: StreamsClient;

  constructor({ address, channelCredentials }: Pick<NodeUnderTest, 'address' | 'channelCredentials'>) {
    this.client = new StreamsClient(address, channelCredentials);
  }

  close(): void {
    this.client.close();
  }

  append(...frames: AppendReq[]): Promise<AppendResp> {
    return new Promise((resolve, reject) => {
      const call = this.client.append((error, response) => (error ? reject(error) : resolve(response!)));
      for (const frame of frames) call.write(frame);
      call.end();
    });
  }

  /** Sends every request, ends its side, and gives all answers. */
  batchAppend(...requests: BatchAppendReq[]): Promise<BatchAppendResp[]> {
    return new Promise((resolve, reject) => {
      const answers: BatchAppendResp[] = [];
      const call = this.client.batchAppend();
      call.on('data', (answer: BatchAppendResp) => answers.push(answer));
      call.on('error', reject);
      call.on('end', () => resolve(answers));
      for (const request of requests) call.write(request);
      call.end();
    });
  }

  /** Gives every message of a read that ends by itself; `authorization` are headers beside those of the channel. */
  read(options: ReadReq.Options, authorization: readonly string[] = []): Promise<ReadResp[]> {
    const metadata = new Metadata();
    for (const header of authorization) metadata.add('authorization', header);
    return new Promise((resolve, reject) => {
      const messages: ReadResp[] = [];
      const call = this.client.read(new ReadReq().setOptions(options), metadata);
      call.on('data', (message: ReadResp) => messages.push(message));
      call.on('error', reject);
      call.on('end', () => resolve(messages));
    });
  }

  /** Gives the first messages of a subscription, up to the one that `isLast` accepts, and cancels it. */
  readUntil(
    options: ReadReq.Options,
    isLast: (message: ReadResp, all: ReadResp[]) => boolean,
    onMessage: (message: ReadResp) => void = () => undefined,
  ): Promise<ReadResp[]> {
    return new Promise((resolve, reject) => {
      const messages: ReadResp[] = [];
      const call = this.client.read(new ReadReq().setOptions(options));
      call.on('data', (message: ReadResp) => {
        messages.push(message);
        onMessage(message);
        if (!isLast(message, messages)) return;
        resolve(messages);
        call.cancel();
      });
      call.on('error', reject);
    });
  }

  delete(request: DeleteReq): Promise<DeleteResp> {
    return new Promise((resolve, reject) => {
      this.client.delete(request, (error, response) => (error ? reject(error) : resolve(response!)));
    });
  }

  tombstone(request: TombstoneReq): Promise<TombstoneResp> {
    return new Promise((resolve, reject) => {
      this.client.tombstone(request, (error, response) => (error ? reject(error) : resolve(response!)));
    });
  }
}

/** Code and trailers of a failed call. */
export function statusOf(error: unknown): { code: number; details: string; trailers: Record<string, string> } {
  const { code, details, metadata } = error as ServiceError;
  const trailers = Object.entries(metadata.getMap()).filter(([key]) => !['content-type', 'date'].includes(key));
  return { code, details, trailers: Object.fromEntries(trailers.map(([key, value]) => [key, value.toString()])) };
}

/** The typed detail of a failed batch append; fails when it is of another type. */
export function detailOf<T extends Message>(
  answer: BatchAppendResp,
  type: { deserializeBinary(bytes: Uint8Array): T },
  name: string,
): T {
  const detail = answer
    .getError()
    ?.getDetails()
    ?.unpack((bytes) => type.deserializeBinary(bytes), `event_store.client.${name}`);
  if (!detail) throw new Error(`The answer has no ${name}: ${JSON.stringify(answer.toObject())}`);
  return detail as T;
}

export function identifier(stream: string): StreamIdentifier {
  return new StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
}

export function uuid(text: string = randomUUID()): UUID {
  return new UUID().setString(text);
}

export function proposed(
  kind: 'append' | 'batch',
  properties: Record<string, string> = { type: 'T', 'content-type': 'application/json' },
  options: { id?: string; data?: Uint8Array; metadata?: Uint8Array } = {},
): AppendReq.ProposedMessage & BatchAppendReq.ProposedMessage {
  const message = kind === 'append' ? new AppendReq.ProposedMessage() : new BatchAppendReq.ProposedMessage();
  message.setId(uuid(options.id));
  for (const [key, value] of Object.entries(properties)) message.getMetadataMap().set(key, value);
  message.setData(options.data ?? Buffer.from('{}'));
  if (options.metadata) message.setCustomMetadata(options.metadata);
  return message as AppendReq.ProposedMessage & BatchAppendReq.ProposedMessage;
}

export function appendOptions(stream: string): AppendReq.Options {
  return new AppendReq.Options().setStreamIdentifier(identifier(stream));
}

export function appendHeader(options: AppendReq.Options): AppendReq {
  return new AppendReq().setOptions(options);
}

export function appendFrame(message: AppendReq.ProposedMessage): AppendReq {
  return new AppendReq().setProposedMessage(message);
}

/** Options of a read of `$all` or, when a name is given, of one stream, from the start, with text UUIDs. */
export function readOptions(stream?: string): ReadReq.Options {
  const options = new ReadReq.Options()
    .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()))
    .setNoFilter(new Empty())
    .setReadDirection(ReadReq.Options.ReadDirection.FORWARDS)
    .setCount('1000');
  return stream === undefined
    ? options.setAll(new ReadReq.Options.AllOptions().setStart(new Empty()))
    : options.setStream(
        new ReadReq.Options.StreamOptions().setStreamIdentifier(identifier(stream)).setStart(new Empty()),
      );
}

export function subscriptionOptions(stream?: string): ReadReq.Options {
  return readOptions(stream).setSubscription(new ReadReq.Options.SubscriptionOptions()); // takes the place of the count
}
