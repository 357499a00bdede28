import { PersistentSubscriptionsClient } from '@eventstore/db-client/generated/persistent_grpc_pb';
import {
  CreateReq,
  ReadReq,
  ReadResp,
  ReplayParkedReq,
  UpdateReq,
} from '@eventstore/db-client/generated/persistent_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import type { NodeUnderTest } from './node.fixtures';
import { identifier, uuid } from './raw-streams.fixtures';

/** PersistentSubscriptions over bare gRPC: what the client library hides, and requests it would never send. */
export class RawPersistent {
  private readonly client: PersistentSubscriptionsClient;

  constructor({ address, channelCredentials }: Pick<NodeUnderTest, 'address' | 'channelCredentials'>) {
    this.client = new PersistentSubscriptionsClient(address, channelCredentials);
  }

  close(): void {
    this.client.close();
  }

  create(request: CreateReq): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.client.create(request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }

  update(request: UpdateReq): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.client.update(request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }

  replayParked(request: ReplayParkedReq): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.client.replayParked(request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }

  /** Opens a subscription with these requests. `messages` grows; `until` waits for so many; `ended` tells how it ended. */
  read(...requests: ReadReq[]) {
    const call = this.client.read();
    const messages: ReadResp[] = [];
    let wake: (() => void) | undefined;
    call.on('data', (message: ReadResp) => {
      messages.push(message);
      wake?.();
    });
    const ended = new Promise<unknown>((resolve) => {
      call.on('error', resolve);
      call.on('end', () => resolve(undefined));
    });
    for (const request of requests) call.write(request);
    const until = async (count: number) => {
      while (messages.length < count) await new Promise<void>((resolve) => (wake = resolve));
      return messages.slice(0, count);
    };
    return { call, messages, ended, until };
  }
}

export function createOptions(stream: string, group: string, settings = new CreateReq.Settings()): CreateReq.Options {
  return new CreateReq.Options()
    .setGroupName(group)
    .setStream(new CreateReq.StreamOptions().setStreamIdentifier(identifier(stream)).setStart(new Empty()))
    .setSettings(settings);
}

/** Settings that any server accepts. */
export function createSettings(): CreateReq.Settings {
  return new CreateReq.Settings()
    .setMessageTimeoutMs(30_000)
    .setCheckpointAfterMs(2_000)
    .setMaxRetryCount(10)
    .setMinCheckpointCount(10)
    .setMaxCheckpointCount(1_000)
    .setLiveBufferSize(500)
    .setReadBatchSize(20)
    .setHistoryBufferSize(500)
    .setNamedConsumerStrategy(CreateReq.ConsumerStrategy.ROUNDROBIN);
}

export function readRequest(stream: string, group: string, bufferSize = 10): ReadReq {
  return new ReadReq().setOptions(
    new ReadReq.Options()
      .setStreamIdentifier(identifier(stream))
      .setGroupName(group)
      .setBufferSize(bufferSize)
      .setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty())),
  );
}

export function ackRequest(...ids: string[]): ReadReq {
  return new ReadReq().setAck(new ReadReq.Ack().setIdsList(ids.map(uuid)));
}

export function nackRequest(action: ReadReq.Nack.Action, reason: string, ...ids: string[]): ReadReq {
  return new ReadReq().setNack(new ReadReq.Nack().setAction(action).setReason(reason).setIdsList(ids.map(uuid)));
}
