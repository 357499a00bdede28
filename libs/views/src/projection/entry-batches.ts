import type { SubscriptionMessage } from '@heqi/event-store';
import { endsCommand, readEntry, type LogEntry } from './log-entry';

/** Whole commands in the order of the log; or none, and how far the log was looked through. */
export interface EntryBatch {
  readonly entries: readonly LogEntry[];
  /** Everything of the log up to here lies behind; the position of the last entry, or beyond it. */
  readonly reached: bigint | undefined;
  /** Whether the log had no more when the batch was closed. */
  readonly caughtUp: boolean;
}

export interface BatchLimits {
  /** A batch is closed at the end of the command that reaches this many events. */
  readonly maxEvents: number;
  /** And at the latest when its first event has waited so long, if the command it is in has ended. */
  readonly maxWaitMs: number;
}

/** Gathers what a subscription delivers: live, a few milliseconds' worth; behind, as much as one transaction takes well. */
export async function* entryBatches(
  messages: AsyncIterable<SubscriptionMessage>,
  { maxEvents, maxWaitMs }: BatchLimits,
): AsyncGenerator<EntryBatch, void, undefined> {
  const source = messages[Symbol.asyncIterator]();
  let entries: LogEntry[] = [];
  let reached: bigint | undefined;
  let deadline = 0;
  let pending = source.next();
  try {
    for (;;) {
      const whole = entries.length > 0 && endsCommand(entries.at(-1)!);
      const message = whole ? await before(deadline, pending) : await pending;
      if (message === 'late') {
        yield take(false);
        continue;
      }
      if (message.done) return;
      pending = source.next();
      pending.catch(() => undefined); // is looked at when its turn comes
      const { value } = message;
      if (value.kind === 'event') {
        if (entries.length === 0) deadline = performance.now() + maxWaitMs;
        entries.push(readEntry(value.event));
        reached = value.event.position;
        if (entries.length >= maxEvents && endsCommand(entries.at(-1)!)) yield take(false);
      } else if (entries.length === 0 || endsCommand(entries.at(-1)!)) {
        if (value.kind === 'checkpoint') reached = value.position;
        if (value.kind === 'caught_up' || entries.length === 0) yield take(value.kind === 'caught_up');
      }
    }
  } finally {
    void source.return?.(); // it answers when its signal is aborted: whoever leaves the loop does that
  }

  function take(caughtUp: boolean): EntryBatch {
    const batch = { entries, reached, caughtUp };
    entries = [];
    reached = undefined;
    return batch;
  }
}

async function before<T>(deadline: number, pending: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), Math.max(0, deadline - performance.now()));
  });
  try {
    return await Promise.race([pending, late]);
  } finally {
    clearTimeout(timer);
  }
}
