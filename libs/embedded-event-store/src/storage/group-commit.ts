import { Database } from './database';
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
 */
export class GroupCommit {
  private queue: Job[] = [];
  private readonly gathering = new Gathering();
  private scheduled = false;

  constructor(
    private readonly database: Database,
    private readonly hooks: {
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
    try {
      this.database.exec('begin immediate');
      for (const job of jobs) job.run();
      this.database.exec('commit');
    } catch (error) {
      this.rollBack();
      // One unit of work must not fail its neighbours: alone, only the culprit fails.
      if (jobs.length > 1) for (const job of jobs) this.commit([job]);
      else jobs[0]?.fail(error);
      return;
    }
    this.hooks.committed();
    for (const job of jobs) job.settle();
  }

  private rollBack(): void {
    try {
      if (this.database.isTransaction) this.database.exec('rollback');
    } finally {
      this.hooks.rolledBack();
    }
  }
}
