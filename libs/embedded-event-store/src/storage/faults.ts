/** What SQLite reports when the disk or the file under it fails, by its primary result code. */
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const SQLITE_NOTADB = 26;
const DISK_FAULTS: readonly unknown[] = [SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN];

/**
 * A write that the disk did not take. Unless `outcome` is unknown, nothing of it is stored. The same write may be sent
 * again as it is, in both cases: its event ids tell a write that went in after all.
 */
export class WriteFailed extends Error {
  override readonly name = 'WriteFailed';
  readonly isFull: boolean;

  constructor(
    readonly outcome: 'not_stored' | 'unknown',
    cause: unknown,
  ) {
    const full = isFull(cause);
    const what = full ? 'The disk of the event store is full' : 'The disk of the event store failed';
    const way = full ? 'Make room' : 'See to the disk';
    const known =
      outcome === 'not_stored'
        ? 'nothing was stored'
        : 'whether the events were stored shows when the disk works again';
    super(`${what} (${messageOf(cause)}): ${known}. ${way}, then send the same append again.`, { cause });
    this.isFull = full;
  }
}

/** Raised when stored bytes are not those that were written. Nothing is served in their place. */
export class DamagedRecord extends Error {
  override readonly name = 'DamagedRecord';

  /** @param which names the event or the row, such as 'The event at position 7'. */
  constructor(which: string, options?: ErrorOptions) {
    super(
      `${which} is damaged: what is stored is not what was written. Restore the data directory from a backup.`,
      options,
    );
  }
}

/** Whether the disk did not do what it was asked; then nothing is wrong with the statement. */
export function isDiskFault(error: unknown): boolean {
  return DISK_FAULTS.includes(primaryCode(error));
}

/** Whether there was no room on the disk. */
export function isFull(error: unknown): boolean {
  return primaryCode(error) === SQLITE_FULL;
}

/** Whether an error says that stored bytes are damaged: found by us, by SQLite, or where a number cannot be one of ours. */
export function isDamage(error: unknown): boolean {
  const { name } = (error ?? {}) as { name?: string };
  const primary = primaryCode(error);
  return name === 'DamagedRecord' || primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB || isNoNumberOfOurs(error);
}

/** The store writes no number that JavaScript cannot hold; reading one is refused by the SQLite package. */
function isNoNumberOfOurs(error: unknown): boolean {
  return (error as { message?: string } | null | undefined)?.message?.startsWith('Value is too large to be') ?? false;
}

/** SQLite's texts for its codes: `all()` of @photostructure/sqlite 1.2.1 throws errors that carry no code. */
const CODE_OF_TEXT: Readonly<Record<string, number>> = {
  'attempt to write a readonly database': SQLITE_READONLY,
  'disk I/O error': SQLITE_IOERR,
  'database disk image is malformed': SQLITE_CORRUPT,
  'database or disk is full': SQLITE_FULL,
  'unable to open database file': SQLITE_CANTOPEN,
  'file is not a database': SQLITE_NOTADB,
};

function primaryCode(error: unknown): number | undefined {
  const { code, errcode, message = '' } = (error ?? {}) as { code?: string; errcode?: number; message?: string };
  if (errcode !== undefined) return errcode & 0xff; // the rest of an extended code says which call it was
  return code === 'ERR_SQLITE_ERROR' ? CODE_OF_TEXT[message] : undefined;
}

function messageOf(error: unknown): string {
  return (error as { message?: string } | null | undefined)?.message ?? String(error);
}
