import { Metadata, status } from '@grpc/grpc-js';
import { isDamage, WriteFailed } from '../storage/faults';
import { SubscriptionError, SubscriptionErrorKind } from '../persistent-subscriptions/subscription-error';

/** An answer that ends a call with a gRPC status, as EventStoreDB gives it. */
export class RpcError extends Error {
  readonly metadata = new Metadata();

  constructor(
    readonly code: status,
    readonly details: string,
    trailers: Readonly<Record<string, string>> = {},
  ) {
    super(details);
    for (const [key, value] of Object.entries(trailers)) this.metadata.set(key, headerText(value));
  }
}

/** The caller is known, or nobody in particular, and may not do this. */
export function accessDenied(): RpcError {
  return new RpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
}

/** The credentials are wrong. EventStoreDB names no exception here. */
export function unauthenticated(): RpcError {
  return new RpcError(status.UNAUTHENTICATED, 'Unauthenticated');
}

export function streamDeleted(streamName: string): RpcError {
  return new RpcError(status.FAILED_PRECONDITION, `Event stream '${streamName}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': streamName,
  });
}

/** Only deletes and tombstones raise this; an append answers with a message. Revisions as on the wire: -1, -2, -4. */
export function deleteConflict(streamName: string, expected: bigint, actual: number): RpcError {
  return new RpcError(
    status.FAILED_PRECONDITION,
    `Delete failed due to WrongExpectedVersion. Stream: ${streamName}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': streamName,
      'expected-version': `${expected}`,
      'actual-version': `${actual}`,
    },
  );
}

export function maximumAppendSizeExceeded(maximum: number): RpcError {
  return new RpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${maximum} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': `${maximum}`,
  });
}

/** Raised for one event that is too large by itself, whatever the size of its append. */
export function maximumAppendEventSizeExceeded(eventId: string, size: number, maximum: number): RpcError {
  return new RpcError(
    status.INVALID_ARGUMENT,
    `Event ${eventId} has ${size} bytes; the Maximum Append Event Size is ${maximum}.`,
    {
      exception: 'maximum-append-event-size-exceeded',
      'maximum-append-event-size': `${maximum}`,
      'event-id': eventId,
      'proposed-append-event-size': `${size}`,
    },
  );
}

export function missingMetadataProperty(missing: string): RpcError {
  return new RpcError(status.INVALID_ARGUMENT, `Required Metadata Property '${missing}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });
}

const SUBSCRIPTION_STATUS: Readonly<Record<SubscriptionErrorKind, status>> = {
  'persistent-subscription-failed': status.INTERNAL,
  'persistent-subscription-does-not-exist': status.NOT_FOUND,
  'persistent-subscription-exists': status.ALREADY_EXISTS,
  'persistent-subscription-dropped': status.CANCELLED,
  'maximum-subscribers-reached': status.FAILED_PRECONDITION,
};

function persistentSubscription({ kind, message, streamName, groupName, reason }: SubscriptionError): RpcError {
  return new RpcError(SUBSCRIPTION_STATUS[kind], message, {
    exception: kind,
    'stream-name': streamName,
    'group-name': groupName,
    ...(kind === 'persistent-subscription-failed' && { reason }),
  });
}

export function invalidArgument(details: string): RpcError {
  return new RpcError(status.INVALID_ARGUMENT, details);
}

export function invalidPosition(): RpcError {
  return invalidArgument('Trying to read from an invalid position.');
}

/** What EventStoreDB answers when a request breaks a rule that its protocol has no error for. */
export function unhandled(details: string): RpcError {
  return new RpcError(status.UNKNOWN, details);
}

export function shuttingDown(): RpcError {
  return new RpcError(status.UNAVAILABLE, 'Server Is Not Ready');
}

/** Any thrown value as the error a call ends with. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  if (error instanceof SubscriptionError) return persistentSubscription(error);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof WriteFailed) return new RpcError(writeFailedCode(error), message, { exception: 'write-failed' });
  return isDamage(error) ? new RpcError(status.DATA_LOSS, message) : unhandled(message);
}

/** EventStoreDB has no answer of its own for a disk that fails: it ends its process, and its clients do not learn what
 *  became of their appends. The code says what is known: UNKNOWN is nothing. */
export function writeFailedCode({ outcome, isFull }: WriteFailed): status {
  if (outcome === 'unknown') return status.UNKNOWN;
  return isFull ? status.RESOURCE_EXHAUSTED : status.INTERNAL;
}

/** A header carries printable ASCII only; other characters (a stream may be named in Chinese) go percent-encoded. */
function headerText(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) ? value : encodeURIComponent(value);
}
