import { BACKWARDS, END, FORWARDS } from '@eventstore/db-client';
import { clientFault, readFailure } from './client-faults';
import type { GuardedClient } from './guarded-client';
import { ANSWER_SILENCE_MS } from './liveness';
import { Backoff, Deadline, LONGEST_PAUSE_OF_A_CALL_MS, NoAnswerInTime, pause } from './patience';
import { storedEvent } from './recorded-event';
import type { StoredEvent } from './stored-event';

export interface Page {
  /** 'end' reads backwards from the last event, a number forwards from that revision on. */
  readonly from: number | 'end';
  readonly maxCount: number;
}

/** One page of a stream; [] when the stream is not there or has no more. */
export async function readPage(
  guarded: GuardedClient,
  streamName: string,
  { from, maxCount }: Page,
  timeoutMs: number,
): Promise<StoredEvent[]> {
  const direction = from === 'end' ? BACKWARDS : FORWARDS;
  const read = guarded.client.readStream(streamName, { direction, fromRevision: revisionOf(from), maxCount });
  const events: StoredEvent[] = [];
  const late = setTimeout(() => read.destroy(new NoAnswerInTime(timeoutMs)), timeoutMs);
  const watch = guarded.watch(ANSWER_SILENCE_MS);
  try {
    read.on('error', ignore); // one may come before the loop listens, or after it left
    for await (const { event } of read) {
      watch.heard();
      if (event) events.push(storedEvent(event));
    }
    return events;
  } catch (error) {
    if (clientFault(error).kind === 'stream_not_found') return [];
    throw error;
  } finally {
    clearTimeout(late);
    watch.end();
    release(read, () => read.cancel());
  }
}

/** Asks again after a failure that may pass, until the deadline: a read changes nothing, so repeating it is free.
 *  Throws StreamGone or EventStoreUnavailable. */
export async function readUntilAnswered<T>(
  ask: (timeoutMs: number) => Promise<T>,
  about: {
    readonly what: string;
    readonly streamName?: string;
    readonly deadlineMs: number;
    readonly closing: AbortSignal;
  },
): Promise<T> {
  const deadline = new Deadline(about.deadlineMs);
  const backoff = new Backoff(LONGEST_PAUSE_OF_A_CALL_MS);
  for (;;) {
    try {
      return await ask(deadline.leftMs);
    } catch (error) {
      const pauseMs = backoff.take();
      const hopeless = clientFault(error).kind !== 'interrupted' || deadline.leftMs < pauseMs || about.closing.aborted;
      if (hopeless) throw readFailure(about.what, about.streamName, error);
      await pause(pauseMs, about.closing);
    }
  }
}

/** Leaving a loop over a read or a subscription does not end its call: the node would go on holding it. */
export function release(stream: { destroy(): unknown }, cancel: () => Promise<void>): void {
  cancel().catch(ignore); // rejects when the call never came to be
  stream.destroy();
}

function revisionOf(from: Page['from']): bigint | typeof END {
  return from === 'end' ? END : BigInt(from);
}

export function ignore(): void {
  // what matters was told another way
}
