import type { Socket } from 'node:net';
import type { Random } from './seeded-random';

/** Faults of one way of a connection, after the model of Toxiproxy. */
export interface Toxics {
  /** Every byte arrives this much later. */
  latencyMs?: number;
  /** … and up to so much more or less; the order stays. */
  jitterMs?: number;
  bytesPerSecond?: number;
  /** Bytes arrive in pieces of at most so many … */
  sliceBytes?: number;
  /** … with so much time between two of them. */
  sliceDelayMs?: number;
  /** The connection is reset when so many more bytes have arrived. */
  cutAfterBytes?: number;
  /** The end of the connection is told so much later. */
  slowCloseMs?: number;
}

interface Piece {
  readonly bytes: Buffer;
  readonly due: number;
}

/** More than this waiting, and the sender is told to wait too, as by TCP's window. */
const WINDOW_BYTES = 1 << 20;

/** One way of a connection: bytes come in at one socket and go out at the other, as the toxics let them. */
export class FaultyDirection {
  swallowedBytes = 0;
  private pieces: Piece[] = [];
  private lastDue = 0;
  /** Since there is a limit to them. */
  private passedBytes = 0;
  private held = false;
  private swallowing = false;
  private ended = false;
  private timer: NodeJS.Timeout | undefined;

  /** `toxics` is read again for every piece: who owns it may change it. `cut` resets both ends. */
  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly toxics: Readonly<Toxics>,
    private readonly random: Random,
    private readonly cut: () => void,
  ) {
    from.on('data', (bytes: Buffer) => this.take(bytes));
    from.on('end', () => this.end());
  }

  get waitingBytes(): number {
    return this.pieces.reduce((total, { bytes }) => total + bytes.length, 0);
  }
  hold(): void {
    this.held = true;
  }
  letPass(): void {
    this.held = false;
    this.pieces = this.pieces.map(({ bytes }) => ({ bytes, due: 0 }));
    this.lastDue = 0;
    this.deliver();
  }
  swallow(): void {
    this.swallowing = true;
    this.swallowedBytes += this.waitingBytes;
    this.pieces = [];
  }
  /** No more will come; what is on its way still arrives. */
  end(): void {
    this.ended = true;
    this.deliver();
  }
  stop(): void {
    clearTimeout(this.timer);
    this.pieces = [];
    this.swallowing = true;
  }

  private take(bytes: Buffer): void {
    if (this.swallowing) {
      this.swallowedBytes += bytes.length;
      return;
    }
    for (const piece of this.sliced(bytes)) this.pieces.push({ bytes: piece, due: this.dueTime(piece.length) });
    if (this.waitingBytes > WINDOW_BYTES) this.from.pause();
    this.deliver();
  }

  private *sliced(bytes: Buffer): Generator<Buffer> {
    const { sliceBytes } = this.toxics;
    for (let at = 0; at < bytes.length;) {
      const length = sliceBytes === undefined ? bytes.length : this.random.int(1, sliceBytes);
      yield bytes.subarray(at, at + length);
      at += length;
    }
  }

  private dueTime(length: number): number {
    const { latencyMs = 0, jitterMs = 0, bytesPerSecond = Infinity, sliceDelayMs = 0 } = this.toxics;
    const now = performance.now();
    if (latencyMs + jitterMs + sliceDelayMs === 0 && bytesPerSecond === Infinity && this.lastDue <= now) return 0;
    const jitter = this.random.int(-jitterMs, jitterMs);
    const travelled = now + Math.max(0, latencyMs + jitter);
    this.lastDue = Math.max(travelled, this.lastDue + sliceDelayMs + (length / bytesPerSecond) * 1_000);
    return this.lastDue;
  }

  private deliver(): void {
    clearTimeout(this.timer);
    if (this.held || this.swallowing) return;
    const now = performance.now();
    while (this.pieces.length > 0 && this.pieces[0]!.due <= now) {
      if (!this.pass(this.pieces.shift()!.bytes)) return;
    }
    if (this.from.isPaused() && this.waitingBytes <= WINDOW_BYTES) this.from.resume();
    if (this.pieces.length > 0) this.again(this.pieces[0]!.due - now);
    else if (this.ended) this.close();
  }

  /** Gives false when the connection was cut by that. */
  private pass(bytes: Buffer): boolean {
    const { cutAfterBytes } = this.toxics;
    this.passedBytes = cutAfterBytes === undefined ? 0 : this.passedBytes + bytes.length;
    const excess = cutAfterBytes === undefined ? -1 : this.passedBytes - cutAfterBytes;
    if (this.to.writable) this.to.write(bytes.subarray(0, bytes.length - Math.max(0, excess)));
    if (excess < 0) return true;
    setTimeout(this.cut, 5); // what was written is read first: libuv takes a reset that comes with it for an orderly end
    this.stop();
    return false;
  }

  private again(ms: number): void {
    this.timer = setTimeout(() => this.deliver(), Math.max(1, ms));
  }

  private close(): void {
    const { slowCloseMs = 0 } = this.toxics;
    if (slowCloseMs === 0) this.to.end();
    else this.timer = setTimeout(() => this.to.end(), slowCloseMs);
  }
}
