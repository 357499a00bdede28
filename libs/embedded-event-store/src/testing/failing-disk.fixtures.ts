import { Database, openForWriting, Statement } from '../storage/database';

/** SQLite's extended code of a failed write, a failed sync, and of no space. */
export const FAILURES = { 'failed write': 778, 'failed sync': 1_034, 'full disk': 13 } as const;
export type Failure = keyof typeof FAILURES;

/** When the disk fails: at a statement, before a commit has its effect, or after it. */
export type FailingAt = 'insert' | 'commit' | 'after commit' | 'checkpoint';

/** A disk under the storage that fails when it is told to. */
export class FailingDisk {
  private failing: readonly FailingAt[] = [];
  private failure: Failure = 'failed write';

  failAt(failure: Failure, ...failing: FailingAt[]): void {
    this.failure = failure;
    this.failing = failing;
  }

  heal(): void {
    this.failing = [];
  }

  readonly open = (file: string): Database => {
    const database = openForWriting(file);
    return {
      get isTransaction() {
        return database.isTransaction;
      },
      close: () => database.close(),
      exec: (sql) => {
        if (!sql.includes('commit')) return database.exec(sql);
        this.reach('commit');
        database.exec(sql);
        this.reach('after commit');
      },
      prepare: (sql) => this.watched(sql, database.prepare(sql)),
    };
  };

  private watched(sql: string, statement: Statement): Statement {
    const at = sql.startsWith('insert into record')
      ? 'insert'
      : sql.includes('wal_checkpoint')
        ? 'checkpoint'
        : undefined;
    if (!at) return statement;
    return {
      run: (...parameters) => {
        this.reach(at);
        return statement.run(...parameters);
      },
      get: (...parameters) => {
        this.reach(at);
        return statement.get(...parameters);
      },
      all: (...parameters) => statement.all(...parameters),
      iterate: (...parameters) => statement.iterate(...parameters),
    };
  }

  private reach(at: FailingAt): void {
    if (!this.failing.includes(at)) return;
    const message = this.failure === 'full disk' ? 'database or disk is full' : 'disk I/O error';
    throw Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode: FAILURES[this.failure] });
  }
}
