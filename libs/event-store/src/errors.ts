import type { ExpectedRevision } from './stored-event';

/** The stream is not where the writer believed it to be: somebody else wrote first. Nothing of the append was stored. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly streamName: string,
    readonly expected: ExpectedRevision,
    /** Revision of the stream's last event. */
    readonly actual: number | 'no_stream',
  ) {
    super(
      `Stream ${streamName} is ${at(actual)}, not ${at(expected)} as the writer expected. ` +
        'Read it again, decide again, and append at the revision found.',
    );
  }
}

/** The store takes no append of this size. Nothing was stored. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
  constructor(
    readonly streamName: string,
    /** Most bytes the store takes in one append: data, metadata and types together. */
    readonly limitBytes: number,
  ) {
    super(
      `The append to ${streamName} is larger than the ${limitBytes} bytes the event store takes at once. ` +
        'Split it, or raise the store’s limit.',
    );
  }
}

/** The stream was deleted for good (tombstoned): it can be neither read nor written, nor come back. */
export class StreamGone extends Error {
  override readonly name = 'StreamGone';
  constructor(readonly streamName: string) {
    super(`Stream ${streamName} was deleted for good. Use another stream name.`);
  }
}

/** What was handed in would not come back from the store as it is. Found before anything was sent. */
export class UnstorableValue extends Error {
  override readonly name = 'UnstorableValue';
  constructor(
    /** Where the value stands: `data.amounts[2].minor`. */
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path} ${reason}.`);
  }
}

/** The store did not answer, or refused to. Nothing was stored by the call that throws this. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';
  constructor(
    message: string,
    /** Whether the same call may succeed later as it is; false when credentials or the request itself were
     *  refused, and when what is asked for is damaged. */
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The append was sent and neither an answer nor its events could be got before the deadline: it may be stored, now or
 *  a moment later, or not. Appending the same events (same ids) at the same revision again is safe and tells. */
export class AppendOutcomeUnknown extends Error {
  override readonly name = 'AppendOutcomeUnknown';
  constructor(
    readonly streamName: string,
    readonly eventIds: readonly string[],
    options?: ErrorOptions,
  ) {
    super(
      `Whether ${eventIds.length} event(s) were appended to ${streamName} is not known: the event store stopped ` +
        'answering. Append the same events at the same revision again.',
      options,
    );
  }
}

/** The log does not reach the position to go on from: it lost its end, or it is another one than before. What was read
 *  behind its end is not in it any more; begin again from what it holds. */
export class LogEndsBefore extends Error {
  override readonly name = 'LogEndsBefore';
  constructor(
    readonly position: bigint,
    options?: ErrorOptions,
  ) {
    super(
      `The log of the event store does not reach position ${position}, up to which it was read: it lost its end, or it is ` +
        'another log.',
      options,
    );
  }
}

/** Another process moves this consumer's checkpoint: two of them are running. This one must stop. */
export class CheckpointTaken extends Error {
  override readonly name = 'CheckpointTaken';
  constructor(
    readonly consumer: string,
    options?: ErrorOptions,
  ) {
    super(
      `The checkpoint of ${consumer} was moved by somebody else: a second process runs as ${consumer}. ` +
        'Stop one of the two and start this one again.',
      options,
    );
  }
}

function at(revision: ExpectedRevision): string {
  if (revision === 'any') return 'at any revision';
  return revision === 'no_stream' ? 'empty' : `at revision ${revision}`;
}
