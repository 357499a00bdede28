import { shuttingDown } from './errors';

interface StreamingCall {
  emit(event: 'error', error: Error): boolean;
  on(event: 'cancelled' | 'close' | 'finish', listener: () => void): unknown;
}

/** The calls that last: reads, subscriptions, batch appends. They would keep a stopping node waiting for ever. */
export class OpenCalls {
  private readonly calls = new Set<StreamingCall>();

  add(call: StreamingCall): void {
    this.calls.add(call);
    const forget = () => this.calls.delete(call);
    call.on('cancelled', forget);
    call.on('close', forget);
    call.on('finish', forget);
  }

  /** Ends every one of them with UNAVAILABLE, so that its client knows to come back. */
  endAll(): void {
    for (const call of [...this.calls]) call.emit('error', shuttingDown());
    this.calls.clear();
  }
}
