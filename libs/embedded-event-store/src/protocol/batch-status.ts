import { status } from '@grpc/grpc-js';
import { bytesField, textField, varintField } from '../protobuf';
import { ExpectedRevision, NO_EVENTS } from '../storage/model';
import { WriteFailed } from '../storage/faults';
import { RpcError, toRpcError, writeFailedCode } from './errors';

const CLIENT_TYPES = 'event_store.client.';

/** A google.rpc.Status: a code, a message and one typed detail. BatchAppend answers failures with it. */
export function conflictStatus(current: number, expected: ExpectedRevision): Buffer {
  const expectedField =
    typeof expected === 'bigint'
      ? varintField(3, expected)
      : bytesField({ any: 4, stream_exists: 5, no_stream: 6 }[expected]);
  return statusOf(
    status.ALREADY_EXISTS,
    'Wrong expected version.',
    CLIENT_TYPES + 'WrongExpectedVersion',
    current === NO_EVENTS ? bytesField(2) : varintField(1, current),
    expectedField,
  );
}

export function streamDeletedStatus(streamIdentifier: Buffer): Buffer {
  return statusOf(
    status.NOT_FOUND,
    'Stream was deleted.',
    CLIENT_TYPES + 'StreamDeleted',
    bytesField(1, streamIdentifier),
  );
}

export function timeoutStatus(): Buffer {
  return statusOf(status.DEADLINE_EXCEEDED, 'Timeout.', CLIENT_TYPES + 'Timeout');
}

/** What kept a batch from being written, beside what the protocol has an answer for. */
export function failureStatus(error: unknown): Buffer {
  const { code, details } = toRpcError(error);
  if (!(error instanceof WriteFailed)) return statusOf(code, details, CLIENT_TYPES + 'Unknown');
  const reason = error.isFull ? 'DISK_FULL' : 'DISK_FAILED';
  // of the details that clients of EventStoreDB know, none carries a message; one they do not know leaves it to be read
  return statusOf(writeFailedCode(error), details, 'google.rpc.ErrorInfo', textField(1, reason), textField(2, 'heqi'));
}

/** What went wrong while a batch was received: its sender may not write there, or its events are not right. */
export function receiveErrorStatus(error: unknown): Buffer {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RpcError && error.code === status.PERMISSION_DENIED) {
    return statusOf(status.PERMISSION_DENIED, message, CLIENT_TYPES + 'AccessDenied');
  }
  const [type, detail] = receiveErrorDetail(error, message);
  return statusOf(status.INVALID_ARGUMENT, message, type, ...detail);
}

function receiveErrorDetail(error: unknown, message: string): [type: string, detail: Buffer[]] {
  const trailer = (key: string) => (error instanceof RpcError ? error.metadata.get(key)[0]?.toString() : undefined);
  switch (trailer('exception')) {
    case 'maximum-append-size-exceeded':
      return [CLIENT_TYPES + 'MaximumAppendSizeExceeded', [varintField(1, Number(trailer('maximum-append-size')))]];
    case 'maximum-append-event-size-exceeded':
      return [
        CLIENT_TYPES + 'MaximumAppendEventSizeExceeded',
        [
          textField(1, trailer('event-id')!),
          varintField(2, Number(trailer('proposed-append-event-size'))),
          varintField(3, Number(trailer('maximum-append-event-size'))),
        ],
      ];
    default:
      return [CLIENT_TYPES + 'BadRequest', [textField(1, message)]];
  }
}

function statusOf(code: status, message: string, type: string, ...detail: Buffer[]): Buffer {
  const any = [textField(1, `type.googleapis.com/${type}`), bytesField(2, ...detail)];
  return Buffer.concat([varintField(1, code), textField(2, message), bytesField(3, ...any)]);
}
