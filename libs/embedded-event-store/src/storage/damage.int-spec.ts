import path from 'node:path';
import {
  findingsOf,
  Findings,
  imageFolder,
  judge,
  storeImage,
  StoreImage,
  STREAM_NAMES,
  WAL_FILE,
  withFile,
  withFlippedBit,
} from '../testing/damaged-store.fixtures';
import { isLongRun, randomFrom, seedOfTest } from '../testing/random.fixtures';
import { openForReading, openForWriting } from './database';
import { DATABASE_FILE } from './event-log';
import { MARK_FILE } from './mark';
import { RecordedRow } from './model';
import { recordChecksum } from './record';

const FLIPS = isLongRun ? 20_000 : 300;
const KEY_FLIPS = isLongRun ? 1_000 : 50;
const SEED = seedOfTest();
const WAL_HEADER_BYTES = 32;
const WAL_FRAME_BYTES = 24 + 4_096;

jest.setTimeout(isLongRun ? 3_600_000 : 120_000);

let folder: ReturnType<typeof imageFolder>;
let closed: { image: StoreImage; events: RecordedRow[] };
let killed: { image: StoreImage; events: RecordedRow[] };

beforeAll(async () => {
  folder = imageFolder();
  closed = await storeImage('closed');
  killed = await storeImage('killed');
});

afterAll(() => folder.remove());

async function oracleOf(image: StoreImage): Promise<Findings> {
  folder.put(image);
  const found = await findingsOf(folder.path, STREAM_NAMES);
  if (found === 'refused') throw new Error('the sound store was refused');
  return found;
}

/** Damages an image in many ways and counts what came of it. What is silently different fails, with its place. */
async function tally(oracle: Findings, images: Iterable<{ name: string; image: StoreImage }>) {
  const counts = { same: 0, detected: 0 };
  for (const { name, image } of images) {
    folder.put(image);
    const verdict = judge(await findingsOf(folder.path, STREAM_NAMES), oracle);
    if (typeof verdict === 'object')
      throw new Error(`${name}: ${verdict.differs} is silently different (HEQI_SEED=${SEED})`);
    counts[verdict]++;
  }
  return counts;
}

function* flips(image: StoreImage, file: string, count: number, offsetOf: (random: () => number) => number) {
  const random = randomFrom(SEED);
  const bytes = image.get(file)!;
  for (let n = 0; n < count; n++) {
    const offset = offsetOf(random);
    const bit = Math.floor(random() * 8);
    yield {
      name: `${file}, byte ${offset}, bit ${bit}`,
      image: withFile(image, file, withFlippedBit(bytes, offset, bit)),
    };
  }
}

describe(`a flipped bit is found or harmless, never a different event (HEQI_SEED=${SEED})`, () => {
  it(`anywhere in the database: ${FLIPS} flips`, async () => {
    const size = closed.image.get(DATABASE_FILE)!.length;
    const oracle = await oracleOf(closed.image);
    const counts = await tally(
      oracle,
      flips(closed.image, DATABASE_FILE, FLIPS, (random) => Math.floor(random() * size)),
    );
    expect(counts.detected).toBeGreaterThan(FLIPS / 4); // the rest is free space, and what no reader needs
  });

  it(`in the bytes of an event it is always found: ${FLIPS} flips`, async () => {
    const bytes = closed.image.get(DATABASE_FILE)!;
    const places = closed.events.flatMap(({ record }) => {
      const tail = Buffer.from(record).subarray(-40); // short enough to lie in one page
      const offset = bytes.indexOf(tail);
      const isOnlyCopy = offset >= 0 && bytes.indexOf(tail, offset + 1) < 0; // pages that were split keep old ones
      return isOnlyCopy ? [{ offset, length: tail.length }] : [];
    });
    expect(places.length).toBeGreaterThan(closed.events.length / 2);
    const oracle = await oracleOf(closed.image);
    const counts = await tally(
      oracle,
      flips(closed.image, DATABASE_FILE, FLIPS, (random) => {
        const { offset, length } = places[Math.floor(random() * places.length)]!;
        return offset + Math.floor(random() * length);
      }),
    );
    expect(counts).toEqual({ same: 0, detected: FLIPS });
  });

  it(`in packed keys it is harmless, and filters find the same: ${KEY_FLIPS} flips`, async () => {
    const { image } = await storeImage('closed', true);
    folder.put(image);
    const database = openForReading(path.join(folder.path, DATABASE_FILE));
    const { keys } = database.prepare('select keys from key_block where number = 0').get() as { keys: Uint8Array };
    database.close();
    const start = Buffer.from(keys.subarray(0, 300)); // of the events that are looked for, and all in one page
    const offset = image.get(DATABASE_FILE)!.indexOf(start);
    expect(offset).toBeGreaterThan(0);
    expect(image.get(DATABASE_FILE)!.lastIndexOf(start)).toBe(offset);
    const counts = await tally(
      await oracleOf(image),
      flips(image, DATABASE_FILE, KEY_FLIPS, (random) => offset + Math.floor(random() * start.length)),
    );
    expect(counts).toEqual({ same: KEY_FLIPS, detected: 0 });
  });

  it(`anywhere in the write-ahead log of a killed store: ${FLIPS / 2} flips`, async () => {
    const size = killed.image.get(WAL_FILE)!.length;
    const oracle = await oracleOf(killed.image);
    const counts = await tally(
      oracle,
      flips(killed.image, WAL_FILE, FLIPS / 2, (random) => Math.floor(random() * size)),
    );
    expect(counts.detected).toBeGreaterThan(FLIPS / 4);
  });

  it('in the mark: either slot stands in for the other, so the store opens', async () => {
    const size = closed.image.get(MARK_FILE)!.length;
    const oracle = await oracleOf(closed.image);
    const counts = await tally(
      oracle,
      flips(closed.image, MARK_FILE, 50, (random) => Math.floor(random() * size)),
    );
    expect(counts).toEqual({ same: 50, detected: 0 });
  });
});

describe('a write-ahead log that is cut', () => {
  it('anywhere, to 512 bytes, is found: the mark tells even a cut between two commits', async () => {
    const wal = killed.image.get(WAL_FILE)!;
    expect(wal.length).toBeGreaterThan(64 * 1_024);
    const oracle = await oracleOf(killed.image);
    const cuts = Array.from({ length: Math.floor(Math.min(wal.length, 64 * 1_024) / 512) }, (_, n) => n * 512);
    const counts = await tally(
      oracle,
      cuts.map((length) => ({ name: `${length} bytes left`, image: cut(length) })),
    );
    expect(counts).toEqual({ same: 0, detected: cuts.length });
  });

  it('between two commits is a sound, shorter log to all that knows only the database', async () => {
    const oracle = await oracleOf(killed.image);
    const unmarked = new Map(cut(WAL_HEADER_BYTES + lastCommitBefore(12) * WAL_FRAME_BYTES));
    unmarked.delete(MARK_FILE);
    folder.put(unmarked);
    expect(judge(await findingsOf(folder.path, STREAM_NAMES), oracle)).toHaveProperty('differs');
  });

  function cut(length: number): StoreImage {
    return withFile(killed.image, WAL_FILE, killed.image.get(WAL_FILE)!.subarray(0, length));
  }

  /** Frames up to and with the last one of the first so many that ends a commit. */
  function lastCommitBefore(frames: number): number {
    const wal = killed.image.get(WAL_FILE)!;
    const endsCommit = (frame: number) => wal.readUInt32BE(WAL_HEADER_BYTES + frame * WAL_FRAME_BYTES + 4) !== 0;
    while (!endsCommit(frames - 1)) frames--;
    return frames;
  }
});

it('the comparison does see a different event: one that was changed together with its checksum', async () => {
  const oracle = await oracleOf(closed.image);
  folder.put(closed.image);
  const database = openForWriting(path.join(folder.path, DATABASE_FILE));
  const [event] = closed.events;
  const changed = Buffer.from(event!.record);
  changed[changed.length - 5] = changed[changed.length - 5]! ^ 1;
  database
    .prepare('update record set bytes = ?, checksum = ? where position = ?')
    .run(changed, recordChecksum(changed, event!), event!.position);
  database.close();
  expect(judge(await findingsOf(folder.path, STREAM_NAMES), oracle)).toHaveProperty('differs');
});
