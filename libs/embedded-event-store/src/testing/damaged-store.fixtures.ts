import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { v5 } from 'uuid';
import { defaultFilter } from '../protocol/filters';
import { isDamage } from '../storage/faults';
import { DATABASE_FILE, EventLog } from '../storage/event-log';
import { MARK_FILE } from '../storage/mark';
import { BLOCK_SIZE } from '../storage/key-blocks';
import { ProposedEvent, RecordedRow } from '../storage/model';
import { conditionOf, visibleBackwards, visibleForwards } from '../storage/visibility';
import { RowFilter, wantedForwards } from '../storage/wanted';
import { temporaryDirectory } from './node.fixtures';

export const WAL_FILE = `${DATABASE_FILE}-wal`;
const FILES = [DATABASE_FILE, WAL_FILE, MARK_FILE];
const MEMORY = '/dev/shm';
let numbered = 0;
const NOW = Date.parse('2026-01-01T00:00:00.000Z');

/** The files of a store, by name. */
export type StoreImage = ReadonlyMap<string, Buffer>;

/** What reading a store in every way gives: for each way the bytes given, and whether it ended with an error. */
export type Findings = ReadonlyMap<string, { readonly given: readonly string[]; readonly failed: boolean }>;

/** Writes a small store of all kinds of events, and gives its files as a kill leaves them, or as a clean stop does; with
 *  `filling`, one so large that a block of packed keys is finished, which holds what filters look for. */
export async function storeImage(
  left: 'killed' | 'closed',
  filling = false,
): Promise<{ image: StoreImage; events: RecordedRow[] }> {
  const directory = temporaryDirectory();
  const log = EventLog.open({ dataDir: directory.path, now: () => NOW });
  await fill(log);
  if (filling)
    await log.append(
      'filling',
      'any',
      Array.from({ length: BLOCK_SIZE }, (_, n) => proposed(n, 'Filling', 1)),
    );
  const events = log.reader.allForwards(0, 10_000);
  const take = () =>
    new Map(readdirSync(directory.path).map((name) => [name, readFileSync(path.join(directory.path, name))]));
  const killed = take();
  log.close();
  const closed = take();
  directory.remove();
  return { image: left === 'killed' ? killed : closed, events };
}

/** A folder that takes one image after the other; in memory where the system has a place for that. */
export function imageFolder() {
  const folder = mkdtempSync(path.join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'damaged-store-'));
  return {
    path: folder,
    put(image: StoreImage): void {
      rmSync(folder, { recursive: true });
      mkdirSync(folder);
      for (const name of FILES) {
        const bytes = image.get(name);
        if (bytes) writeFileSync(path.join(folder, name), bytes);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function withFile(image: StoreImage, name: string, bytes: Buffer): StoreImage {
  return new Map(image).set(name, bytes);
}

export function withFlippedBit(bytes: Buffer, offset: number, bit: number): Buffer {
  const flipped = Buffer.from(bytes);
  flipped[offset] = flipped[offset]! ^ (1 << bit);
  return flipped;
}

/** Reads the store in a folder in every way there is; 'refused' when it does not open. Other errors than those of damage
 *  are a fault of the code and thrown. */
export async function findingsOf(dataDir: string, streamNames: readonly string[]): Promise<Findings | 'refused'> {
  let log: EventLog;
  try {
    log = EventLog.open({ dataDir, now: () => NOW });
  } catch {
    return 'refused';
  }
  try {
    return await readEverything(log, streamNames);
  } finally {
    log.close();
  }
}

/** 'same', 'detected' when something was refused and nothing false was given, or what was silently different. */
export function judge(found: Findings | 'refused', oracle: Findings): 'same' | 'detected' | { differs: string } {
  if (found === 'refused') return 'detected';
  let detected = false;
  for (const [way, { given, failed }] of found) {
    const expected = oracle.get(way)!.given;
    const isStart = given.every((each, index) => each === expected[index]);
    if (!isStart || (!failed && given.length !== expected.length)) {
      return { differs: `${way}: ${given.length} of ${expected.length}` };
    }
    detected ||= failed;
  }
  return detected ? 'detected' : 'same';
}

async function readEverything(log: EventLog, streamNames: readonly string[]): Promise<Findings> {
  const findings = new Map<string, { given: string[]; failed: boolean }>();
  const look = async (way: string, read: (give: (text: string) => void) => void | Promise<void>) => {
    const given: string[] = [];
    let failed = false;
    try {
      await read((text) => given.push(text));
    } catch (error) {
      if (!isDamage(error)) throw error;
      failed = true;
    }
    findings.set(way, { given, failed });
  };
  await look('$all', (give) => allForwards(log, give));
  await look('$all backwards', (give) => allBackwards(log, give));
  for (const type of ['Counted', 'Large']) {
    const isOfType: RowFilter = ({ typeKey }) => log.reader.typeName(typeKey) === type;
    await look(`type ${type}`, (give) => filtered(log, isOfType, give));
    await look(`type ${type}, scanned`, (give) => scanned(log, isOfType, give));
  }
  const isNumbered: RowFilter = ({ streamKey }) => log.reader.streamName(streamKey).startsWith('s-');
  await look('streams s-', (give) => filtered(log, isNumbered, give));
  await look('streams s-, scanned', (give) => scanned(log, isNumbered, give));
  for (const name of streamNames) {
    await look(`condition of ${name}`, (give) => give(conditionOf(log.stream(name))));
    await look(`stream ${name}`, (give) => streamForwards(log, name, give));
    await look(`stream ${name} backwards`, (give) => streamBackwards(log, name, give));
    await look(`repeat of ${name}`, (give) => repeatLast(log, name, give));
  }
  return findings;
}

type Give = (text: string) => void;

const text = (row: RecordedRow) => `${row.position} ${row.created} ${Buffer.from(row.record).toString('base64')}`;

function allForwards(log: EventLog, give: Give): void {
  const wanted = defaultFilter(log.reader);
  for (let after = 0; ;) {
    const rows = log.reader.allForwards(after, 50);
    if (rows.length === 0) return;
    for (const row of rows) if (wanted(row)) give(text(row));
    after = rows.at(-1)!.position;
  }
}

function allBackwards(log: EventLog, give: Give): void {
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const rows = log.reader.allBackwards(before, 50);
    if (rows.length === 0) return;
    for (const row of rows) give(text(row));
    before = rows.at(-1)!.position;
  }
}

/** As subscriptions do it, by packed keys where there are some. */
function filtered(log: EventLog, wanted: RowFilter, give: Give): void {
  for (let after = 0; ;) {
    const { rows, reached } = wantedForwards(log.reader, wanted, after, 50);
    for (const row of rows) give(text(row));
    if (reached === after) return;
    after = reached;
  }
}

/** As persistent subscriptions do it. */
function scanned(log: EventLog, wanted: RowFilter, give: Give): void {
  for (let after = 0; ;) {
    const rows = log.reader.scan(after, 500);
    if (rows.length === 0) return;
    for (const row of rows) if (wanted(row)) give(text(log.reader.withRecord(row)));
    after = rows.at(-1)!.position;
  }
}

function streamForwards(log: EventLog, name: string, give: Give): void {
  const stream = log.stream(name);
  if (conditionOf(stream) !== 'readable') return;
  for (let next: number | undefined = 0; next !== undefined;) {
    const page = visibleForwards(log.reader, stream!, next, NOW, 20);
    for (const row of page.rows) give(text(row));
    next = page.next;
  }
}

function streamBackwards(log: EventLog, name: string, give: Give): void {
  const stream = log.stream(name);
  if (conditionOf(stream) !== 'readable') return;
  for (let next: number | undefined = Infinity; next !== undefined;) {
    const page = visibleBackwards(log.reader, stream!, next, NOW, 20);
    for (const row of page.rows) give(text(row));
    next = page.next;
  }
}

/** The last append of a stream, sent again, is known. */
async function repeatLast(log: EventLog, name: string, give: Give): Promise<void> {
  const stream = log.stream(name);
  if (conditionOf(stream) !== 'readable' || stream!.lastRevision < 0) return;
  const [last] = log.reader.streamBackwards(stream!, stream!.lastRevision, stream!.lastRevision);
  const id = Buffer.from(last!.record).subarray(4, 40).toString('latin1');
  const repeated = { ...proposed(0), id };
  give(JSON.stringify(await log.append(name, BigInt(last!.revision) - 1n, [repeated])));
}

/** The same bytes each time, so that a seed names the same flip. */
async function fill(log: EventLog): Promise<void> {
  numbered = 0;
  for (let n = 0; n < 20; n++) {
    await log.append(`s-${n % 7}`, 'any', [proposed(n), proposed(n + 100), proposed(n, 'Large', 900 + 37 * n)]);
    await log.append(`名-${n % 3}`, 'any', [proposed(n)]);
  }
  await log.append('large', 'any', [proposed(1, 'Large', 9_000)]);
  await log.append('$$s-1', 'any', [{ ...proposed(0, '$metadata'), data: Buffer.from('{"$maxCount":3}') }]);
  await log.append('$$s-2', 'any', [{ ...proposed(0, '$metadata'), data: Buffer.from('{"$tb":4}') }]);
  await log.softDelete('s-3', 'any');
  await log.tombstone('s-4', 'any');
}

function proposed(n: number, type = 'Counted', bytes = 40): ProposedEvent {
  const id = v5(`${numbered++}`, '5f0c2f1e-8a0b-4c55-9a0e-6c9d3b1f7a42');
  const filling = id.repeat(Math.ceil(bytes / 36)).slice(0, bytes);
  const data = Buffer.from(JSON.stringify({ n, filling }));
  return { id, type, isJson: true, data, metadata: Buffer.from(`{"of":${n}}`) };
}

export const STREAM_NAMES = [
  ...Array.from({ length: 7 }, (_, n) => `s-${n}`),
  ...Array.from({ length: 3 }, (_, n) => `名-${n}`),
  ...['large', '$$s-1', '$$s-2', '$$s-3', '$$s-4', 'never-written', 's-', 'largf'],
];
