import { ReadReq } from '@eventstore/db-client/generated/persistent_pb';
import type { UUID } from '@eventstore/db-client/generated/shared_pb';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { bytesField, textField, varintField } from '../protobuf';
import type { Consumer, ConsumerLink } from '../persistent-subscriptions/consumer';
import type { NackAction } from '../persistent-subscriptions/group';
import type { GroupMessage } from '../persistent-subscriptions/message';
import { PersistentSubscriptions } from '../persistent-subscriptions/persistent-subscriptions';
import type { RunningGroup } from '../persistent-subscriptions/running-group';
import { sourceName } from '../persistent-subscriptions/settings';
import { unhandled } from './errors';
import { accessOf } from './guard';
import { uuidText } from './identifiers';
import { Outgoing } from './outgoing';
import { sourceIn } from './persistent-requests';
import { recordFor, UuidForm } from './wire';

/** Answers PersistentSubscriptions.Read: options first, then acks and nacks, while messages go the other way. */
export function handlePersistentRead(
  subscriptions: PersistentSubscriptions,
  call: ServerDuplexStream<ReadReq, Buffer>,
): void {
  const outgoing = new Outgoing(call);
  let connection: Connection | undefined;
  call.on('data', (request: ReadReq) => {
    if (outgoing.isClosed) return;
    try {
      if (connection) answer(connection.group, request);
      else connection = connect(subscriptions, request, call, outgoing);
    } catch (error) {
      outgoing.fail(error);
    }
  });
  // A consumer that will answer no more would only keep messages from the others.
  call.on('end', () => outgoing.end());
}

interface Connection {
  readonly group: RunningGroup;
  readonly consumer: Consumer;
}

function connect(
  subscriptions: PersistentSubscriptions,
  request: ReadReq,
  call: ServerDuplexStream<ReadReq, Buffer>,
  outgoing: Outgoing,
): Connection {
  const options = request.getOptions();
  if (!options) throw unhandled('The first request of a subscription must hold its options.');
  const name = options.getGroupName();
  const source = sourceIn(options, name);
  accessOf(call).require(sourceName(source), 'read');
  const group = subscriptions.find({ source, group: name });
  const uuids = options.getUuidOption()?.hasString() ? 'string' : 'structured';
  const consumer = group.connect(
    linkTo(outgoing, uuids, () => group.resume()),
    {
      bufferSize: options.getBufferSize(),
      userName: userOf(call),
      connectionName: headerOf(call, 'connection-name') ?? '<unknown>',
    },
  );
  outgoing.onClose(() => group.disconnect(consumer));
  return { group, consumer };
}

/** A consumer that does not read gets no more: what it has not got goes to others. */
function linkTo(outgoing: Outgoing, uuids: UuidForm, resume: () => void): ConsumerLink {
  let isFull = false;
  const write = (message: Buffer) => {
    const drained = outgoing.write(message);
    if (!drained) return;
    isFull = true;
    void drained.then(() => {
      isFull = false;
      resume();
    });
  };
  return {
    confirm: (subscriptionId) => write(bytesField(2, textField(1, subscriptionId))),
    send: (message) => write(messageBytes(message, uuids)),
    isReady: () => !isFull && !outgoing.isClosed,
    drop: (error) => outgoing.fail(error),
  };
}

function messageBytes({ resolved: { event, link }, retryCount }: GroupMessage, uuids: UuidForm): Buffer {
  return bytesField(
    1,
    ...(event ? [bytesField(1, recordFor(event, uuids))] : []),
    ...(link ? [bytesField(2, recordFor(link, uuids))] : []),
    varintField(3, (link ?? event)!.position),
    varintField(5, retryCount),
  );
}

const ACTIONS: Readonly<Record<number, NackAction>> = {
  [ReadReq.Nack.Action.UNKNOWN]: 'unknown',
  [ReadReq.Nack.Action.PARK]: 'park',
  [ReadReq.Nack.Action.RETRY]: 'retry',
  [ReadReq.Nack.Action.SKIP]: 'skip',
  [ReadReq.Nack.Action.STOP]: 'stop',
};

function answer(group: RunningGroup, request: ReadReq): void {
  const ack = request.getAck();
  if (ack) {
    group.ack(textsOf(ack.getIdsList()));
    return;
  }
  const nack = request.getNack();
  const action = nack && ACTIONS[nack.getAction()];
  if (!action) throw unhandled('Every request of a subscription after the first must be an ack or a nack.');
  group.nack(textsOf(nack.getIdsList()), action, nack.getReason());
}

function textsOf(ids: readonly UUID[]): string[] {
  return ids.map(uuidText).filter((id) => id !== undefined);
}

function headerOf(call: ServerDuplexStream<ReadReq, Buffer>, name: string): string | undefined {
  return call.metadata.get(name)[0]?.toString();
}

function userOf(call: ServerDuplexStream<ReadReq, Buffer>): string {
  const [, encoded] = /^Basic (.+)$/.exec(headerOf(call, 'authorization') ?? '') ?? [];
  const user = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8').split(':')[0];
  return user || 'anonymous';
}
