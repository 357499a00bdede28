import { closeSync, existsSync, fdatasyncSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';

export const MARK_FILE = 'log.mark';

/** Which event was the last that the log had acknowledged. */
export interface Mark {
  readonly position: number;
  /** Checksum of the event's row. */
  readonly checksum: number;
  /** The event's id, 16 bytes. */
  readonly id: Uint8Array;
}

/**
 * Where the log ended, kept outside of the database. A write-ahead log that is cut between two commits is a sound, shorter
 * log: nothing in the database can tell. The mark is written after every commit and not synced: it survives the death of
 * the process, and on the disk it is never ahead of the commit it speaks of. Two slots take turns, each in a sector of its
 * own with a checksum, so a torn write leaves the one before.
 */
export class MarkFile {
  private constructor(
    private readonly file: number,
    private turn: number,
  ) {}

  /** Opens the mark of a data directory for writing; what it said is replaced by the next {@link write}. */
  static open(dataDir: string): MarkFile {
    const name = path.join(dataDir, MARK_FILE);
    const file = openSync(name, existsSync(name) ? 'r+' : 'w+', 0o600);
    return new MarkFile(file, newestOf(slotsOf(file))?.turn ?? 0);
  }

  /** Throws away what the mark of a data directory says. */
  static begin(dataDir: string): MarkFile {
    return new MarkFile(openSync(path.join(dataDir, MARK_FILE), 'w+', 0o600), 0);
  }

  /** @returns 'unreadable' when there is one and neither of its slots is sound. */
  static read(dataDir: string): Mark | 'unreadable' | undefined {
    const name = path.join(dataDir, MARK_FILE);
    if (!existsSync(name)) return undefined;
    const file = openSync(name, 'r');
    try {
      const slots = slotsOf(file);
      const newest = newestOf(slots);
      // a file that was made and never written (the power went) is no mark; anything else is one that was damaged
      return newest?.mark ?? (slots.every((slot) => slot === 'empty') ? undefined : 'unreadable');
    } finally {
      closeSync(file);
    }
  }

  write({ position, checksum, id }: Mark): void {
    this.turn++;
    const slot = Buffer.alloc(SLOT_BYTES);
    MAGIC.copy(slot);
    slot.writeDoubleLE(this.turn, 8);
    slot.writeDoubleLE(position, 16);
    slot.writeUInt32LE(checksum, 24);
    slot.set(id, 28);
    slot.writeUInt32LE(crc32(slot.subarray(0, CHECKED_BYTES)), CHECKED_BYTES);
    writeSync(this.file, slot, 0, SLOT_BYTES, (this.turn % 2) * SECTOR_BYTES);
  }

  sync(): void {
    fdatasyncSync(this.file);
  }

  close(): void {
    closeSync(this.file);
  }
}

const MAGIC = Buffer.from('heqimark');
const CHECKED_BYTES = 44;
const SLOT_BYTES = 48;
const SECTOR_BYTES = 4096;

type Slot = { readonly turn: number; readonly mark: Mark } | 'empty' | 'damaged';

function slotsOf(file: number): Slot[] {
  return [0, SECTOR_BYTES].map((offset) => {
    const slot = Buffer.alloc(SLOT_BYTES);
    readSync(file, slot, 0, SLOT_BYTES, offset);
    if (slot.every((byte) => byte === 0)) return 'empty';
    if (crc32(slot.subarray(0, CHECKED_BYTES)) !== slot.readUInt32LE(CHECKED_BYTES)) return 'damaged';
    const mark = {
      position: slot.readDoubleLE(16),
      checksum: slot.readUInt32LE(24),
      id: Buffer.from(slot.subarray(28, 44)),
    };
    return { turn: slot.readDoubleLE(8), mark };
  });
}

function newestOf(slots: readonly Slot[]) {
  const sound = slots.filter((slot) => typeof slot === 'object');
  return sound.toSorted((one, other) => other.turn - one.turn)[0];
}
