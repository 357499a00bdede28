import { Database, makeCertain } from './database';
import { isDiskFault, isFull, WriteFailed } from './faults';
import { Gathering } from './gathering';

interface Job {
  run(): void;
  settle(): void;
  fail(error: unknown): void;
}

/** More work than this in one transaction brings no more speed and makes the first caller wait. */
const MAX_JOBS = 1_000;

/**
 * Runs units of work in shared transactions, so that many writers pay for one sync of the disk. A group is taken once
 * no further work comes (see {@link Gathering}). Promises settle only after the commit.
 *
 * A commit that the disk fails is neither in nor out: its bytes may stand in the write-ahead log and come back as
 * committed when the file is opened again, and after a failed sync nobody knows what the disk holds. So no write is taken
 * until the log is certain again (see {@link makeCertain}); only then do those who waited learn what became of theirs.
 */
export class GroupCommit {
  private queue: Job[] = [];
  private readonly gathering = new Gathering();
  private scheduled = false;
  /** Why the end of the log is not certain. */
  private uncertain: unknown;

  constructor(
    private readonly database: Database,
    private readonly hooks: {
      /** Position of the last event, as the transaction under way leaves it. */
      readonly head: () => number;
      /** After a group is durable, before its callers learn of it. */
      readonly committed: () => void;
      /** After a rollback: what the work changed in memory is void. */
      readonly rolledBack: () => void;
    },
  ) {}

  submit<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      this.queue.push({
        run: () => {
          result = work();
        },
        settle: () => resolve(result),
        fail: reject,
      });
      if (this.scheduled) return;
      this.scheduled = true;
      this.gathering.wait(
        () => this.queue.length,
        MAX_JOBS,
        () => {
          this.scheduled = false;
          this.flush();
        },
      );
    });
  }

  /** Commits what is waiting, at once. */
  flush(): void {
    while (this.queue.length > 0) this.commit(this.queue.splice(0, MAX_JOBS));
  }

  private commit(jobs: readonly Job[]): void {
    if (!this.isCertain()) {
      fail(jobs, new WriteFailed('not_stored', this.uncertain));
      return;
    }
    const headBefore = this.hooks.head();
    try {
      this.database.exec('begin immediate');
      for (const job of jobs) job.run();
    } catch (error) {
      this.undo(jobs, error);
      return;
    }
    const head = this.hooks.head();
    try {
      this.database.exec('commit');
    } catch (error) {
      this.findOut(jobs, { error, head, headBefore });
      return;
    }
    this.hooks.committed();
    for (const job of jobs) job.settle();
  }

  /** Nothing was committed yet, so nothing is stored. */
  private undo(jobs: readonly Job[], error: unknown): void {
    this.rollBack();
    if (isDiskFault(error)) fail(jobs, new WriteFailed('not_stored', error));
    // One unit of work must not fail its neighbours: alone, only the culprit fails.
    else if (jobs.length > 1) for (const job of jobs) this.commit([job]);
    else jobs[0]?.fail(error);
  }

  private findOut(
    jobs: readonly Job[],
    { error, head, headBefore }: { readonly error: unknown; readonly head: number; readonly headBefore: number },
  ): void {
    // What ends a commit is the last that is written of it: where there was no room for it, there is no commit.
    if (!isFull(error)) this.uncertain = error;
    this.rollBack();
    if (!this.isCertain()) {
      fail(jobs, new WriteFailed('unknown', error));
    } else if (head > headBefore && this.hooks.head() === head) {
      this.hooks.committed();
      for (const job of jobs) job.settle();
    } else {
      fail(jobs, new WriteFailed('not_stored', error));
    }
  }

  /** Tries to make the end of the log certain, where it is not. */
  private isCertain(): boolean {
    if (this.uncertain === undefined) return true;
    try {
      makeCertain(this.database);
      this.hooks.rolledBack();
    } catch (error) {
      this.rollBack();
      this.uncertain = error;
      return false;
    }
    this.uncertain = undefined;
    this.hooks.committed();
    return true;
  }

  private rollBack(): void {
    try {
      if (this.database.isTransaction) this.database.exec('rollback');
      this.hooks.rolledBack();
    } catch (error) {
      this.uncertain ??= error;
    }
  }
}

function fail(jobs: readonly Job[], error: Error): void {
  for (const job of jobs) job.fail(error);
}
