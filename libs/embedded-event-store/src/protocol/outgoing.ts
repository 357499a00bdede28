import { toRpcError } from './errors';

/** The answering side of a call, whether its requests are one or many. */
interface AnsweringCall {
  readonly cancelled: boolean;
  write(message: Buffer): boolean;
  end(): unknown;
  emit(event: 'error', error: Error): boolean;
  on(event: 'cancelled' | 'close' | 'drain', listener: () => void): unknown;
}

/** The answers of one read, written no faster than the reader takes them. */
export class Outgoing {
  private closed = false;
  private drained: (() => void) | undefined;
  private closing: (() => void)[] = [];

  constructor(private readonly call: AnsweringCall) {
    call.on('cancelled', () => this.close());
    call.on('close', () => this.close());
    call.on('drain', () => this.drained?.());
  }

  /** Whether nobody reads any more; then writing does nothing. */
  get isClosed(): boolean {
    return this.closed || this.call.cancelled;
  }

  /** Gives a promise only when the reader must be waited for, which spares a turn per event. */
  write(message: Buffer): Promise<void> | undefined {
    if (this.isClosed || this.call.write(message)) return undefined;
    return new Promise((resolve) => {
      this.drained = () => {
        this.drained = undefined;
        resolve();
      };
    });
  }

  /** Calls `listener` once when the call is over, whoever ended it. */
  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else this.closing.push(listener);
  }

  end(): void {
    if (!this.isClosed) this.call.end();
    this.close();
  }

  /** Ends with a status. `destroy` would send none and leave the client waiting. */
  fail(error: unknown): void {
    if (!this.isClosed) this.call.emit('error', toRpcError(error));
    this.close();
  }

  private close(): void {
    this.closed = true;
    this.drained?.();
    const listeners = this.closing;
    this.closing = [];
    for (const listener of listeners) listener();
  }
}
