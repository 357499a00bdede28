import type { AppendResult } from '@eventstore/db-client';
import { type Append, eventData, idsOf } from './appendable';
import { findAppended } from './appended-before';
import { clientFault, unavailable } from './client-faults';
import { AppendOutcomeUnknown, AppendTooLarge, StreamGone, WrongExpectedRevision } from './errors';
import type { GuardedClient } from './guarded-client';
import { Backoff, Deadline, LONGEST_PAUSE_OF_A_CALL_MS, pause } from './patience';
import type { Appended } from './stored-event';

/** The node writes within 2 s or says that it did not; an answer that takes longer than this is lost. */
const ATTEMPT_MS = 3_000;
/** The client sends the deadline as a time of day: a node whose clock is ahead by more than this takes every append for
 *  late. */
const CLOCK_SKEW_MS = 60_000;

/** Appends, whatever happens to the answer: where one is lost, the stream is read for the same ids, and the append is
 *  repeated with the same ids at the same revision when they are not there, which the store takes once only. Ends with
 *  what is known, or throws AppendOutcomeUnknown at the deadline. */
export async function appendUntilKnown(
  guarded: GuardedClient,
  append: Append,
  { deadlineMs, closing }: { readonly deadlineMs: number; readonly closing: AbortSignal },
): Promise<Appended> {
  const deadline = new Deadline(deadlineMs);
  const backoff = new Backoff(LONGEST_PAUSE_OF_A_CALL_MS);
  let sent = false; // and not known to have had no effect
  for (;;) {
    const sentBefore: boolean = sent;
    const attemptMs = Math.min(ATTEMPT_MS, deadline.leftMs);
    try {
      const found = sent ? await findAppended(guarded, append, attemptMs) : undefined;
      if (found) return found;
      await guarded.reach(attemptMs);
      sent = true;
      return appended(await guarded.answered(attemptMs, send(guarded, append)));
    } catch (error) {
      const refusal = refusalOf(append, error);
      if (refusal) throw refusal;
      if (clientFault(error).kind === 'not_stored') sent = sentBefore;
      const pauseMs = backoff.take();
      if (deadline.leftMs < pauseMs || closing.aborted) throw givenUp(append, error, sent);
      await pause(pauseMs, closing);
    }
  }
}

function send({ client }: GuardedClient, { streamName, events, expected }: Append): Promise<AppendResult> {
  return client.appendToStream(streamName, eventData(events), {
    expectedRevision: typeof expected === 'number' ? BigInt(expected) : expected,
    deadline: CLOCK_SKEW_MS,
  });
}

function appended({ nextExpectedRevision, position }: AppendResult): Appended {
  if (!position) throw new Error('the event store confirmed an append without its position');
  return { revision: Number(nextExpectedRevision), position: position.commit };
}

/** The error to throw when the store has decided: nothing was written, and repeating would not help. */
function refusalOf({ streamName, expected }: Append, error: unknown): Error | undefined {
  const fault = clientFault(error);
  switch (fault.kind) {
    case 'conflict':
      return new WrongExpectedRevision(streamName, expected, fault.actual);
    case 'too_large':
      return new AppendTooLarge(streamName, fault.limitBytes);
    case 'stream_gone':
      return new StreamGone(streamName);
    case 'refused':
      return unavailable(`append to ${streamName}`, error, false);
    case 'stream_not_found': // of a read only, which knows it
    case 'not_stored':
    case 'damaged': // found on the way to an answer: what became of the append is not said by it
    case 'interrupted':
      return undefined;
  }
}

function givenUp({ streamName, events }: Append, error: unknown, sent: boolean): Error {
  if (!sent) return unavailable(`append to ${streamName}`, error, true);
  return new AppendOutcomeUnknown(streamName, idsOf(events), { cause: error });
}
