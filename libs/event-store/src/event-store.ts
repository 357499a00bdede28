import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { requireAppendable } from './appendable';
import { appendUntilKnown } from './appending';
import { resolveConnectionString } from './connection-string';
import { WrongExpectedRevision } from './errors';
import { follow, type FollowOptions } from './following';
import { GuardedClient } from './guarded-client';
import { HeadOfLog } from './head-position';
import { Backoff, pause, within } from './patience';
import { readPage, readUntilAnswered } from './reading';
import type { Appended, ExpectedRevision, NewEvent, StoredEvent, SubscriptionMessage } from './stored-event';

export interface EventStoreOptions {
  /** How long an append is pursued before its outcome is given up, in milliseconds; 10,000 by default. */
  readonly appendDeadlineMs?: number;
  /** How long one page of a read, or a question about the log, may take, in milliseconds; 10,000 by default. */
  readonly readDeadlineMs?: number;
  /** Events per page of a read; 500 by default. */
  readonly pageSize?: number;
  /** Told of faults of the client that were contained: nothing is lost by them; they belong into a log. */
  readonly onContainedFault?: (fault: unknown) => void;
}

const PROBE_MS = 1_000;
const CLOSING_MS = 2_000;

/** The log of a process: EventStoreDB, or the embedded node, behind the one client that a process may have. */
export class EventStore {
  private static current: EventStore | undefined;
  private readonly guarded: GuardedClient;
  private readonly headOfLog: HeadOfLog;
  private readonly options: Required<EventStoreOptions>;
  private readonly closed = new AbortController();
  private readonly appends = new Set<Promise<Appended>>();

  private constructor(connectionString: string, options: EventStoreOptions) {
    this.options = {
      appendDeadlineMs: 10_000,
      readDeadlineMs: 10_000,
      pageSize: 500,
      onContainedFault: () => undefined,
      ...options,
    };
    setMaxListeners(0, this.closed.signal); // one per pause and per subscription
    this.guarded = new GuardedClient(resolveConnectionString(connectionString), this.options.onContainedFault);
    this.headOfLog = new HeadOfLog(this.guarded);
  }

  /** Takes a connection string, or the `file:` URL of a file that holds one. Opens no connection yet: the first call does. Throws when the process has an open one already (the client's appends
   *  share one table per process, and the trouble of one would be that of all), and for a connection string that would not
   *  do what it says. */
  static connect(connectionString: string, options: EventStoreOptions = {}): EventStore {
    if (EventStore.current) {
      throw new Error('This process has an open EventStore already: share it, or close it first.');
    }
    return (EventStore.current = new EventStore(connectionString, options));
  }

  /** The events of a stream in order, from a revision on; [] when the stream is not there.
   *  Throws StreamGone, EventStoreUnavailable. */
  async readStream(streamName: string, options: { fromRevision?: number } = {}): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const page of this.pages(streamName, options.fromRevision)) events.push(...page);
    return events;
  }

  /** Like readStream, a page at a time: for streams that should not lie in memory as a whole. */
  async *streamEvents(
    streamName: string,
    options: { fromRevision?: number } = {},
  ): AsyncGenerator<StoredEvent, void, undefined> {
    for await (const page of this.pages(streamName, options.fromRevision)) yield* page;
  }

  /** The newest event of a stream. */
  async readLast(streamName: string): Promise<StoredEvent | undefined> {
    const [last] = await this.page(streamName, 'end', 1);
    return last;
  }

  /** Appends all of the events or none. See errors.ts for what it throws, and appending.ts for how a lost answer is found
   *  out; UnstorableValue and RangeError come before anything is sent. */
  async append(streamName: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    this.requireOpen();
    const append = { streamName, events, expected };
    requireAppendable(append);
    const { appendDeadlineMs: deadlineMs } = this.options;
    const outcome = appendUntilKnown(this.guarded, append, { deadlineMs, closing: this.closed.signal });
    this.appends.add(outcome);
    return outcome.finally(() => this.appends.delete(outcome));
  }

  /** Position of the last event whose stream name starts with one of the prefixes, of any event when none are given;
   *  undefined when there is none. */
  async headPosition(streamPrefixes?: readonly string[]): Promise<bigint | undefined> {
    requirePrefixes(streamPrefixes);
    return this.ask('head of the log', undefined, (timeoutMs) => this.headOfLog.position(streamPrefixes, timeoutMs));
  }

  /** The events of some streams in the order of the log, as they come, for ever: it ends when `signal` aborts, the loop
   *  is left, or the store is closed. Throws LogEndsBefore when the log is not the one it was. A broken connection is opened again behind the last message given; nothing is given
   *  twice, but `caught_up` comes again after each. */
  async *subscribe(options: FollowOptions): AsyncGenerator<SubscriptionMessage, void, undefined> {
    this.requireOpen();
    requirePrefixes(options.streamPrefixes);
    const { signal: closed } = this.closed;
    yield* follow(this.guarded, options, options.signal ? AbortSignal.any([options.signal, closed]) : closed);
  }

  /** Lets a stream keep only its last `count` events; other settings of the stream stay. Doing it again changes nothing. */
  async keepLast(streamName: string, count: number, metadata: object = {}): Promise<void> {
    if (!Number.isSafeInteger(count) || count < 1)
      throw new RangeError(`A stream cannot keep its last ${count} events.`);
    const settingsStream = `$$${streamName}`;
    const backoff = new Backoff();
    for (;;) {
      const last = await this.readLast(settingsStream);
      const settings = last?.data as Record<string, unknown> | undefined;
      if (settings?.['$maxCount'] === count) return;
      const changed = { id: randomUUID(), type: '$metadata', data: { ...settings, $maxCount: count }, metadata };
      try {
        await this.append(settingsStream, [changed], last?.revision ?? 'no_stream');
        return;
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error; // else somebody set something: look again
        await pause(backoff.take());
      }
    }
  }

  /** Whether the store answers a question about its log within a second. */
  async isReachable(): Promise<boolean> {
    if (this.closed.signal.aborted) return false;
    return this.headOfLog.position(undefined, PROBE_MS).then(
      () => true,
      () => false,
    );
  }

  /** Ends subscriptions, gives appends under way a moment to end, and disconnects. Then the process may connect anew. */
  async close(): Promise<void> {
    if (this.closed.signal.aborted) return;
    this.closed.abort();
    await within(CLOSING_MS, Promise.allSettled(this.appends)).catch(() => undefined);
    await this.guarded.close();
    EventStore.current = undefined;
  }

  private async *pages(streamName: string, from = 0): AsyncGenerator<StoredEvent[], void, undefined> {
    const { pageSize } = this.options;
    for (let next = from; ;) {
      const page = await this.page(streamName, next, pageSize);
      yield page;
      if (page.length < pageSize) return;
      next = page.at(-1)!.revision + 1;
    }
  }

  private page(streamName: string, from: number | 'end', maxCount: number): Promise<StoredEvent[]> {
    return this.ask(`read of ${streamName}`, streamName, (timeoutMs) =>
      readPage(this.guarded, streamName, { from, maxCount }, timeoutMs),
    );
  }

  private ask<T>(what: string, streamName: string | undefined, read: (timeoutMs: number) => Promise<T>): Promise<T> {
    this.requireOpen();
    const about = { what, streamName, deadlineMs: this.options.readDeadlineMs, closing: this.closed.signal };
    return readUntilAnswered(read, about);
  }

  private requireOpen(): void {
    if (this.closed.signal.aborted) throw new Error('This EventStore was closed.');
  }
}

function requirePrefixes(streamPrefixes: readonly string[] | undefined): void {
  if (streamPrefixes?.length === 0) throw new RangeError('Name at least one prefix of stream names.');
}
