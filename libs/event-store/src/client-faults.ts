import { EventStoreUnavailable, StreamGone } from './errors';

/** What an error of the client means. `interrupted` is everything that may pass: whether the call had its effect is then
 *  not known; `not_stored` may pass too, and the call had none. */
export type ClientFault =
  | { readonly kind: 'conflict'; readonly actual: number | 'no_stream' }
  | { readonly kind: 'too_large'; readonly limitBytes: number }
  | { readonly kind: 'stream_not_found' }
  | { readonly kind: 'stream_gone' }
  | { readonly kind: 'refused' }
  /** What is asked for is stored and is not what was written: asking again meets it again. */
  | { readonly kind: 'damaged' }
  | { readonly kind: 'not_stored' }
  | { readonly kind: 'interrupted' };

const INVALID_ARGUMENT = 3;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;
const DATA_LOSS = 15;
const UNAUTHENTICATED = 16;
/** How the embedded node ends its message of a full or failing disk when it knows that nothing went in. Of an answer to a
 *  batch append the client keeps nothing but the message. */
const NOT_STORED = /The disk of the event store .*: nothing was stored\./;
const REFUSALS: readonly unknown[] = [INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED];

/** Reads an error by its `type`, which the client sets on most, and by its gRPC `code`, which is all that the others have
 *  (a refused connection, when the client was about to append). */
export function clientFault(error: unknown): ClientFault {
  const {
    type,
    code,
    actualVersion,
    maxAppendSize,
    message = '',
  } = error as {
    type?: string;
    message?: string;
    code?: unknown;
    actualVersion?: bigint | 'no_stream';
    maxAppendSize?: number;
  };
  switch (type) {
    case 'wrong-expected-version':
      return { kind: 'conflict', actual: typeof actualVersion === 'bigint' ? Number(actualVersion) : 'no_stream' };
    case 'maximum-append-size-exceeded':
      return { kind: 'too_large', limitBytes: maxAppendSize ?? 0 };
    case 'stream-not-found':
      return { kind: 'stream_not_found' };
    case 'stream-deleted':
      return { kind: 'stream_gone' };
    case 'access-denied':
    case 'invalid-argument':
      return { kind: 'refused' };
    default:
      if (NOT_STORED.test(message)) return { kind: 'not_stored' };
      if (code === DATA_LOSS) return { kind: 'damaged' };
      return REFUSALS.includes(code) ? { kind: 'refused' } : { kind: 'interrupted' };
  }
}

/** Whether the embedded node refused to go on behind a position that its log does not reach. */
export function endsBefore(error: unknown): boolean {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  return code === INVALID_ARGUMENT && message.includes('invalid position');
}

/** The error of this library for a read that failed. */
export function readFailure(what: string, streamName: string | undefined, error: unknown): Error {
  const fault = clientFault(error);
  if (fault.kind === 'stream_gone' && streamName !== undefined) return new StreamGone(streamName);
  return unavailable(what, error, fault.kind !== 'refused');
}

export function unavailable(what: string, error: unknown, retryable: boolean): EventStoreUnavailable {
  if (clientFault(error).kind === 'damaged') {
    const message = `The event store cannot give what it holds (${what}): ${messageOf(error)}.`;
    return new EventStoreUnavailable(message, false, { cause: error });
  }
  const way = retryable ? 'Try again when it answers.' : 'Check the connection string and its credentials.';
  const outcome = retryable ? 'did not answer' : 'refused';
  return new EventStoreUnavailable(`The event store ${outcome} (${what}): ${messageOf(error)}. ${way}`, retryable, {
    cause: error,
  });
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\.$/, '') || 'no reason given';
}
