import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryDirectory } from '../testing/node.fixtures';
import { Database, isSafeSqliteVersion, openForWriting } from './database';
import { DATABASE_FILE, EventLog } from './event-log';
import { ProposedEvent } from './model';
import { dataOf } from './record';
import { visibleBackwards, visibleForwards } from './visibility';
import { wantedForwards } from './wanted';

let directory: ReturnType<typeof temporaryDirectory>;
let now: number;
let log: EventLog;

beforeEach(() => {
  directory = temporaryDirectory();
  now = Date.parse('2026-01-01T00:00:00.000Z');
  open();
});

afterEach(() => {
  log.close();
  directory.remove();
});

function open(): void {
  log = EventLog.open({ dataDir: directory.path, now: () => now });
}

function event(n: number, type = 'T'): ProposedEvent {
  return { id: randomUUID(), type, isJson: true, data: Buffer.from(`${n}`), metadata: Buffer.alloc(0) };
}

/** Changes the stored tables behind the log's back, and opens it again. */
function tamper(change: (database: Database) => void): void {
  log.close();
  const database = openForWriting(path.join(directory.path, DATABASE_FILE));
  change(database);
  database.close();
  open();
}

const all = () => true;
const contents = () => log.reader.allForwards(0).map((row) => Number(dataOf(row.record).toString()));

describe('the event log', () => {
  it('hands out positions from 1 without a gap, and keeps all of it over a restart', async () => {
    await Promise.all([1, 2, 3].map((n) => log.append(`s-${n}`, 'any', [event(n), event(n)])));
    const rows = log.reader.allForwards(0);
    expect(rows.map((row) => row.position)).toEqual([1, 2, 3, 4, 5, 6]);
    log.close();
    open();
    expect(log.headPosition).toBe(6);
    expect(log.reader.allForwards(0)).toEqual(rows);
    expect(await log.append('s-1', 1n, [event(4)])).toEqual({ kind: 'appended', revision: 2, position: 7 });
  });

  it('recognises a repeated append after a restart', async () => {
    const repeated = event(1);
    const first = await log.append('s', 'any', [repeated]);
    log.close();
    open();
    expect(await log.append('s', 'any', [repeated])).toEqual(first);
    expect(contents()).toEqual([1]);
  });

  it('tells its listeners of a commit once, after it is readable', async () => {
    const seen: number[] = [];
    log.onCommit(() => seen.push(log.reader.headPosition()));
    await Promise.all([log.append('a', 'any', [event(1)]), log.append('b', 'any', [event(2), event(3)])]);
    expect(seen).toEqual([3]);
  });

  it('does not tell its listeners of writes that added nothing', async () => {
    const listener = jest.fn();
    log.onCommit(listener);
    await log.append('a', 5n, [event(1)]);
    await log.append('a', 'any', []);
    expect(listener).not.toHaveBeenCalled();
  });

  it('leaves a write that comes after its deadline undone', async () => {
    expect(await log.append('s', 'any', [event(1)], now - 1)).toEqual({ kind: 'too_late' });
    expect(log.headPosition).toBe(0);
  });

  it('fails a write that cannot be stored, alone, and hands out its position again', async () => {
    const unstorable = { ...event(2), data: undefined as unknown as Uint8Array };
    const writes = [
      log.append('a', 'any', [event(1)]),
      log.append('b', 'any', [event(7), unstorable]),
      log.append('c', 'any', [event(3)]),
    ];
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(contents()).toEqual([1, 3]);
    expect(log.stream('b')).toBeUndefined();
    expect(log.reader.allForwards(0).map((row) => row.position)).toEqual([1, 2]);
  });

  it('commits what was handed in before it closes', async () => {
    const written = log.append('s', 'any', [event(1)]);
    log.close();
    expect(await written).toMatchObject({ kind: 'appended' });
    await expect(log.append('s', 'any', [event(2)])).rejects.toThrow('closed');
    open();
    expect(contents()).toEqual([1]);
  });
});

it('a commit is synced to the disk before it is answered: SQLite runs with synchronous=FULL and a write-ahead log', () => {
  const database = openForWriting(path.join(directory.path, DATABASE_FILE));
  expect(database.prepare('pragma synchronous').get()).toEqual({ synchronous: 2 });
  expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
  database.close();
});

describe('the age limit of a stream', () => {
  const visible = (read: typeof visibleForwards) =>
    read(log.reader, log.stream('s')!, read === visibleForwards ? 0 : Infinity, now).rows.map((row) => row.revision);

  beforeEach(async () => {
    for (let n = 0; n < 4; n++, now += 10_000) await log.append('s', 'any', [event(n)]);
    await log.append('$$s', 'any', [{ ...event(0), data: Buffer.from('{"$maxAge":25}') }]);
  });

  it('hides what is older, by the clock at the time of reading', () => {
    expect(visible(visibleForwards)).toEqual([2, 3]);
    now += 5_000;
    expect(visible(visibleBackwards)).toEqual([3, 2]);
    now += 5_001;
    expect(visible(visibleForwards)).toEqual([3]);
    now += 60_000;
    expect(visible(visibleForwards)).toEqual([]);
  });

  it('lets the stream go on at its next revision when nothing is visible', async () => {
    now += 60_000;
    expect(await log.append('s', 3n, [event(4)])).toMatchObject({ revision: 4 });
    expect(visible(visibleForwards)).toEqual([4]);
  });
});

describe('damage is found and not served', () => {
  beforeEach(async () => {
    await log.append('s', 'any', [event(1), event(2), event(3)]);
  });

  it.each([
    ['one flipped bit', (bytes: Uint8Array) => bytes.with(60, bytes[60]! ^ 4)],
    ['a byte too many', (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc(1)])],
    ['text in their place', (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')],
  ])('in the bytes of a record, by every way of reading it: %s', (_, damage) => {
    tamper((database) => {
      const { bytes } = database.prepare('select bytes from record where position = 2').get() as { bytes: Uint8Array };
      database.prepare('update record set bytes = ? where position = 2').run(damage(bytes));
    });
    const stream = log.stream('s')!;
    const damaged = /event at position 2 is damaged.*Restore/s;
    expect(log.reader.allForwards(0)).toHaveLength(1); // what is before it is served
    expect(() => log.reader.allForwards(1)).toThrow(damaged);
    expect(log.reader.allBackwards(9)).toHaveLength(1);
    expect(() => log.reader.allBackwards(3)).toThrow(damaged);
    expect(visibleForwards(log.reader, stream, 0, now)).toMatchObject({ rows: { length: 1 }, next: 1 });
    expect(() => visibleForwards(log.reader, stream, 1, now)).toThrow(damaged);
    expect(visibleBackwards(log.reader, stream, 2, now)).toMatchObject({ rows: { length: 1 }, next: 1 });
    expect(() => visibleBackwards(log.reader, stream, 1, now)).toThrow(damaged);
    expect(wantedForwards(log.reader, all, 0).rows).toHaveLength(1);
    expect(() => wantedForwards(log.reader, all, 1)).toThrow(damaged);
    expect(visibleForwards(log.reader, stream, 2, now).rows).toHaveLength(1);
  });

  it.each([
    'update event set revision = 7 where position = 2',
    'update event set type = 99 where position = 2',
    'update event set created = created + 1 where position = 2',
    'update event set stream = 77 where position = 2',
    'update event set position = 7 where position = 2',
    'delete from event where position = 2',
  ])('in the row of an event, whether a filter wants it or not: %s', (damage) => {
    tamper((database) => database.exec(damage));
    for (const read of ['allForwards', 'scan'] as const) {
      expect(log.reader[read](0)).toHaveLength(1);
      expect(() => log.reader[read](1)).toThrow(/position 2 is damaged/);
    }
  });

  it.each([
    'update event set revision = 7 where position = 2',
    'update event set stream = 77 where position = 2',
    'delete from event where position = 2',
  ])('in a stream with a hole: %s', (damage) => {
    tamper((database) => database.exec(damage));
    const stream = log.stream('s')!;
    expect(visibleForwards(log.reader, stream, 0, now).next).toBe(1);
    expect(() => visibleForwards(log.reader, stream, 1, now)).toThrow(/Revision 1 of stream s is damaged/);
    expect(() => visibleBackwards(log.reader, stream, 1, now)).toThrow(/Revision 1 of stream s is damaged/);
  });

  it('in a record that is gone, even the last', () => {
    tamper((database) => database.exec('delete from record where position = 3'));
    expect(() => log.reader.allForwards(2)).toThrow(/position 3 is damaged/);
    expect(() => wantedForwards(log.reader, all, 2)).toThrow(/position 3 is damaged/);
  });

  it('in records that changed places', () => {
    tamper((database) =>
      database.exec(
        'update record set position = -1 where position = 1; update record set position = 1 where position = 2; ' +
          'update record set position = 2 where position = -1',
      ),
    );
    expect(() => log.reader.allForwards(0)).toThrow(/position 1 is damaged/);
  });
});

describe('a file that is not this store', () => {
  it('is refused when another program made it', () => {
    expect(() => tamper((database) => database.exec('pragma application_id = 7'))).toThrow(
      /database of another program/,
    );
    repair();
  });

  it('is refused when a newer version made it', () => {
    expect(() => tamper((database) => database.exec('pragma user_version = 99'))).toThrow(/format 99/);
    repair();
  });

  it('is refused when it is no database', () => {
    const other = temporaryDirectory();
    writeFileSync(path.join(other.path, DATABASE_FILE), 'not a database'.repeat(100));
    expect(() => EventLog.open({ dataDir: other.path })).toThrow(/not a database/);
    other.remove();
  });

  it('is brought up to date when an older version made it', async () => {
    await log.append('s', 'any', [event(1, 'A'), event(2, 'B')]);
    await log.append('$$s', 'any', [{ ...event(0), data: Buffer.from('{"$maxCount":1}') }]);
    tamper((database) =>
      database.exec(
        'drop index stream_by_hash; alter table stream drop column hash; alter table stream drop column checksum; ' +
          'alter table event_type drop column checksum; pragma user_version = 1',
      ),
    );
    expect(log.stream('s')).toMatchObject({ lastRevision: 1, limits: { maxCount: 1 }, isDamaged: false });
    expect(log.reader.scan(0).map(({ typeKey }) => log.reader.typeName(typeKey))).toEqual(['A', 'B', 'T']);
    expect(await log.append('s', 1n, [event(3, 'C')])).toMatchObject({ revision: 2, position: 4 });
    log.close();
    open();
    expect(log.headPosition).toBe(4);
  });

  function repair(): void {
    const database = openForWriting(path.join(directory.path, DATABASE_FILE));
    database.exec('pragma application_id = 1751478633; pragma user_version = 2');
    database.close();
    open();
  }
});

it.each([
  ['3.51.2', false],
  ['3.45.1', false],
  ['2.99.9', false],
  ['3.51.3', true],
  ['3.53.0', true],
  ['4.0.0', true],
])('SQLite %s is safe: %s', (version, safe) => expect(isSafeSqliteVersion(version)).toBe(safe));
