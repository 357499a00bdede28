import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Appender } from './appender';
import { checkpoint, Database, openForReading, openForWriting } from './database';
import { GroupCommit } from './group-commit';
import { completeKeyBlocks } from './key-blocks';
import { AppendOutcome, ExpectedRevision, NO_EVENTS, ProposedEvent } from './model';
import { EventReader } from './reads';
import { prepareSchema } from './schema';
import { Streams, StreamState } from './streams';

export const DATABASE_FILE = 'events.db';

/** No row of the tables has this key. */
const NO_KEY = 0;

export interface EventLogOptions {
  readonly dataDir: string;
  /** Milliseconds since the Unix epoch; the system's clock unless a test sets its own. */
  readonly now?: () => number;
}

/** The durable log of one data directory. It knows streams, revisions and positions, and nothing of a protocol. */
export class EventLog {
  /** Reads of what is committed. */
  readonly reader: EventReader;
  readonly now: () => number;
  private readonly listeners = new Set<() => void>();
  private readonly streams: Streams;
  private readonly appender: Appender;
  private readonly commits: GroupCommit;
  private committedHead: number;
  private closed = false;

  private constructor(
    private readonly writing: Database,
    private readonly reading: Database,
    now: () => number,
  ) {
    this.now = now;
    this.streams = new Streams(writing);
    this.appender = new Appender(writing, this.streams, now);
    this.reader = new EventReader(reading);
    this.committedHead = this.appender.headPosition;
    this.commits = new GroupCommit(writing, {
      committed: () => this.publish(),
      rolledBack: () => this.appender.reset(),
    });
  }

  /** Opens the log, creating directory and tables when they are missing. */
  static open({ dataDir, now = Date.now }: EventLogOptions): EventLog {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = path.join(dataDir, DATABASE_FILE);
    const writing = openForWriting(file);
    try {
      prepareSchema(writing, file);
      completeKeyBlocks(writing);
      return new EventLog(writing, openForReading(file), now);
    } catch (error) {
      writing.close();
      throw error;
    }
  }

  /** Position of the last durable event, 0 when there is none. */
  get headPosition(): number {
    return this.committedHead;
  }

  /** Resolves once the outcome is durable. `notAfter` (ms since the epoch) leaves a write that comes too late undone. */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly ProposedEvent[],
    notAfter = Infinity,
  ): Promise<AppendOutcome | { readonly kind: 'too_late' }> {
    return this.submit(() =>
      this.now() > notAfter ? ({ kind: 'too_late' } as const) : this.appender.append(stream, expected, events),
    );
  }

  softDelete(stream: string, expected: ExpectedRevision): Promise<AppendOutcome> {
    return this.submit(() => this.appender.softDelete(stream, expected));
  }

  tombstone(stream: string, expected: ExpectedRevision): Promise<AppendOutcome> {
    return this.submit(() => this.appender.tombstone(stream, expected));
  }

  /** The stream as committed. Commits happen within one turn of the event loop, so nothing half-done is seen here. */
  stream(name: string): Readonly<StreamState> | undefined {
    const found = this.streams.find(name);
    if (found?.tombstoned || !this.streams.isTombstoned(name)) return found;
    return {
      ...(found ?? { key: NO_KEY, name, lastRevision: NO_EVENTS, metadata: null, limits: {} }),
      tombstoned: true,
    };
  }

  /** Calls `listener` after every commit that added events. Returns what ends it. */
  onCommit(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Commits what was handed in, without waiting for more. */
  flush(): void {
    this.commits.flush();
  }

  /** Commits what was handed in, moves it all into the database file and closes. */
  close(): void {
    if (this.closed) return;
    this.commits.flush();
    this.closed = true;
    this.reading.close();
    checkpoint(this.writing);
    this.writing.close();
  }

  private submit<T>(work: () => T): Promise<T> {
    if (this.closed) return Promise.reject(new Error('The event log is closed.'));
    return this.commits.submit(work);
  }

  private publish(): void {
    if (this.appender.headPosition === this.committedHead) return;
    this.committedHead = this.appender.headPosition;
    for (const listener of [...this.listeners]) listener();
  }
}
