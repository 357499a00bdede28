import { status } from '@grpc/grpc-js';
import { bytesField, textField, varintField } from '../protobuf';
import { ExpectedRevision, NO_EVENTS } from '../storage/model';
import { RpcError } from './errors';

/** A google.rpc.Status: a code, a message and one typed detail. BatchAppend answers failures with it. */
export function conflictStatus(current: number, expected: ExpectedRevision): Buffer {
  const expectedField =
    typeof expected === 'bigint'
      ? varintField(3, expected)
      : bytesField({ any: 4, stream_exists: 5, no_stream: 6 }[expected]);
  return statusOf(
    status.ALREADY_EXISTS,
    'Wrong expected version.',
    'WrongExpectedVersion',
    current === NO_EVENTS ? bytesField(2) : varintField(1, current),
    expectedField,
  );
}

export function streamDeletedStatus(streamIdentifier: Buffer): Buffer {
  return statusOf(status.NOT_FOUND, 'Stream was deleted.', 'StreamDeleted', bytesField(1, streamIdentifier));
}

export function timeoutStatus(): Buffer {
  return statusOf(status.DEADLINE_EXCEEDED, 'Timeout.', 'Timeout');
}

export function unknownStatus(message: string): Buffer {
  return statusOf(status.UNKNOWN, message, 'Unknown');
}

/** What went wrong while a batch was received: its sender may not write there, or its events are not right. */
export function receiveErrorStatus(error: unknown): Buffer {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RpcError && error.code === status.PERMISSION_DENIED) {
    return statusOf(status.PERMISSION_DENIED, message, 'AccessDenied');
  }
  const [type, detail] = receiveErrorDetail(error, message);
  return statusOf(status.INVALID_ARGUMENT, message, type, ...detail);
}

function receiveErrorDetail(error: unknown, message: string): [type: string, detail: Buffer[]] {
  const trailer = (key: string) => (error instanceof RpcError ? error.metadata.get(key)[0]?.toString() : undefined);
  switch (trailer('exception')) {
    case 'maximum-append-size-exceeded':
      return ['MaximumAppendSizeExceeded', [varintField(1, Number(trailer('maximum-append-size')))]];
    case 'maximum-append-event-size-exceeded':
      return [
        'MaximumAppendEventSizeExceeded',
        [
          textField(1, trailer('event-id')!),
          varintField(2, Number(trailer('proposed-append-event-size'))),
          varintField(3, Number(trailer('maximum-append-event-size'))),
        ],
      ];
    default:
      return ['BadRequest', [textField(1, message)]];
  }
}

function statusOf(code: status, message: string, type: string, ...detail: Buffer[]): Buffer {
  const any = [textField(1, `type.googleapis.com/event_store.client.${type}`), bytesField(2, ...detail)];
  return Buffer.concat([varintField(1, code), textField(2, message), bytesField(3, ...any)]);
}
