import { START, streamNameFilter } from '@eventstore/db-client';
import type { AllStreamResolvedEvent, AllStreamSubscription } from '@eventstore/db-client';
import { endsBefore, unavailable } from './client-faults';
import { LogEndsBefore } from './errors';
import type { GuardedClient } from './guarded-client';
import { SUBSCRIPTION_SILENCE_MS } from './liveness';
import { Backoff, pause } from './patience';
import { ignore, release } from './reading';
import { storedEvent } from './recorded-event';
import type { SubscriptionMessage } from './stored-event';

export interface FollowOptions {
  /** Events of streams whose name starts with one of these. */
  readonly streamPrefixes: readonly string[];
  /** Position after which to begin; the beginning of the log when absent. */
  readonly after?: bigint;
  /** Ends the subscription: the loop over it is left without an error. */
  readonly signal?: AbortSignal;
  /** Told, for logs and health, whenever the subscription breaks and is about to be opened again. */
  readonly onInterruption?: (error: Error) => void;
}

/** The node tells how far it has looked after every so many events, wanted or not (times 32, its unit). */
const CHECKPOINT_INTERVAL = 8;

/** The log from a position on, for ever: opens a new subscription behind the last message given whenever one breaks. */
export async function* follow(
  guarded: GuardedClient,
  { streamPrefixes, after, onInterruption }: FollowOptions,
  signal: AbortSignal,
): AsyncGenerator<SubscriptionMessage, void, undefined> {
  const backoff = new Backoff();
  let position = after;
  while (!signal.aborted) {
    let interruption: unknown = new Error('the node ended the subscription');
    try {
      for await (const message of subscription(guarded, streamPrefixes, position, signal)) {
        backoff.reset();
        const reached = positionOf(message);
        if (reached !== undefined) {
          if (position !== undefined && reached <= position) continue; // said before
          position = reached;
        }
        yield message;
      }
    } catch (error) {
      interruption = error;
    }
    if (signal.aborted) return;
    if (position !== undefined && endsBefore(interruption)) throw new LogEndsBefore(position, { cause: interruption });
    onInterruption?.(unavailable(`subscription to ${streamPrefixes.join(', ')}`, interruption, true));
    await pause(backoff.take(), signal);
  }
}

/** One subscription, until it breaks. */
async function* subscription(
  guarded: GuardedClient,
  streamPrefixes: readonly string[],
  after: bigint | undefined,
  signal: AbortSignal,
): AsyncGenerator<SubscriptionMessage, void, undefined> {
  const messages = open(guarded, streamPrefixes, after);
  const watch = guarded.watch(SUBSCRIPTION_SILENCE_MS);
  const end = () => messages.destroy();
  signal.addEventListener('abort', end);
  try {
    messages.on('error', ignore); // one may come before the loop listens, or after it left
    for await (const item of messages as AsyncIterable<AllStreamResolvedEvent | SubscriptionMessage>) {
      watch.heard();
      if ('kind' in item) yield item;
      else if (item.event) yield { kind: 'event', event: storedEvent(item.event, item.commitPosition) };
    }
  } finally {
    watch.end();
    signal.removeEventListener('abort', end);
    release(messages, () => messages.unsubscribe());
  }
}

/** The client calls back for a checkpoint while up to 16 earlier events wait to be read, so a consumer that stored it then
 *  would skip them after a crash. Here it is put into the same queue, behind them; so is the word of having caught up. */
function open(
  { client }: GuardedClient,
  streamPrefixes: readonly string[],
  after: bigint | undefined,
): AllStreamSubscription {
  const messages: AllStreamSubscription = client.subscribeToAll({
    fromPosition: after === undefined ? START : { commit: after, prepare: after },
    filter: streamNameFilter({
      prefixes: [...streamPrefixes],
      checkpointInterval: CHECKPOINT_INTERVAL,
      checkpointReached: (_, { commit }) => {
        messages.push({ kind: 'checkpoint', position: commit } satisfies SubscriptionMessage);
      },
    }),
  });
  messages.on('caughtUp', () => messages.push({ kind: 'caught_up' } satisfies SubscriptionMessage));
  return messages;
}

function positionOf(message: SubscriptionMessage): bigint | undefined {
  switch (message.kind) {
    case 'event':
      return message.event.position;
    case 'checkpoint':
      return message.position;
    case 'caught_up':
      return undefined;
  }
}
