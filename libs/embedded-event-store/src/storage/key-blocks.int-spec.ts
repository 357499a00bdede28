import { randomInt, randomUUID } from 'node:crypto';
import { closeSync, cpSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { temporaryDirectory } from '../testing/node.fixtures';
import { Database, openForReading, openForWriting } from './database';
import { DATABASE_FILE, EventLog } from './event-log';
import { BLOCK_SIZE } from './key-blocks';
import { ProposedEvent } from './model';
import { RowFilter, wantedForwards } from './wanted';

/** Two finished blocks and the beginning of a third. */
const EVENTS = 2 * BLOCK_SIZE + 100;
const RARE = [1, 2, BLOCK_SIZE - 1, BLOCK_SIZE, BLOCK_SIZE + 1, 2 * BLOCK_SIZE, 2 * BLOCK_SIZE + 1, EVENTS];

let template: ReturnType<typeof temporaryDirectory>;
let directory: ReturnType<typeof temporaryDirectory>;
let log: EventLog;

beforeAll(async () => {
  template = temporaryDirectory();
  const filled = EventLog.open({ dataDir: template.path });
  const appended = [];
  for (let position = 1; position <= EVENTS; position++) {
    const isRare = RARE.includes(position);
    appended.push(filled.append(isRare ? 'rare' : `s-${position % 7}`, 'any', [event(isRare ? 'Rare' : 'Common')]));
  }
  await Promise.all(appended);
  filled.close();
});

afterAll(() => template.remove());

beforeEach(() => {
  directory = temporaryDirectory();
  cpSync(template.path, directory.path, { recursive: true });
  open();
});

afterEach(() => {
  log.close();
  directory.remove();
});

function open(): void {
  log = EventLog.open({ dataDir: directory.path });
}

function event(type: string): ProposedEvent {
  return { id: randomUUID(), type, isJson: true, data: Buffer.from('{}'), metadata: Buffer.alloc(0) };
}

/** Changes the stored tables behind the log's back, and opens it again. */
function tamper(change: string): void {
  log.close();
  const database = openForWriting(path.join(directory.path, DATABASE_FILE));
  database.exec(change);
  database.close();
  open();
}

/** Makes the first page of a table one that SQLite cannot read. */
function overwriteRootOf(table: string): void {
  const place = inTables((database) =>
    database
      .prepare('select rootpage, page_size as size from sqlite_master, pragma_page_size where name = ?')
      .get(table),
  ) as { rootpage: number; size: number };
  const file = openSync(path.join(directory.path, DATABASE_FILE), 'r+');
  writeSync(file, Buffer.alloc(place.size, 0xff), 0, place.size, (place.rootpage - 1) * place.size);
  closeSync(file);
}

function inTables<T>(read: (database: Database) => T): T {
  const database = openForReading(path.join(directory.path, DATABASE_FILE));
  const result = read(database);
  database.close();
  return result;
}

const blocks = () => inTables((database) => database.prepare('select number from key_block order by number').all());
const finished = [{ number: 0 }, { number: 1 }];

const rareStream: RowFilter = ({ streamKey }) => log.reader.streamName(streamKey) === 'rare';
const rareType: RowFilter = ({ typeKey }) => log.reader.typeName(typeKey) === 'Rare';

/** Positions that a reader is given who asks page by page, and where it ends. */
function readOn(wants: RowFilter, after = 0, limit?: number) {
  const positions: number[] = [];
  for (;;) {
    const { rows, reached } = wantedForwards(log.reader, wants, after, limit);
    positions.push(...rows.map((row) => row.position));
    if (reached === after) return { positions, reached };
    after = reached;
  }
}

describe('a filtered read', () => {
  it.each([
    ['of a stream', () => rareStream],
    ['of a type', () => rareType],
  ])('%s gives all that is wanted and goes to the end of the log', (_, wants) => {
    expect(readOn(wants())).toEqual({ positions: RARE, reached: EVENTS });
  });

  it.each([1, 2, 3, 255])('gives the same in pages of %d', (limit) => {
    expect(readOn(rareType, 0, limit)).toEqual({ positions: RARE, reached: EVENTS });
  });

  it('gives what is behind any position, as a walk over the rows does', () => {
    const places = [
      ...RARE,
      ...RARE.map((position) => position - 1),
      ...Array.from({ length: 30 }, () => randomInt(EVENTS)),
    ];
    for (const after of places) {
      expect([after, readOn(rareType, after).positions]).toEqual([after, RARE.filter((position) => position > after)]);
    }
  });

  it('that wants everything or nothing is right too', () => {
    expect(readOn(() => true).positions).toEqual(Array.from({ length: EVENTS }, (_, index) => index + 1));
    expect(readOn(() => false)).toEqual({ positions: [], reached: EVENTS });
  });

  it('reads no row of an event that it drops where the block is finished', () => {
    tamper(`update event set type = 99 where position = 5`); // a damaged row, of an event nobody asks for
    expect(readOn(rareType).positions).toEqual(RARE);
  });
});

describe('the blocks of keys', () => {
  it('are written with the last event of each', () => expect(blocks()).toEqual(finished));

  it('of a block that is not committed are not written', async () => {
    const unstorable = { ...event('T'), data: undefined as unknown as Uint8Array };
    const missing = 3 * BLOCK_SIZE - EVENTS;
    const events = Array.from({ length: missing }, () => event('T'));
    await expect(log.append('s', 'any', [...events, unstorable])).rejects.toThrow();
    expect(blocks()).toEqual(finished);
    await log.append('s', 'any', events);
    expect(blocks()).toEqual([...finished, { number: 2 }]);
    expect(readOn(rareType)).toEqual({ positions: RARE, reached: 3 * BLOCK_SIZE });
  });

  it('are made for a store of a version that had none', () => {
    tamper('drop table key_block');
    expect(blocks()).toEqual(finished);
    expect(readOn(rareType)).toEqual({ positions: RARE, reached: EVENTS });
  });

  it('are completed when such a version wrote on after this one', () => {
    tamper('delete from key_block where number = 1');
    expect(blocks()).toEqual(finished);
  });

  it.each([
    ['one flipped bit', "update key_block set keys = cast(x'ff' || substr(keys, 2) as blob)"],
    ['too few bytes', 'update key_block set keys = substr(keys, 5)'],
    ['text in their place', "update key_block set keys = 'text'"],
    [
      'another block in its place',
      'update key_block set number = 9 where number = 1; update key_block set number = 1 where number = 0',
    ],
  ])('that are damaged (%s) hide no event', (_, damage) => {
    tamper(damage);
    expect(readOn(rareType)).toEqual({ positions: RARE, reached: EVENTS });
    expect(readOn(rareStream, BLOCK_SIZE, 1)).toEqual({
      positions: RARE.filter((p) => p > BLOCK_SIZE),
      reached: EVENTS,
    });
  });

  it('whose pages are damaged keep no event from a reader, and none from being written', async () => {
    log.close();
    overwriteRootOf('key_block');
    open();
    expect(readOn(rareType)).toEqual({ positions: RARE, reached: EVENTS });
    const events = Array.from({ length: BLOCK_SIZE }, () => event('T')); // over the end of a block
    expect(await log.append('s', 'any', events)).toMatchObject({ kind: 'appended', position: EVENTS + BLOCK_SIZE });
    expect(readOn(rareType)).toEqual({ positions: RARE, reached: EVENTS + BLOCK_SIZE });
  });

  it('are not made from damaged rows: their reader is told of the damage', () => {
    tamper('drop table key_block; update event set type = type + 1 where position = 7');
    expect(blocks()).toEqual([{ number: 1 }]);
    expect(readOn(rareType, BLOCK_SIZE).positions).toEqual(RARE.filter((position) => position > BLOCK_SIZE));
    expect(() => readOn(rareType)).toThrow(/position 7 is damaged/);
  });
});

describe('a wanted event that is damaged', () => {
  it.each([
    ['its bytes', `update record set bytes = zeroblob(9) where position = ${BLOCK_SIZE}`],
    ['its type', `update event set type = 2 where position = ${BLOCK_SIZE}`],
    ['its record is gone', `delete from record where position = ${BLOCK_SIZE}`],
    ['its row is gone', `delete from event where position = ${BLOCK_SIZE}`],
  ])('is told in its place, behind what comes before it: %s', (_, damage) => {
    tamper(damage);
    const { rows, reached } = wantedForwards(log.reader, rareType, 0);
    expect(rows.map((row) => row.position)).toEqual([1, 2, BLOCK_SIZE - 1]);
    expect(reached).toBe(BLOCK_SIZE - 1);
    expect(() => wantedForwards(log.reader, rareType, reached)).toThrow(`position ${BLOCK_SIZE} is damaged`);
    expect(readOn(rareType, BLOCK_SIZE).positions).toEqual(RARE.filter((position) => position > BLOCK_SIZE));
  });
});
