import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openForWriting } from '../storage/database';
import { EventLog } from '../storage/event-log';
import { BLOCK_SIZE, KeyBlockWriter } from '../storage/key-blocks';
import { MarkFile } from '../storage/mark';
import type { LogRow } from '../storage/model';
import { rowChecksum, uuidBytes } from '../storage/record';
import { temporaryDirectory } from '../testing/node.fixtures';
import { inspectStore, type InspectionStep, type StoreFinding, STORE_FILE } from '../index';

const directory = temporaryDirectory();
const sound = path.join(directory.path, 'sound', STORE_FILE);
const ids: string[] = [];

/** 600 events of `orders-0` to `orders-2`, metadata of one, a soft-deleted stream, and one that is closed. */
beforeAll(async () => {
  const log = EventLog.open({ dataDir: path.dirname(sound) });
  for (let n = 0; n < 600; n++) await log.append(`orders-${n % 3}`, 'any', [event(n)]);
  await log.append('$$orders-1', 'any', [event('{"$maxCount":5}')]);
  await log.append('given-up', 'any', [event(1)]);
  await log.softDelete('given-up', 'any');
  await log.append('given-up', 'any', [event(2)]);
  await log.append('closed', 'any', [event(1)]);
  await log.tombstone('closed', 'any');
  log.close();
});
afterAll(() => directory.remove());

function event(data: unknown) {
  const id = randomUUID();
  ids.push(id);
  const bytes = Buffer.from(typeof data === 'string' ? data : JSON.stringify({ n: data, text: 'x'.repeat(80) }));
  return { id, type: 'Ordered', isJson: true, data: bytes, metadata: Buffer.from('{"by":"test"}') };
}

it('finds nothing in a sound store, and gives every event once, stream by stream and in order', () => {
  const steps = [...inspectStore(sound)];
  expect(findings(steps)).toEqual([]);
  const totals = steps.at(-1)!;
  expect(totals).toMatchObject({ kind: 'totals', totals: { events: 607, head: 607, streams: 7 } });
  let current = '';
  const streams: Record<string, number[]> = {};
  for (const step of steps) {
    if (step.kind === 'stream') streams[(current = step.name)] = [];
    if (step.kind === 'event') {
      expect(step.event.streamName).toBe(current);
      streams[current]!.push(step.event.revision);
    }
  }
  expect(streams['orders-0']).toEqual(Array.from({ length: 200 }, (_, index) => index));
  expect(Object.values(streams).flat()).toHaveLength(607);
  const first = steps.find((step) => step.kind === 'event');
  expect(first).toMatchObject({ event: { id: ids[0], type: 'Ordered', data: { n: 0 }, metadata: { by: 'test' } } });
});

describe('a fault planted through SQL', () => {
  const at302 = { position: 302, stream: 'orders-1', revision: 100 };
  it.each<[fault: string, sql: string, expected: object[]]>([
    [
      'changed bytes',
      "update record set bytes = cast(replace(bytes, 'Ordered', 'Ordexed') as blob) where position = 302",
      [{ code: 'record-damaged', ...at302 }],
    ],
    ['bytes that are gone', 'delete from record where position = 302', [{ code: 'record-damaged', ...at302 }]],
    [
      'a changed time',
      'update event set created = created + 1 where position = 302',
      [{ code: 'place-damaged', position: 302 }],
    ],
    [
      'another id',
      `update event set id = x'${'00'.repeat(16)}' where position = 302`,
      [{ code: 'record-differs', ...at302, details: { field: 'id', reason: expect.stringContaining('≠') as string } }],
    ],
    [
      'an event that is gone with its bytes',
      'delete from event where position = 302; delete from record where position = 302',
      [
        { code: 'position-missing', position: 302, details: { to: '302' } },
        { code: 'revision-missing', stream: 'orders-1', revision: 100, details: { to: '100' } },
      ],
    ],
    [
      'an event that is gone without its bytes',
      'delete from event where position between 301 and 303',
      [
        { code: 'position-missing', position: 301, details: { to: '303' } },
        { code: 'record-without-event', position: 301 },
        { code: 'record-without-event', position: 302 },
        { code: 'record-without-event', position: 303 },
        { code: 'revision-missing', stream: 'orders-0', revision: 100, details: { to: '100' } },
        { code: 'revision-missing', stream: 'orders-1', revision: 100, details: { to: '100' } },
        { code: 'revision-missing', stream: 'orders-2', revision: 100, details: { to: '100' } },
      ],
    ],
    [
      'a stream under another name',
      "update stream set name = 'closed-2' where name = 'closed'",
      [
        { code: 'record-differs', stream: 'closed-2', revision: 0, position: 606, details: { field: 'streamName' } },
        { code: 'record-differs', stream: 'closed-2', position: 607 },
        { code: 'stream-damaged', stream: 'closed-2' },
      ],
    ],
    [
      'a type under another name',
      "update event_type set name = 'Closed' where name = '$streamDeleted'",
      [
        { code: 'record-differs', stream: 'closed', position: 607, details: { field: 'type' } },
        { code: 'type-damaged', details: { type: 'Closed' } },
      ],
    ],
    [
      'a stream that nobody knows',
      "delete from stream where name = 'closed'",
      [{ code: 'stream-unknown', position: 606 }],
    ],
    [
      'other metadata',
      "update stream set metadata = '{}' where name = 'orders-1'",
      [
        { code: 'stream-damaged', stream: 'orders-1' },
        { code: 'metadata-differs', stream: 'orders-1' },
      ],
    ],
    [
      'metadata nobody wrote',
      "update stream set metadata = '{}' where name = 'orders-2'",
      [
        { code: 'stream-damaged', stream: 'orders-2' },
        { code: 'metadata-differs', stream: 'orders-2' },
      ],
    ],
    [
      'a tombstone forgotten',
      "update stream set tombstoned = 0 where name = 'closed'",
      [
        { code: 'stream-damaged', stream: 'closed' },
        { code: 'tombstone-differs', stream: 'closed' },
      ],
    ],
    [
      'a closed stream that nobody closed',
      "update stream set tombstoned = 1 where name = 'orders-2'",
      [
        { code: 'stream-damaged', stream: 'orders-2' },
        { code: 'tombstone-differs', stream: 'orders-2' },
      ],
    ],
    [
      'another program’s database',
      'pragma application_id = 1',
      [{ code: 'store-unreadable', details: { reason: expect.stringContaining('another program') as string } }],
    ],
    [
      'a newer format',
      'pragma user_version = 99',
      [{ code: 'store-unreadable', details: { reason: expect.stringContaining('format 99') as string } }],
    ],
  ])('%s is named with its place, and nothing else is', (_, sql, expected) => {
    const file = copyOfStore();
    const database = openForWriting(file);
    database.exec(sql);
    database.close();
    expect(findings(inspectStore(file))).toMatchObject(expected);
  });
});

describe('a fault planted in the file', () => {
  it('a page of zeros under the index by id is told, and every event is still given', () => {
    const { steps, lost } = inspectedWithout('index');
    expect(findings(steps).every(({ code }) => code === 'page-damaged')).toBe(true);
    expect(lost).toEqual([]);
  });

  it.each(['table', 'bytes'] as const)('a page of zeros under events (%s) costs those on it, each named', (what) => {
    const { steps, lost } = inspectedWithout(what);
    expect(lost).toContain(301);
    expect(lost.length).toBeLessThan(200);
    const named = findings(steps).flatMap(({ code, stream, position }) =>
      code === 'event-unreadable' && stream !== undefined ? [position] : [],
    );
    expect(new Set(named)).toEqual(new Set(lost));
  });

  it('a log that lost its end is told by the mark beside it', () => {
    const folder = path.join(directory.path, 'cut');
    mkdirSync(folder);
    for (const name of [STORE_FILE, 'log.mark'])
      copyFileSync(path.join(path.dirname(sound), name), path.join(folder, name));
    const file = path.join(folder, STORE_FILE);
    expect(findings(inspectStore(file))).toEqual([]);
    const database = openForWriting(file);
    database.exec('delete from record where position = 607; delete from event where position = 607');
    database.close();
    const details = { marked: '607', missing: '1' };
    expect(findings(inspectStore(file))[0]).toMatchObject({ code: 'log-cut', position: 606, details });
  });

  it('a mark of another log, and one that cannot be read, are told as what they are', () => {
    const folder = path.join(directory.path, 'marked');
    mkdirSync(folder);
    const file = path.join(folder, STORE_FILE);
    copyFileSync(sound, file);
    const mark = MarkFile.begin(folder);
    mark.write({ position: 606, checksum: 1, id: Buffer.alloc(16) });
    mark.close();
    expect(findings(inspectStore(file))).toEqual([{ code: 'log-replaced', position: 606 }]);
    writeFileSync(path.join(folder, 'log.mark'), 'no mark'.repeat(1_000));
    expect(findings(inspectStore(file))).toEqual([{ code: 'mark-damaged', position: 607 }]);
  });

  it('a file that is cut off, or is no database, is told as such', () => {
    const file = copyOfStore();
    writeFileSync(file, readFileSync(file).subarray(0, 50_000));
    expect(findings(inspectStore(file))).not.toEqual([]);
    writeFileSync(file, 'not a database, however long it is'.repeat(50));
    expect(findings(inspectStore(file))).toMatchObject([{ code: 'store-unreadable' }]);
    expect(findings(inspectStore(path.join(directory.path, 'nowhere.db')))).toMatchObject([{ code: 'store-missing' }]);
    expect(existsSync(path.join(directory.path, 'nowhere.db'))).toBe(false);
  });
});

describe('the keys of filtered readers', () => {
  const withBlocks = path.join(directory.path, 'blocks', STORE_FILE);
  beforeAll(async () => {
    const log = EventLog.open({ dataDir: path.dirname(withBlocks) });
    const batch = () => Array.from({ length: BLOCK_SIZE / 4 }, (_, n) => event(n));
    for (let n = 0; n < 9; n++) await log.append(`orders-${n % 2}`, 'any', batch());
    log.close();
  });
  const second = { position: BLOCK_SIZE + 1, details: { to: String(2 * BLOCK_SIZE) } };

  it.each<[fault: string, sql: string, expected: object[]]>([
    ['that are sound', '', []],
    [
      'that are not what was written',
      'update key_block set checksum = checksum + 1 where number = 1',
      [{ code: 'key-block-damaged', ...second }],
    ],
    [
      'of an event whose place is damaged: only that is told',
      'update event set type = type + 1 where position = 1',
      [{ code: 'place-damaged', position: 1 }],
    ],
    ['that are missing hide nothing', 'delete from key_block where number = 1', []],
    ['in a store that has none yet', 'drop table key_block', []],
  ])('%s', (_, sql, expected) => {
    const file = copyOfStore(withBlocks);
    const database = openForWriting(file);
    database.exec(sql);
    database.close();
    expect(findings(inspectStore(file))).toMatchObject(expected);
  });

  it('that pass their checksum and are those of other events would hide some: that is told', () => {
    const file = copyOfStore(withBlocks);
    const database = openForWriting(file);
    const row = database
      .prepare('select position, stream as streamKey, revision, type as typeKey, created from event where position = ?')
      .get(BLOCK_SIZE + 1) as unknown as LogRow;
    const say = (said: LogRow) =>
      database
        .prepare('update event set type = ?, checksum = ? where position = ?')
        .run(said.typeKey, rowChecksum(said), said.position);
    say({ ...row, typeKey: row.typeKey + 1 });
    new KeyBlockWriter(database).write(1);
    say(row);
    database.close();
    expect(findings(inspectStore(file))).toMatchObject([{ code: 'key-block-differs', ...second }]);
  });
});

let copies = 0;
function copyOfStore(of = sound): string {
  const file = path.join(directory.path, `copy-${copies++}.db`);
  copyFileSync(of, file);
  return file;
}

function findings(steps: Iterable<InspectionStep>): StoreFinding[] {
  return [...steps].flatMap((step) => (step.kind === 'finding' ? [step.finding] : []));
}

type Page = 'table' | 'index' | 'bytes';

/** What an inspection tells when the page is blank that holds the place, the index entry or the bytes of event 301. */
function inspectedWithout(what: Page): { steps: InspectionStep[]; lost: number[] } {
  const file = copyOfStore();
  const bytes = readFileSync(file);
  const id = what === 'bytes' ? Buffer.from(ids[300]!) : uuidBytes(ids[300]!);
  const pages = [bytes.indexOf(id), bytes.lastIndexOf(id)].map((at) => Math.floor(at / PAGE_BYTES));
  const page = pages.find((each) => (bytes[each * PAGE_BYTES] === TABLE_LEAF) === (what !== 'index'))!;
  bytes.fill(0, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
  writeFileSync(file, bytes);
  const steps = [...inspectStore(file)];
  const given = new Set(steps.flatMap((step) => (step.kind === 'event' ? [Number(step.event.position)] : [])));
  const lost = Array.from({ length: 607 }, (_, index) => index + 1).filter((position) => !given.has(position));
  return { steps, lost };
}

const PAGE_BYTES = 4096;
/** First byte of a page of SQLite's that holds rows of a table. */
const TABLE_LEAF = 13;
