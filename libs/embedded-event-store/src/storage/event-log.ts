import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Appender } from './appender';
import { checkpoint, Database, openForReading, openForWriting } from './database';
import { isDamage } from './faults';
import { GroupCommit } from './group-commit';
import { completeKeyBlocks, KeyBlockWriter } from './key-blocks';
import { cutOf, lastMark, LogCut, logIsGone, LogWasCut } from './log-cut';
import { Mark, MarkFile } from './mark';
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
  /** Opens the connection that writes; a test sets one whose disk fails. */
  readonly openToWrite?: (file: string) => Database;
  /** Told of a log that was cut, which is then gone on with; without it, such a log is refused. */
  readonly acceptCut?: (cut: LogCut) => void;
}

interface OpenedFiles {
  readonly writing: Database;
  readonly reading: Database;
  readonly mark: MarkFile;
  readonly keyBlocks: KeyBlockWriter | undefined;
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

  private readonly writing: Database;
  private readonly reading: Database;
  private readonly mark: MarkFile;

  private constructor({ writing, reading, mark, keyBlocks }: OpenedFiles, now: () => number) {
    this.writing = writing;
    this.reading = reading;
    this.mark = mark;
    this.now = now;
    this.streams = new Streams(writing);
    this.appender = new Appender(writing, this.streams, now, keyBlocks);
    this.reader = new EventReader(reading);
    this.committedHead = this.appender.headPosition;
    this.commits = new GroupCommit(writing, {
      head: () => this.appender.headPosition,
      committed: () => this.publish(),
      rolledBack: () => this.appender.reset(),
    });
    this.writeMark(lastMark(writing));
  }

  /**
   * Opens the log, creating directory and tables when they are missing.
   * @throws LogWasCut when the log does not hold what it had acknowledged.
   */
  static open({ dataDir, now = Date.now, openToWrite = openForWriting, acceptCut }: EventLogOptions): EventLog {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = path.join(dataDir, DATABASE_FILE);
    const gone = logIsGone(dataDir, DATABASE_FILE);
    if (gone && !acceptCut) throw new LogWasCut(dataDir, gone); // before an empty database takes its place
    const opened: { close(): void }[] = [];
    try {
      const writing = openToWrite(file);
      opened.push(writing);
      prepareSchema(writing, file);
      const cut = gone ?? cutOf(writing, dataDir);
      if (cut && !acceptCut) {
        keepWriteAheadLog(file);
        throw new LogWasCut(dataDir, cut);
      }
      if (cut) acceptCut?.(cut);
      const keyBlocks = completeKeyBlocks(writing);
      const reading = openForReading(file);
      opened.push(reading);
      const mark = cut ? MarkFile.begin(dataDir) : MarkFile.open(dataDir);
      opened.push(mark);
      return new EventLog({ writing, reading, mark, keyBlocks }, now);
    } catch (error) {
      for (const each of opened.reverse()) each.close();
      throw isDamage(error) ? unreadable(file, error as Error) : error;
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
      ...(found ?? { key: NO_KEY, name, lastRevision: NO_EVENTS, metadata: null, limits: {}, isDamaged: false }),
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
    try {
      checkpoint(this.writing);
      this.mark.sync();
    } catch {
      // the disk does not take it now; what was acknowledged is in the write-ahead log, and the next start reads that
    }
    this.writing.close();
    this.mark.close();
  }

  private submit<T>(work: () => T): Promise<T> {
    if (this.closed) return Promise.reject(new Error('The event log is closed.'));
    return this.commits.submit(work);
  }

  private publish(): void {
    if (this.appender.headPosition === this.committedHead) return;
    this.committedHead = this.appender.headPosition;
    this.writeMark(this.appender.lastWritten);
    for (const listener of [...this.listeners]) listener();
  }

  /** An older mark guards less of the log and is not wrong, so a disk that does not take it fails no append. */
  private writeMark(mark: Mark | undefined): void {
    try {
      if (mark) this.mark.write(mark);
    } catch {
      // as said
    }
  }
}

/** Closing the database takes what could be read of the write-ahead log into it and removes the rest, which may be the
 *  better part for somebody who can repair it. */
function keepWriteAheadLog(file: string): void {
  const found = `${file}-wal`;
  if (existsSync(found) && !existsSync(`${found}.found`)) copyFileSync(found, `${found}.found`);
}

function unreadable(file: string, error: Error): Error {
  return new Error(`The event store ${file} is damaged (${error.message}). Restore the data directory from a backup.`, {
    cause: error,
  });
}
